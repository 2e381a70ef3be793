"""Where an appointment fits, without a database: what must hold for every place and every day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onthaal.appointments import rules
from onthaal.appointments.rules import Block, Lane, Room, View
from onthaal.appointments.rules.ticks import every, mask, runs

SIZE = 96
SKILLS = (1, 2, 3)


@some.composite
def rooms(draw):
    count = draw(some.integers(1, 4))
    lanes = {
        pk: Lane(pk, draw(some.frozensets(some.sampled_from(SKILLS))), pk)
        for pk in range(1, count + 1)
    }
    blocks = []
    for _ in range(draw(some.integers(0, 4))):
        begin = draw(some.integers(0, SIZE - 2))
        staff = draw(some.integers(0, 4))
        blocks.append(
            Block(
                begin,
                draw(some.integers(begin + 1, SIZE)),
                tuple(sorted(draw(some.sets(some.sampled_from(sorted(lanes)))))),
                draw(some.integers(0, staff)),
                staff,
                draw(some.integers(0, 2)),
            )
        )
    bits = some.integers(0, mask(0, SIZE))
    return Room(
        base=draw(some.integers(0, 10_000)),
        size=SIZE,
        lanes=lanes,
        blocks=tuple(blocks),
        opening=draw(bits),
        taken={lane: draw(bits) for lane in draw(some.sets(some.sampled_from(sorted(lanes))))},
    )


@some.composite
def views(draw, *, staff=None):
    return View(
        earliest=draw(some.integers(0, SIZE)),
        until=draw(some.integers(0, SIZE)),
        grid=draw(some.sampled_from((1, 2, 3))),
        staff=draw(some.booleans()) if staff is None else staff,
        share=draw(some.sampled_from((0, 20, 50, 90))),
        later_days=draw(some.sampled_from((0, SIZE // 2, SIZE))),
    )


LENGTHS = some.integers(1, 20)
WANTED = some.frozensets(some.sampled_from(SKILLS), max_size=2)


def bits(number):
    return {position for position in range(number.bit_length()) if number >> position & 1}


def taken_at(room, block, tick):
    return sum(room.taken.get(lane, 0) >> tick & 1 for lane in block.lanes)


def with_one_more(room, lane, start, length):
    taken = dict(room.taken)
    taken[lane] = taken.get(lane, 0) | mask(start, start + length)
    return Room(room.base, room.size, room.lanes, room.blocks, room.opening, taken)


@given(rooms(), views(), LENGTHS, WANTED)
def test_what_is_offered_can_be_taken_and_is_within_all_that_holds(room, view, length, skills):
    offered = rules.starts(room, view, length=length, skills=skills)
    for lane, begins in offered.items():
        assert room.lanes[lane].skills >= skills
        for start in bits(begins):
            ticks = range(start, start + length)
            assert view.earliest <= start < view.until
            assert (room.base + start) % view.grid == 0
            assert all(room.opening >> tick & 1 for tick in ticks), "outside opening hours"
            assert not any(room.taken.get(lane, 0) >> tick & 1 for tick in ticks), "double"
            chosen = rules.best_lane(room, view, start=start, length=length, skills=skills)
            assert lane in chosen
            for tick in ticks:
                working = [
                    block
                    for block in room.blocks
                    if lane in block.lanes and block.begin <= tick < block.end
                ]
                assert working, "nobody works then"
                after = with_one_more(room, lane, start, length)
                for block in working:
                    assert taken_at(after, block, tick) <= block.ceiling(staff=view.staff)


@given(rooms(), views(staff=False), LENGTHS, WANTED)
def test_a_colleague_sees_at_least_what_a_resident_sees(room, view, length, skills):
    as_staff = View(view.earliest, view.until, view.grid, True, view.share, view.later_days)
    residents = rules.starts(room, view, length=length, skills=skills)
    colleagues = rules.starts(room, as_staff, length=length, skills=skills)
    assert all(residents[lane] & ~colleagues[lane] == 0 for lane in residents)


@given(rooms(), views(), LENGTHS, WANTED)
def test_taking_one_never_frees_another(room, view, length, skills):
    before = rules.starts(room, view, length=length, skills=skills)
    for lane, begins in before.items():
        if begins:
            start = begins.bit_length() - 1
            after = rules.starts(
                with_one_more(room, lane, start, length), view, length=length, skills=skills
            )
            assert not after[lane] >> start & 1
            assert all(after[other] & ~before[other] == 0 for other in before)
            break


@given(rooms(), views(staff=False))
def test_what_is_kept_for_the_day_is_the_share_of_the_ceiling(room, view):
    """On an empty day the residents' places together miss the share, to the rounded tick."""
    kept = View(0, SIZE, 1, False, view.share, 0)
    released = View(0, SIZE, 1, False, view.share, SIZE)
    for block in room.blocks:
        alone = Room(room.base, SIZE, room.lanes, (block,), mask(0, SIZE), {})
        size = block.end - block.begin
        missing = round(size * view.share / 100)
        ceiling = block.ceiling(staff=False)
        # at a tick residents may still take as many places as are not kept back
        seats = 0
        for tick in range(block.begin, block.end):
            for already in range(ceiling):
                taken = {lane: mask(tick, tick + 1) for lane in block.lanes[:already]}
                busy = Room(room.base, SIZE, room.lanes, (block,), mask(0, SIZE), taken)
                free = rules.free_ticks(busy, kept)
                seats += any(free[lane] >> tick & 1 for lane in block.lanes[already:])
        assert seats == ceiling * (size - missing)
        free = rules.free_ticks(alone, released)
        if ceiling:
            assert all(free[lane] == mask(block.begin, block.end) for lane in block.lanes)


@given(some.integers(0, mask(0, 60)), some.integers(1, 15))
def test_runs_are_runs(free, length):
    slow = {start for start in range(60) if all(free >> (start + n) & 1 for n in range(length))}
    assert bits(runs(free, length)) == slow


@given(some.sampled_from((1, 2, 3)), some.integers(0, 1000), some.integers(1, 60))
def test_the_grid_is_counted_from_midnight_in_utc(grid, base, size):
    assert bits(every(grid, base, size)) == {n for n in range(size) if (base + n) % grid == 0}


def test_the_lane_with_rare_skills_and_the_one_with_holes_go_last():
    room = Room(
        0,
        24,
        {1: Lane(1, frozenset({1, 2}), 0), 2: Lane(2, frozenset({1}), 1), 3: Lane(3, {1}, 2)},
        (Block(0, 24, (1, 2, 3), 3, 3),),
        mask(0, 24),
        {3: mask(0, 6)},
    )
    # lane 3 has somebody until tick 6, so that starting there leaves no hole before it
    assert rules.best_lane(room, View(0, 24), start=6, length=3, skills={1}) == [3, 2, 1]


@pytest.mark.parametrize(
    ("day", "ticks"),
    [(dt.date(2026, 3, 29), 276), (dt.date(2026, 10, 25), 300), (dt.date(2026, 11, 30), 288)],
)
def test_days_on_which_the_clock_changes_are_shorter_and_longer(day, ticks):
    begin = rules.day_begin(day)
    assert rules.day_begin(day + dt.timedelta(days=1)) - begin == ticks
    nine = rules.moment_of(rules.tick_at(day, dt.time(9)))
    assert nine.astimezone(dt.timezone(dt.timedelta(hours=2 if day.month == 3 else 1))).hour == 9


@pytest.mark.parametrize(
    ("items", "minutes"),
    [
        ([(15, 10, 5, 1)], 15),
        ([(15, 10, 5, 3)], 35),
        # one person for a passport and three for an identity card: not three passports
        ([(15, 10, 5, 1), (10, 5, 5, 3)], 15 - 5 + 20),
        ([(15, 0, 5, 1), (10, 0, 5, 1)], 20),
        # never less than nothing for the second
        ([(15, 0, 5, 1), (3, 0, 10, 1)], 15),
        ([(12, 0, 0, 1)], 15),
    ],
)
def test_minutes_of_several_products_and_persons(items, minutes):
    assert rules.duration(items) == minutes


@given(
    some.lists(
        some.tuples(
            some.integers(1, 60), some.integers(0, 20), some.integers(0, 60), some.integers(1, 6)
        ),
        min_size=1,
        max_size=5,
    ),
    some.integers(0, 30),
)
def test_more_work_never_takes_less(items, turnover):
    total = rules.duration(items, turnover=turnover)
    assert total % 5 == 0
    assert total >= rules.duration(items)
    assert total >= max(minutes + extra * (persons - 1) for minutes, extra, _, persons in items)
    minutes, extra, shared, persons = items[0]
    assert rules.duration([(minutes, extra, shared, persons + 1), *items[1:]]) >= rules.duration(
        items
    )


@pytest.mark.parametrize("items", [[], [(15, 0, 0, 0)]])
def test_nobody_books_nothing(items):
    with pytest.raises(ValueError, match="at least one"):
        rules.duration(items)


def test_codes_can_be_read_aloud():
    assert rules.tidy_code(" k7m-4tq ") == "K7M4TQ"
    assert len(rules.new_check_in_code()) == 6
    assert not set(rules.new_check_in_code()) & set("01OIL")


@pytest.mark.parametrize("typed", ["0470 12 34 56", "+32 470 12.34.56", "0032470/123456"])
def test_one_number_is_written_in_one_way(typed):
    assert rules.tidy_phone(typed) == "+32470123456"
    assert rules.spaced_phone("+32470123456") == "0470 12 34 56"


def test_what_anybody_can_do_does_not_take_the_time_of_one_person():
    hours = mask(0, SIZE)
    lanes = {1: Lane(1, frozenset({7})), 2: Lane(2, frozenset({7, -42}))}
    room = Room(0, SIZE, lanes, (Block(0, SIZE, (1, 2), 2, 2),), hours, {})
    view = View(0, SIZE)
    assert set(rules.starts(room, view, length=3, skills=())) == {1}
    assert set(rules.starts(room, view, length=3, skills={7})) == {1, 2}
    assert set(rules.starts(room, view, length=3, skills={-42})) == {2}


@pytest.mark.parametrize(
    ("hour", "may"), [(0, False), (6, False), (7, True), (20, True), (21, False), (23, False)]
)
def test_a_mail_that_has_to_be_answered_soon_comes_by_day(hour, may):
    assert rules.may_write(dt.datetime(2026, 12, 1, hour, 30, tzinfo=dt.UTC)) is may
