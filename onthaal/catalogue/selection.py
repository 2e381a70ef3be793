"""Which products a colleague wants to see: the filters of the list, as a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from onthaal.catalogue import codes, search
from onthaal.catalogue.models import (
    Access,
    Channel,
    LinkCheck,
    Office,
    Product,
    ProductVersion,
    ReviewState,
    VersionState,
)
from onthaal.core.numbers import whole
from onthaal.people.models import Role

TABS = {
    "": "Alle",
    "gepubliceerd": "Gepubliceerd",
    "ontwerp": "In ontwerp",
    "nazicht": "Ter nazicht",
    "gepland": "Gepland",
    "concept": "Concept veranderd",
    "stuk": "Stukke links",
    "gearchiveerd": "Gearchiveerd",
}


@dataclass(frozen=True)
class Selection:
    tab: str = ""
    text: str = ""
    theme: str = ""
    owner: str = ""
    channel: str = ""
    access: str = ""
    office: str = ""

    @property
    def is_filtered(self) -> bool:
        return any((self.text, self.theme, self.owner, self.channel, self.access, self.office))


def parse(data: QueryDict) -> Selection:
    """What was asked; what does not exist is not asked."""

    def known(name: str, allowed: Any) -> str:
        value = data.get(name, "")
        return value if value in allowed else ""

    owner = data.get("team", "")
    return Selection(
        tab=known("lijst", TABS),
        text=" ".join(data.get("q", "").split())[:200],
        theme=known("thema", codes.THEMES),
        owner=owner if owner == "geen" or whole(owner) is not None else "",
        channel=known("kanaal", Channel.values),
        access=known("loket", Access.values),
        office=known("kantoor", Office.values),
    )


def products(chosen: Selection) -> Any:
    """The products, by name, with ``has_draft``, ``in_review``, ``is_planned``, ``broken``."""
    rows = _tab(_annotated(Product.objects.all()), chosen.tab)
    if chosen.text:
        found = [product.pk for product in search.find(chosen.text, most=200).products]
        # what is not published yet is in no index: there, every word stands in the name
        named = Q()
        for word in chosen.text.split():
            named &= Q(name__icontains=word)
        number = Q(product_number__iexact=chosen.text) | Q(concept_uri=chosen.text)
        rows = rows.filter(Q(pk__in=found) | named | number)
    if chosen.theme:
        rows = rows.filter(themes__contains=[chosen.theme])
    if chosen.owner:
        owner = {"owner": None} if chosen.owner == "geen" else {"owner_id": int(chosen.owner)}
        rows = rows.filter(**owner)
    if chosen.channel:
        rows = rows.filter(channels__contains=[chosen.channel])
    if chosen.access:
        rows = rows.filter(access=chosen.access)
    if chosen.office:
        rows = rows.filter(office=chosen.office)
    return rows.select_related("owner", "published").order_by("name", "pk")


def _annotated(rows: QuerySet[Product]) -> Any:
    versions = ProductVersion.objects.filter(product=OuterRef("pk"))
    broken = LinkCheck.objects.filter(products=OuterRef("pk"), broken_since__isnull=False)
    return rows.annotate(
        has_draft=Exists(versions.filter(state=VersionState.DRAFT)),
        in_review=Exists(versions.filter(state=VersionState.REVIEW, reviewer=None)),
        is_planned=Exists(versions.filter(state=VersionState.REVIEW, reviewer__isnull=False)),
        broken=Exists(broken),
    )


def _tab(rows: Any, tab: str) -> Any:
    if tab == "gearchiveerd":
        return rows.filter(archived_at__isnull=False)
    rows = rows.filter(archived_at__isnull=True)
    return {
        "gepubliceerd": rows.filter(published__isnull=False),
        "ontwerp": rows.filter(has_draft=True),
        "nazicht": rows.filter(in_review=True),
        "gepland": rows.filter(is_planned=True),
        "concept": rows.exclude(review_state=""),
        "stuk": rows.filter(broken=True),
    }.get(tab, rows)


def counts() -> dict[str, int]:
    """How many products each tab has."""
    live = Q(archived_at__isnull=True)
    found = _annotated(Product.objects.all()).aggregate(
        alle=Count("pk", filter=live),
        gepubliceerd=Count("pk", filter=live & Q(published__isnull=False)),
        ontwerp=Count("pk", filter=live & Q(has_draft=True)),
        nazicht=Count("pk", filter=live & Q(in_review=True)),
        gepland=Count("pk", filter=live & Q(is_planned=True)),
        concept=Count("pk", filter=live & ~Q(review_state="")),
        stuk=Count("pk", filter=live & Q(broken=True)),
        gearchiveerd=Count("pk", filter=~live),
    )
    return {"": found.pop("alle"), **found}


def to_review(user: Any) -> int | None:
    """How many texts wait for a second pair of eyes that this person may lend; None = nothing."""
    if not user.has_role(Role.EDITOR, Role.MANAGER):
        return None
    waiting = ProductVersion.objects.filter(state=VersionState.REVIEW, reviewer=None)
    changed = Product.objects.filter(archived_at__isnull=True).exclude(review_state="")
    return (waiting.exclude(writers=user.pk).count() + changed.count()) or None


def state_of(product: Any) -> list[tuple[str, str]]:
    """The state of an annotated product, as (tone, words)."""
    if product.archived_at:
        return [("stopped", "Gearchiveerd")]
    found = [("done", "Gepubliceerd")] if product.published_id else []
    if product.in_review:
        found.append(("waiting", "Ter nazicht"))
    if product.is_planned:
        found.append(("busy", "Gepland"))
    if product.has_draft:
        found.append(("new", "Ontwerp"))
    if product.review_state:
        found.append(("danger", ReviewState(product.review_state).label))
    if product.broken:
        found.append(("danger", "Stukke link"))
    return found
