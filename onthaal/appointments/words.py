"""An appointment in words, for pages, mails and calendars alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from onthaal.appointments import availability
from onthaal.appointments.availability import Wish
from onthaal.appointments.models import Appointment, BookingPolicy, Kind, WaitingWish
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation import opening


def joined(words: Iterable[str]) -> str:
    """``a, b en c``"""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} en {last}" if most else last


def why_not(wanted: Wish, start: dt.datetime) -> str:
    """Why a colleague cannot have ``start`` for what is ``wanted``, for who just heard so."""
    if start < clock.now():
        return "Dit moment is al voorbij."
    day = timezone.localdate(start)
    # as if nobody had taken anything
    plan = availability.look(wanted, staff=True, first=day, number=1)
    if availability.lanes_for(wanted, plan, start):
        return "Dit moment is net door iemand anders genomen."
    if not opening.days(wanted.location, day, 1)[0].is_open:
        return "Op deze dag is het daar gesloten."
    return "Op dit uur zijn er geen afspraken."


def persons(number: int) -> str:
    return "1 persoon" if number == 1 else f"{number} personen"


def product(name: str, number: int) -> str:
    """``Reispas (2 personen)``; one person goes without saying."""
    return name if number == 1 else f"{name} ({persons(number)})"


def products(row: Appointment) -> str:
    """All products in one line; uses what was prefetched."""
    return joined(product(item.product.name, item.persons) for item in row.items.all())


def wished(wish: WaitingWish) -> str:
    """What somebody on the waiting list comes for."""
    rows = wish.appointment.items if wish.appointment else wish.items
    return joined(
        product(item.product.name, item.persons) for item in rows.select_related("product")
    )


def bring_for(chosen: Iterable[Product]) -> list[str]:
    """What to bring for these products, each thing once, in the order of the products."""
    return list(dict.fromkeys(thing for each in chosen for thing in each.bring))


def bring(row: Appointment) -> list[str]:
    return bring_for(item.product for item in row.items.all())


def bring_head(row: Appointment) -> str:
    """Above what is needed: nobody brings it along when we come, or call."""
    return "Breng mee" if row.kind == Kind.COUNTER else "Leg klaar"


def where(row: Appointment) -> str:
    """The place in one line."""
    if row.kind == Kind.VIDEO:
        return "via videogesprek"
    if row.kind == Kind.HOME:
        return row.address_line or "bij u thuis"
    place = row.location
    return f"{place.name}, {place.street_line}, {place.postcode} {place.town}"


def gets_reminder(row: Appointment) -> bool:
    """Whether we will write once more before it: not when it was booked after that moment."""
    hours = BookingPolicy.objects.of(row.location).reminder_hours
    due = row.starts_at - dt.timedelta(hours=hours)
    return bool(row.email and hours and row.booked_at and row.booked_at <= due)


def explained(row: Appointment) -> str:
    """What somebody has to know about the way it takes place; "" at the counter."""
    if row.kind == Kind.VIDEO and row.video_link:
        return f"Open op het afgesproken uur deze link: {row.video_link}"
    if row.kind == Kind.VIDEO:
        return BookingPolicy.objects.of(row.location).video_text
    if row.kind == Kind.HOME:
        return "Onze medewerker komt bij u langs en toont een kaart van de gemeente."
    return ""
