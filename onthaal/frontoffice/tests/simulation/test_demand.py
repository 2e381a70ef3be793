"""Who comes: numbers, appointments, and the same people in every scenario."""

import dataclasses
import math
import random
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.frontoffice.simulation import demand
from onthaal.frontoffice.simulation.demand import (
    Demand,
    Duration,
    Patience,
    Plan,
    Product,
    Staff,
    Station,
    Weekday,
)
from onthaal.frontoffice.simulation.measure import busy_day
from onthaal.frontoffice.simulation.outcome import simulate

MORNING = Weekday(
    arrivals=((540.0, 570.0, 6.0), (570.0, 600.0, 12.0)),
    counters=((540.0, 570.0, 2), (570.0, 600.0, 3)),
    closings=(600.0,),
)


def plan(**changes):
    return Plan(
        products=(Product(1.0, Duration("fixed", 8)),),
        weekdays=(changes.pop("day", MORNING),),
        staff=(Staff(),) * 4,
        **changes,
    )


def days(one, number=400, seed=1):
    maker = Demand(one, seed)
    return [maker.day(day) for day in range(number)]


def test_as_many_people_come_as_were_assumed():
    found = days(plan(), 800)
    early = [sum(joins < 570 for joins in day.visitors.joins) for day in found]
    late = [sum(joins >= 570 for joins in day.visitors.joins) for day in found]
    assert statistics.fmean(early) == pytest.approx(6, abs=0.3)
    assert statistics.fmean(late) == pytest.approx(12, abs=0.4)
    # Poisson: the variance is the mean
    assert statistics.variance(late) == pytest.approx(12, rel=0.15)


@pytest.mark.parametrize(
    "duration",
    [
        Duration("lognormal", 10, 0.7),
        Duration("gamma", 10, 0.7),
        Duration("exponential", 10, 1),
    ],
)
def test_durations_have_the_mean_and_the_spread_that_were_asked(duration):
    rng = random.Random(4)
    draw = duration.sampler(rng)
    values = [draw() for _ in range(40_000)]
    assert statistics.fmean(values) == pytest.approx(10, rel=0.02)
    assert statistics.stdev(values) / 10 == pytest.approx(duration.cv, rel=0.05)


def test_a_duration_by_median_or_as_measured():
    assert Duration.of_median(8, 0.75).mean == pytest.approx(10)
    draw = Duration("measured", 0, values=(4.0, 6.0)).sampler(random.Random(1))
    assert {draw() for _ in range(50)} == {4.0, 6.0}
    assert Duration("fixed", 0).sampler(random.Random(1))() == 0


@pytest.mark.parametrize("shape", [1.0, 2.0])
def test_patience_has_its_mean(shape):
    found = days(plan(patience=Patience(20, shape)))
    waits = [
        leaves - joins
        for day in found
        for joins, leaves in zip(day.visitors.joins, day.visitors.leaves, strict=True)
    ]
    assert statistics.fmean(waits) == pytest.approx(20, rel=0.04)
    assert all(math.isinf(leaves) for leaves in days(plan(), 1)[0].visitors.leaves)


def test_whoever_comes_is_the_same_whatever_is_changed_about_how():
    """The same number want something, and who walks in does so at the same moment."""
    base = days(plan())
    changed = days(plan(appointments=0.4, no_show=0.2, reserve=0.3))
    for before, after in zip(base, changed, strict=True):
        assert len(before.visitors) == len(after.visitors) + after.no_shows
        alone = [
            joins
            for joins, booked in zip(after.visitors.joins, after.booked, strict=True)
            if not booked
        ]
        assert set(alone) <= set(before.visitors.joins)


def test_the_share_that_books_and_the_share_that_stays_away():
    found = days(
        plan(
            appointments=0.4,
            no_show=0.25,
            day=dataclasses.replace(MORNING, counters=((540.0, 600.0, 4),)),
        )
    )
    wanted = sum(len(day.visitors) + day.no_shows for day in found)
    made = sum(day.appointments for day in found)
    assert (made + sum(day.without_room for day in found)) / wanted == pytest.approx(0.4, abs=0.02)
    assert sum(day.no_shows for day in found) / made == pytest.approx(0.25, abs=0.03)


def test_who_finds_no_room_comes_without_or_not_at_all():
    tiny = dataclasses.replace(MORNING, counters=((540.0, 570.0, 1), (570.0, 600.0, 0)))
    walk_in = days(plan(appointments=1.0, day=tiny), 50)
    assert sum(day.without_room for day in walk_in) > 0
    assert sum(day.refused for day in walk_in) == 0
    only = dataclasses.replace(
        plan(day=tiny), products=(Product(1.0, Duration("fixed", 8), booking="appointment"),)
    )
    strict = days(only, 50)
    assert all(day.refused == day.without_room for day in strict)
    assert all(all(day.booked) for day in strict)
    # three appointments of ten minutes fit in half an hour
    assert max(day.appointments for day in strict) == 3


def test_an_appointment_counts_from_five_minutes_before_its_time():
    one = plan(appointments=1.0, early=30, spread=0)
    for day in days(one, 20):
        for joins, due, booked in zip(
            day.visitors.joins, day.visitors.due, day.booked, strict=True
        ):
            assert due == (joins + 25 if booked else joins)
        assert any(day.booked)


def test_who_is_far_too_late_waits_as_one_without_appointment():
    late = plan(appointments=1.0, early=-30, spread=0)
    assert not any(any(day.booked) for day in days(late, 20))
    assert all(any(day.booked) for day in days(dataclasses.replace(late, tolerance=30), 20))


def test_the_reserve_keeps_counters_free_for_who_comes_without():
    four = dataclasses.replace(MORNING, counters=((540.0, 600.0, 4),))
    full = plan(day=four).agendas[0]
    half = plan(day=four, reserve=0.5).agendas[0]
    assert [bits.bit_count() for bits in full] == [12, 12, 12, 12]
    assert [bits.bit_count() for bits in half] == [12, 12, 0, 0]


def test_what_is_no_whole_counter_of_the_reserve_is_spread_over_the_day():
    """A quarter of one counter is one half hour in four, not the whole counter."""
    quarters = tuple((540.0 + 30 * n, 570.0 + 30 * n, 1) for n in range(4))
    one = dataclasses.replace(MORNING, counters=quarters)
    alone = dataclasses.replace(plan(day=one, reserve=0.25), staff=(Staff(),))
    (bits,) = alone.agendas[0]
    assert bits.bit_count() == 18
    assert dataclasses.replace(alone, reserve=1.0).agendas[0] == (0,)


@given(
    st.integers(0, 4095),
    st.integers(0, 4095),
    st.integers(0, 70),
    st.integers(1, 40),
)
@settings(deadline=None)
def test_a_booking_takes_the_nearest_free_start(first, second, wanted, minutes):
    agenda = [first, second]
    length = math.ceil(minutes / 5)
    fits = [
        (abs(tick - wanted // 5))
        for number in (0, 1)
        for tick in range(12)
        if all(agenda[number] >> (tick + step) & 1 for step in range(length))
    ]
    found = demand.book(agenda, (0, 1), float(wanted), minutes)
    if not fits:
        assert found is None
        assert agenda == [first, second]
    else:
        assert abs(found / 5 - wanted // 5) == min(fits)
        before, after = first.bit_count() + second.bit_count(), sum(map(int.bit_count, agenda))
        assert before - after == length


def test_skills_decide_with_whom_an_appointment_can_be():
    one = Plan(
        products=(Product(1.0, Duration("fixed", 8), skills=frozenset({"reispas"})),),
        weekdays=(dataclasses.replace(MORNING, counters=((540.0, 600.0, 2),)),),
        staff=(Staff(), Staff(frozenset({"reispas"}))),
        appointments=1.0,
    )
    # one clerk, one hour, ten minutes each
    assert max(day.appointments for day in days(one, 60)) == 6


def test_a_quick_desk_that_is_added_takes_no_appointment_from_the_others():
    def agendas(staff, counters):
        day = dataclasses.replace(MORNING, counters=((540.0, 600.0, counters),))
        one = dataclasses.replace(plan(day=day, reserve=0.5), staff=staff)
        return [bits.bit_count() for bits in one.agendas[0]]

    assert agendas((Staff(),) * 4, 4) == [12, 12, 0, 0]
    assert agendas((Staff(), Staff(quick=True), *(Staff(),) * 3), 5) == [12, 0, 12, 0, 0]


def test_a_quick_desk_takes_only_short_products():
    one = Plan(
        products=(
            Product(0.5, Duration("fixed", 4), quick=True),
            Product(0.5, Duration("fixed", 20)),
        ),
        weekdays=(MORNING,),
        staff=(Staff(), Staff(quick=True)),
    )
    short, long = one.line_of[0, -1][0], one.line_of[1, -1][0]
    assert one.halls[0].able[short] == (1, 0)
    assert one.halls[0].able[long] == (0,)


def test_two_products_need_the_skills_of_both():
    one = Plan(
        products=(
            Product(0.5, Duration("fixed", 4), skills=frozenset({"a"})),
            Product(0.5, Duration("fixed", 20), skills=frozenset({"b"})),
        ),
        weekdays=(MORNING,),
        staff=(Staff(frozenset({"a"})), Staff(frozenset({"a", "b"}))),
        second_product=0.5,
    )
    assert one.halls[0].able[one.line_of[0, 1][0]] == (1,)


def test_one_kiosk_makes_people_wait_for_it():
    station = Station(1, Duration("fixed", 4), Duration("fixed", 1))
    with_kiosk = simulate(plan(station=station), seed=1, first=0, days=100)
    two = simulate(plan(station=dataclasses.replace(station, places=2)), seed=1, first=0, days=100)
    assert statistics.fmean(with_kiosk.station) > statistics.fmean(two.station) > 0


def test_moving_people_to_an_evening_leaves_the_others_as_they_are():
    evening = dataclasses.replace(
        MORNING,
        keeps=0.8,
        moved=((1020.0, 1200.0, 3.6),),
        counters=(*MORNING.counters, (1020.0, 1200.0, 1)),
        closings=(600.0, 1200.0),
    )
    before, after = days(plan(), 300), days(plan(day=evening), 300)
    stayed = later = 0
    for day, other in zip(before, after, strict=True):
        morning = {joins for joins in other.visitors.joins if joins < 700}
        assert len(morning) <= len(day.visitors)
        stayed += len(morning)
        later += sum(joins >= 1020 for joins in other.visitors.joins)
    assert stayed / 300 == pytest.approx(18 * 0.8, abs=0.7)
    assert later / 300 == pytest.approx(3.6, abs=0.4)


def test_new_products_bring_people_of_their_own():
    bigger = Plan(
        products=(
            Product(1.0, Duration("fixed", 8)),
            Product(1.0, Duration("fixed", 25), is_new=True),
        ),
        weekdays=(dataclasses.replace(MORNING, added=((540.0, 600.0, 4.0),)),),
        staff=(Staff(),) * 4,
    )
    before, after = days(plan(), 300), days(bigger, 300)
    extra = 0
    for day, other in zip(before, after, strict=True):
        assert set(day.visitors.joins) <= set(other.visitors.joins)
        extra += sum(work > 20 for work in other.visitors.work)
    assert extra / 300 == pytest.approx(4, abs=0.4)


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_everybody_who_wanted_something_is_accounted_for(seed):
    tally = simulate(busy_day(), seed=seed, first=0, days=3)
    assert tally.wanted == (
        tally.served + tally.left + tally.sent_home + tally.no_shows + tally.refused
    )
    assert len(tally.walk_in) + len(tally.booked) == tally.served
    assert sum(tally.worked) <= tally.busy + 1e-6
