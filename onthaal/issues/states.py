"""The states of a melding and the coded reasons, with the words that people read."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Status(models.TextChoices):
    NEW = "new", "Nieuw"
    IN_PROGRESS = "in_progress", "In behandeling"
    PLANNED = "planned", "Ingepland"
    WAITING_REPORTER = "waiting_reporter", "Wacht op melder"
    WAITING_THIRD_PARTY = "waiting_third_party", "Wacht op derde"
    RESOLVED = "resolved", "Opgelost"
    NOT_FEASIBLE = "not_feasible", "Niet uit te voeren"
    NOT_OURS = "not_ours", "Niet bevoegd"
    DUPLICATE = "duplicate", "Dubbel"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    REOPENED = "reopened", "Heropend"


CLOSED = frozenset(
    {
        Status.RESOLVED,
        Status.NOT_FEASIBLE,
        Status.NOT_OURS,
        Status.DUPLICATE,
        Status.WITHDRAWN,
    }
)
OPEN = frozenset(Status) - CLOSED
PAUSED = frozenset({Status.WAITING_REPORTER, Status.WAITING_THIRD_PARTY})

# What the resident reads instead of the internal label.
PLAIN_WORDS: Mapping[Status, str] = {
    Status.NEW: "Ontvangen",
    Status.IN_PROGRESS: "In behandeling",
    Status.PLANNED: "Ingepland",
    Status.WAITING_REPORTER: "Wij wachten op uw antwoord",
    Status.WAITING_THIRD_PARTY: "Een andere partij bekijkt dit",
    Status.RESOLVED: "Opgelost",
    Status.NOT_FEASIBLE: "Niet uit te voeren",
    Status.NOT_OURS: "Niet voor de gemeente",
    Status.DUPLICATE: "Samengevoegd met een andere melding",
    Status.WITHDRAWN: "Ingetrokken",
    Status.REOPENED: "Opnieuw in behandeling",
}


class Reason(models.TextChoices):
    """Why an issue is not carried out; obligatory with ``NOT_FEASIBLE``."""

    NO_MONEY = "no_money", "Geen budget dit jaar"
    NOT_NEEDED = "not_needed", "Geen ingreep nodig"
    NOT_FOUND = "not_found", "Niets gevonden ter plaatse"
    PRIVATE = "private", "Privéterrein"
    PLANNED_WORKS = "planned_works", "Zit in een later project"
    RULES = "rules", "Mag niet volgens de regels"
    OTHER = "other", "Andere reden"
