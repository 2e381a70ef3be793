"""Concepts of the IPDC: what comes in, and what it means for the products made from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from onthaal.catalogue import document, rules
from onthaal.catalogue.actions import drafts
from onthaal.catalogue.actions.locking import CannotDo, ChangedMeanwhile, locked_product
from onthaal.catalogue.document import Invalid
from onthaal.catalogue.models import (
    Concept,
    ConceptSnapshot,
    Product,
    ProductVersion,
    ReviewState,
    VersionState,
)
from onthaal.catalogue.texts import text
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass
class Report:
    """What became of the snapshots that came in; ``refused`` are Dutch sentences."""

    concepts: int = 0
    snapshots: int = 0
    known: int = 0
    flagged: int = 0
    refused: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        self.concepts += other.concepts
        self.snapshots += other.snapshots
        self.known += other.known
        self.flagged += other.flagged
        self.refused += other.refused

    def as_data(self) -> dict[str, Any]:
        return {
            "concepts": self.concepts,
            "snapshots": self.snapshots,
            "known": self.known,
            "flagged": self.flagged,
            "refused": self.refused,
        }


@dataclass(frozen=True)
class Incoming:
    """A snapshot of a concept that was read and found right, as far as it was not set ``aside``."""

    uri: str
    of: str
    generated_at: dt.datetime
    content: dict[str, Any]
    archived: bool
    aside: list[str]


def read(member: Mapping[str, Any]) -> Incoming:
    """Raises Invalid."""
    uri, of = document.identity(member)
    if not uri:
        raise Invalid([document.Problem("", "Er staat geen “@id” bij.")])
    known, aside = document.apart(member)
    content = document.normalise(known, aside)
    if not content.get("naam"):
        raise Invalid([document.Problem("naam", "Een concept zonder naam nemen wij niet over.")])
    moment = document.moment(member.get("generatedAtTime") or member.get("laatstGewijzigd"))
    if moment is None:
        raise Invalid([document.Problem("", "Er staat geen moment bij (generatedAtTime).")])
    archived = str(member.get("gearchiveerd", "")).lower() == "true"
    # one object of the API has no snapshot of its own: it is one at the moment of its last change
    if uri == of:
        uri = f"{uri}#{moment.isoformat()}"[:300]
    return Incoming(uri, of, moment, content, archived, aside)


def receive(members: Iterable[Mapping[str, Any]]) -> Report:
    """Keep the snapshots that are new. Each is stored on its own, the same twice is once.

    Products linked to a concept of which something changed since they were compared with it are
    flagged for review; when it is again as it was then, there is nothing to review.
    """
    report = Report()
    for member in members:
        try:
            incoming = read(member)
        except Invalid as wrong:
            name = _name_of(member)
            report.refused.append(f"{name}: {'; '.join(map(str, wrong.problems))}"[:400])
            continue
        report.add(_keep(incoming))
    return report


def _name_of(member: Mapping[str, Any]) -> str:
    naam = member.get("naam")
    words = (
        text({k: v for k, v in naam.items() if isinstance(v, str)})
        if isinstance(naam, dict)
        else ""
    )
    return (words or str(member.get("@id") or "Een concept zonder naam"))[:120]


@transaction.atomic
def _keep(incoming: Incoming) -> Report:
    report = Report()
    concept, is_new = Concept.objects.get_or_create(uri=incoming.of)
    # from here on, one at a time per concept
    concept = Concept.objects.select_for_update().get(pk=concept.pk)
    snapshot, is_first = ConceptSnapshot.objects.get_or_create(
        uri=incoming.uri,
        defaults={
            "concept": concept,
            "generated_at": incoming.generated_at,
            "content": incoming.content,
            "archived": incoming.archived,
        },
    )
    if not is_first:
        report.known = 1
        return report
    report.snapshots, report.concepts = 1, int(is_new)
    newest = concept.newest
    if newest is None or snapshot.generated_at > newest.generated_at:
        concept.newest = snapshot
        concept.name = text(incoming.content.get("naam"))[:400]
        concept.product_number = incoming.content.get("productnummer", "")[:40]
        concept.archived = incoming.archived
        concept.save()
        report.flagged = _flag(concept, snapshot)
    return report


def _flag(concept: Concept, snapshot: ConceptSnapshot) -> int:
    flagged = 0
    linked = Product.objects.filter(concept_uri=concept.uri, archived_at__isnull=True)
    for pk in linked.order_by("pk").values_list("pk", flat=True):
        product = locked_product(pk)
        seen = product.seen_snapshot
        state = ""
        if snapshot.archived:
            state = ReviewState.ARCHIVED.value
        elif seen is None or changed_fields(seen.content, snapshot.content):
            state = ReviewState.CHANGED.value
        if product.review_state != state:
            product.review_state = state
            product.save(update_fields=["review_state"])
            what = state or "concept_as_before"
            record(f"product.{what}", product, data={"snapshot": snapshot.uri})
        flagged += bool(state)
    return flagged


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[rules.Difference]:
    """What differs between two snapshots, in fields that concern a municipality."""
    return [each for each in rules.differences(before, after) if each.name in rules.OF_A_CONCEPT]


@dataclass(frozen=True)
class Comparison:
    """One field of a concept that changed, beside what our product says now."""

    difference: rules.Difference
    ours: str


def compare(product: Product) -> tuple[Concept | None, list[Comparison]]:
    """The concept of a product and what changed in it since somebody last looked."""
    concept = Concept.objects.filter(uri=product.concept_uri).select_related("newest").first()
    if concept is None or concept.newest is None or not product.review_state:
        return concept, []
    before = product.seen_snapshot.content if product.seen_snapshot else {}
    version = drafts_of(product)
    ours = version.content if version else {}
    found = changed_fields(before, concept.newest.content)
    return concept, [
        Comparison(each, rules.readable(each.name, ours.get(each.name))) for each in found
    ]


def drafts_of(product: Product) -> ProductVersion | None:
    """The texts to compare with: what is being written, or else what is published."""
    opened = product.versions.filter(state__in=drafts.OPEN).first()
    return opened or product.published


@transaction.atomic
def take_over(*, product: Product, name: str, by: User) -> ProductVersion:
    """Put one field of the concept into the draft of the product; a draft is begun if needed."""
    if name not in rules.OF_A_CONCEPT:
        raise CannotDo("Dit veld hoort niet bij een concept.")
    concept = Concept.objects.select_for_update().filter(uri=product.concept_uri).first()
    if concept is None or concept.newest is None:
        raise CannotDo("Van dit concept weten wij nog niets.")
    version = drafts.start(product=product, by=by)
    content = dict(version.content)
    taken = rules.from_concept(concept.newest.content)
    if name in taken:
        content[name] = taken[name]
    else:
        content.pop(name, None)
    return drafts.keep(
        version=version,
        content=content,
        by=by,
        expected_edition=version.edition,
        note=version.note or "Overgenomen uit het concept",
    )


@transaction.atomic
def mark_seen(*, product: Product, snapshot_id: int, by: User) -> Product:
    """Somebody looked at what changed and is done with it.

    Raises ChangedMeanwhile when the concept changed again since the page was shown.
    """
    concept = (
        Concept.objects.select_for_update(of=("self",)).filter(uri=product.concept_uri).first()
    )
    current = locked_product(product.pk)
    if concept is None or concept.newest_id is None:
        raise CannotDo("Van dit concept weten wij nog niets.")
    if concept.newest_id != snapshot_id:
        raise ChangedMeanwhile(current)
    current.seen_snapshot_id = snapshot_id
    current.review_state = ""
    current.save(update_fields=["seen_snapshot", "review_state"])
    record("product.concept_seen", current, by=by)
    return current


def is_writable(version: ProductVersion | None) -> bool:
    """Whether a field can be taken over right now: not while a colleague looks at the text."""
    return version is None or version.state != VersionState.REVIEW
