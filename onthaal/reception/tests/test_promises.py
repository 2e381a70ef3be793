"""What people were told about their wait, beside what it became."""

from __future__ import annotations

import datetime as dt

from onthaal.core import clock
from onthaal.reception import promises
from onthaal.reception.actions import calling
from onthaal.reception.actions.visitor import step_aside, step_back


def test_right_too_short_and_too_long(hall, comes, sits, later):
    bram = sits(hall.bram, hall.one)
    began = clock.now() - dt.timedelta(minutes=1)

    def visit(told, waits):
        made = comes(hall.bags, told=told)
        later(waits)
        calling.show_up(duty=bram, visit=calling.call_next(duty=bram))
        calling.finish(duty=bram, visit=made)

    assert promises.since(began).kept is None
    visit((0, 5), 3)
    visit((0, 5), 6)  # a minute more is no lie
    visit((0, 5), 12)
    visit((10, 20), 2)
    found = promises.since(began, location_id=hall.place.pk)
    assert (found.number, found.shorter, found.longer) == (4, 1, 1)
    assert found.kept == 0.5


def test_who_let_others_go_first_is_no_broken_promise(hall, comes, sits, later):
    bram = sits(hall.bram, hall.one)
    made = comes(hall.bags, told=(0, 5))
    step_aside(visit=made)
    later(30)
    step_back(visit=made)
    calling.call_next(duty=bram)
    assert promises.since(clock.now() - dt.timedelta(hours=1)).number == 0


def test_only_what_was_promised_before_the_end(hall, comes, sits, later):
    bram = sits(hall.bram, hall.one)
    began = clock.now()
    comes(hall.bags, told=(0, 5))
    end = later(2)
    comes(hall.bags, told=(0, 5))
    for _ in range(2):
        calling.finish(
            duty=bram, visit=calling.show_up(duty=bram, visit=calling.call_next(duty=bram))
        )
    assert promises.since(began).number == 2
    assert promises.since(began, until=end).number == 1


def test_a_call_by_mistake_says_nothing_of_the_wait(hall, comes, sits, later):
    bram = sits(hall.bram, hall.one)
    comes(hall.bags, told=(20, 30))
    later(1)
    calling.call_next(duty=bram)
    calling.undo(duty=bram)
    later(24)
    calling.call_next(duty=bram)
    assert promises.since(clock.now() - dt.timedelta(hours=1)).number == 0


def test_who_is_set_aside_after_the_call_counts(hall, comes, sits):
    bram = sits(hall.bram, hall.one)
    comes(hall.bags, told=(0, 5))
    calling.park(duty=bram, visit=calling.call_next(duty=bram), reason="form")
    assert promises.since(clock.now() - dt.timedelta(hours=1)).number == 1
