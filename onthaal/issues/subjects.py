"""What a resident can choose from: groups, their categories and the questions of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from onthaal.issues.models import Category

_KEY = "issues.subjects"


@dataclass(frozen=True)
class SubjectGroup:
    """A group with its active categories; their questions are at hand."""

    pk: int
    name: str
    slug: str
    icon: str
    hint: str
    choices: tuple[Category, ...]


def groups() -> list[SubjectGroup]:
    """The groups with at least one active category, in their order; at most a minute old."""
    kept: list[SubjectGroup] | None = cache.get(_KEY)
    if kept is None:
        found: dict[int, list[Category]] = {}
        for category in (
            Category.objects.filter(is_active=True)
            .select_related("group")
            .prefetch_related("questions")
        ):
            found.setdefault(category.group_id, []).append(category)
        kept = []
        for pk, choices in found.items():
            group = choices[0].group
            kept.append(
                SubjectGroup(pk, group.name, group.slug, group.icon, group.hint, tuple(choices))
            )
        cache.set(_KEY, kept, 60)
    return kept


def find(slug: str) -> Category | None:
    """The active category with this slug, with its questions at hand."""
    return next((each for group in groups() for each in group.choices if each.slug == slug), None)


def forget() -> None:
    """Read the choices anew at the next question; to be called after a change."""
    cache.delete(_KEY)
