"""Our entries in the menus."""

from __future__ import annotations

from onthaal.people.models import Role
from onthaal.ui.navigation import Entry
from onthaal.ui.navigation import register as add


def register() -> None:
    """Called once at start."""
    administrator = (Role.ADMINISTRATOR.value,)
    for label, url_name, icon, position, hint in (
        ("Medewerkers", "people-staff", "users", 60, "Uitnodigen, rollen en toegang."),
        ("Bewaartermijnen", "people-retention", "history", 80, "Hoelang we gegevens houden."),
        (
            "Persoonsgegevens",
            "people-personal-data",
            "shield",
            81,
            "Opzoeken, bezorgen of wissen wat we van iemand hebben.",
        ),
    ):
        add(
            Entry(
                area="staff",
                label=label,
                url_name=url_name,
                icon=icon,
                position=position,
                group="Beheer",
                roles=administrator,
                hint=hint,
            )
        )
