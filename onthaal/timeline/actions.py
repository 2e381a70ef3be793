"""Keeping history, and letting others know of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError
from django.utils.module_loading import import_string
from django_tasks import task

from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.models import Delivery, Event
from onthaal.timeline.subscriptions import subscribers_of


def record(
    kind: str,
    subject: models.Model,
    *,
    by: User | None = None,
    by_label: str = "",
    at: dt.datetime | None = None,
    public_text: str = "",
    internal_text: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Keep that ``kind`` happened to ``subject``, and queue one job per subscriber.

    ``public_text`` may be shown to the citizen, ``internal_text`` only to staff; ``data`` holds
    before and after, without personal data. ``by_label`` names an actor without account.

    Raises TransactionManagementError outside a transaction: history without its change, or a
    change without its history, must not exist.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("record() belongs in the transaction of the change")
    event = Event.objects.create(
        kind=kind,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        at=at or clock.now(),
        actor=by,
        actor_label=by_label,
        public_text=public_text,
        internal_text=internal_text,
        data=data or {},
    )
    for function in subscribers_of(kind):
        tell.enqueue(event.pk, function)
    return event


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def tell(event_id: int, function: str) -> None:
    """Let one subscriber deal with one event; running twice does nothing the second time."""
    with transaction.atomic():
        _, is_first = Delivery.objects.get_or_create(event_id=event_id, subscriber=function)
        if is_first:
            import_string(function)(event_id)


@transaction.atomic
def erase_texts(subject: models.Model) -> int:
    """Blank every text in the history of ``subject``; returns how many events it touched.

    Only for erasing personal data: kinds, moments and actors stay, so that figures stay true.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        count = Event.objects.about(subject).update(
            public_text="", internal_text="", actor_label=""
        )
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
    return count


@transaction.atomic
def record_now(
    kind: str, subject: models.Model, *, by: User, data: dict[str, Any] | None = None
) -> Event:
    """Keep something that changes nothing else, such as an export or a look at personal data."""
    return record(kind, subject, by=by, data=data)
