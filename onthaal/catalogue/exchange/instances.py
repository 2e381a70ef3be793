"""A product as *Instantie* or *InstantieSnapshot*, compacted as LPDC reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onthaal.catalogue.document import EXPORTED_LANGUAGES, FIELDS, in_order
from onthaal.catalogue.exchange.context import ORGANISATIONS

_CLASSES = {
    "voorwaarden": "Voorwaarde",
    "bewijs": "Bewijs",
    "procedures": "Procedure",
    "kosten": "Kost",
    "financieleVoordelen": "FinancieelVoordeel",
    "regelgeving": "Regelgeving",
    "websites": "Website",
    "contactgegevens": "Contactgegevens",
    "adres": "Adres",
}
_IN_AN_ADDRESS = ("nl", "en")
# NUTS 3 of 2021 by arrondissement: the code of a municipality is this one and its NIS code
# (Eurostat, LAU of Belgium)
_NUTS3 = {
    **dict.fromkeys(("11",), "BE211"),
    "12": "BE212",
    "13": "BE213",
    "23": "BE241",
    "24": "BE242",
    "31": "BE251",
    "32": "BE252",
    "33": "BE253",
    "34": "BE254",
    "35": "BE255",
    "36": "BE256",
    "37": "BE257",
    "38": "BE258",
    "41": "BE231",
    "42": "BE232",
    "43": "BE233",
    "44": "BE234",
    "45": "BE235",
    "46": "BE236",
    "71": "BE224",
    "72": "BE225",
    "73": "BE223",
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes, and for where: what is filled in when a product does not say.

    Both are addresses (or codes, for ``area``) of open data; "" = the municipality has not told.
    """

    authority: str = ""
    area: str = ""


@dataclass(frozen=True)
class Lacks(Exception):
    """What is needed to export truthfully and is not known: names of fields."""

    fields: list[str] = field(default_factory=list)


def organisation(uri: str, ovo_code: str) -> str:
    """The address of an administration: its own, or that of its OVO code; "" when unknown."""
    return uri or (f"{ORGANISATIONS}{ovo_code}" if ovo_code else "")


def area_of(nis_code: str) -> str:
    """The code of a Flemish municipality in the European list; "" for one that is not in it."""
    nuts = _NUTS3.get(nis_code[:2]) if len(nis_code) == 5 and nis_code.isdigit() else None
    return f"{nuts}{nis_code}" if nuts else ""


def body(content: Mapping[str, Any], publisher: Publisher) -> dict[str, Any]:
    """The fields of an instance, with what the publisher fills in.

    Raises Lacks when a required field is neither in the texts nor known of the publisher.
    """
    filled = dict(content)
    for name in ("bevoegdeOverheden", "uitvoerendeOverheden"):
        if not filled.get(name) and publisher.authority:
            filled[name] = [publisher.authority]
    if not filled.get("aangemaaktDoor"):
        filled["aangemaaktDoor"] = publisher.authority
    if not filled.get("geografischToepassingsgebieden") and publisher.area:
        filled["geografischToepassingsgebieden"] = [publisher.area]
    required = ("bevoegdeOverheden", "aangemaaktDoor", "geografischToepassingsgebieden")
    if lacking := [name for name in required if not filled.get(name)]:
        raise Lacks(lacking)
    return {name: _out(name, filled[name]) for name in FIELDS if filled.get(name)}


def snapshot(
    content: Mapping[str, Any],
    publisher: Publisher,
    *,
    uri: str,
    of: str,
    generated_at: str,
    archived: bool,
) -> dict[str, Any]:
    """A member of the stream. Raises Lacks."""
    return {
        "@id": uri,
        "@type": ["InstantieSnapshot"],
        "isVersionOf": of,
        "generatedAtTime": generated_at,
        "gearchiveerd": archived,
        **body(content, publisher),
    }


def _out(name: str, value: Any) -> Any:
    if name == "talen":
        return [code.upper() for code in value]
    if name == "zoektermen" or isinstance(value, str):
        return _languages(value, EXPORTED_LANGUAGES) if isinstance(value, Mapping) else value
    if isinstance(value, list):
        return [_part(name, each) if isinstance(each, Mapping) else each for each in value]
    if name in _CLASSES:
        # LPDC writes the address of a contact as a list of one
        return [_part(name, value)] if name == "adres" else _part(name, value)
    return _languages(value, EXPORTED_LANGUAGES) if isinstance(value, Mapping) else value


def _part(name: str, part: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": _CLASSES[name]}
    for key, value in in_order(part).items():
        if name == "adres" and isinstance(value, Mapping):
            out = _languages(value, _IN_AN_ADDRESS)
        else:
            out = _out(key, value)
        if out not in ({}, [], ""):
            found[key] = out
    return found


def _languages(words: Mapping[str, Any], allowed: tuple[str, ...]) -> dict[str, Any]:
    return {language: words[language] for language in allowed if words.get(language)}
