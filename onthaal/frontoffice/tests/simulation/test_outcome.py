"""Figures with intervals, and comparing scenarios."""

import dataclasses
import random

import pytest

from onthaal.frontoffice.simulation import outcome
from onthaal.frontoffice.simulation.demand import (
    Demand,
    Duration,
    Patience,
    Plan,
    Product,
    Staff,
    Weekday,
)
from onthaal.frontoffice.simulation.measure import busy_day
from onthaal.frontoffice.simulation.outcome import Norms, figures, grouping, simulate


def run(plan, days=100, seed=1):
    tallies = [
        simulate(plan, seed=seed, first=first, days=number)
        for first, number in grouping(days // len(plan.weekdays), len(plan.weekdays))
    ]
    return figures(tallies, Norms())


@pytest.mark.parametrize(
    ("level", "freedom", "value"),
    [
        (0.95, 1, 12.7062),
        (0.95, 2, 4.3027),
        (0.95, 4, 2.7764),
        (0.95, 9, 2.2622),
        (0.95, 19, 2.0930),
        (0.999, 19, 3.8834),
        (0.95, 200, 1.9719),
    ],
)
def test_students_t_as_in_the_tables(level, freedom, value):
    assert outcome.student(level, freedom) == pytest.approx(value, rel=2e-4)


def test_an_interval_holds_the_truth_as_often_as_it_says():
    rng = random.Random(5)
    hits = 0
    for _ in range(1000):
        found = outcome.interval([rng.gauss(3, 2) for _ in range(20)])
        hits += found.low <= 3 <= found.high
    assert 930 <= hits <= 970


def test_groups_are_whole_weeks():
    assert grouping(40, 5)[:2] == [(0, 10), (10, 10)]
    assert len(grouping(40, 5)) == 20
    assert grouping(3, 5) == [(0, 5), (5, 5), (10, 5)]
    groups = grouping(46, 5)
    assert sum(days for _, days in groups) == 230
    assert all(first % 5 == 0 for first, _ in groups)


def test_a_day_more_in_the_week_leaves_the_people_of_the_other_days_as_they_are():
    monday = busy_day().weekdays[0]
    saturday = dataclasses.replace(monday, number=5)
    one = Demand(busy_day(), 1)
    two = Demand(dataclasses.replace(busy_day(), weekdays=(monday, saturday)), 1)
    assert one.day(3).visitors == two.day(6).visitors
    assert one.day(3).visitors != two.day(7).visitors


def test_quantiles():
    assert outcome.quantile([1, 2, 3, 4, 5], 0.5) == 3
    assert outcome.quantile([0, 10], 0.9) == pytest.approx(9)
    assert outcome.quantile([], 0.9) == 0


def test_figures_hang_together():
    found = run(busy_day())
    shown = {name: one.value for name, one in found.figures.items()}
    assert 0 <= shown["walk_in_p50"] < shown["walk_in_mean"] < shown["walk_in_p90"]
    assert shown["wanted"] == pytest.approx(shown["served"] + shown["not_served"])
    assert 0.5 < shown["utilisation"] < 0.9
    # who has an appointment is called first
    assert shown["booked_p90"] < shown["walk_in_p90"]
    assert "station_mean" not in shown
    for one in found.figures.values():
        assert one.low <= one.value <= one.high
    assert [half.begin for half in found.half_hours][:2] == [540, 570]
    assert all(0 <= half.queue < 20 for half in found.half_hours)


def test_no_figure_lies_outside_what_is_possible():
    # hardly anybody waits: the spread over the groups is larger than the mean
    plan = busy_day()
    calm = dataclasses.replace(
        plan,
        weekdays=tuple(
            dataclasses.replace(
                day, arrivals=tuple((a, b, people / 4) for a, b, people in day.arrivals)
            )
            for day in plan.weekdays
        ),
    )
    for one in run(calm).figures.values():
        assert one.low >= 0
    assert run(calm).figures["walk_in_within"].high <= 1
    # of a single group nothing is known
    assert run(calm, days=1).figures["walk_in_mean"].low == -outcome.NEVER


def test_a_fifth_counter_helps_and_the_comparison_is_sharper_than_two_alone():
    plan = busy_day()
    more = dataclasses.replace(
        plan,
        staff=(*plan.staff, Staff()),
        weekdays=tuple(
            dataclasses.replace(
                day, counters=tuple((a, b, n + 1 if n else 0) for a, b, n in day.counters)
            )
            for day in plan.weekdays
        ),
    )
    base, better = run(plan), run(more)
    gap = outcome.difference(better, base, "walk_in_mean")
    assert gap.high < 0
    alone = base.figures["walk_in_mean"], better.figures["walk_in_mean"]
    assert gap.high - gap.low < sum(one.high - one.low for one in alone)
    assert outcome.difference(better, run(plan, days=40), "walk_in_mean").value < 0
    assert outcome.difference(better, base, "station_mean") is None


def test_the_same_scenario_twice_makes_no_difference():
    gap = outcome.difference(run(busy_day()), run(busy_day()), "walk_in_p90")
    assert (gap.low, gap.value, gap.high) == (0, 0, 0)
    assert run(busy_day()) == run(busy_day())
    assert run(busy_day()) != run(busy_day(), seed=2)


def test_amsterdam_and_bilzen():
    """More appointments help while people come, and cost visits when many stay away."""
    everything = dataclasses.replace(busy_day(), appointments=0.9)
    punctual = run(dataclasses.replace(everything, no_show=0.05))
    absent = run(dataclasses.replace(everything, no_show=0.35))
    none = run(dataclasses.replace(busy_day(), appointments=0.0))
    assert punctual.figures["abandonment"].value < none.figures["abandonment"].value
    assert absent.figures["served"].high < none.figures["served"].low


def test_a_town_with_nobody_has_no_waits():
    quiet = Plan(
        products=(Product(1, Duration("fixed", 5)),),
        weekdays=(Weekday(((540.0, 600.0, 0.0),), ((540.0, 600.0, 1),), (600.0,)),),
        staff=(Staff(),),
        patience=Patience(),
    )
    found = run(quiet, days=20)
    assert "walk_in_mean" not in found.figures
    assert found.figures["utilisation"].value == 0
