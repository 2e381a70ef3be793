"""The mails about the waiting list."""

from __future__ import annotations

from onthaal.appointments import words
from onthaal.appointments.models import WaitingOutcome, WaitingWish
from onthaal.core.dutch import day_in_words, moment_in_words
from onthaal.core.links import absolute
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail

_COMMON = {
    "producten": ("waarvoor men komt", "Reispas (2 personen)"),
    "waar": ("de plaats", "Gemeentehuis, Markt 1, 2499 Lindeveld"),
    "link": ("de persoonlijke link", "https://voorbeeld.be/afspraak/wachtlijst/…"),
}


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "waiting_made",
        "Bevestigen dat men op de wachtlijst voor een afspraak wil",
        subject="Bevestig uw plaats op de wachtlijst",
        body=(
            "Iemand vroeg met dit mailadres om op de wachtlijst te staan voor:\n\n"
            "{producten}\n{waar}\nten laatste op {tot}\n\n"
            "Was u dat? Zeg dan ja. Daarna krijgt u een mail als er een moment vrijkomt. Het "
            "blijft een uur voor u vrij; u hoeft dus niet de snelste te zijn.\n\n"
            "[Knop: Ja, dat was ik]({link})\n\n"
            "Vroeg u dit niet? Dan hoeft u niets te doen. Na twee dagen wissen wij de vraag. Met "
            "dezelfde link stopt u later ook."
        ),
        placeholders={**_COMMON, "tot": ("de laatste dag", "vrijdag 18 december")},
    )
    wordings.register(
        "waiting_stopped",
        "Wij zoeken niet verder voor wie op de wachtlijst stond",
        subject="U staat niet meer op de wachtlijst",
        body=(
            "Wij zoeken niet verder naar een moment voor {producten}.\n\n"
            "{reden}\n\n"
            "[Knop: Kijk zelf wat er vrij is]({link})"
        ),
        placeholders={
            **_COMMON,
            "reden": (
                "waarom wij stoppen",
                "De laatste dag die u opgaf is voorbij, en er kwam geen moment vrij.",
            ),
        },
    )
    wordings.register(
        "waiting_offer",
        "Er is een vroeger moment vrij",
        subject="Er is plaats op {wanneer}",
        body=(
            "Er is een moment vrij voor {producten}:\n\n"
            "{wanneer}\n{waar}\n\n"
            "Wij houden het voor u vrij tot {tot}. Wilt u het?\n\n"
            "[Knop: Antwoord ja of nee]({link})\n\n"
            "{anders}"
        ),
        placeholders={
            **_COMMON,
            "wanneer": ("dag en uur van het vrije moment", "woensdag 2 december om 9.15 uur"),
            "tot": ("tot wanneer men kan antwoorden", "dinsdag 1 december om 11.00 uur"),
            "anders": (
                "wat er gebeurt zonder antwoord",
                "Antwoordt u niet, dan blijft uw afspraak op maandag 14 december om 10.00 uur.",
            ),
        },
    )


def stopped(wish: WaitingWish) -> None:
    """We look no further: the last day is over, or three moments were left without an answer."""
    reason = "De laatste dag die u opgaf is voorbij, en er kwam geen moment vrij."
    if wish.outcome == WaitingOutcome.UNANSWERED:
        reason = "Wij boden u drie keer een moment aan en kregen geen antwoord."
    about = _about(wish)
    next_path = "/afspraak/"
    if wish.appointment:
        reason += f" Uw afspraak op {moment_in_words(wish.appointment.starts_at)} blijft staan."
        next_path = wish.appointment.own_path
    queue_mail(
        "waiting_stopped",
        to=wish.email,
        to_name=wish.name,
        context={
            "producten": about["producten"],
            "waar": about["waar"],
            "link": absolute(next_path),
            "reden": reason,
        },
        about=wish,
        thread=f"wachtlijst-{wish.pk}",
    )


def prove_address(wish: WaitingWish) -> None:
    queue_mail(
        "waiting_made",
        to=wish.email,
        to_name=wish.name,
        context={**_about(wish), "tot": day_in_words(wish.until)},
        about=wish,
        thread=f"wachtlijst-{wish.pk}",
    )


def earlier_moment(wish: WaitingWish) -> None:
    if wish.offered_start is None or wish.offered_until is None:
        raise ValueError("nothing is offered")
    otherwise = "Antwoordt u niet, dan vragen wij het iemand anders."
    if wish.appointment:
        otherwise = (
            "Antwoordt u niet, dan blijft uw afspraak op "
            f"{moment_in_words(wish.appointment.starts_at)}."
        )
    queue_mail(
        "waiting_offer",
        to=wish.email,
        to_name=wish.name,
        context={
            **_about(wish),
            "wanneer": moment_in_words(wish.offered_start),
            "tot": moment_in_words(wish.offered_until),
            "anders": otherwise,
        },
        about=wish,
        thread=f"wachtlijst-{wish.pk}",
    )


def _about(wish: WaitingWish) -> dict[str, str]:
    place = wish.location
    return {
        "producten": words.wished(wish),
        "waar": f"{place.name}, {place.street_line}, {place.postcode} {place.town}",
        "link": absolute(wish.own_path),
    }
