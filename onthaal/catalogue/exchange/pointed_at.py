"""What an export points at and does not hold: codes of lists, administrations, concepts.

The published shapes ask of each what kind of thing it is. Who has only our page in hand cannot know
that of an address elsewhere, so the page says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from onthaal.catalogue.exchange.context import BASES

_CODE = "http://www.w3.org/2004/02/skos/core#Concept"
_ADMINISTRATION = "http://data.europa.eu/m8g/PublicOrganisation"
_CONCEPT = "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#ConceptualPublicService"
_KINDS = {
    **dict.fromkeys(BASES, _CODE),
    "bevoegdeOverheden": _ADMINISTRATION,
    "uitvoerendeOverheden": _ADMINISTRATION,
    "aangemaaktDoor": _ADMINISTRATION,
    "linkedConcept": _CONCEPT,
}


def things(members: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Each thing that ``members`` point at, once, as its whole address and its kind."""
    found: dict[str, str] = {}
    for member in members:
        for name, kind in _KINDS.items():
            value = member.get(name) or []
            for each in [value] if isinstance(value, str) else value:
                found[urljoin(BASES.get(name, ""), each)] = kind
    return [{"@id": address, "@type": found[address]} for address in sorted(found)]
