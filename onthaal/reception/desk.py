"""What the reception desk sees: who is expected, who waits, who is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from onthaal.appointments.models import Appointment, AppointmentItem, Kind, State
from onthaal.appointments.rules import tidy_code
from onthaal.core import clock
from onthaal.core.references import tidy_reference
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import board, events, queue, waits
from onthaal.reception.models import QueuePolicy, Visit, VisitItem, VisitState

SHOWN = 60


@dataclass(frozen=True)
class Expected:
    """An appointment of today on the list of the desk."""

    appointment: Appointment
    products: str
    visit: Visit | None
    # minutes past its time, for who has not come yet
    late: int
    # too late to be called as an appointment
    is_too_late: bool

    @property
    def may_come(self) -> bool:
        return self.visit is None and self.appointment.state in (State.BOOKED, State.MISSED)


def overview(location: Location, user: User, typed: str = "") -> dict[str, Any]:
    """Everything on the desk's page that changes by itself."""
    now = clock.now()
    line = queue.look(location, now)
    return {
        "place": location,
        "policy": line.policy,
        "rows": board.waiting(line, hall=waits.of(location)),
        "parked": board.parked(location, now),
        "alarms": board.alarms(location, user),
        "at_counters": at_counters(location),
        "gone": gone(location),
        "expected": expected(location, line.policy, now, typed),
        "typed": typed,
        "now": now,
        "topic": events.topic(location.pk),
    }


def expected(
    location: Location, policy: QueuePolicy, now: dt.datetime, typed: str = ""
) -> list[Expected]:
    """The appointments of today; with ``typed`` those of that name, code or number, also who is
    helped already. Without, those still to come and those of the last hour who did not."""
    found = (
        Appointment.objects.made()
        .filter(location=location, kind=Kind.COUNTER, starts_at__date=timezone.localdate(now))
        .exclude(state=State.CANCELLED)
        .prefetch_related(Prefetch("items", AppointmentItem.objects.select_related("product")))
        .select_related("visit")
        .order_by("starts_at", "name")
    )
    if typed:
        found = found.filter(_named(typed))
    else:
        recent = now - dt.timedelta(hours=1)
        found = found.filter(state__in=(State.BOOKED, State.MISSED), starts_at__gte=recent)
    return [_expected(each, policy, now) for each in found[:SHOWN]]


def _named(typed: str) -> Q:
    by_name = Q()
    for word in typed.split():
        by_name &= Q(name__icontains=word)
    # read aloud, a code comes in pieces
    code, written = tidy_code(typed), (typed.strip().upper(), tidy_reference(typed))
    by_code = Q(check_in_code=code) if code else Q(reference__in=written)
    return by_code | Q(reference__in=written) | by_name


def _expected(appointment: Appointment, policy: QueuePolicy, now: dt.datetime) -> Expected:
    late = int((now - appointment.starts_at).total_seconds() // 60)
    return Expected(
        appointment=appointment,
        products=", ".join(str(item.product) for item in appointment.items.all()),
        visit=getattr(appointment, "visit", None),
        late=max(0, late),
        is_too_late=late > policy.late_tolerance,
    )


def at_counters(location: Location) -> list[Visit]:
    """Who is called or being served now."""
    return list(
        Visit.objects.filter(
            location=location,
            day=clock.today(),
            state__in=(VisitState.CALLED, VisitState.SERVING),
        )
        .select_related("counter", "clerk")
        .prefetch_related(Prefetch("items", VisitItem.objects.kept().select_related("product")))
        .order_by("counter__position")
    )


def gone(location: Location) -> list[Visit]:
    """Who did not answer or went away today, the last first."""
    return list(
        Visit.objects.filter(
            location=location,
            day=clock.today(),
            state__in=(VisitState.NO_SHOW, VisitState.LEFT),
        ).order_by("-state_since")[:SHOWN]
    )
