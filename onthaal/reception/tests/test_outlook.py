"""When the queue is empty with who sits there now, and what of it is kept."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from onthaal.people.personal_data import Person
from onthaal.reception import retention
from onthaal.reception.models import Visit, VisitEvent
from onthaal.reception.rules.outlook import Seat, expected_minutes, predict
from onthaal.reception.rules.scoring import Caller, Weights
from onthaal.reception.tests.test_scoring import NINE, at, waits


def seats(number, *, skills=frozenset()):
    return [Seat(Caller(counter=each, clerk=each, skills=skills), NINE) for each in range(number)]


def test_two_counters_are_done_in_half_the_time():
    queue = [waits(f"A{number:03}", 0) for number in range(1, 5)]
    minutes = dict.fromkeys(range(1, 5), 10)
    assert predict(queue, minutes, seats(1), Weights(), NINE).done_at == at(40)
    assert predict(queue, minutes, seats(2), Weights(), NINE).done_at == at(20)


def test_who_cannot_be_served_is_not_in_it():
    queue = [waits("A001", 0, skills=frozenset({7}))]
    found = predict(queue, {1: 10}, seats(2), Weights(), NINE)
    assert (dict(found.calls), found.done_at) == ({}, None)


def test_nobody_at_a_counter_is_no_answer():
    assert predict([waits("A001", 0)], {1: 10}, [], Weights(), NINE).empty_at is None


@given(
    minutes=st.lists(st.integers(1, 60), min_size=1, max_size=15),
    counters=st.integers(1, 4),
)
def test_it_takes_at_least_the_work_and_at_most_all_of_it_at_one_counter(minutes, counters):
    queue = [waits(f"A{number:03}", 0) for number in range(1, len(minutes) + 1)]
    lengths = dict(enumerate(minutes, start=1))
    found = predict(queue, lengths, seats(counters), Weights(), NINE)
    assert len(found.calls) == len(minutes)
    took = (found.done_at - NINE) / dt.timedelta(minutes=1)
    assert max(max(minutes), sum(minutes) / counters) <= took + 1e-6
    assert took <= sum(minutes)


def test_what_products_share_is_counted_once():
    assert expected_minutes([(15, 5, 3, 2), (10, 0, 3, 1)]) == 27
    assert expected_minutes([]) == 1


def test_names_notes_and_addresses_of_tickets_go_and_times_stay(hall, comes, on):
    visit = comes(hall.bags, name="Karim Haddad", note="Spreekt Frans")
    on("2026-12-10 09:00")
    cutoff = on("2026-12-08 09:00")
    assert list(retention.old(cutoff)) == [visit]
    retention.erase_visits([visit.pk])
    again = Visit.objects.get()
    assert (again.name, again.note, again.number) == ("", "", "A001")
    assert again.secret != visit.secret
    assert VisitEvent.objects.count() == 1
    assert not retention.old(cutoff).exists()


def test_somebody_asks_for_what_we_know_and_to_forget_it(hall, booked, on):
    from onthaal.reception.actions.registration import check_in

    on("2026-11-23 09:58")
    appointment = booked("10:00", email="karim@voorbeeld.be")
    visit = check_in(appointment=appointment, arrival="kiosk")
    person = Person("karim@voorbeeld.be")
    (record,) = retention.export(person)
    assert record.fields["Waarvoor"] == "Reispas"
    assert retention.erase(person) == 1
    visit.refresh_from_db()
    assert visit.name == ""
    assert retention.erase(person) == 0
