"""What is worked out from the counters: studies, scenarios and decisions. Import from here."""

from onthaal.frontoffice.models.score import ScoreWeights
from onthaal.frontoffice.models.study import Decision, Scenario, Study, StudyState

__all__ = ["Decision", "Scenario", "ScoreWeights", "Study", "StudyState"]
