"""The code lists of IPDC/LPDC, with the words that a colleague reads.

Bare codes are kept; the JSON-LD context of the exchange turns them into addresses below
``https://productencatalogus.data.vlaanderen.be/id/concept/…``. Source of the lists: the
implementation model *ipdc-lpdc* of Digitaal Vlaanderen.
"""

from __future__ import annotations

import re

TYPES = {
    "AdviesBegeleiding": "Advies en begeleiding",
    "Bewijs": "Bewijs",
    "FinancieelVoordeel": "Financieel voordeel",
    "FinancieleVerplichting": "Financiële verplichting",
    "InfrastructuurMateriaal": "Infrastructuur en materiaal",
    "Toelating": "Toelating",
    "Voorwerp": "Voorwerp",
}
AUDIENCES = {
    "Burger": "Burger",
    "Onderneming": "Onderneming",
    "Organisatie": "Organisatie",
    "Vereniging": "Vereniging",
    "LokaalBestuur": "Lokaal bestuur",
    "VlaamseOverheid": "Vlaamse overheid",
}
THEMES = {
    "BouwenWonen": "Bouwen en wonen",
    "BurgerOverheid": "Burger en overheid",
    "CultuurSportVrijeTijd": "Cultuur, sport en vrije tijd",
    "EconomieWerk": "Economie en werk",
    "MilieuEnergie": "Milieu en energie",
    "MobiliteitOpenbareWerken": "Mobiliteit en openbare werken",
    "OnderwijsWetenschap": "Onderwijs en wetenschap",
    "WelzijnGezondheid": "Welzijn en gezondheid",
}
LEVELS = {
    "Lokaal": "Lokaal",
    "Provinciaal": "Provinciaal",
    "Vlaams": "Vlaams",
    "Federaal": "Federaal",
    "Europees": "Europees",
}
# "Derden" may carry out a product; nobody but a government can be competent for it
EXECUTING_LEVELS = LEVELS | {"Derden": "Derden"}
MEDIA = {"YourEurope": "Your Europe", "Rechtenverkenner": "Rechtenverkenner"}
LANGUAGES = {"nld": "Nederlands", "eng": "Engels", "fra": "Frans", "deu": "Duits"}

# field of a product's texts → what may stand in it; fields with lists that others keep (tags,
# categories of Your Europe) take every well-formed code
LISTS: dict[str, dict[str, str]] = {
    "type": TYPES,
    "doelgroepen": AUDIENCES,
    "themas": THEMES,
    "bevoegdBestuursniveaus": LEVELS,
    "uitvoerendBestuursniveaus": EXECUTING_LEVELS,
    "publicatiekanalen": MEDIA,
    "talen": LANGUAGES,
}
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,79}")


def bare(code: str) -> str:
    """The code without the address of its list, if it came with one."""
    return code.rstrip("/").rsplit("/", 1)[-1]


def is_code(code: str) -> bool:
    """Whether it looks like a code of a list that we do not keep."""
    return bool(_CODE.fullmatch(code))
