"""Who finds what in the menu."""

from __future__ import annotations

from onthaal.people.models import User
from onthaal.workplan.models import Crew


def works_in_a_crew(user: User) -> bool:
    """Whether this person drives out with a crew that is still there."""
    return Crew.objects.worked_in_by(user).exists()
