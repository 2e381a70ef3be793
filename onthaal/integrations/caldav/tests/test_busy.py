"""Calendars as programs really write them."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.integrations.caldav.busy import Unreadable, busy, joined

BRUSSELS = ZoneInfo("Europe/Brussels")
START = dt.datetime(2026, 10, 19, tzinfo=BRUSSELS)
END = dt.datetime(2026, 11, 16, tzinfo=BRUSSELS)


def calendar(*entries: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\nUID:{n}\n{entry}\nEND:VEVENT\n" for n, entry in enumerate(entries)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\n{OUTLOOK}{body}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


# as Outlook names the zone of Belgium
OUTLOOK = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def local(spans) -> list[str]:
    return [
        f"{begin.astimezone(BRUSSELS):%d/%m %H:%M}-{until.astimezone(BRUSSELS):%H:%M}"
        for begin, until in spans
    ]


def test_a_weekly_meeting_keeps_its_hour_over_the_end_of_summer_time():
    weekly = (
        "SUMMARY:Overleg\nDTSTART;TZID=W. Europe Standard Time:20261020T090000\n"
        "DTEND;TZID=W. Europe Standard Time:20261020T100000\nRRULE:FREQ=WEEKLY;COUNT=10\n"
        "EXDATE;TZID=W. Europe Standard Time:20261103T090000"
    )
    assert local(busy(calendar(weekly), START, END)) == [
        "20/10 09:00-10:00",
        "27/10 09:00-10:00",
        "10/11 09:00-10:00",
    ]


def test_one_of_a_row_that_was_moved_counts_where_it_is_now():
    body = calendar(
        "DTSTART:20261020T070000Z\nDTEND:20261020T080000Z\nRRULE:FREQ=WEEKLY;COUNT=2"
    ).replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20261027T070000Z\r\n"
        b"DTSTART:20261028T120000Z\r\nDTEND:20261028T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    assert local(busy(body, START, END)) == ["20/10 09:00-10:00", "28/10 13:00-14:00"]


@pytest.mark.parametrize(
    "mark", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
)
def test_what_is_marked_as_free_takes_no_time(mark):
    entry = f"DTSTART:20261020T070000Z\nDTEND:20261020T080000Z\n{mark}"
    assert busy(calendar(entry), START, END) == []


def test_a_whole_day_is_a_belgian_day():
    entry = "DTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026"
    ((begin, until),) = busy(calendar(entry), START, END)
    # the day on which the clock goes back lasts 25 hours
    assert until - begin == dt.timedelta(hours=25)


def test_a_time_without_zone_is_belgian():
    entry = "DTSTART:20261020T090000\nDURATION:PT45M"
    assert local(busy(calendar(entry), START, END)) == ["20/10 09:00-09:45"]


def test_only_what_lies_within_is_told_and_overlaps_are_joined():
    body = calendar(
        "DTSTART:20261018T210000Z\nDTEND:20261019T060000Z",
        "DTSTART:20261019T053000Z\nDTEND:20261019T070000Z",
        "DTSTART:20270101T070000Z\nDTEND:20270101T080000Z",
    )
    assert local(busy(body, START, END)) == ["19/10 00:00-09:00"]


def test_a_free_busy_answer_is_read_too():
    body = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VFREEBUSY\r\n"
        b"FREEBUSY;FBTYPE=BUSY:20261020T070000Z/20261020T080000Z,20261021T070000Z/PT1H\r\n"
        b"FREEBUSY;FBTYPE=FREE:20261022T070000Z/20261022T080000Z\r\n"
        b"END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )
    assert local(busy(body, START, END)) == ["20/10 09:00-10:00", "21/10 09:00-10:00"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Meld u aan</body></html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"\xff\xfe\x00",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
    ],
)
def test_what_is_no_calendar_is_refused(body):
    with pytest.raises(Unreadable):
        busy(body, START, END)


def test_an_entry_that_repeats_every_second_does_not_hang():
    entry = "DTSTART:20261020T070000Z\nDTEND:20261020T070001Z\nRRULE:FREQ=SECONDLY"
    with pytest.raises(Unreadable):
        busy(calendar(entry), START, END)


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1)).map(  # noqa: DTZ001
    lambda each: each.replace(tzinfo=dt.UTC)
)


@given(st.lists(st.tuples(moments, moments), max_size=8))
def test_joined_spans_are_in_order_apart_and_cover_the_same_time(spans):
    found = joined(spans)
    assert all(begin < until for begin, until in found)
    assert all(first[1] < second[0] for first, second in itertools.pairwise(found))
    for begin, until in spans:
        if begin < until:
            assert any(first <= begin and until <= last for first, last in found)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=HOURLY;INTERVAL=0",
        "RRULE:FREQ=WEEKLY;INTERVAL=-1",
        "rrule:freq=monthly;interval=00;count=3",
        "RRULE:FREQ=YEARLY;INTER\n VAL=0",
        "EXRULE:INTERVAL=0;FREQ=DAILY",
        "RRULE:FREQ=DAILY;INTERVAL=",
    ],
)
def test_what_repeats_without_a_step_is_refused_instead_of_looked_for_for_ever(rule):
    entry = f"DTSTART:20261020T090000Z\nDTEND:20261020T100000Z\n{rule}"
    with pytest.raises(Unreadable):
        busy(calendar(entry), START, END)


def test_a_time_zone_without_a_step_too():
    plain = calendar("DTSTART:20261020T090000Z\nDTEND:20261020T100000Z")
    with pytest.raises(Unreadable):
        busy(plain.replace(b"BYMONTH=10", b"BYMONTH=10;INTERVAL=0"), START, END)


@pytest.mark.parametrize("step", ["2", "02", "10"])
def test_a_real_step_is_read(step):
    entry = f"DTSTART:20261020T090000Z\nDTEND:20261020T100000Z\nRRULE:FREQ=DAILY;INTERVAL={step}"
    assert len(busy(calendar(entry), START, END)) > 1
