"""Products as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from onthaal.catalogue import codes, selection
from onthaal.catalogue.models import Channel, Product
from onthaal.core.links import absolute

_HEAD = (
    "Product",
    "Toestand",
    "In het kort",
    "Thema’s",
    "Eigenaar",
    "Aan het loket",
    "Kantoor",
    "Kanalen",
    "Minuten",
    "Minuten per extra persoon",
    "Hoogstens personen",
    "Bekwaamheden",
    "Mee te brengen",
    "Retributie (euro)",
    "Productnummer",
    "Concept",
    "Gepubliceerd op",
    "Adres",
)


def rows(products: Iterable[Product]) -> Iterator[list[Any]]:
    """A head, and a row for every product of ``selection.products``."""
    yield list(_HEAD)
    channels = dict(Channel.choices)
    for product in products:
        published = product.published
        moment = published.published_at if published else None
        yield [
            product.name,
            ", ".join(words for _, words in selection.state_of(product)),
            product.summary,
            ", ".join(codes.THEMES.get(code, code) for code in product.themes),
            product.owner.name if product.owner else None,
            product.get_access_display(),
            product.get_office_display(),
            ", ".join(channels.get(each, each) for each in product.channels),
            product.minutes,
            product.minutes_per_extra_person,
            product.max_persons,
            ", ".join(skill.name for skill in product.skills.all()),
            "; ".join(product.bring),
            None if product.fee_cents is None else product.fee_cents / 100,
            product.product_number,
            product.concept_uri,
            f"{timezone.localtime(moment):%d/%m/%Y}" if moment else None,
            absolute(product.get_absolute_url()) if published else None,
        ]
