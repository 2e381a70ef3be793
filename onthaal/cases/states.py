"""The states of a request, and the ways in which it comes in."""

from __future__ import annotations

from django.db import models


class CaseState(models.TextChoices):
    OPEN = "open", "In behandeling"
    WAITING = "waiting", "Wacht op de inwoner"
    DONE = "done", "Afgehandeld"
    REFUSED = "refused", "Geweigerd"
    WITHDRAWN = "withdrawn", "Ingetrokken"


OPEN = frozenset({CaseState.OPEN, CaseState.WAITING})
CLOSED = frozenset(CaseState) - OPEN

# colour of a label, as in the design layer
TONES = {
    CaseState.OPEN: "in_progress",
    CaseState.WAITING: "waiting_reporter",
    CaseState.DONE: "resolved",
    CaseState.REFUSED: "failed",
    CaseState.WITHDRAWN: "withdrawn",
}


class CaseChannel(models.TextChoices):
    ONLINE = "online", "Website"
    DESK = "desk", "Balie"
    PHONE = "phone", "Telefoon"
    MAIL = "mail", "Brief of e-mail"
