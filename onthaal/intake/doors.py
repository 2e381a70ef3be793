"""What somebody can want of the town hall, and what it sends elsewhere."""

from __future__ import annotations

from django.db import models


class Door(models.TextChoices):
    """What the text of a resident becomes. Nobody has to know the word; the pages explain it."""

    ISSUE = "issue", "Melding"
    COMPLAINT = "complaint", "Klacht"
    SUGGESTION = "suggestion", "Suggestie"
    QUESTION = "question", "Vraag"
    COMPLIMENT = "compliment", "Compliment"

    @property
    def slug(self) -> str:
        """The Flemish word, as in addresses."""
        return str(self.label).lower()


class Elsewhere(models.TextChoices):
    """What is handled by somebody else, by law or because it cannot wait."""

    EMERGENCY = "emergency", "Noodgeval"
    APPEAL = "appeal", "Niet akkoord met een beslissing"
    WHISTLEBLOWING = "whistleblowing", "Misbruik op het werk melden"
    PERSONAL_DATA = "personal_data", "Vraag over uw persoonsgegevens"
