"""Requests of residents for a product, on their way through its steps. Import from here."""

from onthaal.cases.models.case import Case, CaseQuerySet, CaseQuestion, Passage

__all__ = ["Case", "CaseQuerySet", "CaseQuestion", "Passage"]
