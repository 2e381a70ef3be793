"""Crews and material: made and changed by planners."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.references import new_secret
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.workplan.models import Crew, Material, ReviewItem, Skill, State, WorkOrder


@transaction.atomic
def save_crew(crew: Crew, *, members: Sequence[User], skills: Sequence[str], by: User) -> Crew:
    """Store a new or changed crew; skills by name are made when they are new.

    Raises CannotChange when it stops while work is planned for it.
    """
    is_new = crew.pk is None
    if not is_new and not crew.is_active and _has_work(crew):
        raise CannotChange("Deze ploeg heeft nog werk. Verplaats dat eerst.", "is_active")
    crew.save()
    crew.members.set(members)
    crew.skills.set([Skill.objects.get_or_create(name=name)[0] for name in skills])
    record(
        "crew.made" if is_new else "crew.changed",
        crew,
        by=by,
        data={"members": [member.pk for member in members], "minutes": crew.minutes},
    )
    return crew


def objections(team: Team) -> list[str]:
    """Why ``team`` cannot stop yet, in Dutch sentences: the crews that drive for it."""
    names = list(Crew.objects.active().filter(team=team).values_list("name", flat=True))
    return [f"Verplaats eerst deze ploegen (Werkplanning): {', '.join(names)}."] if names else []


def _has_work(crew: Crew) -> bool:
    return WorkOrder.objects.filter(crew=crew, state__in=[State.PLANNED, State.STARTED]).exists()


@transaction.atomic
def save_material(material: Material, *, by: User) -> Material:
    """Store material; what was used before keeps its price."""
    material.save()
    record("material.saved", material, by=by, data={"price_cents": material.price_cents})
    return material


@transaction.atomic
def open_feed(crew: Crew, *, by: User) -> Crew:
    """A fresh secret address for the crew's calendar; an earlier one stops working."""
    crew.feed_key = new_secret()
    crew.save(update_fields=["feed_key"])
    record("crew.feed_opened", crew, by=by)
    return crew


@transaction.atomic
def close_feed(crew: Crew, *, by: User) -> Crew:
    """Nobody can read the calendar by its address any more."""
    crew.feed_key = None
    crew.save(update_fields=["feed_key"])
    record("crew.feed_closed", crew, by=by)
    return crew


@transaction.atomic
def settle(item: ReviewItem, *, by: User) -> ReviewItem:
    """A person looked at it; doing it twice changes nothing."""
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    if item.settled_at is None:
        item.settled_at, item.settled_by = clock.now(), by
        item.save(update_fields=["settled_at", "settled_by"])
        record("review.settled", item, by=by)
    return item
