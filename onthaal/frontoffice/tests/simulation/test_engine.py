"""The engine against exact formulas, laws of conservation and its own promises."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.frontoffice.simulation import engine, erlang
from onthaal.frontoffice.simulation.engine import NEVER, Clerk, Hall, Line, Shift, Visitors
from onthaal.frontoffice.simulation.outcome import interval

BATCHES, CUSTOMERS, WARM_UP = 20, 12_000, 500


def simple(counters, lines=1):
    shift = (Shift(0, NEVER),)
    return Hall((Line(),) * lines, (Clerk(tuple(range(lines)), shift),) * counters)


def exponential(rng, *, arrivals, minutes, patience=None, number=CUSTOMERS):
    visitors, now = Visitors(), 0.0
    for _ in range(number):
        now += rng.expovariate(arrivals)
        visitors.joins.append(now)
        visitors.due.append(now)
        visitors.line.append(0)
        visitors.work.append(rng.expovariate(1 / minutes))
        visitors.leaves.append(now + rng.expovariate(1 / patience) if patience else NEVER)
    return visitors


def waits(visitors, served):
    return [called - due for called, due in zip(served.called, visitors.due, strict=True)]


def agrees(batches, exact):
    """The exact value within an interval of 99.9%: a fixed seed, so no test of chance."""
    found = interval(batches, level=0.999)
    assert found.low <= exact <= found.high, (found, exact)
    # an interval so wide that everything agrees would prove nothing
    assert found.high - found.low < 0.35 * exact


@pytest.mark.parametrize(("counters", "arrivals"), [(4, 0.32), (5, 0.42), (6, 0.48)])
def test_waiting_agrees_with_erlang_c(counters, arrivals):
    exact = erlang.ErlangC(arrivals, 10, counters)
    mean, waited, within = [], [], []
    for batch in range(BATCHES):
        visitors = exponential(random.Random(batch), arrivals=arrivals, minutes=10)
        found = waits(visitors, engine.run(simple(counters), visitors))[WARM_UP:]
        mean.append(sum(found) / len(found))
        waited.append(sum(wait > 0 for wait in found) / len(found))
        within.append(sum(wait <= 5 for wait in found) / len(found))
    agrees(mean, exact.mean_wait)
    agrees(waited, exact.must_wait)
    agrees(within, exact.within(5))


@pytest.mark.parametrize(("counters", "arrivals", "patience"), [(4, 0.48, 12), (5, 0.5, 20)])
def test_giving_up_agrees_with_erlang_a(counters, arrivals, patience):
    exact = erlang.ErlangA(arrivals, 10, counters, patience)
    gone, mean = [], []
    for batch in range(BATCHES):
        visitors = exponential(
            random.Random(batch), arrivals=arrivals, minutes=10, patience=patience
        )
        served = engine.run(simple(counters), visitors)
        gone.append(sum(clerk < 0 for clerk in served.clerk[WARM_UP:]) / (CUSTOMERS - WARM_UP))
        found = waits(visitors, served)[WARM_UP:]
        mean.append(sum(found) / len(found))
    agrees(gone, exact.abandonment)
    agrees(mean, exact.mean_wait)


def test_littles_law_holds_to_the_last_minute():
    visitors = exponential(random.Random(3), arrivals=0.4, minutes=10, number=5000)
    served = engine.run(simple(5), visitors)
    changes = sorted(
        [(moment, 1) for moment in visitors.joins] + [(moment, -1) for moment in served.called]
    )
    area, length = 0.0, 0
    for (moment, change), (later, _) in pairwise(changes):
        length += change
        area += length * (later - moment)
    assert area == pytest.approx(sum(waits(visitors, served)))


@st.composite
def mornings(draw):
    """A hall of one to four clerks with one to three lines, and up to forty visitors."""
    lines = draw(
        st.lists(
            st.builds(
                Line,
                rate=st.sampled_from([1.0, 1.5]),
                bonus=st.sampled_from([0.0, 20.0]),
                room=st.booleans(),
            ),
            min_size=1,
            max_size=3,
        )
    )
    clerks = []
    for _ in range(draw(st.integers(1, 4))):
        can = draw(st.sets(st.integers(0, len(lines) - 1)))
        points = sorted(draw(st.sets(st.integers(0, 30), max_size=4)))
        shifts = tuple(
            Shift(begin * 10.0, end * 10.0, draw(st.booleans()))
            for begin, end in zip(points[::2], points[1::2], strict=False)
        )
        clerks.append(Clerk(tuple(sorted(can)), shifts))
    hall = Hall(
        tuple(lines),
        tuple(clerks),
        rooms=draw(st.sampled_from([None, 1, 2])),
        lost_call=draw(st.sampled_from([0.0, 1.5])),
    )
    visitors = Visitors()
    # whole minutes, so that events at one moment are common
    for moment in sorted(draw(st.lists(st.integers(0, 320), max_size=40))):
        joins = float(moment)
        visitors.joins.append(joins)
        visitors.due.append(joins + draw(st.integers(-5, 5)))
        visitors.line.append(draw(st.integers(0, len(lines) - 1)))
        visitors.work.append(float(draw(st.integers(1, 30))))
        visitors.leaves.append(joins + draw(st.sampled_from([0.0, 5.0, 40.0, NEVER])))
    return hall, visitors


def parties(visitors, served):
    """(number, line, clerk, called, end) of who was served."""
    return [
        (n, visitors.line[n], clerk, served.called[n], served.called[n] + visitors.work[n])
        for n, clerk in enumerate(served.clerk)
        if clerk >= 0
    ]


@given(mornings())
@settings(max_examples=150, deadline=None)
def test_what_always_holds(morning):
    hall, visitors = morning
    served = engine.run(hall, visitors)
    assert len(served.called) == len(served.clerk) == len(visitors)
    own = {number: [] for number in range(len(hall.clerks))}
    for party, line, clerk, called, end in parties(visitors, served):
        own[clerk].append((called, end, party))
        # only by who can, only who is there and has not left, only during a shift or after one
        assert line in hall.clerks[clerk].lines
        assert visitors.joins[party] <= called <= visitors.leaves[party]
        assert any(
            shift.start <= called and (called < shift.end or shift.stays)
            for shift in hall.clerks[clerk].shifts
        )
    for clerk, calls in own.items():
        calls.sort()
        for (_, end, _), (called, _, _) in pairwise(calls):
            assert end <= called  # never two parties at one clerk
        worked = sum(end - called for called, end, _ in calls)
        assert worked <= served.busy[clerk] + 1e-9
        if not hall.lost_call:
            assert worked == pytest.approx(served.busy[clerk])
    for party, clerk in enumerate(served.clerk):
        if clerk < 0:  # gone at his own moment, or still there when everybody went home
            assert served.called[party] == visitors.leaves[party]


@given(mornings())
@settings(max_examples=100, deadline=None)
def test_the_rooms_are_never_shared(morning):
    hall, visitors = morning
    served = engine.run(hall, visitors)
    changes = []
    for _, line, _, called, end in parties(visitors, served):
        if hall.lines[line].room:
            changes += [(called, 1), (end, -1)]
    inside = 0
    for _, change in sorted(changes):
        inside += change
        assert hall.rooms is None or inside <= hall.rooms


@given(mornings())
@settings(max_examples=100, deadline=None)
def test_nobody_of_one_line_is_passed_by_who_came_later(morning):
    hall, visitors = morning
    served = engine.run(hall, visitors)
    calls = parties(visitors, served)
    for party, line, _, called, _ in calls:
        for other, other_line, _, other_called, _ in calls:
            if line == other_line and other_called > called:
                # of who joins at the moment of a call, only who joined before was there
                was_there = (visitors.joins[other], other) < (called, party)
                assert not was_there or visitors.due[party] <= visitors.due[other]


@given(mornings())
@settings(max_examples=100, deadline=None)
def test_no_clerk_stands_idle_while_somebody_waits_for_him(morning):
    hall, visitors = morning
    served = engine.run(hall, visitors)
    if hall.lost_call or hall.rooms is not None:
        return
    for clerk, own in enumerate(hall.clerks):
        calls = sorted((c, e) for _, _, who, c, e in parties(visitors, served) if who == clerk)
        for shift in own.shifts:
            for party, line in enumerate(visitors.line):
                if line not in own.lines:
                    continue
                begin = max(visitors.joins[party], shift.start)
                end = min(served.called[party], shift.end, visitors.leaves[party])
                # the whole time that this one waits, the clerk is with somebody
                covered = sum(max(0, min(e, end) - max(c, begin)) for c, e in calls)
                assert end <= begin or covered == pytest.approx(end - begin)


def test_the_same_seed_gives_the_same_answer():
    first, second = (
        engine.run(simple(4), exponential(random.Random(9), arrivals=0.35, minutes=10, number=800))
        for _ in range(2)
    )
    assert first == second


def test_at_one_moment_who_finishes_goes_before_who_arrives():
    visitors = Visitors([0.0, 10.0], [0.0, 10.0], [0, 0], [10.0, 5.0], [NEVER, NEVER])
    assert engine.run(simple(1), visitors).called == [0.0, 10.0]


def test_who_waits_longest_in_minutes_that_count_is_called():
    """An appointment with 20 minutes of bonus passes who waits 15 minutes, not who waits 25."""
    hall = Hall((Line(), Line(bonus=20)), (Clerk((0, 1), (Shift(0, NEVER),)),))
    visitors = Visitors(
        [0.0, 5.0, 15.0, 30.0], [0.0, 5.0, 15.0, 30.0], [0, 0, 0, 1], [30.0] * 4, [NEVER] * 4
    )
    called = engine.run(hall, visitors).called
    # at 30: waiting 25 and 15 against 0 + 20
    assert called == [0.0, 30.0, 90.0, 60.0]


def test_who_is_early_is_called_only_when_nobody_else_waits():
    hall = Hall((Line(), Line(bonus=20)), (Clerk((0, 1), (Shift(0, NEVER),)),))
    visitors = Visitors([0.0, 1.0, 9.0], [0.0, 30.0, 9.0], [0, 1, 0], [10.0] * 3, [NEVER] * 3)
    called = engine.run(hall, visitors).called
    assert called == [0.0, 20.0, 10.0]


def test_an_all_rounder_stays_free_for_what_only_he_can():
    hall = Hall(
        (Line(), Line()), (Clerk((0, 1), (Shift(0, NEVER),)), Clerk((0,), (Shift(0, NEVER),)))
    )
    visitors = Visitors([1.0, 2.0], [1.0, 2.0], [0, 1], [30.0, 30.0], [NEVER, NEVER])
    served = engine.run(hall, visitors)
    assert served.clerk == [1, 0]
    assert served.called == [1.0, 2.0]


def test_a_clerk_finishes_the_party_at_the_counter_and_takes_a_break():
    hall = Hall((Line(),), (Clerk((0,), (Shift(0, 20), Shift(40, 60, stays=True))),))
    visitors = Visitors(
        [15.0, 16.0, 50.0, 55.0], [15.0, 16.0, 50.0, 55.0], [0] * 4, [10.0] * 4, [NEVER] * 4
    )
    served = engine.run(hall, visitors)
    assert served.called == [15.0, 40.0, 50.0, 60.0]
    assert served.overtime == [15.0]  # five minutes before the break, ten after closing


def test_a_lost_call_costs_the_clerk_time():
    hall = Hall((Line(),), (Clerk((0,), (Shift(0, NEVER),)),), lost_call=2)
    visitors = Visitors([0.0, 1.0, 3.0], [0.0, 1.0, 3.0], [0] * 3, [10.0] * 3, [NEVER, 5.0, NEVER])
    served = engine.run(hall, visitors)
    assert served.called == [0.0, 5.0, 12.0]
    assert served.clerk == [0, -1, 0]
    assert served.busy == [22.0]


def test_who_is_left_when_everybody_goes_home_was_not_served():
    hall = Hall((Line(),), (Clerk((0,), (Shift(0, 10),)),))
    visitors = Visitors([0.0, 5.0], [0.0, 5.0], [0, 0], [20.0, 5.0], [NEVER, NEVER])
    served = engine.run(hall, visitors)
    assert math.isinf(served.called[1])
    assert served.clerk == [0, -1]
