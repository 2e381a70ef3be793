"""Which products stand on a page for residents, and what editors learn from how they are read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from onthaal.catalogue.models import Product, ProductViews, SoughtWords
from onthaal.catalogue.topics import LIFE_EVENTS, THEMES, Topic
from onthaal.core import clock

_LOOKED_BACK = dt.timedelta(days=90)
# Looked for once, it may be somebody's name; and nothing can be learnt from it.
LEAST_TIMES = 2


def most_read(most: int) -> QuerySet[Product]:
    """The published products whose pages are read most; before anything was read, those whose
    process runs most often (the acts of a process are shared by its products)."""
    since = clock.today() - _LOOKED_BACK
    reads = (
        ProductViews.objects.filter(product=OuterRef("pk"), day__gte=since)
        .order_by()
        .values("product")
        .annotate(total=Sum("times"))
        .values("total")
    )
    alike = (
        Product.objects.published()
        .filter(process=OuterRef("process"))
        .order_by()
        .values("process")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Product.objects.published()
        .annotate(
            reads=Coalesce(Subquery(reads, output_field=IntegerField()), 0),
            acts=F("process__acts_per_year") / Subquery(alike, output_field=IntegerField()),
        )
        .order_by("-reads", F("acts").desc(nulls_last=True), "name")[:most]
    )


def topics_in_use() -> tuple[list[tuple[Topic, int]], list[tuple[Topic, int]]]:
    """Themes and life events that have products, each with how many; in one statement."""
    themes: dict[str, int] = {}
    events: dict[str, int] = {}
    for row in Product.objects.published().values_list("themes", "life_events"):
        for counts, codes in zip((themes, events), row, strict=True):
            for code in set(codes):
                counts[code] = counts.get(code, 0) + 1
    return (
        [(topic, themes[topic.code]) for topic in THEMES if topic.code in themes],
        [(topic, events[topic.code]) for topic in LIFE_EVENTS if topic.code in events],
    )


def related(product: Product, most: int = 5) -> list[Product]:
    """Published products with the same life events or themes; most in common first."""
    others = Product.objects.published().exclude(pk=product.pk)
    events, themes = set(product.life_events), set(product.themes)
    if not events | themes:
        return []
    near = others.filter(
        Q(life_events__overlap=product.life_events) | Q(themes__overlap=product.themes)
    )
    ranked = sorted(
        near,
        key=lambda other: (
            -2 * len(events & set(other.life_events)) - len(themes & set(other.themes)),
            other.name,
        ),
    )
    return ranked[:most]


def sought(days: int, *, only_without_result: bool = False) -> QuerySet[SoughtWords, Any]:
    """What was looked for in the last ``days``: words, times, times without a result."""
    rows = (
        SoughtWords.objects.filter(day__gt=clock.today() - dt.timedelta(days=days))
        .values("words")
        .annotate(total=Sum("times"), without=Sum("without_result"))
        .filter(total__gte=LEAST_TIMES)
    )
    if only_without_result:
        rows = rows.filter(without__gt=0)
    return rows.order_by("-without", "-total", "words")


def judged() -> QuerySet[Product]:
    """Products that somebody had an opinion about: how often clear, how often not."""
    return (
        Product.objects.filter(opinions__isnull=False)
        .annotate(
            clear=Count("opinions", filter=Q(opinions__is_clear=True)),
            unclear=Count("opinions", filter=Q(opinions__is_clear=False)),
        )
        .order_by("-unclear", "name")
    )
