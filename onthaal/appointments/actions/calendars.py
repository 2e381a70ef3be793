"""Calendars of colleagues: reading when they are not free, and an address that tells theirs."""

from __future__ import annotations

import base64
import datetime as dt
import logging
import traceback
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django_tasks import task

from onthaal.appointments.models import (
    Appointment,
    BusyBlock,
    CalendarFeed,
    CalendarSource,
    PersonalCalendar,
)
from onthaal.core import clock, secrecy
from onthaal.core.references import new_secret
from onthaal.integrations.caldav import apart, busy, client
from onthaal.integrations.open311 import outbound
from onthaal.people.models import User
from onthaal.timeline.actions import record

log = logging.getLogger(__name__)

EVERY = dt.timedelta(minutes=5)
LONGEST_PAUSE = dt.timedelta(hours=6)
AHEAD = dt.timedelta(days=200)


@transaction.atomic
def connect(
    *, user: User, source: str, address: str, username: str = "", password: str = ""
) -> PersonalCalendar:
    """Read the busy times of ``user`` from this calendar from now on, instead of any other.

    An empty ``password`` keeps the one that was given before for the same address.
    """
    known = PersonalCalendar.objects.select_for_update().filter(user=user).first()
    row = known or PersonalCalendar(user=user)
    if password or _address(row) != address:
        row.password = secrecy.encrypt(password)
    row.source, row.address, row.username = source, secrecy.encrypt(address), username
    row.host = urlsplit(address).hostname or ""
    row.next_read_at, row.failures, row.problem = clock.now(), 0, ""
    row.save()
    record("personal_calendar.connected", row, by=user, data={"source": source})
    read.enqueue(row.pk)
    return row


@transaction.atomic
def disconnect(*, user: User) -> None:
    """Forget the calendar and every busy time that was read from it."""
    row = PersonalCalendar.objects.select_for_update().filter(user=user).first()
    if row:
        record("personal_calendar.disconnected", row, by=user)
        row.delete()


@transaction.atomic
def open_feed(*, user: User) -> CalendarFeed:
    """A fresh secret address; an earlier one stops working."""
    row, is_new = CalendarFeed.objects.get_or_create(user=user)
    if not is_new:
        row.key, row.made_at = new_secret(), clock.now()
        row.save(update_fields=["key", "made_at"])
    record("appointment_feed.opened", row, by=user)
    return row


@transaction.atomic
def close_feed(*, user: User) -> None:
    row = CalendarFeed.objects.select_for_update().filter(user=user).first()
    if row:
        record("appointment_feed.closed", row, by=user)
        row.delete()


def clashes(user: User) -> list[Appointment]:
    """Appointments that ``user`` has at a time at which the own calendar says not to be free:
    a person has to choose. An entry at exactly the same time is the appointment itself, which
    came back by the feed."""
    rows = (
        Appointment.objects.coming()
        .filter(lane__host=user, ends_at__gt=clock.now())
        .filter(
            Exists(
                BusyBlock.objects.filter(
                    calendar__user=user,
                    starts_at__lt=OuterRef("ends_at"),
                    ends_at__gt=OuterRef("starts_at"),
                ).exclude(starts_at=OuterRef("starts_at"), ends_at=OuterRef("ends_at"))
            )
        )
    )
    return list(rows.select_related("location").prefetch_related("items__product"))


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def read_due() -> int:
    """Read every calendar whose turn it is; returns how many. Who left is forgotten first. One
    that goes wrong in a way nobody thought of does not keep the others waiting. Run every minute.
    """
    _forget_former()
    due = PersonalCalendar.objects.filter(next_read_at__lte=clock.now(), user__is_active=True)
    pks = list(due.order_by("next_read_at").values_list("pk", flat=True)[:50])
    for pk in pks:
        try:
            read.call(pk)
        except Exception as failure:  # noqa: BLE001 -- whatever a calendar of others holds
            # where, not what: the words of an error may quote the calendar
            where = "".join(traceback.format_tb(failure.__traceback__))
            log.error("calendar %s failed with %s\n%s", pk, type(failure).__name__, where)
            _put_off(pk, "Deze agenda kunnen wij niet lezen.")
    return len(pks)


def _forget_former() -> None:
    """Calendars and addresses of colleagues who left: nobody asks for them any more."""
    gone = Q(personal_calendar__isnull=False) | Q(appointment_feed__isnull=False)
    for user in User.objects.filter(gone, is_active=False):
        disconnect(user=user)
        close_feed(user=user)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def read(pk: int) -> None:
    """Read one calendar. What cannot be read keeps the busy times of before, says so, and is
    tried again, later and later."""
    row = PersonalCalendar.objects.filter(pk=pk).first()
    if row is None:
        return
    start = clock.now() - dt.timedelta(days=1)
    try:
        spans = _ask(row, start, start + AHEAD)
    except _Problem as problem:
        _put_off(pk, str(problem))
    else:
        _keep(pk, spans)


class _Problem(Exception):
    """In Dutch, without the address."""


def _ask(row: PersonalCalendar, start: dt.datetime, end: dt.datetime) -> list[busy.Span]:
    address = _address(row)
    if not address:
        raise _Problem("Het adres is niet meer te lezen. Geef het opnieuw op.")
    try:
        if row.source == CalendarSource.ICS:
            return apart.busy_times([_answer(address)], start, end)
        pair = f"{row.username}:{secrecy.decrypt(row.password)}".encode()
        body = _answer(
            address,
            method="REPORT",
            body=client.query(start, end),
            headers={
                "Authorization": f"Basic {base64.b64encode(pair).decode()}",
                "Content-Type": "application/xml; charset=utf-8",
                "Depth": "1",
            },
        )
        return apart.busy_times(client.entries(body), start, end)
    except busy.Unreadable:
        raise _Problem("Op dit adres staat geen agenda die wij kunnen lezen.") from None
    except outbound.NotAllowed:
        raise _Problem("De agenda weigert. Kijk het adres, de naam en het wachtwoord na.") from None
    except (client.Unavailable, outbound.Unreachable):
        raise _Problem("De agenda antwoordt niet. Wij proberen het straks opnieuw.") from None
    except secrecy.Unreadable:
        raise _Problem("Het wachtwoord is niet meer te lezen. Geef het opnieuw op.") from None


def _answer(address: str, **how: Any) -> bytes:
    answer = outbound.ask(address, largest=busy.LARGEST, near=settings.PARTNER_NETWORKS, **how)
    if answer.status in (400, 401, 403, 404, 405, 410):
        raise outbound.NotAllowed(str(answer.status))
    if answer.status not in (200, 207):
        raise outbound.Unreachable(str(answer.status))
    return answer.body


def _address(row: PersonalCalendar) -> str:
    with suppress(secrecy.Unreadable):
        return secrecy.decrypt(row.address)
    return ""


@transaction.atomic
def _keep(pk: int, spans: list[busy.Span]) -> None:
    row = PersonalCalendar.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    BusyBlock.objects.filter(calendar=row).delete()
    BusyBlock.objects.bulk_create(
        BusyBlock(calendar=row, starts_at=begin, ends_at=until) for begin, until in spans
    )
    row.read_at = clock.now()
    row.next_read_at = row.read_at + EVERY
    row.failures, row.problem = 0, ""
    row.save(update_fields=["read_at", "next_read_at", "failures", "problem"])


@transaction.atomic
def _put_off(pk: int, problem: str) -> None:
    row = PersonalCalendar.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    row.failures = min(row.failures + 1, 100)
    pause = min(EVERY * 2 ** min(row.failures - 1, 10), LONGEST_PAUSE)
    row.next_read_at, row.problem = clock.now() + pause, problem
    row.save(update_fields=["failures", "next_read_at", "problem"])
