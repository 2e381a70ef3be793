"""Who gets which entry in the menu."""

from __future__ import annotations

from onthaal.appointments.models import CapacityLane
from onthaal.people.models import User


def receives_people(user: User) -> bool:
    """Whether residents make appointments with this person."""
    return CapacityLane.objects.filter(host=user, is_active=True).exists()
