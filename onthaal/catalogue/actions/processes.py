"""Keeping the register of processes."""

from __future__ import annotations

from django.db import transaction

from onthaal.catalogue.actions.addresses import save_with_free_slug
from onthaal.catalogue.models import GENERAL, Process
from onthaal.people.models import User
from onthaal.timeline.actions import record


class GeneralProcessStays(Exception):
    """The process of everything that was given none cannot be switched off."""


@transaction.atomic
def save_process(*, process: Process, by: User) -> Process:
    """Store a new or changed process and record who did it.

    Raises GeneralProcessStays when the general process would become inactive.
    """
    if process.slug == GENERAL and not process.is_active:
        raise GeneralProcessStays
    is_new = process.pk is None
    if is_new:
        save_with_free_slug(process, otherwise="proces")
    else:
        process.save()
    record(
        "process.added" if is_new else "process.changed",
        process,
        by=by,
        data={
            "name": process.name,
            "owner": process.owner.name if process.owner else "",
            "norm_working_days": process.norm_working_days,
            "acts_per_year": process.acts_per_year,
            "is_active": process.is_active,
        },
    )
    return process
