"""Every minute of a visit is found in the figures, and counted once."""

import datetime as dt

import pytest

from onthaal.frontoffice.figures import ledger
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.tests.conftest import MONDAY, at, erasing

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(town_hall) -> Period:
    return Period(town_hall, MONDAY, MONDAY)


def test_waiting_way_and_service_are_kept_apart(visit, day):
    visit("9:00 issued, 9:12 called, 9:14 shown_up, 9:30 finished")
    (row,) = ledger.visits(day)
    assert (row.waited, row.way, row.served) == (12, 2, 16)
    assert row.is_served
    assert row.half_hour == 18


def test_who_comes_early_for_an_appointment_waits_from_five_minutes_before(visit, day):
    visit("8:40 checked_in, 9:03 called, 9:04 shown_up, 9:10 finished", appointment="9:00")
    (row,) = ledger.visits(day)
    assert row.waited == 8
    assert row.has_appointment


def test_who_is_called_before_the_appointment_is_due_did_not_wait(visit, day):
    visit("8:40 checked_in, 8:45 called, 8:46 shown_up, 8:50 finished", appointment="9:00")
    (row,) = ledger.visits(day)
    assert row.waited == 0


def test_a_second_call_goes_on_with_the_same_way(visit, day):
    visit("9:00 issued, 9:05 called, 9:07 recalled, 9:08 shown_up, 9:10 finished")
    (row,) = ledger.visits(day)
    assert (row.waited, row.way, row.served) == (5, 3, 2)


def test_parked_time_is_neither_waiting_nor_service(visit, day):
    visit(
        "9:00 issued, 9:05 called, 9:06 shown_up, 9:10 parked, 9:40 unparked, 9:45 called, "
        "9:46 shown_up, 9:50 finished"
    )
    (row,) = ledger.visits(day)
    assert (row.waited, row.way, row.served) == (10, 2, 8)


def test_after_a_transfer_the_waiting_goes_on(visit, day):
    visit(
        "9:00 issued, 9:05 called, 9:06 shown_up, 9:10 transferred, 9:17 called, 9:18 shown_up, "
        "9:20 finished"
    )
    (row,) = ledger.visits(day)
    assert (row.waited, row.served, row.transfers) == (12, 6, 1)


def test_a_transfer_does_not_make_the_first_wait_forgotten(visit, day):
    found = visit("9:00 issued, 9:40 called, 9:41 shown_up, 9:42 transferred, 9:47 called")
    # as reception keeps it: the visit is due anew from the transfer on
    with erasing():
        event = found.events.order_by("pk").first()
        event.data = {"due_at": event.at.isoformat()}
        event.save()
    found.due_at = at("9:42")
    found.save()
    (row,) = ledger.visits(day)
    assert row.waited == 45
    assert row.due_at == at("9:00")


def test_back_after_not_answering_one_waits_again(visit, day):
    visit("9:00 issued, 9:05 called, 9:07 no_show, 9:10 returned, 9:16 called, 9:17 finished")
    (row,) = ledger.visits(day)
    assert row.waited == 11
    assert row.is_served


@pytest.mark.parametrize("kind", ["bonus", "item_added 1", "item_dropped 1"])
def test_what_changes_no_state_cuts_no_time_off(visit, day, kind):
    visit(f"9:00 issued, 9:04 {kind}, 9:10 called, 9:11 shown_up, 9:20 finished")
    (row,) = ledger.visits(day)
    assert (row.waited, row.served) == (10, 9)


def test_a_press_that_was_taken_back_never_happened(visit, day):
    visit("9:00 issued, 9:03 called, 9:03 undone 2, 9:10 called, 9:11 shown_up, 9:15 finished")
    (row,) = ledger.visits(day)
    assert (row.waited, row.served) == (10, 4)


def test_a_mistaken_ticket_counts_nowhere(visit, day):
    visit("9:00 issued, 9:01 voided")
    assert ledger.visits(day) == []
    assert ledger.items(day) == []


def test_an_end_that_nobody_saw_is_not_known(visit, day):
    visit("9:00 issued, 9:05 called, 9:06 shown_up, 23:30 left automatic")
    (row,) = ledger.visits(day)
    assert row.state == "unknown"
    assert not row.gave_up
    assert row.served is None


def test_a_dropped_product_is_not_asked(visit, day, passport, move):
    found = visit(
        "9:00 issued, 9:01 called, 9:02 shown_up, 9:12 finished",
        products=((passport, 1), (passport, 2)),
    )
    found.items.filter(persons=1).update(is_dropped=True)
    (item,) = ledger.items(day)
    assert (item.persons, item.minutes) == (2, 10)


def test_who_left_was_never_called_and_has_no_waiting(visit, day):
    visit("9:00 issued, 9:25 left")
    (row,) = ledger.visits(day)
    assert row.gave_up
    assert row.waited is None


def test_who_still_waits_is_neither_served_nor_gone(visit, day):
    visit("9:00 issued")
    (row,) = ledger.visits(day)
    assert not row.is_served
    assert not row.gave_up


def test_one_product_has_the_whole_service_whatever_was_marked(visit, day, passport):
    visit("9:00 issued, 9:01 called, 9:02 shown_up, 9:12 finished", complete=True)
    (item,) = ledger.items(day)
    assert (item.product, item.minutes, item.is_complete) == (passport.pk, 10, True)


def test_several_products_have_their_own_minutes(visit, day, passport, move):
    visit(
        "9:00 issued, 9:01 called, 9:02 shown_up, 9:03 item_started 1, 9:10 item_finished 1, "
        "9:11 item_started 2, 9:26 item_finished 2, 9:28 finished",
        products=((passport, 1), (move, 2)),
    )
    first, second = ledger.items(day)
    assert (first.minutes, second.minutes) == (7, 15)
    assert second.persons == 2
    (row,) = ledger.visits(day)
    assert row.served == 26


def test_other_days_and_places_do_not_count(visit, day):
    visit("9:00 issued, 9:05 left", day=MONDAY + dt.timedelta(days=1))
    assert ledger.visits(day) == []
    assert ledger.items(day) == []


def test_the_counter_is_busy_from_the_call_to_the_end(visit, day, counter):
    visit("9:00 issued, 9:05 called, 9:06 shown_up, 9:20 finished")
    spans = ledger.busy(day)
    assert {found for found, _, _ in spans} == {counter.pk}
    assert sum((end - start).total_seconds() for _, start, end in spans) == 15 * 60


def test_the_whole_period_takes_one_statement(visit, day, django_assert_num_queries):
    for minute in range(10, 40):
        visit(f"9:{minute} issued, 9:{minute + 1} called, 9:{minute + 2} finished")
    with django_assert_num_queries(1):
        assert len(ledger.visits(day)) == 30
