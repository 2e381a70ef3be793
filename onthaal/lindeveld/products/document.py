"""A product of Lindeveld as the content of a version: the names of IPDC/LPDC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from onthaal.lindeveld.ground import NIS_CODE
from onthaal.lindeveld.products.forms import informal
from onthaal.lindeveld.products.markup import html, plain
from onthaal.lindeveld.products.spec import Condition, English, Part, Product
from onthaal.lindeveld.staff import DOMAIN, SOCIAL_HOUSE, SOCIALE_DIENST, TOWN_HALL, UNITS
from onthaal.lindeveld.town import Town

FORMAL, FAMILIAR = "nl-BE-x-formal", "nl-BE-x-informal"
GEMEENTE, OCMW = (uri for _, _, uri in UNITS)
_AREA = f"http://vocab.belgif.be/auth/refnis2025/{NIS_CODE}"

Content = dict[str, Any]


def content(product: Product, *, made_at: dt.datetime) -> Content:
    """The content of the first version, in the u-form and the je-form."""
    english = product.english
    moment = made_at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    authority = OCMW if product.team == SOCIALE_DIENST else GEMEENTE
    found: Content = {
        "naam": _map(product.name, plain, english.name if english else None),
        "beschrijving": _map(product.summary, html, english.summary if english else None),
        "verdereBeschrijving": _map(product.more, html, english.more if english else None),
        "uitzonderingen": _map(product.exceptions, html),
        "regelgevingTekst": _map(product.law, html),
        "voorwaarden": _conditions(product.conditions, english),
        "procedures": _parts(product.procedures, english.procedures if english else ()),
        "kosten": _parts(product.costs, english.costs if english else ()),
        "financieleVoordelen": _parts(product.benefits),
        "contactgegevens": [_contact(product)],
        "type": product.kind,
        "doelgroepen": list(product.audiences),
        "themas": list(product.themes),
        "bevoegdeOverheden": [authority],
        "uitvoerendeOverheden": [authority],
        "bevoegdBestuursniveaus": list(product.levels),
        "uitvoerendBestuursniveaus": ["Lokaal"],
        "geografischToepassingsgebieden": [_AREA],
        "publicatiekanalen": ["YourEurope"] if product.your_europe else [],
        "yourEuropeCategorieen": list(product.your_europe),
        "zoektermen": {"nl": list(product.synonyms)},
        "talen": ["nld", "eng"] if english else ["nld"],
        "aangemaaktDoor": authority,
        "creatie": moment,
        "laatstGewijzigd": moment,
    }
    return {name: value for name, value in found.items() if value}


def _map(
    text: str, write: Callable[[str], str], english: str | None = None
) -> dict[str, str] | None:
    if not text:
        return None
    found = {FORMAL: write(text), FAMILIAR: write(informal(text))}
    if english:
        found["en"] = write(english)
    return found


def _named(position: int, name: str, text: str, in_english: Part | Condition | None) -> Content:
    row: Content = {
        "order": position,
        "naam": _map(name, plain, in_english.name if in_english else None),
        "beschrijving": _map(
            text or name, html, (in_english.text or in_english.name) if in_english else None
        ),
    }
    return {key: value for key, value in row.items() if value}


def _parts(parts: Sequence[Part], english: Sequence[Part] = ()) -> list[Content]:
    return [
        _named(position + 1, part.name, part.text, english[position] if english else None)
        for position, part in enumerate(parts)
    ]


def _conditions(conditions: Sequence[Condition], english: English | None) -> list[Content]:
    rows = []
    for position, condition in enumerate(conditions):
        other = english.conditions[position] if english and english.conditions else None
        row = _named(position + 1, condition.name, condition.text, other)
        if condition.proof:
            row["bewijs"] = {
                "naam": _map(condition.proof, plain, other.proof if other else None),
                "beschrijving": _map(
                    condition.proof_text or condition.proof,
                    html,
                    (other.proof_text or other.proof) if other else None,
                ),
            }
        rows.append(row)
    return rows


def _contact(product: Product) -> Content:
    place = SOCIAL_HOUSE if product.team == SOCIALE_DIENST else TOWN_HALL
    street, number = place["street_line"].rsplit(" ", 1)
    name = product.team.lower().replace(" en ", "-").replace(" ", "-")
    return {
        "order": 1,
        "email": f"{name}@{DOMAIN}",
        "telefoonnummer": place["phone"],
        "adres": {
            "straatnaam": {"nl": street},
            "huisnummer": number,
            "postcode": Town.POSTCODE,
            "gemeentenaam": {"nl": Town.NAME},
            "land": {"nl": "België"},
        },
    }
