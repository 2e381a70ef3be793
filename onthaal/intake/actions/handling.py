"""What staff do with a suggestie, vraag or compliment, and what its writer adds."""

from __future__ import annotations

import uuid

from django.db import transaction

from onthaal.core import clock
from onthaal.intake import mails
from onthaal.intake.models import State, Suggestion
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event


class CannotChange(Exception):
    """The message is not in a state for this; the exception says why, in Dutch."""


def locked(suggestion: Suggestion) -> Suggestion:
    """The message with its row locked until the transaction ends."""
    return Suggestion.objects.select_for_update().get(pk=suggestion.pk)


@transaction.atomic
def assign(suggestion: Suggestion, *, team: Team | None, by: User) -> Suggestion:
    """Let a team see to it; None gives it back to the desk."""
    suggestion = locked(suggestion)
    before, suggestion.team = suggestion.team_id, team
    suggestion.save(update_fields=["team"])
    record(
        "suggestion.assigned",
        suggestion,
        by=by,
        data={"from": before, "to": team.pk if team else None},
    )
    return suggestion


@transaction.atomic
def answer(suggestion: Suggestion, *, text: str, by: User) -> Suggestion:
    """Answer the writer, by mail when there is an address. A later answer comes on top.

    Raises CannotChange without a text, or when it became a melding or klacht.
    """
    if not text.strip():
        raise CannotChange("Schrijf een antwoord.")
    suggestion = locked(suggestion)
    if suggestion.state == State.MOVED:
        raise CannotChange("Dit bericht is omgezet. Antwoord in het nieuwe dossier.")
    suggestion.answer = text.strip()
    suggestion.answered_at, suggestion.answered_by = clock.now(), by
    suggestion.state, suggestion.closed_at, suggestion.news_at = State.ANSWERED, None, None
    suggestion.save(
        update_fields=["answer", "answered_at", "answered_by", "state", "closed_at", "news_at"]
    )
    record(
        "suggestion.answered",
        suggestion,
        by=by,
        at=suggestion.answered_at,
        public_text=suggestion.answer,
    )
    mails.answered(suggestion)
    return suggestion


@transaction.atomic
def close(suggestion: Suggestion, *, note: str, by: User) -> Suggestion:
    """Nothing more has to be done, for instance with a compliment. ``note`` is for colleagues.

    Raises CannotChange when it became a melding or klacht.
    """
    suggestion = locked(suggestion)
    if suggestion.state == State.MOVED:
        raise CannotChange("Dit bericht is al omgezet.")
    if suggestion.state == State.RECEIVED:
        suggestion.state = State.CLOSED
        suggestion.closed_at = clock.now()
    suggestion.news_at = None
    suggestion.save(update_fields=["state", "closed_at", "news_at"])
    record("suggestion.closed", suggestion, by=by, internal_text=note.strip())
    return suggestion


@transaction.atomic
def add_remark(suggestion: Suggestion, *, text: str, key: uuid.UUID) -> bool:
    """Keep what the writer still wants to say; False when it is kept already (the same ``key``).

    Raises CannotChange without a text, or when it became a melding or klacht.
    """
    suggestion = locked(suggestion)
    history = Event.objects.about(suggestion).filter(kind="suggestion.remark_added")
    if history.filter(data__key=str(key)).exists():
        return False
    if not text.strip():
        raise CannotChange("Schrijf wat u wilt toevoegen.")
    if suggestion.state == State.MOVED:
        raise CannotChange(f"Uw bericht is nu {suggestion.became_reference}. Voeg het daar toe.")
    suggestion.news_at = suggestion.news_at or clock.now()
    suggestion.save(update_fields=["news_at"])
    record(
        "suggestion.remark_added",
        suggestion,
        by_label="inwoner",
        public_text=text.strip(),
        data={"key": str(key)},
    )
    return True
