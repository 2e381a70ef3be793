"""What stands in the staff menu, for whom."""

from __future__ import annotations

from onthaal.core import clock
from onthaal.people.models import Role, User
from onthaal.reception.models import Clerk, Visit
from onthaal.ui import navigation
from onthaal.ui.navigation import Entry, Piece

_HALL = (Role.DESK, Role.HANDLER, Role.MANAGER)


def register() -> None:
    """Called once at start."""
    navigation.register_piece(Piece("reception-alarms", Clerk.works_in_the_hall))
    navigation.register(
        Entry(
            "staff",
            "Loket",
            "reception-counter",
            "armchair",
            position=50,
            group="Onthaal",
            roles=_HALL,
            url_names=("reception-sit-down",),
            shown_to=Clerk.works_in_the_hall,
        )
    )
    navigation.register(
        Entry(
            "staff",
            "Onthaal",
            "reception-desk",
            "ticket",
            position=51,
            group="Onthaal",
            roles=_HALL,
            phone_roles=(Role.DESK,),
            url_names=("reception-visit", "reception-ticket"),
            shown_to=Clerk.works_in_the_hall,
        )
    )
    navigation.register(
        Entry(
            "staff",
            "Wachtrij",
            "reception-queue",
            "users",
            position=52,
            group="Onthaal",
            roles=_HALL,
            count=waiting_now,
            shown_to=Clerk.works_in_the_hall,
            url_names=("reception-history", "reception-today"),
        )
    )
    navigation.register(
        Entry(
            "staff",
            "Loketten",
            "reception-counters",
            "armchair",
            position=80,
            group="Beheer",
            roles=(Role.MANAGER,),
            url_names=(
                "reception-counter-new",
                "reception-counter-change",
                "reception-clerks",
                "reception-clerk-new",
                "reception-clerk",
                "reception-policy",
            ),
        )
    )


def waiting_now(user: User) -> int | None:
    """How many wait now, everywhere."""
    return Visit.objects.visible_to(user).waiting().filter(day=clock.today()).count()
