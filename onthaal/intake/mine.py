"""The messages of one resident: by the address that the account has proved to own."""

from __future__ import annotations

from onthaal.intake.models import Suggestion, SuggestionQuerySet
from onthaal.people.models import User


def written_by(user: User) -> SuggestionQuerySet:
    """Suggesties, vragen and complimenten of this person, newest first."""
    return Suggestion.objects.filter(email__iexact=user.email).order_by("-received_at")
