"""The mails about suggesties, vragen and complimenten."""

from __future__ import annotations

from onthaal.core.links import absolute
from onthaal.intake.models import Suggestion
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail

_COMMON = {
    "nummer": ("het nummer van het bericht", "LV-7K3M-92XQ"),
    "soort": ("suggestie, vraag of compliment", "suggestie"),
    "link": ("de persoonlijke link naar het bericht", "https://voorbeeld.be/bericht/…"),
}
_TEXT = {"tekst": ("wat wij schrijven", "Dank u voor uw idee. Wij nemen het mee.")}
_BECAME = {
    "wat": ("melding of klacht", "melding"),
    "nieuw_nummer": ("het nummer van de melding of klacht", "LV-8M4N-23YR"),
}


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "suggestion_received",
        "Ontvangst van een suggestie, vraag of compliment",
        subject="Wij hebben uw {soort} {nummer} ontvangen",
        body=(
            "Dank u voor uw {soort}. Het nummer is {nummer}.\n\n"
            "Een medewerker leest uw bericht en bezorgt het aan de juiste dienst.\n\n"
            "[Knop: Bekijk uw bericht]({link})\n\n"
            "Op die pagina leest u ook ons antwoord. Geef de link niet door aan anderen."
        ),
        placeholders=_COMMON,
    )
    wordings.register(
        "suggestion_answered",
        "Antwoord op een suggestie, vraag of compliment",
        subject="Ons antwoord op uw {soort} {nummer}",
        body=(
            "Dit is ons antwoord op uw {soort}.\n\n"
            "{tekst}\n\n"
            "[Knop: Bekijk uw bericht]({link})\n\n"
            "Op die pagina kunt u nog iets toevoegen."
        ),
        placeholders={**_COMMON, **_TEXT},
    )
    wordings.register(
        "suggestion_became",
        "Een bericht wordt een melding of een klacht",
        subject="Uw bericht {nummer} is nu {wat} {nieuw_nummer}",
        body=(
            "Wij hebben van uw bericht {nummer} een {wat} gemaakt: {nieuw_nummer}. Zo komt het "
            "bij wie er iets aan kan doen.\n\n"
            "{tekst}\n\n"
            "U krijgt daarover een aparte mail. U hoeft zelf niets te doen."
        ),
        placeholders={**_COMMON, **_BECAME, **_TEXT},
    )


def received(suggestion: Suggestion) -> None:
    _queue("suggestion_received", suggestion)


def answered(suggestion: Suggestion) -> None:
    _queue("suggestion_answered", suggestion, tekst=suggestion.answer)


def became(suggestion: Suggestion, *, what: str, text: str) -> None:
    _queue(
        "suggestion_became",
        suggestion,
        wat=what,
        nieuw_nummer=suggestion.became_reference,
        tekst=text,
    )


def _queue(template: str, suggestion: Suggestion, **more: str) -> None:
    if not suggestion.email:
        return
    queue_mail(
        template,
        to=suggestion.email,
        to_name=suggestion.name,
        about=suggestion,
        thread=f"suggestion-{suggestion.pk}",
        context={
            "nummer": suggestion.reference,
            "soort": suggestion.get_kind_display().lower(),
            "link": absolute(suggestion.status_path),
            **more,
        },
    )
