"""The teams of a member of staff, for the pages about staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from onthaal.organisation.models import TeamMembership
from onthaal.people import panels
from onthaal.people.models import User


def register() -> None:
    """Called once at start."""
    panels.register(panels.Panel("Teams", describe=teams_of, link=change))


def teams_of(users: Sequence[int]) -> Mapping[int, str]:
    """Per account the names of its active teams, in one statement."""
    names: dict[int, list[str]] = {}
    for user, team in (
        TeamMembership.objects.filter(user__in=users, team__is_active=True)
        .order_by("team__name")
        .values_list("user_id", "team__name")
    ):
        names.setdefault(user, []).append(team)
    return {user: ", ".join(found) for user, found in names.items()}


def change(user: User) -> tuple[str, str]:
    """Where the teams of somebody are changed."""
    return "Teams wijzigen", reverse("organisation")
