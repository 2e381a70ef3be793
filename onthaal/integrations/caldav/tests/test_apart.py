"""A calendar that never ends does not keep the worker."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.integrations.caldav import apart, busy
from onthaal.integrations.caldav.busy import Unreadable

START = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
END = START + dt.timedelta(days=14)


def calendar(*lines):
    entry = ["BEGIN:VEVENT", "UID:1@x", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *entry, "END:VCALENDAR", ""]
    return "\r\n".join(whole).encode()


def test_it_gives_what_is_worked_out_here():
    weekly = calendar(
        "DTSTART;TZID=Europe/Brussels:20261005T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"
    )
    day = calendar("DTSTART;VALUE=DATE:20261202")
    together = busy.joined([*busy.busy(weekly, START, END), *busy.busy(day, START, END)])
    assert apart.busy_times([weekly, day], START, END) == together
    assert len(together) == 3


def test_every_second_since_long_ago_is_broken_off(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 3)
    numbers = ",".join(map(str, range(60)))
    with pytest.raises(Unreadable):
        apart.busy_times(
            [
                calendar(
                    "DTSTART:20001201T080000Z",
                    "DURATION:PT1S",
                    f"RRULE:FREQ=HOURLY;BYMINUTE={numbers};BYSECOND={numbers}",
                )
            ],
            START,
            END,
        )


def test_what_is_no_calendar_is_said_so():
    with pytest.raises(Unreadable):
        apart.busy_times([b"<html>"], START, END)
