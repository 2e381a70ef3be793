"""Work orders as calendar entries (RFC 5545): for feeds that anybody's calendar can read, and for
calendars that we write to. Names nobody and quotes no resident."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.workplan.models import Crew, State, WorkOrder
from onthaal.workplan.states import IN_A_LANE

# The day of a crew begins here; orders follow each other by their estimated time.
DAY_BEGINS = dt.time(8)
SHOWN_BACK, SHOWN_AHEAD = dt.timedelta(days=14), dt.timedelta(days=60)
_PRODUCT = "-//Onthaal//Werkplanning//NL"


def uid_of(order: WorkOrder) -> str:
    """What makes it the same entry in every calendar: our reference."""
    return f"{order.reference}@onthaal"


def entry(order: WorkOrder, minutes_before: int) -> Event:
    """One order on its day, after ``minutes_before`` minutes of other work."""
    if order.planned_on is None:
        raise ValueError("an order without a day is no calendar entry")
    begin = timezone.make_aware(dt.datetime.combine(order.planned_on, DAY_BEGINS)) + dt.timedelta(
        minutes=minutes_before
    )
    event = Event()
    event.add("uid", uid_of(order))
    event.add("dtstamp", order.changed_at.astimezone(dt.UTC))
    event.add("last-modified", order.changed_at.astimezone(dt.UTC))
    event.add("sequence", order.version)
    event.add("dtstart", begin.astimezone(dt.UTC))
    event.add("dtend", (begin + dt.timedelta(minutes=order.estimated_minutes)).astimezone(dt.UTC))
    event.add("summary", f"{order.title} ({order.reference})")
    if order.place:
        event.add("location", order.place)
    if order.lat is not None and order.lon is not None:
        event.add("geo", (order.lat, order.lon))
    event.add("url", absolute(reverse("work-order", args=[order.reference])))
    event.add("description", f"Stand: {order.get_state_display()}")
    event.add("status", "CANCELLED" if order.stage == State.NOT_DONE else "CONFIRMED")
    return event


def alone(order: WorkOrder) -> bytes:
    """A calendar with only this order, as CalDAV wants it."""
    calendar = _calendar()
    calendar.add_component(entry(order, _minutes_before(order)))
    made: bytes = calendar.to_ical()
    return made


def of_crew(crew: Crew) -> bytes:
    """The last weeks and the coming two months of a crew."""
    calendar = _calendar()
    calendar.add("x-wr-calname", f"Ploeg {crew}")
    today = clock.today()
    orders = WorkOrder.objects.filter(
        crew=crew,
        state__in=sorted(IN_A_LANE),
        planned_on__range=(today - SHOWN_BACK, today + SHOWN_AHEAD),
    ).order_by("planned_on", "position")
    day, minutes = None, 0
    for order in orders:
        if order.planned_on != day:
            day, minutes = order.planned_on, 0
        calendar.add_component(entry(order, minutes))
        minutes += order.estimated_minutes
    made: bytes = calendar.to_ical()
    return made


def _minutes_before(order: WorkOrder) -> int:
    if order.crew_id is None or order.planned_on is None or order.position is None:
        return 0
    earlier = WorkOrder.objects.in_lane(order.crew_id, order.planned_on).filter(
        position__lt=order.position
    )
    return sum(earlier.values_list("estimated_minutes", flat=True))


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    return calendar
