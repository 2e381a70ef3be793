"""Reading what we publish for other systems, as JSON-LD."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from onthaal.catalogue.actions.snapshots import in_stream, publisher_of
from onthaal.catalogue.exchange import instances, pointed_at
from onthaal.catalogue.exchange.instances import Lacks
from onthaal.catalogue.models import InstanceSnapshot, Product
from onthaal.core.links import absolute

PAGE = 100
# more pages than there will ever be, fewer than a database can count
LAST = 10_000_000


def context_address() -> str:
    """Where the meaning of our terms stands; it never moves."""
    return absolute(reverse("product-context"))


def page_address(number: int) -> str:
    if number == 0:
        return absolute(reverse("product-stream"))
    return absolute(reverse("product-stream-page", args=[number]))


def page(number: int) -> tuple[dict[str, Any], bool] | None:
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
        relations.append(_relation("LessThanOrEqualToRelation", number - 1, rows[0]))
    if is_full:
        relations.append(_relation("GreaterThanOrEqualToRelation", number + 1, rows[PAGE]))
    address = page_address(number)
    members = [row.member for row in rows[:PAGE]]
    return {
        "@context": context_address(),
        "@id": page_address(0),
        "@type": "EventStream",
        "timestampPath": "generatedAtTime",
        "versionOfPath": "isVersionOf",
        "view": {"@id": address, "@type": "Node", "relation": relations},
        "member": members,
        "@included": pointed_at.things(members),
    }, is_full


def _relation(kind: str, number: int, border: InstanceSnapshot) -> dict[str, Any]:
    return {
        "@type": kind,
        "node": page_address(number),
        "path": "generatedAtTime",
        "value": in_stream(border.generated_at),
    }


def instance(product: Product) -> dict[str, Any]:
    """A published product as it is now. Raises Lacks."""
    version = product.published
    return {
        "@id": absolute(reverse("product-instance", args=[product.uuid])),
        "@type": "Instantie",
        "gearchiveerd": product.archived_at is not None,
        **instances.body(version.content if version else {}, publisher_of(product)),
    }


def catalogue() -> dict[str, Any]:
    """Every published product, and what they point at; what cannot be exported truthfully is left
    out."""
    found: list[dict[str, Any]] = []
    for product in Product.objects.published().select_related("published").order_by("pk"):
        try:
            found.append(instance(product))
        except Lacks:
            continue
    return {"@context": context_address(), "@graph": [*found, *pointed_at.things(found)]}
