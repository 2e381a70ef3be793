"""Fetching a product to change it, so that two editors never overwrite each other unnoticed.

Everything that changes a product, its versions or its snapshots first locks the row of the product:
so nobody waits in a circle.
"""

from __future__ import annotations

from onthaal.catalogue.document import Problem
from onthaal.catalogue.models import Product, ProductVersion


class CannotDo(Exception):
    """It is not possible; the message says why, in Dutch, for on the page.

    ``problems`` are the fields that stand in the way, if it is about fields.
    """

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


class ChangedMeanwhile(Exception):
    """Somebody else changed it since this person saw it; ``current`` is how it is now."""

    def __init__(self, current: Product | ProductVersion) -> None:
        super().__init__("Een collega veranderde dit intussen.")
        self.current = current


def locked_product(pk: int) -> Product:
    """The product, its row locked until the transaction ends.

    Rows that only point at it, such as bookings and views of its page, may come meanwhile.
    """
    return Product.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def locked_version(pk: int, expected_edition: int | None = None) -> ProductVersion:
    """The version, with its product locked; ``None`` skips the comparison.

    Raises ChangedMeanwhile.
    """
    product_id = ProductVersion.objects.values_list("product_id", flat=True).get(pk=pk)
    product = locked_product(product_id)
    version = ProductVersion.objects.get(pk=pk)
    version.product = product
    if expected_edition is not None and version.edition != expected_edition:
        raise ChangedMeanwhile(version)
    return version
