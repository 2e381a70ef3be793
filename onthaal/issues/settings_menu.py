"""The maintenance pages in the menu, and what we have to say when a team stops."""

from __future__ import annotations

from onthaal.issues.actions import routing
from onthaal.organisation.actions import guard_team
from onthaal.people.models import Role
from onthaal.ui.navigation import Entry
from onthaal.ui.navigation import register as add

_PAGES = (
    ("Onderwerpen", "issue-categories", "list-checks", "Waaruit inwoners kiezen, met termijn."),
    ("Verdeling", "issue-routing", "split", "Welk team welke melding krijgt."),
    ("Standaardteksten", "issue-texts", "message-square", "Kant-en-klare antwoorden."),
)


def register() -> None:
    """Called once at start."""
    guard_team(routing.objections)
    for position, (label, url_name, icon, hint) in enumerate(_PAGES, start=70):
        add(Entry("staff", label, url_name, icon, position, "Beheer", (Role.EDITOR,), hint=hint))
