"""Weighing the questions of the front-office score."""

from __future__ import annotations

from django.db import transaction

from onthaal.frontoffice.models import ScoreWeights
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def save_weights(*, weights: ScoreWeights, by: User) -> ScoreWeights:
    """Weigh the questions like this from now on; every score follows at once."""
    weights.pk = 1
    weights.save()
    record(
        "score_weights.saved",
        weights,
        by=by,
        data={part.value: weight for part, weight in weights.as_rule().items()},
    )
    return weights
