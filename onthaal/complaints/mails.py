"""The mails about klachten. Those to staff name only the number: who may, reads on the page."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from onthaal.complaints.models import AdviceRequest, Complaint, Letter
from onthaal.complaints.states import Ground, Ruling
from onthaal.core.dutch import day_in_words
from onthaal.core.links import absolute
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail
from onthaal.outbox.enclosures import Promised
from onthaal.people.models import Role, User

_COMMON = {
    "nummer": ("het nummer van de klacht", "LV-7K3M-92XQ"),
    "link": ("de persoonlijke link naar de klacht", "https://voorbeeld.be/klacht/…"),
}
_STAFF = {
    "nummer": _COMMON["nummer"],
    "link": ("de pagina van de klacht", "https://voorbeeld.be/balie/klachten/…"),
}
_TEXT = {"tekst": ("wat de behandelaar schrijft", "Wij onderzoeken wat er gebeurd is.")}
_SECOND = {
    "tweede_lijn": (
        "waar men daarna terechtkan",
        "Bent u het niet eens? Dan kunt u gratis terecht bij de ombudsdienst.",
    )
}
_TERM = {"tegen": ("de laatste dag van de termijn", "maandag 11 januari 2027")}
_FOLLOW = "[Knop: Volg uw klacht]({link})"


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "complaint_received",
        "Klacht: ontvangst",
        subject="Wij hebben uw klacht {nummer} ontvangen",
        body=(
            "Dank u dat u ons laat weten dat er iets fout ging. Wij hebben uw klacht goed "
            "ontvangen. Het nummer is {nummer}.\n\n"
            "Ten laatste op {beslissing} hoort u of wij uw klacht kunnen behandelen. Kan dat, dan "
            "krijgt u ten laatste op {tegen} een uitspraak. Iemand die niets te maken heeft met "
            "het team waarover u klaagt, behandelt uw klacht.\n\n"
            f"{_FOLLOW}\n\n"
            "Met deze link kunt u ook iets toevoegen of uw klacht intrekken. Geef de link niet "
            "door aan anderen."
        ),
        placeholders={
            **_COMMON,
            **_TERM,
            "beslissing": ("wanneer men weet of wij de klacht behandelen", "maandag 7 december"),
        },
    )
    wordings.register(
        "complaint_admitted",
        "Klacht: wij behandelen ze",
        subject="Wij behandelen uw klacht {nummer}",
        body=(
            "Wij kunnen uw klacht behandelen. Ten laatste op {tegen} krijgt u een uitspraak."
            f"\n\n{{tekst}}\n\n{_FOLLOW}"
        ),
        placeholders={**_COMMON, **_TERM, **_TEXT},
    )
    wordings.register(
        "complaint_refused",
        "Klacht: wij kunnen ze niet behandelen",
        subject="Wij kunnen uw klacht {nummer} niet behandelen",
        body=(
            "Wij bekeken uw klacht. Wij kunnen ze niet behandelen. De reden is: {grond}.\n\n"
            "{tekst}\n\n{tweede_lijn}\n\n[Knop: Bekijk de brief]({link})"
        ),
        placeholders={
            **_COMMON,
            **_TEXT,
            **_SECOND,
            "grond": ("de grond uit het reglement", "de feiten zijn te oud"),
        },
    )
    wordings.register(
        "complaint_extended",
        "Klacht: wij hebben meer tijd nodig",
        subject="Wij hebben meer tijd nodig voor uw klacht {nummer}",
        body=(
            "Wij hebben meer tijd nodig om uw klacht goed te onderzoeken. U krijgt nu ten laatste "
            f"op {{tegen}} een uitspraak.\n\n{{tekst}}\n\n{_FOLLOW}"
        ),
        placeholders={**_COMMON, **_TERM, **_TEXT},
    )
    wordings.register(
        "complaint_ruled",
        "Klacht: de uitspraak",
        subject="De uitspraak over uw klacht {nummer}",
        body=(
            "Wij onderzochten uw klacht. De uitspraak is: {uitspraak}.\n\n"
            "{tekst}\n\n{tweede_lijn}\n\n[Knop: Bekijk de brief]({link})"
        ),
        placeholders={
            **_COMMON,
            **_TEXT,
            **_SECOND,
            "uitspraak": ("de uitspraak in gewone woorden", "uw klacht is gegrond"),
        },
    )
    wordings.register(
        "complaint_withdrawn",
        "Klacht: ingetrokken",
        subject="Uw klacht {nummer} is ingetrokken",
        body=(
            "U trok uw klacht in. Wij doen er niets meer mee.\n\n"
            "Was u dit niet? Laat het ons dan zo snel mogelijk weten.\n\n"
            "[Knop: Bekijk uw klacht]({link})"
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "complaint_converted",
        "Klacht: omgezet in een melding",
        subject="Wij behandelen uw klacht {nummer} als een melding",
        body=(
            "Wat u vraagt, is geen klacht over hoe wij werken maar iets dat wij kunnen oplossen. "
            "Daarom maakten wij er melding {melding} van.\n\n{tekst}\n\n"
            "[Knop: Volg uw melding]({link})\n\n"
            "Bent u het daar niet mee eens? Laat het ons weten."
        ),
        placeholders={**_COMMON, **_TEXT, "melding": ("het nieuwe nummer", "LV-3QTM-77AB")},
    )
    for key, label, subject, body in (
        (
            "complaint_new",
            "Klacht (medewerkers): nieuwe klacht",
            "Nieuwe klacht {nummer}",
            "Er is een nieuwe klacht. Beslis ten laatste op {tegen} of wij ze behandelen.",
        ),
        (
            "complaint_assigned",
            "Klacht (medewerkers): toegewezen",
            "Klacht {nummer} is aan u toegewezen",
            "U behandelt deze klacht, of u bent de vervanger. De volgende termijn is {tegen}.",
        ),
        (
            "complaint_needs_handler",
            "Klacht (medewerkers): zoekt een behandelaar",
            "Klacht {nummer} heeft een andere behandelaar nodig",
            (
                "De behandelaar hoort nu bij het team waarover de klacht gaat. Wijs de klacht toe "
                "aan iemand anders. De volgende termijn is {tegen}."
            ),
        ),
        (
            "complaint_near",
            "Klacht (medewerkers): termijn loopt af",
            "De termijn van klacht {nummer} loopt af",
            "De termijn van deze klacht eindigt op {tegen}.",
        ),
        (
            "complaint_late",
            "Klacht (medewerkers): termijn voorbij",
            "De termijn van klacht {nummer} is voorbij",
            "De termijn van deze klacht eindigde op {tegen}.",
        ),
        (
            "complaint_remark",
            "Klacht (medewerkers): de klager voegde iets toe",
            "Nieuws van de klager bij {nummer}",
            "De klager voegde iets toe. De volgende termijn is {tegen}.",
        ),
        (
            "complaint_advice",
            "Klacht (medewerkers): vraag om advies",
            "Uw advies gevraagd bij klacht {nummer}",
            "Een collega vraagt uw advies. U kunt de klacht zien tot en met {tegen}.",
        ),
    ):
        wordings.register(
            key,
            label,
            subject=subject,
            body=f"{body}\n\n[Knop: Open de klacht]({{link}})",
            placeholders={**_STAFF, **_TERM},
        )
    wordings.register(
        "complaint_no_coordinator",
        "Klacht (beheerder): er is geen coördinator",
        subject="Een klacht wacht op een klachtencoördinator",
        body=(
            "Er is een klacht die geen enkele klachtencoördinator mag zien, omdat ze over het "
            "eigen team gaat of omdat niemand die rol heeft. Geef iemand van een ander team de "
            "rol klachtencoördinator."
        ),
        placeholders={},
    )


# who makes the file that goes along with a mail: see letters.register
LETTER = "complaints.letter"


def _to_complainant(
    complaint: Complaint, template: str, letter: Letter | None = None, **context: str
) -> None:
    who = complaint.complainant
    if who and who.email:
        queue_mail(
            template,
            to=who.email,
            to_name=who.name,
            context={
                "nummer": complaint.reference,
                "link": absolute(complaint.status_path),
                **context,
            },
            about=complaint,
            thread=complaint.reference,
            enclosure=Promised(LETTER, letter.pk, letter.file_name) if letter else None,
        )


def _to_staff(
    complaint: Complaint,
    person: User,
    template: str,
    *,
    due: dt.date | None = None,
    dedupe_key: str | None = None,
) -> None:
    queue_mail(
        template,
        to=person.email,
        to_name=person.name,
        context={
            "nummer": complaint.reference,
            "link": absolute(reverse("complaint-detail", args=[complaint.reference])),
            "tegen": day_in_words(due or complaint.due_on),
        },
        about=complaint,
        dedupe_key=dedupe_key,
    )


def received(complaint: Complaint, letter: Letter) -> None:
    _to_complainant(
        complaint,
        "complaint_received",
        letter,
        beslissing=day_in_words(complaint.admissible_by),
        tegen=day_in_words(complaint.rule_by),
    )


def admitted(complaint: Complaint, text: str, letter: Letter) -> None:
    _to_complainant(
        complaint, "complaint_admitted", letter, tegen=day_in_words(complaint.rule_by), tekst=text
    )


def refused(complaint: Complaint, letter: Letter) -> None:
    _to_complainant(
        complaint,
        "complaint_refused",
        letter,
        grond=Ground(complaint.ground).label.lower(),
        tekst=complaint.reason,
        tweede_lijn=complaint.regulation.second_line,
    )


def extended(complaint: Complaint, letter: Letter) -> None:
    _to_complainant(
        complaint,
        "complaint_extended",
        letter,
        tegen=day_in_words(complaint.rule_by),
        tekst=complaint.extension_reason,
    )


def ruled(complaint: Complaint, letter: Letter) -> None:
    _to_complainant(
        complaint,
        "complaint_ruled",
        letter,
        uitspraak=ruling_in_words(complaint.ruling),
        tekst=complaint.reason,
        tweede_lijn=complaint.regulation.second_line,
    )


def ruling_in_words(ruling: str) -> str:
    """``uw klacht is gegrond``"""
    if ruling == Ruling.NONE:
        return "wij doen geen uitspraak"
    return f"uw klacht is {Ruling(ruling).label.lower()}"


def withdrawn(complaint: Complaint) -> None:
    _to_complainant(complaint, "complaint_withdrawn")


def converted(complaint: Complaint, text: str, letter: Letter) -> None:
    assert complaint.became_issue  # noqa: S101 -- tells mypy
    _to_complainant(
        complaint,
        "complaint_converted",
        letter,
        melding=complaint.became_issue.reference,
        tekst=text,
    )


def tell_coordinators(complaint: Complaint, template: str = "complaint_new") -> None:
    """Mail every coordinator who may see it; without one the administrators, without details."""
    staff = User.objects.staff().filter(is_active=True)
    if complaint.team_id:
        staff = staff.exclude(memberships__team=complaint.team_id)
    coordinators = list(staff.filter(roles__contains=[Role.COMPLAINTS]))
    for person in coordinators:
        _to_staff(complaint, person, template)
    if not coordinators:
        for person in staff.filter(roles__contains=[Role.ADMINISTRATOR]):
            queue_mail(
                "complaint_no_coordinator",
                to=person.email,
                to_name=person.name,
                context={},
                about=complaint,
            )


def needs_handler(complaint: Complaint) -> None:
    tell_coordinators(complaint, "complaint_needs_handler")


def assigned(complaint: Complaint, person: User) -> None:
    _to_staff(complaint, person, "complaint_assigned")


def advice_asked(request: AdviceRequest) -> None:
    _to_staff(request.complaint, request.adviser, "complaint_advice", due=request.expires_on)


def remark(complaint: Complaint) -> None:
    if complaint.handler:
        _to_staff(complaint, complaint.handler, "complaint_remark")
    else:
        tell_coordinators(complaint, "complaint_remark")


def reminder(complaint: Complaint, what: str, due: dt.date, person: User | None) -> None:
    """One mail per term and per kind (``near`` or ``late``) and per person."""
    staff = User.objects.staff().filter(is_active=True, roles__contains=[Role.COMPLAINTS])
    if complaint.team_id:
        staff = staff.exclude(memberships__team=complaint.team_id)
    for each in [person] if person else list(staff):
        _to_staff(
            complaint,
            each,
            f"complaint_{what}",
            due=due,
            dedupe_key=f"complaint-{complaint.pk}-{due}-{what}-{each.pk}",
        )
