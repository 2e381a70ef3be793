"""A product as a whole: begun, served in some way, archived and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from onthaal.catalogue import document, rules
from onthaal.catalogue.actions import snapshots
from onthaal.catalogue.actions.addresses import save_with_free_slug
from onthaal.catalogue.actions.drafts import OPEN, add_version, show, to_draft
from onthaal.catalogue.actions.locking import CannotDo, ChangedMeanwhile, locked_product
from onthaal.catalogue.models import (
    Concept,
    Product,
    ProductVersion,
    ReviewState,
    Skill,
    VersionState,
    form_of_address,
)
from onthaal.catalogue.texts import FORMAL, INFORMAL
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.actions import record

OPERATIONAL = (
    "owner",
    "process",
    "access",
    "office",
    "channels",
    "minutes",
    "minutes_per_extra_person",
    "shared_minutes",
    "max_persons",
    "bring",
    "fee_cents",
    "online_url",
    "pays_online",
    "life_events",
    "systems",
    "authorisations",
    "privacy_level",
)


@transaction.atomic
def begin(*, name: str, by: User, concept: Concept | None = None) -> ProductVersion:
    """A new product with its first draft, empty or with the texts of a concept.

    An end of the concept that has passed is left out: what begins here is not over.
    """
    content: dict[str, Any] = {}
    if concept and concept.newest:
        content = rules.from_concept(concept.newest.content) | {"linkedConcept": concept.uri}
        end = document.moment(content.get("eindeDienstVerlening"))
        if end and end < clock.now():
            del content["eindeDienstVerlening"]
    if name:
        key = FORMAL if form_of_address() == "u" else INFORMAL
        content["naam"] = content.get("naam", {}) | {key: name}
    product = add_product(content=document.normalise(content), by=by, name=name)
    if concept and concept.newest:
        product.seen_snapshot = concept.newest
        product.review_state = ReviewState.ARCHIVED if concept.archived else ""
        product.save(update_fields=["seen_snapshot", "review_state"])
    return product.versions.get()


def add_product(
    *, content: dict[str, Any], by: User | None, name: str = "", **columns: Any
) -> Product:
    """A product with one draft, inside the caller's transaction. What proves its conditions begins
    the list of what to bring, unless ``bring`` says something else."""
    moment = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    content = {"creatie": moment} | content
    naam = content.get("naam", {})
    name = (name or next(iter(naam.values()), ""))[:200] or "Zonder naam"
    columns["bring"] = columns.get("bring") or rules.proofs(content, form_of_address())
    product = save_with_free_slug(Product(name=name, **columns), otherwise="product")
    record("product.added", product, by=by, data={"name": name})
    show(product, content)
    add_version(product=product, content=content, by=by)
    return product


@transaction.atomic
def save_operations(
    *,
    product: Product,
    values: dict[str, Any],
    skills: Iterable[Skill],
    by: User,
    expected_edition: int,
) -> Product:
    """Keep how a product is served here; it holds at once, without a version.

    ``values`` may hold each of ``OPERATIONAL``. Raises ChangedMeanwhile.
    """
    current = locked_product(product.pk)
    if current.edition != expected_edition:
        raise ChangedMeanwhile(current)
    changed = [
        name for name in OPERATIONAL if name in values and getattr(current, name) != values[name]
    ]
    wanted = set(skills)
    skills_changed = wanted != set(current.skills.all())
    if not changed and not skills_changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.edition += 1
    current.save(update_fields=[*changed, "edition"])
    current.skills.set(wanted)
    record(
        "product.served_otherwise",
        current,
        by=by,
        data={"fields": [*changed, *(["skills"] if skills_changed else [])]},
    )
    return current


@transaction.atomic
def archive(*, product: Product, why: str, by: User | None) -> Product:
    """Take it away from residents. What waited for approval or for its moment is a draft again."""
    current = locked_product(product.pk)
    if current.archived_at:
        raise CannotDo("Dit product is al gearchiveerd.")
    current.archived_at = clock.now()
    current.save(update_fields=["archived_at"])
    for version in current.versions.filter(state=VersionState.REVIEW):
        version.product = current
        to_draft(version, "Het product werd gearchiveerd.")
    if current.published_id:
        snapshots.announce(current, ProductVersion.objects.get(pk=current.published_id))
    record("product.archived", current, by=by, internal_text=why)
    return current


@transaction.atomic
def restore(*, product: Product, by: User) -> Product:
    """Bring an archived product back as it was."""
    current = locked_product(product.pk)
    if not current.archived_at:
        raise CannotDo("Dit product is niet gearchiveerd.")
    current.archived_at = None
    current.save(update_fields=["archived_at"])
    if current.published_id:
        snapshots.announce(current, ProductVersion.objects.get(pk=current.published_id))
    record("product.restored", current, by=by)
    return current


def open_version(product: Product) -> ProductVersion | None:
    """The draft or the text that is being looked at, if there is one."""
    return product.versions.filter(state__in=OPEN).select_related("author", "reviewer").first()
