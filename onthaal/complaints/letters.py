"""Letters: worded when something is decided, kept as they were, and made into an accessible PDF.

The PDF is tagged and follows PDF/UA-1; it needs Debian's libpango. Without it the same letter is
a page that can be printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from onthaal.complaints.mails import LETTER, ruling_in_words
from onthaal.complaints.models import Complaint, Letter, LetterKind
from onthaal.complaints.states import Degree, Ground
from onthaal.core import clock, health
from onthaal.core.dutch import day_in_words
from onthaal.core.health import Problem
from onthaal.organisation import house_style
from onthaal.outbox import enclosures
from onthaal.outbox.enclosures import File
from onthaal.people.models import User
from onthaal.ui import pdf as pdf_files


def write(
    complaint: Complaint, kind: LetterKind, text: str = "", *, by: User | None = None
) -> Letter:
    """Keep a letter with the complaint, worded for this moment."""
    who = complaint.complainant
    return Letter.objects.create(
        complaint=complaint,
        kind=kind,
        dated_on=clock.today(),
        addressee="\n".join(line for line in (who.name, who.address) if line) if who else "",
        body="\n\n".join(part for part in _parts(complaint, kind, text.strip()) if part),
        signed_by=str(by) if by else "",
    )


def _parts(complaint: Complaint, kind: LetterKind, text: str) -> list[str]:
    second_line = complaint.regulation.second_line
    rule_by = day_in_words(complaint.rule_by)
    match kind:
        case LetterKind.ACKNOWLEDGEMENT:
            return [
                (
                    "Wij hebben uw klacht ontvangen op "
                    f"{day_in_words(complaint.received_on)}. Dank u dat u ons dit laat weten."
                ),
                (
                    f"Ten laatste op {day_in_words(complaint.admissible_by)} hoort u of wij "
                    f"uw klacht kunnen behandelen. Kan dat, dan krijgt u ten laatste op {rule_by} "
                    "een uitspraak."
                ),
                "Iemand die niet werkt bij het team waarover u klaagt, behandelt uw klacht.",
            ]
        case LetterKind.ADMISSIBLE:
            return [
                (
                    f"Wij kunnen uw klacht behandelen. U krijgt ten laatste op {rule_by} een "
                    "uitspraak."
                ),
                text,
            ]
        case LetterKind.INADMISSIBLE:
            return [
                (
                    "Wij bekeken uw klacht. Wij kunnen ze niet behandelen. De reden is: "
                    f"{Ground(complaint.ground).label.lower()}."
                ),
                text,
                second_line,
            ]
        case LetterKind.EXTENSION:
            return [
                "Wij hebben meer tijd nodig om uw klacht goed te onderzoeken.",
                text,
                (
                    f"U krijgt nu ten laatste op {rule_by} een uitspraak. Wij kunnen deze termijn "
                    "maar één keer verlengen."
                ),
            ]
        case LetterKind.RULING:
            norms = ", ".join(label.lower() for label in complaint.norm_labels)
            degree = Degree(complaint.degree).label.lower() if complaint.degree else ""
            return [
                f"Wij onderzochten uw klacht. Onze uitspraak: {ruling_in_words(complaint.ruling)}.",
                text,
                f"Wij volgden deze regels van goed bestuur niet: {norms}." if norms else "",
                f"Uw klacht is {degree}." if degree else "",
                second_line,
            ]
        case LetterKind.CONVERTED:
            return ["Wij behandelen wat u vraagt verder als een melding.", text]


def context(letter: Letter) -> dict[str, Any]:
    """What a template needs to show the letter."""
    return {
        "letter": letter,
        "complaint": letter.complaint,
        "paragraphs": letter.body.split("\n\n"),
        "addressee": letter.addressee.splitlines(),
        "look": house_style.current(),
    }


def pdf(letter: Letter) -> bytes | None:
    """The letter as tagged PDF/UA; None where libpango is missing."""
    return as_pdf(render_to_string("complaints/letter.html", context(letter)))


def as_pdf(page: str) -> bytes | None:
    """A page of ours as tagged PDF/UA; None where libpango is missing."""
    if pdf_maker() is None:
        return None
    return pdf_files.written(page, (Path(__file__).parent / "letter.css").read_text())


def pdf_maker() -> Any:
    """What makes PDF files, or None when the system library that it draws with is missing."""
    return pdf_files.maker()


def check() -> Problem | None:
    """For ``onthaal doctor``: whether letters can be PDF."""
    if pdf_maker() is not None:
        return None
    return Problem(
        "libpango ontbreekt: brieven over klachten zijn pagina’s om af te drukken, geen PDF",
        "Installeer het Debian-pakket libpangoft2-1.0-0 (apt install libpangoft2-1.0-0).",
        serious=False,
    )


def enclosed(pk: int) -> File | None:
    """The letter as it goes along with a mail; None where no PDF can be made, or when it was
    erased meanwhile."""
    letter = Letter.objects.select_related("complaint").filter(pk=pk).first()
    content = pdf(letter) if letter else None
    return File(content, "application/pdf") if content else None


def register() -> None:
    """Called once at start."""
    health.register("brieven als PDF", check)
    enclosures.register(LETTER, enclosed)
