"""The states of a werkopdracht and the deeds of a crew, as words only."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    TO_PLAN = "to_plan", "Te plannen"
    PLANNED = "planned", "Ingepland"
    STARTED = "started", "Bezig"
    DONE = "done", "Uitgevoerd"
    NOT_DONE = "not_done", "Niet uitgevoerd"
    CANCELLED = "cancelled", "Geschrapt"


# has a crew, a day and a place in the order of that day
IN_A_LANE = frozenset({State.PLANNED, State.STARTED, State.DONE, State.NOT_DONE})
OPEN = frozenset({State.TO_PLAN, State.PLANNED, State.STARTED})


class NotDoneReason(models.TextChoices):
    NOT_FOUND = "not_found", "Niets gevonden ter plaatse"
    NO_ACCESS = "no_access", "We konden er niet bij"
    WEATHER = "weather", "Het weer liet het niet toe"
    MATERIAL = "material", "Materiaal of machine ontbrak"
    NO_TIME = "no_time", "Geen tijd meer"
    OTHER = "other", "Andere reden"


class ActKind(models.TextChoices):
    START = "start", "begonnen"
    STOP = "stop", "gestopt"
    PHOTO = "photo", "foto gemaakt"
    DONE = "done", "uitgevoerd"
    NOT_DONE = "not_done", "niet uitgevoerd"
