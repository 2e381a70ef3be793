"""The XML export of the product catalogue of Cevi, as the texts of IPDC/LPDC.

The format has no published description; the names come from the exports that municipalities bring
along when they leave. Elements that we do not know are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.parsers import expat

from onthaal.catalogue import codes, rich_text
from onthaal.catalogue.exchange.pages import (
    LARGEST,
    MOST_MEMBERS,
    OTHER_CHARACTERS,
    Unreadable,
)
from onthaal.core.numbers import whole

DEEPEST = 40


@dataclass
class _Element:
    name: str
    children: list[_Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[_Element]:
        for each in self.children:
            if each.name == path[0]:
                yield from each.all(*path[1:]) if len(path) > 1 else [each]

    def text(self, *path: str) -> str:
        found = next(self.all(*path), None) if path else self
        return "".join(found.pieces).strip() if found else ""


@dataclass(frozen=True)
class CeviProduct:
    """``bring`` is what somebody has to bring along, one thing per line."""

    key: str
    content: dict[str, Any]
    bring: list[str]


def read(data: bytes) -> list[CeviProduct]:
    """The products in an export. Raises Unreadable."""
    root = _parse(data)
    found = list(_products(root))
    if not found:
        raise Unreadable("Dit is XML, maar er staan geen producten van Cevi in (“Product”).")
    if len(found) > MOST_MEMBERS:
        raise Unreadable(f"Er staan meer dan {MOST_MEMBERS} producten in. Splits het bestand.")
    return [_product(each) for each in found]


class _Refused(Exception):
    pass


def _parse(data: bytes) -> _Element:
    if len(data) > LARGEST:
        raise Unreadable("Het bestand is groter dan 20 MB. Splits het en probeer opnieuw.")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    root = _Element("")
    above = [root]

    def start(name: str, _attributes: dict[str, str]) -> None:
        if len(above) > DEEPEST:
            raise _Refused("De XML is te diep genest.")
        element = _Element(name.rsplit(":", 1)[-1])
        above[-1].children.append(element)
        above.append(element)

    def end(_name: str) -> None:
        above.pop()

    def refuse(*_: Any) -> int:
        raise _Refused(
            "De XML heeft een DOCTYPE of eigen entiteiten. Die lezen wij niet, want daarmee kan "
            "iemand bestanden van de server laten uitlezen."
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: above[-1].pieces.append(text)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except _Refused as refusal:
        raise Unreadable(str(refusal)) from refusal
    except (expat.ExpatError, ValueError, LookupError) as error:
        if data[parser.ErrorByteIndex :][:1] > b"\x7f":
            raise Unreadable(OTHER_CHARACTERS) from error
        where = f" Het loopt mis op regel {error.lineno}." if hasattr(error, "lineno") else ""
        raise Unreadable(f"Het bestand is geen volledige XML.{where}") from error
    return root


def _products(element: _Element) -> Iterator[_Element]:
    for each in element.children:
        names = {child.name for child in each.children}
        if each.name == "Product" and names & {"Title", "Name", "Description"}:
            yield each
        else:
            yield from _products(each)


def _product(product: _Element) -> CeviProduct:
    name = _plain(product.text("Title")) or _plain(product.text("Name"))
    number = _plain(product.text("Id"))
    bring = _html(product.text("BringToApply"))
    conditions = _html(product.text("Conditions"))
    keywords = [_plain(each.text("Value")) for each in product.all("Keywords", "Keyword")]
    content: dict[str, Any] = {
        "naam": {"nl": name},
        "beschrijving": {"nl": _html(product.text("Description"))},
        "verdereBeschrijving": {"nl": _html(product.text("AdditionalInfo"))},
        "uitzonderingen": {"nl": _html(product.text("Exceptions"))},
        "regelgevingTekst": {"nl": _html(product.text("LegalText"))},
        "voorwaarden": [],
        "kosten": [],
        "procedures": [],
        "websites": _websites(product.all("InfoUrls", "Url")),
        "zoektermen": {"nl": keywords},
        "doelgroepen": _known(product.all("TargetGroups", "TargetGroup"), codes.AUDIENCES),
        "themas": _known(product.all("Themes", "Theme"), codes.THEMES),
        "type": next(iter(_known(product.all("ProductType"), codes.TYPES)), ""),
        "contactgegevens": _contacts(product),
        "startDienstVerlening": _moment(product.text("StartDate")),
        "eindeDienstVerlening": _moment(product.text("EndDate")),
    }
    if conditions or bring:
        condition: dict[str, Any] = {
            "naam": {"nl": "Voorwaarden" if conditions else "Bewijsstukken"},
            "beschrijving": {"nl": conditions or "<p>Breng deze bewijsstukken mee.</p>"},
        }
        if bring:
            condition["bewijs"] = {"naam": {"nl": "Mee te brengen"}, "beschrijving": {"nl": bring}}
        content["voorwaarden"] = [condition]
    if amount := _html(product.text("AmountToApply")):
        content["kosten"] = [{"naam": {"nl": "Kostprijs"}, "beschrijving": {"nl": amount}}]
    procedure, forms = _html(product.text("Procedure")), _websites(product.all("Forms", "Form"))
    if procedure or forms:
        content["procedures"] = [
            {
                "naam": {"nl": "Procedure"},
                "beschrijving": {"nl": procedure},
                "websites": forms,
            }
        ]
    # numbers of the IPDC are ours to keep, those of Cevi itself only tell products apart
    source = _plain(product.text("Source", "Value")).casefold()
    if source == "ipdc" and number:
        content["productnummer"] = number
    # every source counts for itself
    numbered = f"{source}:{number}" if source not in ("", "ipdc") else number
    return CeviProduct(
        f"cevi:{numbered if number else name.casefold()}"[:300],
        content,
        [line[:200] for line in rich_text.sentences_and_items(bring)][:30],
    )


def _plain(text: str) -> str:
    return rich_text.plain(unescape(text))


def _html(text: str) -> str:
    """Rich text; some exports escape it once, others twice."""
    if "&lt;" in text and "<" not in text:
        text = unescape(text)
    return rich_text.clean(text.replace("&nbsp;", " "))


def _websites(found: Iterator[_Element]) -> list[dict[str, Any]]:
    websites = []
    for number, each in enumerate(found, 1):
        address = unescape(each.text("Location"))
        if not address:
            continue
        order = whole(each.text("SequenceNumber"))
        websites.append(
            {
                "order": number if order is None else order,
                "naam": {"nl": _plain(each.text("Title")) or address},
                "url": address,
            }
        )
    return websites


def _known(found: Iterator[_Element], listed: dict[str, str]) -> list[str]:
    def bare(words: str) -> str:
        return re.sub(r"\b(en|voor)\b|[^a-zë]", "", words.lower()).replace("ë", "e")

    by_words = {bare(word): code for code, words in listed.items() for word in (code, words)}
    return [
        by_words[key] for each in found if (key := bare(_plain(each.text("Value")))) in by_words
    ]


def _contacts(product: _Element) -> list[dict[str, Any]]:
    contacts: list[dict[str, Any]] = []
    for address in product.all("DeliveringDepartments", "Department", "Addresses", "Address"):
        email, website = _plain(address.text("Email")), _plain(address.text("Website"))
        hours = rich_text.words(_html(address.text("OpeningHours"))).split("\n")
        place = {
            "straatnaam": {"nl": _plain(address.text("Street"))},
            "huisnummer": _plain(address.text("HouseNumber")),
            "busnummer": _plain(address.text("BoxNumber")),
            "postcode": _plain(address.text("ZipCode")),
            "gemeentenaam": {"nl": _plain(address.text("Municipality"))},
        }
        if place["huisnummer"]:
            place["land"] = {"nl": "België"}
        contacts.append(
            {
                "order": len(contacts) + 1,
                "email": email,
                "telefoonnummer": _plain(address.text("Phone")),
                "url": website,
                "openingsuren": " · ".join(hours),
                "adres": place,
            }
        )
    return contacts


def _moment(text: str) -> str:
    return text if re.match(r"\d{4}-\d{2}-\d{2}", text) and not text.startswith("0001") else ""
