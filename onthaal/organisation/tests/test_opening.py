"""What residents and their calendars are told about days that are not as usual."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from onthaal.core import clock
from onthaal.organisation import actions, feed, opening
from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Location,
    OpeningException,
    OpeningHours,
)
from onthaal.organisation.opening import Day, Period
from onthaal.organisation.rules import holiday_name, when_in_words
from onthaal.people.models import User

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = dt.date(2027, 5, 3)  # Thursday is Ascension Day
MORNING = (Period(dt.time(9), dt.time(12)),)


def day(offset: int, **facts) -> Day:
    return Day(MONDAY + dt.timedelta(days=offset), facts.pop("periods", ()), **facts)


class TestWords:
    @pytest.mark.parametrize(
        ("offset", "words"),
        [
            (0, "vandaag"),
            (1, "morgen"),
            (3, "deze week donderdag"),
            (6, "deze week zondag"),
            (7, "volgende week maandag"),
            (13, "volgende week zondag"),
            (14, "maandag 17 mei"),
        ],
    )
    def test_a_day_is_told_as_people_say_it(self, offset, words):
        assert when_in_words(MONDAY + dt.timedelta(days=offset), MONDAY) == words

    @given(today=st.dates(), ahead=st.integers(0, 13))
    def test_a_near_day_never_needs_a_date(self, today, ahead):
        if today > dt.date(9999, 1, 1):
            return
        told = when_in_words(today + dt.timedelta(days=ahead), today)
        in_two_weeks = ahead + today.weekday() < 14
        assert in_two_weeks == (not re.search(r"\d", told))

    def test_a_holiday_has_its_own_name(self):
        assert holiday_name(dt.date(2027, 5, 6)) == "Hemelvaart"
        assert holiday_name(dt.date(2027, 5, 7)) == ""

    def test_a_closed_day_is_announced_well_ahead(self):
        coming = [day(n, periods=MORNING) for n in range(10)]
        coming[3] = day(3, note="Hemelvaart", differs=True)
        assert opening.notices(coming) == ["Deze week donderdag gesloten: Hemelvaart"]

    def test_other_hours_are_told_with_their_hours(self):
        early = (Period(dt.time(8, 30), dt.time(11)),)
        assert opening.notices([day(0, periods=early, note="Stroompanne", differs=True)]) == [
            "Vandaag open van 8.30 tot 11 uur: Stroompanne"
        ]

    def test_days_on_end_are_told_together_over_the_weekend(self):
        coming = [day(n, periods=MORNING) for n in range(12)]
        for n in (3, 4, 7):
            coming[n] = day(n, note="Verhuizing", differs=True)
        for n in (5, 6):
            coming[n] = day(n)
        assert opening.notices(coming) == [
            "Van deze week donderdag tot en met volgende week maandag gesloten: Verhuizing"
        ]

    def test_a_usual_week_needs_no_words(self):
        assert opening.notices([day(n, periods=MORNING) for n in range(5)] + [day(5)]) == []


@pytest.fixture
def town_hall(db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(MONDAY, dt.time(10), BRUSSELS))
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente")
    place = Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    for weekday in range(5):
        OpeningHours.objects.create(
            location=place, weekday=weekday, opens_at=dt.time(9), closes_at=dt.time(12)
        )
    OpeningHours.objects.create(
        location=place,
        weekday=2,
        opens_at=dt.time(13, 30),
        closes_at=dt.time(19),
        by_appointment=True,
    )
    OpeningException.objects.create(
        location=place,
        day=MONDAY + dt.timedelta(days=1),
        opens_at=dt.time(8),
        closes_at=dt.time(10),
        note="Opleiding",
    )
    ClosingDay.objects.create(day=MONDAY + dt.timedelta(days=4), name="Brugdag")
    return place


def open_on(calendar: icalendar.Calendar, on: dt.date) -> list[tuple[dt.time, dt.time]]:
    """When a calendar program shows us open on a day."""
    return sorted(
        (
            event.start.astimezone(BRUSSELS).time(),
            event.end.astimezone(BRUSSELS).time(),
        )
        for event in recurring_ical_events.of(calendar).at(on)
        if isinstance(event.start, dt.datetime)
    )


class TestFeed:
    def test_a_calendar_program_sees_what_the_page_tells(self, client, town_hall):
        answer = client.get(f"/openingsuren.ics?plaats={town_hall.pk}")
        assert answer["Content-Type"].startswith("text/calendar")
        calendar = icalendar.Calendar.from_ical(answer.content)
        for told in opening.days(town_hall, MONDAY, 380):
            expected = sorted((period.opens_at, period.closes_at) for period in told.periods)
            assert open_on(calendar, told.day) == expected, told.day

    def test_new_weekly_hours_leave_the_weeks_before_as_they_were(self, client, town_hall):
        later = [
            OpeningHours(weekday=weekday, opens_at=dt.time(9), closes_at=dt.time(16))
            for weekday in range(4)
        ]
        lies = User.objects.create_user("lies@lindeveld.example", name="Lies A.", is_staff=True)
        actions.set_week(location=town_hall, periods=later, by=lies)
        calendar = icalendar.Calendar.from_ical(client.get("/openingsuren.ics").content)
        for told in opening.days(town_hall, MONDAY - feed.BACK, 60):
            expected = [(period.opens_at, period.closes_at) for period in told.periods]
            assert open_on(calendar, told.day) == expected, told.day
        assert open_on(calendar, MONDAY - dt.timedelta(days=7)) == [(dt.time(9), dt.time(12))]
        uids = [str(event["uid"]) for event in calendar.events]
        assert len(uids) == len(set(uids))

    def test_a_closed_day_is_an_event_of_its_own(self, client, town_hall):
        calendar = icalendar.Calendar.from_ical(client.get("/openingsuren.ics").content)
        summaries = [str(event["summary"]) for event in calendar.events]
        assert "Gemeentehuis gesloten: Hemelvaart" in summaries
        assert "Gemeentehuis gesloten: Brugdag" in summaries
        uids = [str(event["uid"]) for event in calendar.events]
        assert len(uids) == len(set(uids))
        assert "Europe/Brussels" in [str(zone.tz_name) for zone in calendar.timezones]

    def test_a_place_that_does_not_exist_is_not_found(self, client, town_hall):
        assert client.get("/openingsuren.ics?plaats=x").status_code == 404
        assert client.get("/openingsuren.ics?plaats=0").status_code == 404
        assert client.get(f"/openingsuren.ics?plaats={'9' * 5000}").status_code == 404


def test_the_page_announces_and_marks_up(client, town_hall):
    page = client.get("/openingsuren/").text
    assert "Deze week donderdag gesloten: Hemelvaart" in page
    assert "Morgen open van 8 tot 10 uur: Opleiding" in page
    assert page.count('itemprop="openingHoursSpecification"') == 6
    assert 'href="https://schema.org/Wednesday"' in page
    special = re.findall(
        r'itemprop="specialOpeningHoursSpecification".*?validFrom" content="([^"]+)".*?'
        r'opens" content="([^"]+)".*?closes" content="([^"]+)"',
        page,
        re.S,
    )
    assert ("2027-05-04", "08:00", "10:00") in special
    assert ("2027-05-06", "00:00", "00:00") in special
