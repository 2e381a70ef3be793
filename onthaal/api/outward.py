"""What can go out to other parties, and what became of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from onthaal.api.models import ExternalParty, Passage, Transmission
from onthaal.issues.models import Issue


def parties_for(issue: Issue) -> QuerySet[ExternalParty]:
    """The parties that take meldingen about this subject."""
    return ExternalParty.objects.filter(
        is_active=True, mappings__category=issue.category_id
    ).distinct()


def may_go_out(issue: Issue) -> bool:
    """Whether this melding can be passed on to anybody."""
    return issue.is_open and parties_for(issue).exists()


def problems() -> QuerySet[Transmission]:
    """What a person has to look at: failed, doubtful, or lost at the other side."""
    return Transmission.objects.filter(
        Q(state__in=[Passage.FAILED, Passage.DOUBTFUL]) | Q(is_missing=True)
    )
