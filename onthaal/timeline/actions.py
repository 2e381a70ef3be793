"""Keeping history, and letting others know of it."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError
from django.http import QueryDict
from django.utils.module_loading import import_string
from django_tasks import task

from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.models import Delivery, Event
from onthaal.timeline.subscriptions import subscribers_of

log = logging.getLogger(__name__)

# How long the job gets before the sweep looks after it.
SWEEP_AFTER = dt.timedelta(minutes=2)
SWEPT_AT_ONCE = 200
KEEP_DONE_FOR = dt.timedelta(days=30)
BACKOFF = tuple(dt.timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 720))


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
    """Keep that ``kind`` happened to ``subject``, and promise it to every subscriber.

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
    if functions := subscribers_of(kind):
        Delivery.objects.bulk_create(
            Delivery(
                event=event,
                subscriber=function,
                subject_type=event.subject_type,
                subject_id=event.subject_id,
                # the sweep is for what the job below did not do
                next_attempt_at=clock.now() + SWEEP_AFTER,
            )
            for function in functions
        )
        tell.enqueue(event.pk)
    return event


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def tell(event_id: int) -> None:
    """Let every subscriber deal with one event, each in a transaction of its own."""
    for pk in Delivery.objects.undone().filter(event_id=event_id).values_list("pk", flat=True):
        deliver(pk)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> None:
    """Try again what failed or got lost with its job. The timetable runs it every minute."""
    due = Delivery.objects.undone().filter(next_attempt_at__lte=clock.now())
    for pk in due.order_by("event_id").values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        deliver(pk)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def forget_done() -> None:
    """Throw away what was dealt with a month ago. The timetable runs it every night."""
    Delivery.objects.filter(done_at__lt=clock.now() - KEEP_DONE_FOR).delete()


def deliver(pk: int) -> bool:
    """Let one subscriber deal with one event; whether it is done now.

    A subscriber hears of the events of one subject in their order: as long as an earlier one
    waits, a later one waits too. What fails is tried again, later and later, and is shown as a
    problem of the installation until it is done.
    """
    try:
        with transaction.atomic():
            rows = Delivery.objects.undone().select_for_update(skip_locked=True)
            delivery = rows.filter(pk=pk).first()
            if delivery is None:
                return False
            if _waits_for_earlier(delivery):
                delivery.next_attempt_at = clock.now() + BACKOFF[0]
                delivery.save(update_fields=["next_attempt_at"])
                return False
            import_string(delivery.subscriber)(delivery.event_id)
            delivery.done_at = clock.now()
            delivery.error = ""
            delivery.save(update_fields=["done_at", "error"])
            return True
    except Exception as failure:
        log.exception("subscriber failed", extra={"delivery": pk})
        _put_off(pk, failure)
        return False


def _waits_for_earlier(delivery: Delivery) -> bool:
    return (
        Delivery.objects.undone()
        .filter(
            subscriber=delivery.subscriber,
            subject_type=delivery.subject_type,
            subject_id=delivery.subject_id,
            event_id__lt=delivery.event_id,
        )
        .exists()
    )


def _put_off(pk: int, failure: Exception) -> None:
    """Keep that it failed, without the words of the failure: they may hold personal data."""
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=pk)
        wait = BACKOFF[min(delivery.attempts, len(BACKOFF) - 1)]
        delivery.attempts += 1
        delivery.next_attempt_at = clock.now() + wait
        delivery.error = type(failure).__name__
        delivery.save(update_fields=["attempts", "next_attempt_at", "error"])


@transaction.atomic
def erase_texts(subject: models.Model, *, kind: str = "") -> int:
    """Blank every text in the history of ``subject``, or only of the events of one ``kind``;
    returns how many events it touched.

    Only for erasing personal data: kinds, moments and actors stay, so that figures stay true.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        events = Event.objects.about(subject)
        if kind:
            events = events.filter(kind=kind)
        count = events.update(public_text="", internal_text="", actor_label="")
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
    return count


@transaction.atomic
def record_now(
    kind: str, subject: models.Model, *, by: User, data: dict[str, Any] | None = None
) -> Event:
    """Keep something that changes nothing else, such as an export or a look at personal data."""
    return record(kind, subject, by=by, data=data)


def selection_data(params: QueryDict) -> dict[str, Any]:
    """How a list was filtered, for the ``data`` of an event about its export.

    What was searched (``q``) may be a name or an address, so only that something was searched
    stands in it.
    """
    filters = params.copy()
    searched = any(each.strip() for each in filters.pop("q", []))
    return {"query": filters.urlencode()[:500], "searched": searched}
