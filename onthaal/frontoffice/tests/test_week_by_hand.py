"""Two made-up weeks, of which every figure is worked out again from the stories themselves."""

import csv
import datetime as dt
import io
import statistics

import pytest
from django.urls import reverse

from onthaal.core import clock
from onthaal.frontoffice.figures import arrivals, hall, hours, ledger, occupation, products
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.tests.conftest import MONDAY, at
from onthaal.organisation.models import Location, OpeningHours
from onthaal.people.models import User
from onthaal.reception.models import Duty, QueuePolicy, Visit

pytestmark = pytest.mark.django_db
# the second week has a Wednesday 11 November; the clocks went back on Sunday 25 October
DAYS = [MONDAY + dt.timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 10, 11)]
SUNDAY = dt.date(2026, 10, 25)
# story, by appointment at, persons: early, waited, way, served, away
STORIES = [
    ("9:05 issued, 9:{a:02} called, 9:{b:02} shown_up, 9:58 finished", "", 1),
    ("8:50 issued, 9:00 called, 9:01 shown_up, 9:08 finished", "", 2),
    ("9:00 issued, 9:25 left", "", 1),
    ("9:40 issued, 9:45 called, 9:48 no_show", "", 1),
    ("9:10 checked_in, 9:32 called, 9:33 shown_up, 9:41 finished", "9:30", 3),
    (
        (
            "10:00 issued, 10:04 called, 10:05 shown_up, 10:09 parked, 10:20 unparked, "
            "10:26 called, 10:27 shown_up, 10:30 finished"
        ),
        "",
        1,
    ),
    (
        (
            "11:00 issued, 11:02 called, 11:03 no_show, 11:06 returned, 11:09 called, "
            "11:10 shown_up, 11:15 transferred, 11:20 called, 11:21 shown_up, 11:30 finished"
        ),
        "",
        1,
    ),
]


@pytest.fixture
def weeks(visit, town_hall, counter, passport, move, monkeypatch) -> Period:
    monkeypatch.setattr(clock, "today", lambda: MONDAY + dt.timedelta(days=13))
    fatma = User.objects.create_user("fatma@lindeveld.example", is_staff=True)
    for number, day in enumerate(DAYS):
        Duty.objects.create(
            counter=counter, clerk=fatma, started_at=at("9:00", day), ended_at=at("12:00", day)
        )
        for story, appointment, persons in STORIES:
            visit(
                story.format(a=10 + 3 * number, b=11 + 3 * number),
                day=day,
                appointment=appointment,
                products=((move if appointment else passport, persons),),
            )
    # another place, on the same days
    other = Location.objects.create(unit=town_hall.unit, name="Dienstpunt", town="Lindeveld")
    elsewhere = visit("9:00 issued, 9:50 called, 9:51 shown_up, 9:55 finished")
    Visit.objects.filter(pk=elsewhere.pk).update(location=other)
    return Period(town_hall, SUNDAY, MONDAY + dt.timedelta(days=13))


def spread(values, part):
    """The quantile with linear interpolation."""
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_every_minute_of_every_visit_is_found_once(weeks):
    rows = ledger.visits(weeks)
    assert len(rows) == len(DAYS) * len(STORIES)
    for row in rows:
        events = list(Visit.objects.get(pk=row.pk).events.order_by("pk"))
        whole = (events[-1].at - events[0].at).total_seconds() / 60
        assert row.minutes == pytest.approx(whole)
    parts = [
        (r.early or 0, r.waited, r.in_vain, r.way or 0, r.served or 0, r.away or 0)
        for r in rows
        if r.day == MONDAY
    ]
    # in the order of arrival
    assert parts == [
        (0, 10, None, 1, 7, 0),
        (0, None, 25, 0, 0, 0),
        (0, 5, None, 1, 47, 0),
        (15, 7, None, 1, 8, 0),
        (0, 5, None, 3, 0, 0),
        (0, 10, None, 2, 7, 11),
        (0, 10, None, 3, 14, 3),
    ]


def test_waiting_giving_up_and_the_norm(weeks):
    everybody, alone, booked = hall.waiting_by_class(ledger.visits(weeks), 15)
    first = [5 + 3 * number for number in range(len(DAYS))]
    waits = [*first, *[10, 5, 10, 10] * len(DAYS)]
    assert alone.median.value == pytest.approx(statistics.median(waits))
    assert alone.p90.value == pytest.approx(spread(waits, 0.9))
    assert alone.mean.value == pytest.approx(statistics.fmean(waits))
    assert alone.within.value == pytest.approx(sum(wait <= 15 for wait in waits) / len(waits))
    assert booked.p90.value == 7
    assert everybody.gave_up.value == pytest.approx(2 / 7)
    assert alone.gave_up.value == pytest.approx(2 / 6)
    assert booked.gave_up.value == 0
    # nine of nine kept is not a proof that everybody does
    assert booked.gave_up.high > 0.2
    # days as the unit, by the textbook: ratio of totals
    total = statistics.fmean(waits)
    per_day = [[one, 10, 5, 10, 10] for one in first]
    error = statistics.fmean([(sum(day) - 5 * total) ** 2 for day in per_day])
    reach = 2.306 * (error * 9 / 8 * 9) ** 0.5 / (5 * 9)
    assert alone.mean.high - total == pytest.approx(reach, rel=0.01)


def test_arrivals_leave_holidays_out(weeks):
    heat = arrivals.heat(ledger.visits(weeks), weeks)
    assert heat.weekdays == [0, 1, 2, 3, 4]
    by_label = {line.label: [cell.arrivals.value for cell in line.cells] for line in heat.lines}
    # Wednesday 11 November is a holiday: it does not halve the Wednesdays
    assert by_label["9.00"] == [3] * 5
    assert by_label["8.30"] == [1] * 5
    assert by_label["10.30"] == [0] * 5
    is_open = {line.label: {cell.is_open for cell in line.cells} for line in heat.lines}
    assert is_open["8.30"] == {False}
    assert is_open["9.00"] == is_open["10.30"] == {True}
    shares = arrivals.shares([(row.day, row.arrival) for row in ledger.visits(weeks)])
    assert [(one.label, one.number, one.part.value) for one in shares] == [("kiosk", 63, 1)]


def test_products_and_further_persons(weeks, passport, move):
    by_product = {each.product: each for each in products.services(ledger.items(weeks))}
    first = [58 - 11 - 3 * number for number in range(len(DAYS))]
    alone = [*first, *[7, 14] * len(DAYS)]
    service = by_product[passport]
    assert service.number == 6 * len(DAYS)
    assert service.median.value == pytest.approx(statistics.median(alone))
    assert service.p80.value == pytest.approx(spread(alone, 0.8))
    assert service.variation.value == pytest.approx(
        statistics.stdev(alone) / statistics.fmean(alone)
    )
    assert service.variation.low < service.variation.value < service.variation.high
    # who came with two took 7 minutes: not longer, and never less than nothing
    assert service.extra.value == 0
    assert by_product[move].median.value == 8


def test_occupation_and_the_hours(weeks):
    used = occupation.occupation(weeks)
    busy = [
        1 + (47 - 3 * n) + 1 + 7 + 3 + 1 + 8 + (1 + 4 + 1 + 3) + (1 + 1 + 5 + 1 + 9)
        for n in range(9)
    ]
    slots = sum(slot.occupied.value * 30 for slot in used.slots if slot.occupied)
    # one counter cannot be more than busy: what overlaps in a half hour counts once
    assert slots <= 180
    assert used.whole.value <= sum(busy) / (9 * 180)
    assert {round(slot.staffed.value, 6) for slot in used.slots} == {1}
    staffed = occupation.staffed(weeks)
    monday = next(b for b in hours.blocks(ledger.visits(weeks), weeks, staffed) if b.weekday == 0)
    assert (monday.openings, monday.visitors.value) == (2, 7)
    assert monday.per_hour.value == pytest.approx(7 / 3)
    assert monday.per_counter_hour.value == pytest.approx(7 / 3)
    assert monday.first.value == pytest.approx(4 / 7)
    pieces = hours.blocks(ledger.visits(weeks), weeks, staffed, step=60)
    own = [piece for piece in pieces if piece.weekday == 0]
    assert [(one.label, one.visitors.value) for one in own] == [
        ("9.00 – 10.00", 5),
        ("10.00 – 11.00", 1),
        ("11.00 – 12.00", 1),
    ]
    assert [one.counters.value for one in own] == [1, 1, 1]


def test_on_the_day_of_the_longer_night_the_hours_are_those_of_the_clock(visit, town_hall):
    OpeningHours.objects.create(
        location=town_hall, weekday=6, opens_at=dt.time(1), closes_at=dt.time(12)
    )
    visit("1:30 issued, 9:10 called, 9:12 shown_up, 9:20 finished", day=SUNDAY)
    (row,) = ledger.visits(Period(town_hall, SUNDAY, SUNDAY))
    # an hour more than the clock says
    assert row.waited == 8 * 60 + 40
    assert row.half_hour == 3


@pytest.mark.parametrize("query", [{}, {"product": "adreswijziging"}, {"kanaal": "desk"}])
def test_the_download_has_what_the_page_counts(weeks, client, joris, query):
    client.force_login(joris)
    asked = {"van": SUNDAY.isoformat(), "tot": "2026-11-15", **query}
    page = client.get(reverse("front-office-arrivals"), asked)
    answer = client.get(reverse("front-office-export", args=["csv"]), asked)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == page.context["number"]
    for row in rows:
        parts = ["Te vroeg (min)", "Gewacht (min)", "Onderweg (min)", "Aan het loket (min)"]
        minutes = [float((row[one] or "0").replace(",", ".")) for one in (*parts, "Even weg (min)")]
        assert sum(minutes) == pytest.approx(float(row["Samen (min)"].replace(",", ".")), abs=0.3)
    if "product" in query:
        assert {(row["Producten"], row["Personen"]) for row in rows} == {("Adreswijziging", "3")}


def test_few_days_are_warned_of_on_every_page(weeks, client, joris):
    client.force_login(joris)
    asked = {"van": SUNDAY.isoformat(), "tot": "2026-11-15"}
    for name in ("figures", "arrivals", "products", "appointments", "hours"):
        page = client.get(reverse(f"front-office-{name}"), asked).text
        assert "Te weinig dagen om op te beslissen" in page, name


def test_the_norm_is_that_of_the_place(weeks, client, joris):
    QueuePolicy.objects.create(location=weeks.location, norm_minutes=9)
    client.force_login(joris)
    page = client.get(reverse("front-office-figures"), {"van": SUNDAY.isoformat()})
    assert "Binnen 9 minuten" in page.text
    _, alone, _ = page.context["waiting"]
    assert alone.within.value == pytest.approx((9 + 2) / 45)
