"""Deciding on a scenario, and looking back at it later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onthaal.core import clock
from onthaal.frontoffice import comparison
from onthaal.frontoffice.models import Decision, Scenario, Study
from onthaal.people.models import User
from onthaal.timeline.actions import record


class NotCalculated(Exception):
    """The scenario has no results: there is nothing to base a decision on."""


@transaction.atomic
def decide(
    *,
    scenario: Scenario,
    title: str,
    reason: str,
    decided_on: dt.date,
    evaluate_on: dt.date | None,
    by: User,
) -> Decision:
    """Keep the scenario as what was chosen, with everything that the document shows. The same
    decision sent twice (a double click) is the one that was kept.

    Raises NotCalculated.
    """
    # one at a time: the second finds what the first kept
    study = Study.objects.select_for_update().get(pk=scenario.study_id)
    calculated = study.scenarios.filter(pk=scenario.pk, results__isnull=False).first()
    if calculated is None:
        raise NotCalculated
    decision, is_new = Decision.objects.get_or_create(
        study=study,
        scenario=calculated,
        title=title,
        choice=calculated.name,
        reason=reason,
        decided_by=by,
        decided_on=decided_on,
        evaluate_on=evaluate_on,
        content=comparison.document(study, calculated),
    )
    if is_new:
        record("decision.made", decision, by=by, data={"title": title, "choice": calculated.name})
    return decision


@transaction.atomic
def evaluate(*, decision: Decision, text: str, by: User) -> Decision:
    """Keep what became of it."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    decision.evaluation, decision.evaluated_on = text, clock.today()
    decision.save(update_fields=["evaluation", "evaluated_on"])
    record("decision.evaluated", decision, by=by)
    return decision


@transaction.atomic
def withdraw(*, decision: Decision, by: User) -> None:
    """Throw a decision away that was kept by mistake."""
    data: Mapping[str, Any] = {"title": decision.title, "choice": decision.choice}
    record("decision.withdrawn", decision, by=by, data=dict(data))
    decision.delete()
