"""Numbers about the work outside, for pages and for others."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.people.models import User
from onthaal.workplan.models import DraftAnswer, ReviewItem, WorkOrder


@dataclass(frozen=True)
class Costs:
    """In cents; minutes of everybody together."""

    minutes: int
    hours_cents: int
    material_cents: int

    @property
    def cents(self) -> int:
        return self.hours_cents + self.material_cents

    @property
    def euros(self) -> float:
        return self.cents / 100


def costs(order: WorkOrder) -> Costs:
    """What an order cost in hours and material."""
    hours = list(order.hours.all())
    return Costs(
        sum(line.minutes for line in hours),
        sum(line.cents for line in hours),
        sum(line.cents for line in order.materials.all()),
    )


def waiting_for(user: User) -> int | None:
    """Answers to release and things to look at, for the menu; nothing when there is nothing."""
    number = (
        DraftAnswer.objects.waiting().visible_to(user).count()
        + ReviewItem.objects.open().visible_to(user).count()
    )
    return number or None
