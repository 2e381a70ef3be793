"""The mails about appointments: their standard wording and who gets which.

A municipality can replace each wording; the placeholders stay.
"""

from __future__ import annotations

import datetime as dt

from onthaal.appointments import words
from onthaal.appointments.calendar_entry import ENCLOSURE, FILE_NAME
from onthaal.appointments.models import Appointment, Kind
from onthaal.core.dutch import moment_in_words
from onthaal.core.links import absolute
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail
from onthaal.outbox.enclosures import Promised

_COMMON = {
    "nummer": ("het nummer van de afspraak", "LV-7K3M-92XQ"),
    "producten": ("waarvoor men komt", "Reispas (2 personen) en rijbewijs"),
    "wanneer": ("dag en uur", "woensdag 2 december om 9.15 uur"),
    "waar": ("de plaats", "Gemeentehuis, Markt 1, 2499 Lindeveld"),
    "link": ("de persoonlijke link naar de afspraak", "https://voorbeeld.be/afspraak/…"),
}
_VISIT = {
    "aanmelden": (
        "hoe men zich aanmeldt, of hoe het gesprek verloopt",
        "Uw aanmeldcode is K7M4TQ. Geef die in aan de zuil bij het onthaal.",
    ),
    "meebrengen": ("wat men meebrengt", "Breng mee:\n• uw identiteitskaart\n• een recente pasfoto"),
}
_WAS = {"vroeger": ("de vorige dag en het vorige uur", "dinsdag 1 december om 10.30 uur")}


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "appointment_confirmed",
        "Bevestiging van een afspraak",
        subject="Uw afspraak op {wanneer}",
        body=(
            "Uw afspraak is vastgelegd.\n\n"
            "{producten}\n{wanneer}\n{waar}\n\n"
            "{aanmelden}\n\n"
            "{meebrengen}\n\n"
            "[Knop: Bekijk uw afspraak]({link})\n\n"
            "Kunt u niet komen? Verplaats of annuleer de afspraak met deze link. Zo maakt u plaats "
            "voor iemand anders. Geef de link niet door aan anderen."
        ),
        placeholders={**_COMMON, **_VISIT},
    )
    wordings.register(
        "appointment_moved",
        "Een afspraak is verplaatst",
        subject="Uw afspraak is verplaatst naar {wanneer}",
        body=(
            "Uw afspraak van {vroeger} is verplaatst. Dit is uw nieuwe afspraak:\n\n"
            "{producten}\n{wanneer}\n{waar}\n\n"
            "{aanmelden}\n\n"
            "{meebrengen}\n\n"
            "[Knop: Bekijk uw afspraak]({link})\n\n"
            "Past dit moment niet? Met dezelfde link verplaatst of annuleert u de afspraak."
        ),
        placeholders={**_COMMON, **_VISIT, **_WAS},
    )
    wordings.register(
        "appointment_video_link",
        "De link voor een videogesprek",
        subject="De link voor uw videogesprek op {wanneer}",
        body=(
            "Open op het afgesproken uur deze link. Een camera en een microfoon volstaan; u hoeft "
            "niets te installeren.\n\n"
            "[Knop: Open het videogesprek]({video})\n\n"
            "{producten}\n{wanneer}\n\n"
            "{meebrengen}\n\n"
            "Kunt u niet? [Verplaats of annuleer de afspraak]({link})."
        ),
        placeholders={
            **_COMMON,
            "video": ("het adres van het videogesprek", "https://video.voorbeeld.be/…"),
            "meebrengen": _VISIT["meebrengen"],
        },
    )
    wordings.register(
        "appointment_cancelled",
        "Een inwoner annuleerde een afspraak",
        subject="Uw afspraak op {wanneer} is geannuleerd",
        body=(
            "U hebt uw afspraak geannuleerd. Dank u: zo kan iemand anders komen.\n\n"
            "{producten}\n{wanneer}\n{waar}\n\n"
            "[Knop: Maak een nieuwe afspraak]({nieuw})"
        ),
        placeholders={
            **_COMMON,
            "nieuw": ("de link om opnieuw te boeken", "https://voorbeeld.be/afspraak/"),
        },
    )
    wordings.register(
        "appointment_cancelled_by_town",
        "Wij annuleerden een afspraak",
        subject="Uw afspraak op {wanneer} gaat niet door",
        body=(
            "Uw afspraak is geannuleerd en gaat niet door:\n\n"
            "{producten}\n{wanneer}\n{waar}\n\n"
            "{reden}\n\n"
            "Vroeg u dit niet zelf, dan spijt het ons. Kies een nieuw moment, of bel ons.\n\n"
            "[Knop: Maak een nieuwe afspraak]({nieuw})"
        ),
        placeholders={
            **_COMMON,
            "nieuw": ("de link om opnieuw te boeken", "https://voorbeeld.be/afspraak/"),
            "reden": ("waarom, als een medewerker dat schreef", "Wij zijn die dag gesloten."),
        },
    )
    wordings.register(
        "appointment_reminder",
        "Herinnering aan een afspraak",
        subject="Herinnering: uw afspraak op {wanneer}",
        body=(
            "Wij verwachten u binnenkort:\n\n"
            "{producten}\n{wanneer}\n{waar}\n\n"
            "{aanmelden}\n\n"
            "{meebrengen}\n\n"
            "[Knop: Bekijk uw afspraak]({link})\n\n"
            "Kunt u niet komen? Verplaats of annuleer de afspraak dan nu, met deze link."
        ),
        placeholders={**_COMMON, **_VISIT},
    )


def confirmed(row: Appointment) -> None:
    """The confirmation, with the entry for the own calendar."""
    row.read_items()
    _send(row, "appointment_confirmed", _visit(row))


def moved(row: Appointment, was: dt.datetime) -> None:
    row.read_items()
    _send(row, "appointment_moved", {**_visit(row), "vroeger": moment_in_words(was)})


def video_link(row: Appointment) -> None:
    row.read_items()
    bring = _visit(row)["meebrengen"]
    _send(row, "appointment_video_link", {"video": row.video_link, "meebrengen": bring})


def cancelled(row: Appointment, *, by_town: bool, reason: str = "") -> None:
    """Words of thanks when they did it themselves, of regret when we did."""
    row.read_items()
    template = "appointment_cancelled_by_town" if by_town else "appointment_cancelled"
    again = "&".join(
        f"product={item.product.slug}&personen={item.persons}" for item in row.items.all()
    )
    more = {"reden": reason} if by_town else {}
    _send(row, template, {"nieuw": absolute(f"/afspraak/?{again}"), **more})


def reminder(row: Appointment) -> None:
    row.read_items()
    _send(row, "appointment_reminder", _visit(row))


def _visit(row: Appointment) -> dict[str, str]:
    things = words.bring(row)
    sign_in = words.explained(row)
    if row.kind == Kind.COUNTER:
        sign_in = (
            f"Uw aanmeldcode is {row.check_in_code}. Geef die in aan de zuil in de hal, of toon "
            "deze mail aan het onthaal."
        )
    listed = "\n".join(f"• {thing}" for thing in things)
    return {
        "aanmelden": sign_in,
        "meebrengen": f"{words.bring_head(row)}:\n{listed}" if things else "",
    }


def _send(row: Appointment, template: str, context: dict[str, str]) -> None:
    if not row.email:
        return
    queue_mail(
        template,
        to=row.email,
        to_name=row.name,
        context={
            "nummer": row.reference,
            "producten": words.products(row),
            "wanneer": moment_in_words(row.starts_at),
            "waar": words.where(row),
            "link": absolute(row.own_path),
            **context,
        },
        about=row,
        thread=row.reference,
        enclosure=Promised(ENCLOSURE, row.pk, FILE_NAME),
    )
