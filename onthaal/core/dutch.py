"""Days and moments as a resident of Flanders reads them."""

import datetime as dt

from django.utils import timezone

from onthaal.core import clock

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = (
    "jan",
    "feb",
    "mrt",
    "apr",
    "mei",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
)


def day_in_words(moment: dt.date | dt.datetime) -> str:
    """``woensdag 25 november``, with the year when it is not this one. Belgian time."""
    day = timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == clock.today().year else f"{words} {day.year}"


def moment_in_words(moment: dt.datetime) -> str:
    """``woensdag 25 november om 9.42 uur``, in Belgian time."""
    local = timezone.localtime(moment)
    return f"{day_in_words(moment)} om {local.hour}.{local.minute:02} uur"
