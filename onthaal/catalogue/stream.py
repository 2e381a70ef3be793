"""Reading what we publish for other systems, as JSON-LD.

Everything comes in two ways: as the published shapes want it, and ``apart``, with every condition
and procedure apart, as LPDC takes and sends them.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from onthaal.catalogue.actions.snapshots import in_stream, publisher_of
from onthaal.catalogue.exchange import instances, pointed_at
from onthaal.catalogue.exchange.folded import folded
from onthaal.catalogue.exchange.instances import Lacks
from onthaal.catalogue.models import InstanceSnapshot, Product
from onthaal.core.links import absolute

PAGE = 100
# what to ask for after the ? of an address
APART = "delen=apart"
# more pages than there will ever be, fewer than a database can count
LAST = 10_000_000


def context_address() -> str:
    """Where the meaning of our terms stands; it never moves."""
    return absolute(reverse("product-context"))


def page_address(number: int, *, apart: bool = False) -> str:
    path = reverse("product-stream-page", args=[number]) if number else reverse("product-stream")
    return absolute(f"{path}?{APART}" if apart else path)


def page(number: int, *, apart: bool = False) -> tuple[dict[str, Any], bool] | None:
    """A page of the stream, and whether it is full; None for one that does not exist.

    Pages are cut by ``generatedAtTime``: members only ever come behind the last one.
    """
    if number > LAST:
        return None
    start = number * PAGE
    rows = list(InstanceSnapshot.objects.order_by("generated_at")[start : start + PAGE + 1])
    if number and not rows:
        return None
    is_full = len(rows) > PAGE
    relations = []
    if number:
        relations.append(_relation("LessThanOrEqualToRelation", number - 1, rows[0], apart))
    if is_full:
        relations.append(_relation("GreaterThanOrEqualToRelation", number + 1, rows[PAGE], apart))
    address = page_address(number, apart=apart)
    members = [member(row, apart=apart) for row in rows[:PAGE]]
    return {
        "@context": context_address(),
        "@id": page_address(0, apart=apart),
        "@type": "EventStream",
        "timestampPath": "generatedAtTime",
        "versionOfPath": "isVersionOf",
        "view": {"@id": address, "@type": "Node", "relation": relations},
        "member": members,
        "@included": pointed_at.things(members),
    }, is_full


def _relation(kind: str, number: int, border: InstanceSnapshot, apart: bool) -> dict[str, Any]:
    return {
        "@type": kind,
        "node": page_address(number, apart=apart),
        "path": "generatedAtTime",
        "value": in_stream(border.generated_at),
    }


def member(row: InstanceSnapshot, *, apart: bool = False) -> dict[str, Any]:
    """One member of the stream."""
    return row.member if apart else folded(row.member)


def instance(product: Product, *, apart: bool = False) -> dict[str, Any]:
    """A published product as it is now. Raises Lacks."""
    version = product.published
    found = {
        "@id": absolute(reverse("product-instance", args=[product.uuid])),
        "@type": "Instantie",
        "gearchiveerd": product.archived_at is not None,
        **instances.body(version.content if version else {}, publisher_of(product)),
    }
    return found if apart else folded(found)


def catalogue(*, apart: bool = False) -> dict[str, Any]:
    """Every published product, and what they point at; what cannot be exported truthfully is left
    out."""
    found: list[dict[str, Any]] = []
    for product in Product.objects.published().select_related("published").order_by("pk"):
        try:
            found.append(instance(product, apart=apart))
        except Lacks:
            continue
    return {"@context": context_address(), "@graph": [*found, *pointed_at.things(found)]}
