"""The stream of what we publish: one immutable member for each time that a product changes."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction
from django.db.models import Prefetch
from django.urls import reverse
from django_tasks import task

from onthaal.catalogue.actions.locking import locked_product
from onthaal.catalogue.exchange import instances
from onthaal.catalogue.exchange.instances import Lacks, Publisher
from onthaal.catalogue.models import (
    CatalogueSettings,
    InstanceSnapshot,
    Product,
    ProductVersion,
)
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.organisation.models import AdministrativeUnit, UnitKind
from onthaal.territory.models import Territory

# Moments in the stream must rise in the order in which they become visible, or a reader that
# remembers the last one would miss a member: so one transaction at a time adds to it.
_STREAM = 0x4C444553


def publisher_of(product: Product | None) -> Publisher:
    """Who publishes this product: the administration of its owner, or else the municipality."""
    unit = None
    if product is not None and product.owner_id:
        unit = AdministrativeUnit.objects.filter(department__teams=product.owner_id).first()
    unit = unit or AdministrativeUnit.objects.filter(kind=UnitKind.GEMEENTE).first()
    area = CatalogueSettings.objects.values_list("area", flat=True).first() or ""
    if not area:
        ground = Territory.objects.values_list("nis_code", flat=True).first()
        area = instances.area_of(ground or "")
    return Publisher(instances.organisation(unit.uri, unit.ovo_code) if unit else "", area)


def announce(product: Product, version: ProductVersion) -> InstanceSnapshot | None:
    """Add how the locked product is now to the stream, inside the caller's transaction.

    Nothing is added, and None returned, as long as the municipality has not told who it is: what
    would be exported would not be true. ``catch_up`` adds it later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_STREAM])
    stream = InstanceSnapshot.objects.order_by("-generated_at")
    last = stream.values_list("generated_at", flat=True).first()
    now = clock.now()
    # the stream counts in milliseconds, as LPDC does
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if last and at <= last:
        at = last + dt.timedelta(milliseconds=1)
    key = uuid.uuid4()
    archived = product.archived_at is not None
    try:
        member = instances.snapshot(
            version.content,
            publisher_of(product),
            uri=absolute(reverse("product-snapshot", args=[key])),
            of=absolute(reverse("product-instance", args=[product.uuid])),
            generated_at=in_stream(at),
            archived=archived,
        )
    except Lacks:
        return None
    return InstanceSnapshot.objects.create(
        uuid=key,
        product=product,
        version=version,
        generated_at=at,
        archived=archived,
        member=member,
    )


def in_stream(at: dt.datetime) -> str:
    """A moment as it is written in the stream."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def behind() -> list[Product]:
    """Products whose present public state is not in the stream."""
    found = []
    known = InstanceSnapshot.objects.defer("member")
    products = Product.objects.filter(published__isnull=False).prefetch_related(
        Prefetch("snapshots", known)
    )
    for product in products:
        newest = max(product.snapshots.all(), key=lambda each: each.generated_at, default=None)
        wanted = (product.published_id, product.archived_at is not None)
        if newest is None:
            # who was archived before the stream began was never in it
            if product.archived_at is None:
                found.append(product)
        elif (newest.version_id, newest.archived) != wanted:
            found.append(product)
    return found


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def catch_up_at_night() -> None:
    """What could not be added when it was published, because the municipality had not told yet."""
    catch_up()


def catch_up() -> int:
    """Add to the stream what could not be added before; returns how many. May run at any moment."""
    added = 0
    for product in behind():
        with transaction.atomic():
            locked = locked_product(product.pk)
            version = locked.published
            if version is None:
                continue
            newest = locked.snapshots.order_by("-generated_at").first()
            wanted = (version.pk, locked.archived_at is not None)
            if newest and (newest.version_id, newest.archived) == wanted:
                continue
            added += announce(locked, version) is not None
    return added
