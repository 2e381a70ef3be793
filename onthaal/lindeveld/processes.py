"""The processes of Lindeveld's town hall: those of meldingen, by team, and the others."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.lindeveld.categories import (
    GEBOUWEN,
    GROEN,
    MILIEU,
    MOBILITEIT,
    NETHEID,
    ONTHAAL,
    RIOLERING,
    VERLICHTING,
    WEGEN,
)


@dataclass(frozen=True)
class ProcessSpec:
    """``for_meldingen``: the meldingen of this team belong to it, so its acts count themselves."""

    slug: str
    name: str
    summary: str
    team: str
    norm_working_days: int
    acts_per_year: int | None = None
    for_meldingen: bool = False


def _mend(slug: str, name: str, summary: str, team: str, norm: int) -> ProcessSpec:
    return ProcessSpec(slug, name, summary, team, norm, for_meldingen=True)


PROCESSES: tuple[ProcessSpec, ...] = (
    _mend(
        "wegen-herstellen", "Wegen en voetpaden herstellen", "Van put tot vlakke weg.", WEGEN, 10
    ),
    _mend("verlichting", "Openbare verlichting herstellen", "Lampen en palen.", VERLICHTING, 10),
    _mend("netheid", "Straten proper houden", "Zwerfvuil, sluikstort en vuilbakken.", NETHEID, 5),
    _mend("groenonderhoud", "Groen onderhouden", "Snoeien, maaien en onkruid.", GROEN, 15),
    _mend("riolering", "Riolering en water", "Kolken, putdeksels en grachten.", RIOLERING, 10),
    _mend("verkeer", "Verkeersborden en signalisatie", "Borden en wegmarkering.", MOBILITEIT, 15),
    _mend(
        "gebouwen", "Gebouwen en speelpleinen herstellen", "Wat van de gemeente is.", GEBOUWEN, 10
    ),
    _mend("handhaving", "Overlast en handhaving", "Lawaai, verbranden, verwaarlozing.", MILIEU, 20),
    ProcessSpec(
        "eid", "Identiteitskaart aanvragen", "Elektronische identiteitskaart.", ONTHAAL, 15, 1400
    ),
    ProcessSpec("rijbewijs", "Rijbewijs afgeven", "Voorlopig en definitief.", ONTHAAL, 10, 820),
    ProcessSpec("reispas", "Reispas aanvragen", "Gewone procedure en spoed.", ONTHAAL, 8, 610),
    ProcessSpec(
        "adreswijziging", "Adreswijziging", "Verhuizen naar of in de gemeente.", ONTHAAL, 15, 950
    ),
    ProcessSpec(
        "attesten", "Attesten en uittreksels", "Aan de balie of digitaal.", ONTHAAL, 2, 3900
    ),
    ProcessSpec(
        "zaalverhuur", "Zaal of materiaal huren", "Voor verenigingen en inwoners.", GEBOUWEN, 5, 730
    ),
    ProcessSpec(
        "inname-openbaar-domein",
        "Inname van het openbaar domein",
        "Container, stelling, verhuis.",
        MOBILITEIT,
        5,
        480,
    ),
    ProcessSpec(
        "milieuvergunning", "Omgevingsvergunning", "Van aanvraag tot beslissing.", MILIEU, 75, 260
    ),
)


@dataclass(frozen=True)
class MeasureSpec:
    """``weeks_ago`` counts from the day of the seed."""

    process: str
    title: str
    reason: str
    owner: str
    weeks_ago: int
    indicator: str
    expected: str


MEASURES: tuple[MeasureSpec, ...] = (
    MeasureSpec(
        "verlichting",
        "Kapotte lampen per wijk in één rit vervangen",
        "De ploeg reed soms drie keer in een week naar dezelfde straat.",
        "Mehdi B.",
        30,
        "lead",
        "Van vijf naar drie werkdagen",
    ),
    MeasureSpec(
        "wegen-herstellen",
        "Elke maandag samen de nieuwe putten bekijken",
        "Meldingen bleven liggen omdat niemand wist wie ze zou nemen.",
        "Sofie V.",
        9,
        "within",
        "Negen op tien binnen de norm",
    ),
)
