"""Three years of meldingen: who reported what, and what the town hall did. Pure and seeded."""

from onthaal.lindeveld.history.life import Event, FollowerRow, Issue, SurveyRow
from onthaal.lindeveld.history.writer import Author, Cast, Place, TeamCast

__all__ = [
    "Author",
    "Cast",
    "Event",
    "FollowerRow",
    "Issue",
    "Place",
    "SurveyRow",
    "TeamCast",
]
