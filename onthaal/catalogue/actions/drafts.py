"""The life of a version: drafted, looked at by a second pair of eyes, published, replaced."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django_tasks import task

from onthaal.catalogue import document, rules
from onthaal.catalogue.actions import snapshots
from onthaal.catalogue.actions.locking import (
    CannotDo,
    ChangedMeanwhile,
    locked_product,
    locked_version,
)
from onthaal.catalogue.document import Invalid
from onthaal.catalogue.models import (
    Concept,
    ConceptSnapshot,
    Product,
    ProductVersion,
    VersionState,
    form_of_address,
)
from onthaal.catalogue.texts import text
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.actions import record

__all__ = ["CannotDo", "ChangedMeanwhile", "Invalid", "OwnWork"]

OPEN = (VersionState.DRAFT, VersionState.REVIEW)


class OwnWork(CannotDo):
    """Whoever wrote in a version does not approve it."""

    def __init__(self) -> None:
        super().__init__(
            "U schreef zelf mee aan deze tekst. Vraag een collega om ze na te kijken: vier ogen "
            "zien meer dan twee."
        )


@transaction.atomic
def start(*, product: Product, by: User | None) -> ProductVersion:
    """The draft of the product: the one that is open, or a new one from what is published."""
    locked = locked_product(product.pk)
    if locked.archived_at:
        raise CannotDo("Dit product is gearchiveerd. Haal het eerst terug.")
    opened = locked.versions.filter(state__in=OPEN).first()
    if opened:
        return opened
    content = locked.published.content if locked.published else {}
    return add_version(product=locked, content=content, by=by)


def add_version(
    *, product: Product, content: dict[str, Any], by: User | None, note: str = ""
) -> ProductVersion:
    """A new draft of a locked product, inside the caller's transaction."""
    last = product.versions.aggregate(last=Max("number"))["last"] or 0
    version = ProductVersion.objects.create(
        product=product,
        number=last + 1,
        state=VersionState.DRAFT,
        content=content,
        author=by,
        note=note,
    )
    if by:
        version.writers.add(by)
    record("product.drafted", product, by=by, data={"version": version.number})
    return version


@transaction.atomic
def keep(
    *, version: ProductVersion, content: dict[str, Any], by: User, expected_edition: int, note: str
) -> ProductVersion:
    """Keep what was typed in a draft. Saving what is there already changes nothing.

    Raises Invalid, CannotDo, and ChangedMeanwhile when a colleague saved since: nothing of both is
    lost, because the caller still has what was typed.
    """
    current = locked_version(version.pk, expected_edition)
    if current.state != VersionState.DRAFT:
        raise CannotDo(
            "Deze tekst ligt ter nazicht. Stuur ze eerst terug om er weer in te schrijven."
        )
    kept = document.normalise(content)
    if kept == current.content and note == current.note:
        return current
    before = current.content
    current.content, current.note = kept, note
    _grow(current, "content", "note")
    current.writers.add(by)
    _name_unpublished(current, before)
    record("product.saved", current.product, by=by, data={"version": current.number})
    return current


def _grow(version: ProductVersion, *fields: str) -> None:
    version.edition += 1
    version.changed_at = clock.now()
    version.save(update_fields=[*fields, "edition", "changed_at"])


def _name_unpublished(version: ProductVersion, before: dict[str, Any]) -> None:
    """As long as nothing is published, a product is known by the name of its draft."""
    product = version.product
    if product.published_id is None:
        show(product, version.content, instead_of=before)


def show(
    product: Product, content: dict[str, Any], *, instead_of: dict[str, Any] | None = None
) -> None:
    """Copy to the columns of a locked product what is searched and listed, and keep it.

    Words that a colleague added to find it by, which are not those of the text ``instead_of``
    which this one comes, stay.
    """
    linked_before = product.concept_uri
    fill_columns(product, content, instead_of=instead_of)
    fields = ["name", "summary", "starts_on", "ends_on", "themes", "synonyms"]
    fields += ["product_number", "concept_uri"]
    if product.concept_uri != linked_before:
        # a new link begins with how the concept is now
        product.seen_snapshot = ConceptSnapshot.objects.filter(
            pk__in=Concept.objects.filter(uri=product.concept_uri).values("newest")
        ).first()
        product.review_state = ""
        fields += ["seen_snapshot", "review_state"]
    product.save(update_fields=fields)


def fill_columns(
    product: Product, content: dict[str, Any], *, instead_of: dict[str, Any] | None = None
) -> None:
    """The same in memory only: a product as it would be with this text."""
    added = [word for word in product.synonyms if word not in rules.synonyms(instead_of or {})]
    form = form_of_address()
    product.name = text(content.get("naam"), form=form)[:200] or product.name
    product.summary = rules.summary(content, form)
    product.starts_on = document.day(content.get("startDienstVerlening"))
    product.ends_on = document.day(content.get("eindeDienstVerlening"))
    product.themes = content.get("themas", [])
    product.synonyms = list(dict.fromkeys([*rules.synonyms(content), *added]))
    product.product_number = content.get("productnummer", "")[:40]
    product.concept_uri = content.get("linkedConcept", "")[:300]


def replace(version: ProductVersion, content: dict[str, Any], by: User | None) -> None:
    """New texts in an open draft of a locked product, inside the caller's transaction."""
    before = version.content
    version.content = content
    _grow(version, "content")
    if by:
        version.writers.add(by)
    _name_unpublished(version, before)


@transaction.atomic
def submit(*, version: ProductVersion, by: User, expected_edition: int) -> ProductVersion:
    """Ask a colleague to look. Raises CannotDo with what is still missing, and ChangedMeanwhile."""
    current = locked_version(version.pk, expected_edition)
    if current.state != VersionState.DRAFT:
        raise CannotDo("Deze tekst ligt al ter nazicht.")
    if lacking := document.missing(current.content):
        raise CannotDo("Er ontbreekt nog iets voor een collega kan nakijken.", lacking)
    published = current.product.published
    if published and not rules.differences(published.content, current.content):
        raise CannotDo("Er is niets veranderd tegenover wat gepubliceerd is.")
    current.state = VersionState.REVIEW
    current.submitted_at = clock.now()
    current.returned = ""
    _grow(current, "state", "submitted_at", "returned")
    record("product.submitted", current.product, by=by, data={"version": current.number})
    return current


@transaction.atomic
def send_back(
    *, version: ProductVersion, why: str, by: User, expected_edition: int
) -> ProductVersion:
    """Make it a draft again, with what should be better; an approval that waited falls away."""
    current = locked_version(version.pk, expected_edition)
    if current.state != VersionState.REVIEW:
        raise CannotDo("Deze tekst ligt niet ter nazicht.")
    to_draft(current, why)
    record(
        "product.sent_back",
        current.product,
        by=by,
        internal_text=why,
        data={"version": current.number},
    )
    return current


def to_draft(version: ProductVersion, why: str) -> None:
    """Inside the caller's transaction, with the product locked."""
    version.state = VersionState.DRAFT
    version.returned = why
    version.reviewer = version.publish_at = version.submitted_at = None
    _grow(version, "state", "returned", "reviewer", "publish_at", "submitted_at")


@transaction.atomic
def approve(
    *, version: ProductVersion, by: User, expected_edition: int, at: dt.datetime | None = None
) -> ProductVersion:
    """Publish it now, or by itself at ``at``. Raises OwnWork, CannotDo and ChangedMeanwhile."""
    current = locked_version(version.pk, expected_edition)
    if current.state != VersionState.REVIEW:
        raise CannotDo("Deze tekst ligt niet meer ter nazicht.")
    if current.is_scheduled:
        raise CannotDo("Deze tekst is al goedgekeurd en wacht op zijn moment.")
    if current.author_id == by.pk or current.writers.filter(pk=by.pk).exists():
        raise OwnWork
    if current.product.archived_at:
        raise CannotDo("Dit product is gearchiveerd. Haal het eerst terug.")
    if lacking := document.missing(current.content):
        raise CannotDo("Er ontbreekt nog iets om te publiceren.", lacking)
    current.reviewer = by
    if at is not None and at > clock.now():
        current.publish_at = at
        _grow(current, "reviewer", "publish_at")
        record(
            "product.approved",
            current.product,
            by=by,
            data={"version": current.number, "at": at.isoformat()},
        )
        return current
    _publish(current, by=by)
    return current


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def publish_due() -> int:
    """Publish what was approved for a moment that has come; returns how many.

    Run by the timetable. May run twice at once: each version is published once.
    """
    waiting = ProductVersion.objects.filter(
        state=VersionState.REVIEW, reviewer__isnull=False, publish_at__lte=clock.now()
    )
    published = 0
    for pk in waiting.order_by("publish_at").values_list("pk", flat=True):
        with transaction.atomic():
            try:
                current = locked_version(pk)
            except ProductVersion.DoesNotExist:
                continue  # thrown away meanwhile
            due = current.publish_at is not None and current.publish_at <= clock.now()
            if current.is_scheduled and due and not current.product.archived_at:
                _publish(current, by=current.reviewer)
                published += 1
    return published


def _publish(version: ProductVersion, *, by: User | None) -> None:
    product, now = version.product, clock.now()
    product.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.REPLACED)
    moment = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    version.content = {"creatie": moment} | version.content | {"laatstGewijzigd": moment}
    version.state, version.published_at = VersionState.PUBLISHED, now
    _grow(version, "content", "state", "published_at", "reviewer")
    # before the first publication the columns hold the words of this very draft
    before = product.published.content if product.published else version.content
    product.published = version
    product.save(update_fields=["published"])
    show(product, version.content, instead_of=before)
    snapshots.announce(product, version)
    record("product.published", product, by=by, data={"version": version.number})


@transaction.atomic
def discard(*, version: ProductVersion, by: User, expected_edition: int) -> None:
    """Throw an open draft away. Raises CannotDo for the first one: archive the product instead."""
    current = locked_version(version.pk, expected_edition)
    if current.state != VersionState.DRAFT:
        raise CannotDo("Alleen een ontwerp kan weg.")
    if current.product.published_id is None:
        raise CannotDo("Dit is de enige tekst van het product. Archiveer het product zelf.")
    record("product.draft_discarded", current.product, by=by, data={"version": current.number})
    current.delete()
