from onthaal.complaints.models.complaint import Complainant, Complaint, is_coordinator
from onthaal.complaints.models.regulation import Regulation
from onthaal.complaints.models.work import (
    Absence,
    AdviceRequest,
    Letter,
    LetterKind,
    Measure,
    Outcome,
    Step,
    StepKind,
)

__all__ = [
    "Absence",
    "AdviceRequest",
    "Complainant",
    "Complaint",
    "Letter",
    "LetterKind",
    "Measure",
    "Outcome",
    "Regulation",
    "Step",
    "StepKind",
    "is_coordinator",
]
