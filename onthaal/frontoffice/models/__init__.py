"""What is worked out from the counters: studies, scenarios and decisions. Import from here."""

from onthaal.frontoffice.models.score import ScoreWeights

__all__ = ["ScoreWeights"]
