"""A scarce day: everybody wants it at the very same moment, each on a connection of their own."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections import Counter

import pytest
from django.db import connection, connections, transaction

from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import (
    CannotChange,
    Contact,
    Taken,
    TooMany,
    annotate,
    cancel,
    confirm,
    extend_hold,
    hold,
    move,
    release,
)
from onthaal.appointments.actions.visiting import mark_arrived
from onthaal.appointments.models import (
    Appointment,
    CapacityBlock,
    CapacityLane,
    OccupiedTick,
    State,
)
from onthaal.appointments.rules import new_check_in_code, tick_of
from onthaal.appointments.tests.conftest import moment
from onthaal.core import clock
from onthaal.core.tests.together import at_once
from onthaal.core.tests.waiting import one_after_the_other
from onthaal.organisation.models import Location, OpeningHours

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 24
EXPECTED = (Taken, TooMany, CannotChange, Appointment.DoesNotExist)


@pytest.fixture(autouse=True)
def _a_connection_for_everybody():
    """The pool of one process is smaller than this crowd."""
    connection.close_pool()
    options = connections["default"].settings_dict["OPTIONS"]
    was, options["pool"] = options["pool"], {**options["pool"], "max_size": CLIENTS + 4}
    yield
    connection.close_pool()
    options["pool"] = was


def dice_of(number):
    return random.Random(number)  # noqa: S311 -- the same throws in every run


def problems(outcomes):
    """What no resident may ever see."""
    return [
        each for each in outcomes if isinstance(each, Exception) and not isinstance(each, EXPECTED)
    ]


def check_the_books(ceiling):
    """Every appointment that takes room has exactly its own ticks, and never too many at once."""
    counts = Counter()
    for row in Appointment.objects.taking_room(clock.now()).exclude(lane=None):
        own = set(row.ticks.values_list("lane_id", "tick"))
        wanted = range(tick_of(row.starts_at), tick_of(row.room_until))
        assert own == {(row.lane_id, tick) for tick in wanted}, row
        counts.update(wanted)
    assert max(counts.values(), default=0) <= ceiling


def test_twenty_four_want_the_same_moment(hall):
    def take(number):
        def deed():
            held = hold(
                location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:30")
            )
            return confirm(appointment=held, contact=Contact(f"N{number}", f"n{number}@x.be"))

        return deed

    outcomes = at_once(*[take(number) for number in range(CLIENTS)])
    assert problems(outcomes) == []
    booked = [each for each in outcomes if isinstance(each, Appointment)]
    assert len(booked) == 2
    refused = [each for each in outcomes if isinstance(each, Taken)]
    assert all(len(each.alternatives) == 6 for each in refused)
    check_the_books(2)


def test_a_whole_scarce_day_is_sold_exactly_once(hall):
    """Everybody follows the alternatives until the day is full; every moment finds its people."""
    CapacityBlock.objects.update(public_ceiling=3)
    day = moment("2026-12-01 00:00").date()

    def take(number):
        def deed():
            dice, start, got = dice_of(number), moment("2026-12-01 09:00"), []
            while True:
                try:
                    got.append(hold(location=hall.place, items=[(hall.passport, 1)], start=start))
                except Taken as refusal:
                    today = [each for each in refusal.alternatives if each.date() == day]
                    if not today:
                        return got
                    start = dice.choice(today)

        return deed

    outcomes = at_once(*[take(number) for number in range(CLIENTS)])
    assert problems(outcomes) == []
    # three lanes, three hours, a quarter of an hour each
    assert sum(len(each) for each in outcomes) == 36
    check_the_books(3)


def test_everything_at_once_on_one_day(hall):
    """Holding in several tabs, typing slowly, confirming, moving, cancelling, arriving and sweeping
    crosswise."""
    CapacityBlock.objects.update(public_ceiling=3)
    starts = [
        moment(f"2026-12-0{day} {hour:02}:{minute:02}")
        for day in (1, 2)
        for hour in (9, 10)
        for minute in (0, 15, 30, 45)
    ]

    def live(number):
        def deed():
            dice, seen, before = dice_of(number), [], None
            for turn in range(8):
                try:
                    chosen = hold(
                        location=hall.place,
                        items=[(hall.passport, dice.choice((1, 2)))],
                        start=dice.choice(starts),
                        instead_of=before,
                    )
                    held, other = chosen, before
                    if before and dice.random() < 0.5:
                        # back to the tab of the turn before
                        held, other = before, chosen
                    before = chosen
                    if dice.random() < 0.3:
                        Appointment.objects.filter(pk=held.pk).update(
                            held_until=moment("2026-11-30 07:00")
                        )
                    if dice.random() < 0.3:
                        extend_hold(appointment=held, instead_of=other)
                    if dice.random() < 0.2:
                        release(appointment=held)
                    contact = Contact(f"N{number}", f"n{number}-{turn}@x.be")
                    made = confirm(appointment=held, contact=contact, other=other)
                    made = move(appointment=made, start=dice.choice(starts))
                    if dice.random() < 0.4:
                        cancel(appointment=made)
                    elif dice.random() < 0.3:
                        mark_arrived(appointment=made, at=made.starts_at)
                except EXPECTED as expected:
                    seen.append(expected)
            return seen

        return deed

    sweeps = [lambda: [booking.tidy.func() for _ in range(10)]] * 2
    outcomes = at_once(*[live(number) for number in range(CLIENTS - 2)], *sweeps)
    assert problems(outcomes) == []
    assert not [
        each
        for some in outcomes
        for each in some
        if isinstance(each, BaseException) and not isinstance(each, EXPECTED)
    ]
    check_the_books(3)
    assert not OccupiedTick.objects.filter(
        appointment__state=State.CANCELLED, appointment__reoffer_at__isnull=True
    ).exists()


def test_two_moves_of_one_appointment_make_one(hall, book):
    made = book("2026-12-01 09:00")
    outcomes = at_once(
        lambda: move(appointment=made, start=moment("2026-12-02 09:00")),
        lambda: move(appointment=made, start=moment("2026-12-02 10:00")),
        lambda: move(appointment=made, start=moment("2026-12-01 11:00")),
    )
    assert problems(outcomes) == []
    assert len([each for each in outcomes if isinstance(each, CannotChange)]) == 2
    check_the_books(1)


def test_a_double_click_moves_once_and_both_hear_that_it_moved(hall, book, mails_to):
    made = book("2026-12-01 09:00")
    outcomes = at_once(*[lambda: move(appointment=made, start=moment("2026-12-02 09:00"))] * 4)
    assert problems(outcomes) == []
    assert [each.starts_at for each in outcomes] == [moment("2026-12-02 09:00")] * 4
    assert len(mails_to("an@voorbeeld.be")) == 2
    check_the_books(1)


def test_two_who_swap_their_moments_do_not_wait_for_each_other(hall, book):
    CapacityBlock.objects.update(public_ceiling=1)
    one = book("2026-12-01 09:00")
    other = book("2026-12-02 09:00")
    outcomes = at_once(
        lambda: move(appointment=one, start=moment("2026-12-02 09:15")),
        lambda: move(appointment=other, start=moment("2026-12-01 09:15")),
    )
    assert problems(outcomes) == []
    check_the_books(1)


def test_one_address_gets_no_more_than_it_may_however_fast(hall):
    holds = [
        hold(location=hall.place, items=[(hall.passport, 1)], start=moment(f"2026-12-01 {hour}"))
        for hour in ("09:00", "09:15", "09:30", "09:45", "10:00", "10:15")
    ]
    contact = Contact("An", "an@voorbeeld.be")
    outcomes = at_once(
        *[lambda each=each: confirm(appointment=each, contact=contact) for each in holds]
    )
    assert problems(outcomes) == []
    assert len([each for each in outcomes if isinstance(each, TooMany)]) == 3
    assert Appointment.objects.coming().count() == 3


def test_a_double_click_is_one_appointment(hall, mails_to):
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    contact = Contact("An", "an@voorbeeld.be")
    outcomes = at_once(*[lambda: confirm(appointment=held, contact=contact)] * 6)
    assert problems(outcomes) == []
    assert {each.pk for each in outcomes} == {held.pk}
    assert len(mails_to("an@voorbeeld.be")) == 1


def sweep_of(old, *, seconds):
    """The sweep of one hold, that takes so long; and the event that tells that it is at work."""
    sweeping = threading.Event()

    def sweep():
        with transaction.atomic():
            Appointment.objects.select_for_update().get(pk=old.pk)
            sweeping.set()
            time.sleep(seconds)
            OccupiedTick.objects.filter(appointment=old).delete()

    return sweep, sweeping


def test_who_comes_while_a_hold_that_ran_out_is_swept_up_gets_the_moment(hall, at):
    CapacityBlock.objects.update(public_ceiling=1)
    CapacityBlock.objects.filter(weekday=1).get().lanes.set(hall.lanes[:1])
    old = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    at("2026-11-30 09:00")
    sweep, sweeping = sweep_of(old, seconds=0.3)

    def come():
        sweeping.wait(20)
        return hold(
            location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00")
        )

    _, made = at_once(sweep, come)
    assert isinstance(made, Appointment)
    check_the_books(1)


def test_the_sweep_does_not_fail_on_a_hold_that_is_given_back_meanwhile(hall, at):
    old = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    at("2026-11-30 09:00")
    # longer than the database lets somebody wait before it looks for a circle
    sweep, sweeping = sweep_of(old, seconds=1.5)

    def give_back():
        sweeping.wait(20)
        release(appointment=old)

    assert at_once(sweep, give_back) == [None, None]
    assert not Appointment.objects.exists()


def test_codes_of_a_day_differ_whatever_is_drawn(hall, monkeypatch):
    """Everybody draws the same code first, and another one the next time."""
    CapacityBlock.objects.update(public_ceiling=3)
    drawn = Counter()

    def draw():
        drawn[threading.get_ident()] += 1
        return "ABCDEF" if drawn[threading.get_ident()] == 1 else new_check_in_code()

    monkeypatch.setattr(booking.rules, "new_check_in_code", draw)
    outcomes = at_once(
        *[
            lambda start=start: hold(
                location=hall.place, items=[(hall.passport, 1)], start=moment(start)
            )
            for start in (f"2026-12-01 {hour}:00" for hour in ("09", "10", "11"))
            for _ in range(2)
        ]
    )
    assert problems(outcomes) == []
    assert Appointment.objects.values("check_in_code").distinct().count() == 6


def test_who_waited_for_a_move_to_another_place_finds_it_there(hall, book):
    annex = Location.objects.create(
        unit=hall.place.unit,
        name="Bijkantoor",
        street_line="Dorp 2",
        postcode="2499",
        town="Lindeveld",
    )
    OpeningHours.objects.create(
        location=annex, weekday=1, opens_at=dt.time(9), closes_at=dt.time(12)
    )
    block = CapacityBlock.objects.create(
        location=annex,
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        public_ceiling=2,
        staff_ceiling=3,
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.set([CapacityLane.objects.create(location=annex, name="Baan D", position=1)])
    block.lanes.get().skills.add(hall.people)
    appointment = book("2026-12-01 09:00")
    outcome = one_after_the_other(
        lambda: move(
            appointment=appointment,
            start=moment("2026-12-01 10:00"),
            location=annex,
            by=hall.fatma,
        ),
        lambda: annotate(appointment=appointment, note="Komt met een tolk.", by=hall.joris),
    )
    assert outcome.location == annex
    appointment.refresh_from_db()
    assert (appointment.location, appointment.note) == (annex, "Komt met een tolk.")
