"""The reporter says how it went, once, after closing."""

from __future__ import annotations

from django.db import transaction

from onthaal.core import clock
from onthaal.issues import rules
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Satisfaction, Survey
from onthaal.issues.states import Status
from onthaal.timeline.actions import record


class AlreadyAnswered(Exception):
    """One answer counts, and it has been given."""


class Expired(Exception):
    """The question is closed."""


@transaction.atomic
def answer_survey(
    *, survey: Survey, satisfaction: Satisfaction, solved: bool, text: str = ""
) -> Survey:
    """Keep the answer. "Not solved" gives the issue back to the same handler while that may.

    Raises AlreadyAnswered and Expired.
    """
    issue = locked(survey.issue_id, None)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    now = clock.now()
    if survey.answered_at:
        raise AlreadyAnswered
    if now > survey.expires_at:
        raise Expired
    survey.answered_at = now
    survey.satisfaction, survey.solved, survey.text = satisfaction, solved, text.strip()
    survey.save(update_fields=["answered_at", "satisfaction", "solved", "text"])
    record(
        "issue.survey_answered",
        issue,
        by_label="melder",
        at=now,
        internal_text=survey.text,
        data={"satisfaction": int(satisfaction), "solved": solved},
    )
    if not solved and rules.may_reopen(issue.state, issue.closed_at, now):
        change_status(
            issue,
            change=Change(
                to=Status.REOPENED,
                text="U liet weten dat het probleem niet opgelost is. Wij bekijken het opnieuw.",
                note=survey.text,
            ),
            by_label="melder",
        )
    return survey
