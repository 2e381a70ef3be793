"""Requests of residents for a product, on their way through its steps. Import from here."""

from onthaal.cases.models.case import Case, CaseQuerySet, CaseQuestion, Passage
from onthaal.cases.models.file import CaseFile, CaseFileQuerySet, DraftFile, SentBy

__all__ = [
    "Case",
    "CaseFile",
    "CaseFileQuerySet",
    "CaseQuerySet",
    "CaseQuestion",
    "DraftFile",
    "Passage",
    "SentBy",
]
