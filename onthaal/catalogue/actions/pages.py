"""What happens around the page of a product: read, judged, moved to another address."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction

from onthaal.catalogue.actions.locking import locked_product
from onthaal.catalogue.finding.words import without_personal_data
from onthaal.catalogue.models import FormerSlug, Language, PageOpinion, Product
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.actions import record

_COUNT = """
INSERT INTO catalogue_productviews AS known (product_id, day, times) VALUES (%s, %s, 1)
ON CONFLICT (product_id, day) DO UPDATE SET times = known.times + 1
"""


class AddressTaken(Exception):
    """Another product has, or had, this address."""


def count_view(*, product: Product) -> None:
    """One reader more, today."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [product.pk, clock.today()])


@transaction.atomic
def give_opinion(
    *, product: Product, is_clear: bool, why: str = "", language: str = Language.DUTCH
) -> PageOpinion:
    """Keep whether the page of a published product was clear, without addresses and numbers."""
    return PageOpinion.objects.create(
        product=product,
        version=product.published.number if product.published else 0,
        language=language,
        is_clear=is_clear,
        why="" if is_clear else without_personal_data(why)[:500],
    )


@transaction.atomic
def move(*, product: Product, slug: str, by: User) -> Product:
    """Give a product another address; the old one leads there from now on.

    Raises AddressTaken. Going back to one of its own former addresses is fine.
    """
    locked = locked_product(product.pk)
    if slug == locked.slug:
        return locked
    if FormerSlug.objects.filter(slug=slug).exclude(product=locked).exists():
        raise AddressTaken
    old = locked.slug
    FormerSlug.objects.filter(slug=slug, product=locked).delete()
    locked.slug = slug
    try:
        # the rest of the transaction goes on when the address is taken
        with transaction.atomic():
            locked.save(update_fields=["slug"])
            FormerSlug.objects.create(slug=old, product=locked)
    except IntegrityError:
        raise AddressTaken from None
    record("product.moved", locked, by=by, data={"from": old, "to": slug})
    return locked
