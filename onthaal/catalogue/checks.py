"""What deserves a look in a product: what is missing, what is hard to read, which links broke."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onthaal.catalogue import document, reading, rich_text
from onthaal.catalogue.document import PARTS, RICH, Problem
from onthaal.catalogue.models import LinkCheck, Product
from onthaal.catalogue.reading import Reading
from onthaal.catalogue.texts import FORMAL, INFORMAL, text
from onthaal.core import clock
from onthaal.core.dutch import day_in_words


@dataclass(frozen=True)
class Checks:
    missing: list[Problem]
    hints: list[str]
    reading: Reading
    links: list[tuple[str, LinkCheck | None]]

    @property
    def broken(self) -> int:
        return sum(1 for _, row in self.links if row and row.broken_since)


def look(product: Product, content: Mapping[str, Any], form: str) -> Checks:
    """Everything about one text of a product."""
    urls = list(dict.fromkeys(url.partition("#")[0] for _, url in document.urls(content)))
    # a page of our own is not asked at night
    if product.online_url and not product.online_url.startswith("/"):
        urls.append(product.online_url)
    known = {row.url: row for row in LinkCheck.objects.filter(url__in=urls)}
    return Checks(
        document.missing(content),
        list(_hints(product, content, form)),
        reading.read(blocks(content, form)),
        [(url, known.get(url)) for url in urls],
    )


def blocks(content: Mapping[str, Any], form: str) -> list[str]:
    """The Dutch of a text in the form of the municipality, in paragraphs."""
    return list(_blocks(content, form))


def _blocks(content: Mapping[str, Any], form: str) -> Iterator[str]:
    for name, value in content.items():
        if name in RICH and isinstance(value, Mapping):
            yield from rich_text.sentences_and_items(text(value, form=form))
        elif name in PARTS:
            for part in value:
                yield from _blocks(part, form)


def _hints(product: Product, content: Mapping[str, Any], form: str) -> Iterator[str]:
    """What is allowed, but that a resident or a colleague would miss."""
    own, other = (FORMAL, INFORMAL) if form == "u" else (INFORMAL, FORMAL)
    description = content.get("beschrijving", {})
    if description.get(other) and not description.get(own) and not description.get("nl"):
        yield f"De beschrijving bestaat alleen in de {'je' if form == 'u' else 'u'}-vorm."
    end = document.day(content.get("eindeDienstVerlening"))
    if end and end < clock.today():
        day = day_in_words(end)
        yield f"De dienstverlening eindigde op {day}. Archiveer het product of verander die datum."
    if not content.get("themas"):
        yield "Kies minstens één thema: zo vinden inwoners het product."
    if not content.get("zoektermen"):
        yield "Geef zoektermen: woorden die inwoners zelf gebruiken."
    if not content.get("kosten") and product.fee_cents is None:
        yield "Zeg wat het kost, ook als het gratis is."
    if not content.get("procedures"):
        yield "Zeg hoe iemand het aanvraagt (procedure)."
    if product.owner_id is None:
        yield "Kies een eigenaar: het team dat de tekst juist houdt."
    if not product.channels:
        yield "Kies bij Dienstverlening langs welke kanalen het kan."
    if "YourEurope" in content.get("publicatiekanalen", []):
        if not content.get("naam", {}).get("en") or not description.get("en"):
            yield "Voor Your Europe moeten naam en beschrijving ook in het Engels bestaan."
        if not content.get("yourEuropeCategorieen"):
            yield "Voor Your Europe hoort er een categorie bij."
