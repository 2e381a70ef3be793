"""How heavily the municipality weighs the six questions of the front-office score."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from onthaal.frontoffice.questions import USUAL_WEIGHTS, Part


def _weight(label: str, part: Part) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        label, default=USUAL_WEIGHTS[part], validators=[MaxValueValidator(100)]
    )


class ScoreWeights(models.Model):
    """One row, with id 1; without it the usual weights hold."""

    volume = _weight("hoe vaak", Part.VOLUME)
    short = _weight("hoe kort", Part.SHORT)
    steady = _weight("hoe voorspelbaar", Part.STEADY)
    complete = _weight("in één keer geregeld", Part.COMPLETE)
    simple = _weight("weinig systemen en machtigingen", Part.SIMPLE)
    open = _weight("weinig vertrouwelijk", Part.OPEN)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_score_weights"),
            models.CheckConstraint(
                condition=Q(volume__gt=0)
                | Q(short__gt=0)
                | Q(steady__gt=0)
                | Q(complete__gt=0)
                | Q(simple__gt=0)
                | Q(open__gt=0),
                name="some_weight_above_zero",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"volume", "short", "steady", "complete", "simple", "open"}

    def __str__(self) -> str:
        return "gewichten van de frontoffice-score"

    def as_rule(self) -> dict[Part, int]:
        return {part: getattr(self, part.value) for part in Part}
