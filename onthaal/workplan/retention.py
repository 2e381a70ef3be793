"""How long we keep what crews wrote and photographed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django_tasks import task

from onthaal.core import clock
from onthaal.people import personal_data
from onthaal.timeline.actions import erase_texts
from onthaal.workplan.models import DraftAnswer, ReviewItem, WorkOrder, WorkPhoto
from onthaal.workplan.states import OPEN

_FOLDER = "werkopdrachten"
_ERASED = "Gewist"
# a request that is still running has its files on the disk before its rows are there
_YOUNG = dt.timedelta(hours=24)


def register() -> None:
    """Called once at start."""
    personal_data.register_retention(
        "workplan.orders",
        "Teksten en foto’s van afgelopen werkopdrachten",
        default_days=1095,
        explanation=(
            "Titel, uitleg, opmerkingen, foto’s en voorgestelde antwoorden worden gewist. "
            "Plaats, data, uren en kosten blijven voor de cijfers."
        ),
        find=finished,
        moment="changed_at",
        erase=erase_orders,
    )
    personal_data.register_retention(
        "workplan.reviews",
        "Wat nagekeken is in de werkplanning",
        default_days=365,
        explanation="De tekst en wie ze stuurde, worden gewist.",
        find=lambda cutoff: ReviewItem.objects.filter(settled_at__lt=cutoff),
        moment="settled_at",
        erase=lambda ids: ReviewItem.objects.filter(pk__in=ids).delete(),
    )


def finished(cutoff: dt.datetime) -> QuerySet[Any]:
    return (
        WorkOrder.objects.filter(changed_at__lt=cutoff)
        .exclude(state__in=sorted(OPEN))
        .exclude(title=_ERASED)
    )


def erase_orders(ids: Sequence[int]) -> None:
    """Forget what was written and photographed; what was done, where and at what cost stays."""
    WorkPhoto.objects.filter(order__in=ids).delete()
    DraftAnswer.objects.filter(order__in=ids).update(text="")
    for order in WorkOrder.objects.filter(pk__in=ids):
        erase_texts(order)
    WorkOrder.objects.filter(pk__in=ids).update(title=_ERASED, description="", outcome="")


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep_photo_files() -> int:
    """Remove files of a day old that no photo needs; the timetable runs it every night."""
    if not default_storage.exists(_FOLDER):
        return 0
    removed = 0
    folders, _ = default_storage.listdir(_FOLDER)
    for folder in folders:
        _, names = default_storage.listdir(f"{_FOLDER}/{folder}")
        paths = [f"{_FOLDER}/{folder}/{name}" for name in names]
        rows = WorkPhoto.objects.all()
        used = set(
            chain.from_iterable(
                [
                    *rows.filter(file__in=paths).values_list("file", "thumbnail"),
                    *rows.filter(thumbnail__in=paths).values_list("file", "thumbnail"),
                ]
            )
        )
        old = clock.now() - _YOUNG
        for path in paths:
            if path not in used and default_storage.get_modified_time(path) < old:
                default_storage.delete(path)
                removed += 1
    return removed
