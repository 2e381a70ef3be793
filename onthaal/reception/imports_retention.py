"""How long the file of an import is kept: its lines, and what we could not read of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from onthaal.core import clock
from onthaal.people import personal_data
from onthaal.reception.models import ImportState, LogImport

_UNDER_WAY = (ImportState.QUEUED, ImportState.RUNNING)


def register() -> None:
    """Called once at start."""
    personal_data.register_retention(
        "reception.log_imports",
        "Opgeladen bezoekerslijsten",
        default_days=30,
        explanation=(
            "Een bestand dat niemand inlas, wordt gewist. Van de andere verdwijnen de lijnen en "
            "wat er fout aan was; wat dan nog niet ingelezen is, komt er niet meer bij. De "
            "ingelezen bezoeken blijven, zonder namen."
        ),
        find=old,
        moment="made_at",
        erase=erase,
    )


def old(cutoff: dt.datetime) -> QuerySet[Any]:
    has_words = ~Q(lines=[]) | ~Q(problems=[])
    return LogImport.objects.filter(made_at__lt=cutoff).filter(
        has_words | Q(state__in=(ImportState.DRAFT, *_UNDER_WAY))
    )


@transaction.atomic
def erase(ids: Sequence[int]) -> None:
    """Delete drafts; of what was begun, forget the file and stop what still ran."""
    logs = LogImport.objects.filter(pk__in=ids)
    logs.filter(state=ImportState.DRAFT).delete()
    logs.filter(state__in=_UNDER_WAY).update(state=ImportState.FAILED, ended_at=clock.now())
    logs.update(lines=[], problems=[])
