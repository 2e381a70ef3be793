"""What editors keep: groups, categories, questions and ready wording. Every change is recorded."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.text import slugify

from onthaal.issues import subjects
from onthaal.issues.models import (
    Category,
    CategoryGroup,
    Issue,
    Question,
    RoutingRule,
    StandardText,
)
from onthaal.people.models import User
from onthaal.timeline.actions import record

M = TypeVar("M", bound=models.Model)


class StillInUse(Exception):
    """It cannot be removed; ``reasons`` are Dutch sentences that say what uses it."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@transaction.atomic
def save_group(*, group: CategoryGroup, by: User) -> CategoryGroup:
    """Store a new or changed group; a new one comes last."""
    if group.pk is None:
        group.slug = _free_slug(CategoryGroup, group.name)
        group.position = _last(CategoryGroup.objects.all())
    return _save("category_group", group, by)


@transaction.atomic
def remove_group(*, group: CategoryGroup, by: User) -> None:
    """Raises StillInUse as long as there is a category in it."""
    if number := group.categories.count():
        raise StillInUse(
            f"In deze groep {_are(number)} nog {_of(number, 'onderwerp', 'onderwerpen')}."
        )
    _remove("category_group", group, by)


@transaction.atomic
def save_category(*, category: Category, by: User) -> Category:
    """Store a new or changed category; a new one comes last in its group."""
    if category.pk is None:
        category.slug = _free_slug(Category, category.name)
        category.position = _last(category.group.categories.all())
    return _save("category", category, by)


@transaction.atomic
def remove_category(*, category: Category, by: User) -> None:
    """Remove a category that was never used. Raises StillInUse with what uses it; a used one is
    made inactive instead."""
    uses = [
        (Issue.objects.filter(category=category).count(), "melding", "meldingen"),
        (_rules_about(category), "verdeelregel", "verdeelregels"),
        (
            StandardText.objects.filter(category=category).count(),
            "standaardtekst",
            "standaardteksten",
        ),
    ]
    found = [
        f"{_of(number, one, more)} {'gebruikt' if number == 1 else 'gebruiken'} dit onderwerp."
        for number, one, more in uses
        if number
    ]
    if found:
        raise StillInUse(
            *found, "Zet het onderwerp op niet actief: dan kan niemand het nog kiezen."
        )
    _remove("category", category, by)


@transaction.atomic
def save_question(*, question: Question, by: User) -> Question:
    """Store a new or changed question. Its key never changes: given answers hang on it."""
    if question.pk is None:
        taken = set(question.category.questions.values_list("key", flat=True))
        question.key = _free(slugify(question.label)[:34] or "vraag", taken)
        question.position = _last(question.category.questions.all())
    return _save("question", question, by)


@transaction.atomic
def remove_question(*, question: Question, by: User) -> None:
    """Stop asking it; given answers stay with their issues. Raises StillInUse when a routing
    rule looks at its answer."""
    if number := RoutingRule.objects.filter(question=question).count():
        raise StillInUse(
            f"{_of(number, 'verdeelregel', 'verdeelregels')} "
            f"{'kijkt' if number == 1 else 'kijken'} naar het antwoord op deze vraag."
        )
    _remove("question", question, by)


@transaction.atomic
def move(*, row: CategoryGroup | Category | Question, up: bool, by: User) -> None:
    """One place up or down among its neighbours; at the end nothing happens."""
    rows = list(_neighbours(row).select_for_update())
    here = next(n for n, each in enumerate(rows) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, each in enumerate(rows):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])
    record(f"{_kind(row)}.moved", row, by=by, data={"up": up})
    transaction.on_commit(subjects.forget)


@transaction.atomic
def save_text(*, text: StandardText, by: User) -> StandardText:
    """Store new or changed ready wording."""
    return _save("standard_text", text, by)


@transaction.atomic
def remove_text(*, text: StandardText, by: User) -> None:
    """Remove ready wording; answers that used it keep their words."""
    _remove("standard_text", text, by)


def _save(kind: str, row: M, by: User) -> M:
    before = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    row.save()
    record(f"{kind}.saved", row, by=by, data=_changes(before, row))
    transaction.on_commit(subjects.forget)
    return row


def _remove(kind: str, row: models.Model, by: User) -> None:
    record(f"{kind}.removed", row, by=by, data={"name": str(row)})
    row.delete()
    transaction.on_commit(subjects.forget)


def _changes(before: models.Model | None, after: models.Model) -> dict[str, Any]:
    """Field by field what it was and what it is; nothing for what stayed the same."""
    if before is None:
        return {"new": True}
    changed = {}
    for field in after._meta.concrete_fields:
        old, new = (getattr(row, field.attname) for row in (before, after))
        if old != new:
            changed[field.name] = [old, new]
    return {"changed": changed}


def _neighbours(row: CategoryGroup | Category | Question) -> models.QuerySet[Any]:
    if isinstance(row, CategoryGroup):
        return CategoryGroup.objects.order_by("position", "name")
    if isinstance(row, Category):
        return Category.objects.filter(group=row.group_id).order_by("position", "name")
    return Question.objects.filter(category=row.category_id).order_by("position", "id")


def _kind(row: models.Model) -> str:
    return {CategoryGroup: "category_group", Category: "category"}.get(type(row), "question")


def _rules_about(category: Category) -> int:
    return RoutingRule.objects.filter(
        models.Q(category=category) | models.Q(question__category=category)
    ).count()


def _last(rows: models.QuerySet[Any]) -> int:
    highest: int | None = rows.aggregate(models.Max("position"))["position__max"]
    return 0 if highest is None else highest + 1


def _free_slug(model: type[CategoryGroup] | type[Category], name: str) -> str:
    return _free(
        slugify(name)[:50] or "onderwerp", set(model.objects.values_list("slug", flat=True))
    )


def _free(wanted: str, taken: set[str]) -> str:
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in candidates if each not in taken)


def _of(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _are(number: int) -> str:
    return "staat" if number == 1 else "staan"
