"""The pages of the site itself, with the words by which residents look for them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.catalogue.finding import words


@dataclass(frozen=True)
class OwnPage:
    route: str
    icon: str
    name: str
    about: str
    called: frozenset[str]


def _page(route: str, icon: str, name: str, about: str, called: str) -> OwnPage:
    return OwnPage(route, icon, name, about, frozenset(called.split()))


PAGES = (
    _page(
        "opening-hours",
        "clock",
        "Openingsuren en contact",
        "Wanneer en waar u ons vindt.",
        "openingsuren openingsuur openingstijden open gesloten dicht sluitingsdag sluitingsdagen "
        "contact contacteren contactgegevens telefoon telefoonnummer telefoneren bellen",
    ),
    _page(
        "appointment-new",
        "calendar-clock",
        "Maak een afspraak",
        "Kies zelf dag en uur.",
        "afspraak afspraken langskomen",
    ),
    _page(
        "my-appointments",
        "calendar",
        "Mijn afspraken",
        "Verplaats of annuleer een afspraak.",
        "afspraak afspraken annuleren afzeggen verzetten",
    ),
    _page(
        "report",
        "megaphone",
        "Doe een melding",
        "Over de straat, een plein of een park.",
        "melding meldingen melden",
    ),
    _page(
        "front-door",
        "message-square",
        "Laat het ons weten",
        "Een klacht, idee, vraag of compliment.",
        "klacht klachten klagen ontevreden suggestie idee vraag vragen compliment bericht contact "
        "contacteren mailen",
    ),
    _page(
        "my-home",
        "user",
        "Mijn profiel",
        "Uw meldingen, afspraken en aanvragen.",
        "profiel account aanmelden inloggen login wachtwoord",
    ),
)


def find(text: str) -> list[OwnPage]:
    """The pages that are called by a word of ``text``."""
    typed = {*words.tokens(text)}
    return [page for page in PAGES if page.called & typed]
