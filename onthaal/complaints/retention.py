"""What klachten hold about people: how long, how it is handed over, how it is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from onthaal.complaints.models import Complainant, Complaint
from onthaal.core.references import new_secret
from onthaal.people import personal_data
from onthaal.people.models import User
from onthaal.people.personal_data import Person, Record
from onthaal.timeline.actions import erase_texts, record


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "complaints",
        "Klachten",
        export=export,
        erase=erase,
        keeps="Dat er een klacht was en wat de uitspraak was, blijft zonder uw gegevens.",
        move=move,
    )
    personal_data.register_retention(
        "complaints.closed",
        "Afgesloten klachten",
        default_days=1825,
        explanation=(
            "Wie klaagde en alles wat geschreven werd, ook de brieven, wordt gewist. Team, grond, "
            "uitspraak en data blijven voor het jaarverslag."
        ),
        find=closed_with_text,
        moment="closed_on",
        erase=erase_complaints,
    )


def closed_with_text(cutoff: dt.datetime) -> QuerySet[Any]:
    return Complaint.objects.closed().filter(closed_on__lt=cutoff).exclude(description="")


def export(who: Person) -> Iterable[Record]:
    rows = Complaint.objects.filter(complainant__email__iexact=who.email)
    for complaint in rows.select_related("complainant").prefetch_related("letters"):
        complainant = complaint.complainant
        assert complainant  # noqa: S101 -- found by the address of the complainant
        letters = {f"Brief: {each}": each.body for each in complaint.letters.all()}
        yield Record(
            f"Klacht {complaint.reference}",
            {
                "Binnengekomen": complaint.received_on,
                "Klacht": complaint.description,
                "Wat u vroeg": complaint.wish,
                "Stand": complaint.plain_state,
                "Uitspraak": complaint.get_ruling_display(),
                "Motivering": complaint.reason,
                "Naam": complainant.name,
                "E-mailadres": complainant.email,
                "Telefoonnummer": complainant.phone,
                "Adres": complainant.address,
                **letters,
            },
            seen_by=partial(_may_see, complaint.pk),
        )


def _may_see(complaint_id: int, user: User) -> bool:
    return Complaint.objects.visible_to(user).filter(pk=complaint_id).exists()


@transaction.atomic
def erase(who: Person) -> int:
    """Of open complaints the person goes and the work goes on; of closed ones everything."""
    rows = Complaint.objects.filter(complainant__email__iexact=who.email)
    for complaint in rows.select_for_update(of=("self",)):
        _erase(complaint, texts=not complaint.is_open)
    return len(rows)


def erase_complaints(ids: Sequence[int]) -> None:
    """Forget who complained and everything that was written."""
    for complaint in Complaint.objects.filter(pk__in=ids).select_for_update(of=("self",)):
        _erase(complaint, texts=True)


def move(old: str, new: str) -> None:
    """Let complaints follow a resident to a new address."""
    Complainant.objects.filter(email__iexact=old).update(email=new)


def _erase(complaint: Complaint, *, texts: bool) -> None:
    complainant_id, complaint.complainant = complaint.complainant_id, None
    complaint.secret = new_secret()
    complaint.letters.update(addressee="")
    if texts:
        complaint.description = complaint.wish = complaint.reason = ""
        complaint.extension_reason = ""
        complaint.letters.all().delete()
        complaint.steps.update(text="", present="")
        complaint.advice.update(question="", answer="")
        complaint.measures.update(what="(gewist)", owner="")
        erase_texts(complaint)
    # only these: the handler of a closed complaint may belong to the team by now
    complaint.save(
        update_fields=[
            "complainant",
            "secret",
            "description",
            "wish",
            "reason",
            "extension_reason",
        ]
    )
    if complainant_id:
        Complainant.objects.filter(pk=complainant_id).delete()
    record("complaint.personal_data_erased", complaint)
