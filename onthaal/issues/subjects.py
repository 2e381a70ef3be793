"""What a resident can choose from: groups, their categories and the questions of each."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Prefetch

from onthaal.issues.models import Category, CategoryGroup

_KEY = "issues.subjects"


def groups() -> list[CategoryGroup]:
    """The groups with at least one active category, each with ``choices``: its active categories
    with their questions. At most a minute old."""
    kept: list[CategoryGroup] | None = cache.get(_KEY)
    if kept is None:
        active = Prefetch(
            "categories",
            Category.objects.filter(is_active=True)
            .order_by("position", "name")
            .prefetch_related("questions"),
            to_attr="choices",
        )
        kept = [group for group in CategoryGroup.objects.prefetch_related(active) if group.choices]
        cache.set(_KEY, kept, 60)
    return kept


def find(slug: str) -> Category | None:
    """The active category with this slug, with its questions at hand."""
    return next((each for group in groups() for each in group.choices if each.slug == slug), None)


def forget() -> None:
    """Read the choices anew at the next question; to be called after a change."""
    cache.delete(_KEY)
