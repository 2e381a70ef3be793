"""What to do with what the town does not handle itself: standard texts, replaceable by rows.

The standard texts hold what is the same in every Flemish municipality. Addresses of people (the
data protection officer, the reporting point for abuse) are for the municipality to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.intake.doors import Elsewhere
from onthaal.intake.models import Signpost

_ICONS = {
    Elsewhere.EMERGENCY: "phone",
    Elsewhere.APPEAL: "file-text",
    Elsewhere.WHISTLEBLOWING: "shield",
    Elsewhere.PERSONAL_DATA: "lock",
}
_TITLES = {
    Elsewhere.EMERGENCY: "Kan het niet wachten? Bel",
    Elsewhere.APPEAL: "Niet akkoord met een beslissing?",
    Elsewhere.WHISTLEBLOWING: "Misbruik gezien op uw werk bij de gemeente?",
    Elsewhere.PERSONAL_DATA: "Gaat het over uw persoonsgegevens?",
}
_TEXTS = {
    Elsewhere.EMERGENCY: (
        "Bel 112 als iemand in gevaar is of bij brand.\n"
        "Bel 101 als u nu de politie nodig hebt.\n"
        "Bel 1722 voor de brandweer zonder gevaar, bijvoorbeeld bij storm, wateroverlast of een "
        "wespennest.\n"
        "Denkt u aan zelfmoord? Bel 1813.\n\n"
        "Wat u hier schrijft, lezen wij pas tijdens de kantooruren."
    ),
    Elsewhere.APPEAL: (
        "Tegen een beslissing van de gemeente of het OCMW kunt u naar de toezichthouder van de "
        "Vlaamse overheid stappen. Dat moet binnen 30 dagen nadat de beslissing op de website van "
        "de gemeente staat.\n\n"
        "Wat doet u? Lees eerst de brief met de beslissing. Staat daarin hoe en wanneer u beroep "
        "of bezwaar kunt indienen, volg dan die uitleg: die gaat voor, en de termijn kan korter "
        "zijn. Staat er niets in, dien dan klacht in bij het Agentschap Binnenlands Bestuur. "
        "Vermeld de datum van de beslissing en waarom u niet akkoord bent.\n\n"
        "Laat het ons weten houdt die termijn niet tegen."
    ),
    Elsewhere.WHISTLEBLOWING: (
        "Werkt u bij of voor de gemeente en zag u fraude, corruptie of ander ernstig misbruik? "
        "Daarvoor bestaat een apart en vertrouwelijk meldpunt, met bescherming voor wie meldt. "
        "Schrijf het niet hier: deze berichten worden door verschillende medewerkers gelezen.\n\n"
        "U kunt ook terecht bij de Vlaamse Ombudsdienst."
    ),
    Elsewhere.PERSONAL_DATA: (
        "U hebt het recht om te weten welke gegevens wij van u bewaren, en om ze te laten "
        "verbeteren of wissen. Schrijf naar ons contactpunt voor persoonsgegevens. Wij antwoorden "
        "binnen een maand. Wij vragen eerst wie u bent, zodat niemand anders uw gegevens krijgt."
    ),
}
_LINKS = {
    Elsewhere.APPEAL: "https://www.lokaalbestuur.vlaanderen.be/klachtenwegwijzer",
    Elsewhere.WHISTLEBLOWING: "https://www.vlaamseombudsdienst.be/",
}


@dataclass(frozen=True)
class Shown:
    """One signpost as pages show it."""

    kind: Elsewhere
    title: str
    icon: str
    text: str
    phone: str
    email: str
    link: str
    is_own: bool

    @property
    def is_emergency(self) -> bool:
        return self.kind == Elsewhere.EMERGENCY


def shown(kinds: Iterable[Elsewhere] = tuple(Elsewhere)) -> list[Shown]:
    """These signposts, each with the municipality's own text when it has one. One statement."""
    own = {row.kind: row for row in Signpost.objects.all()}
    return [_shown(kind, own.get(kind.value)) for kind in kinds]


def standard_text(kind: Elsewhere) -> str:
    return _TEXTS[kind]


def _shown(kind: Elsewhere, row: Signpost | None) -> Shown:
    return Shown(
        kind,
        _TITLES[kind],
        _ICONS[kind],
        row.text if row else _TEXTS[kind],
        row.phone if row else "",
        row.email if row else "",
        row.link if row else _LINKS.get(kind, ""),
        row is not None,
    )
