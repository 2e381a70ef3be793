"""Reading JSON-LD from elsewhere: a page of a stream, one object, or a list of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onthaal.catalogue.rich_text import fit

LARGEST = 20 * 1024 * 1024
MOST_MEMBERS = 10_000
OTHER_CHARACTERS = (
    "De tekens in het bestand zijn geen UTF-8. Bewaar het als UTF-8 (in Kladblok kiest u dat bij "
    "“Opslaan als”, onder “Codering”) en probeer opnieuw."
)
CONCEPT, INSTANCE = "concept", "instance"
_KINDS = {
    "ConceptSnapshot": CONCEPT,
    "ConceptualPublicServiceSnapshot": CONCEPT,
    "Concept": CONCEPT,
    "ConceptualPublicService": CONCEPT,
    "InstantieSnapshot": INSTANCE,
    "InstancePublicServiceSnapshot": INSTANCE,
    "Instantie": INSTANCE,
    "InstancePublicService": INSTANCE,
}


class Unreadable(Exception):
    """The file is not what it should be; the message says why, in Dutch."""


@dataclass(frozen=True)
class Page:
    """``kind`` is what all members are; ``next_address`` the page that follows, "" at the end."""

    kind: str
    members: list[dict[str, Any]]
    next_address: str


def read(data: bytes, *, expected: str = "") -> Page:
    """The members of a page. Raises Unreadable; so when they are not of the ``expected`` kind."""
    found = _json(data)
    members = _members(found)
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"Er staan meer dan {MOST_MEMBERS} producten in. Splits het bestand.")
    kinds = {kind for member in members if (kind := kind_of(member))}
    if not kinds and not _is_page(found):
        raise Unreadable(
            "Dit is JSON, maar er staan geen producten of concepten van IPDC/LPDC in. Wij zoeken "
            "“member” of een voorwerp met “@type” InstantieSnapshot, Instantie of ConceptSnapshot."
        )
    if len(kinds) > 1:
        raise Unreadable("In dit bestand staan concepten en producten door elkaar.")
    kind = next(iter(kinds), expected)
    if expected and kind != expected:
        there, wanted = (
            ("concepten", "producten") if kind == CONCEPT else ("producten", "concepten")
        )
        raise Unreadable(f"In dit bestand staan {there}. Hier lezen wij {wanted}.")
    address = _next(found) if isinstance(found, Mapping) else ""
    return Page(kind, [member for member in members if kind_of(member)], address)


def kind_of(member: Mapping[str, Any]) -> str:
    """ "concept", "instance" or "" for something else."""
    types = member.get("@type") or member.get("type") or []
    for each in [types] if isinstance(types, str) else types if isinstance(types, list) else []:
        name = str(each).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        if name in _KINDS:
            return _KINDS[name]
    return ""


def _json(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise Unreadable("Het bestand is groter dan 20 MB. Splits het en probeer opnieuw.")
    if not data.strip():
        raise Unreadable("Het bestand is leeg.")
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(OTHER_CHARACTERS) from None
    if text.lstrip().startswith("<"):
        raise Unreadable("Dit is XML of HTML. Hier lezen wij JSON.")
    try:
        return _fit(json.loads(text))
    except json.JSONDecodeError as error:
        where = f"regel {error.lineno}, teken {error.colno}"
        raise Unreadable(
            f"Het bestand is geen volledige JSON: het loopt mis op {where}. Is het wel helemaal "
            "gedownload?"
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("Het bestand is geen JSON die wij kunnen lezen.") from error


def _fit(value: Any) -> Any:
    """The same without characters that a database cannot keep."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, list):
        return [_fit(each) for each in value]
    if isinstance(value, dict):
        return {fit(key): _fit(each) for key, each in value.items()}
    return value


def _is_page(found: Any) -> bool:
    if not isinstance(found, Mapping):
        return False
    types = found.get("@type")
    return "EventStream" in (types if isinstance(types, list) else [types])


def _members(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, list):
        listed = found
    elif isinstance(found, Mapping):
        listed = next((found[key] for key in ("member", "@graph") if key in found), [found])
    else:
        listed = []
    if isinstance(listed, Mapping):
        listed = [listed]
    if not isinstance(listed, list):
        raise Unreadable("“member” is geen lijst.")
    # an address and its kind alone is a thing that is pointed at
    return [each for each in listed if isinstance(each, dict) and set(each) != {"@id", "@type"}]


def _next(found: Mapping[str, Any]) -> str:
    """The page with what came later; IPDC relates pages by the moment of their members."""
    view = found.get("view")
    views = view if isinstance(view, list) else [view]
    own = {str(found.get("@id")), *(str(v.get("@id")) for v in views if isinstance(v, Mapping))}
    for each in views:
        relations = each.get("relation", []) if isinstance(each, Mapping) else []
        for relation in relations if isinstance(relations, list) else [relations]:
            if not isinstance(relation, Mapping):
                continue
            types = relation.get("@type")
            names = " ".join(map(str, types if isinstance(types, list) else [types]))
            node = relation.get("node")
            node = node.get("@id") if isinstance(node, Mapping) else node
            if "GreaterThan" in names and isinstance(node, str) and node not in own:
                return node
    return ""
