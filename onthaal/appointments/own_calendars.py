"""What we hold of the calendars of colleagues, as personal data."""

from __future__ import annotations

from collections.abc import Iterable

from onthaal.appointments.actions import calendars
from onthaal.appointments.models import CalendarFeed, PersonalCalendar
from onthaal.people import personal_data
from onthaal.people.personal_data import Person, Record


def register() -> None:
    """Called once at start."""
    personal_data.register("appointments.calendars", "Eigen agenda", export=export, erase=erase)


def export(who: Person) -> Iterable[Record]:
    row = PersonalCalendar.objects.filter(user=who.staff).first() if who.staff else None
    if row:
        yield Record(
            "Eigen agenda",
            {
                "Gelezen bij": row.host,
                "Gebruikersnaam": row.username,
                "Laatst gelezen": row.read_at,
                "Bezette tijden": "; ".join(
                    f"{block.starts_at:%d/%m/%Y %H.%M}–{block.ends_at:%H.%M}"
                    for block in row.busy_blocks.all()
                ),
            },
        )


def erase(who: Person) -> int:
    if who.staff is None:
        return 0
    count = PersonalCalendar.objects.filter(user=who.staff).count()
    count += CalendarFeed.objects.filter(user=who.staff).count()
    calendars.disconnect(user=who.staff)
    calendars.close_feed(user=who.staff)
    return count
