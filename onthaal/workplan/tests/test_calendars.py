"""The planning in somebody else's calendar, with a real Radicale on the other side."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from onthaal.integrations.caldav.client import CalendarCollection, Unavailable
from onthaal.integrations.caldav.tests.radicale import PASSWORD, USER, FarSide
from onthaal.timeline.models import Event
from onthaal.workplan.actions.calendars import (
    _marked,
    again,
    connect,
    look_back,
    name_of,
    on_change,
    push_due,
    send,
    take,
)
from onthaal.workplan.actions.orders import cancel
from onthaal.workplan.actions.planning import plan, unplan
from onthaal.workplan.models import CalendarPush, PushState, ReviewItem
from onthaal.workplan.tests.conftest import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def radicale(tmp_path_factory):
    far = FarSide(tmp_path_factory.mktemp("radicale"))
    far.start()
    far.make_calendar()
    yield far
    far.stop()


@pytest.fixture
def far(radicale):
    calendar = CalendarCollection(radicale.url, USER, PASSWORD)
    for name in calendar.etags():
        calendar.delete(name)
    return radicale


@pytest.fixture
def linked(far, yard, town):
    return connect(yard.one, url=far.url, username=USER, password=PASSWORD, by=town.bram)


def hear():
    """What the jobs of the subscriptions do."""
    for event in Event.objects.filter(subject_type="workplan.workorder").order_by("pk"):
        on_change(event.pk)


def push():
    return push_due.func()


def states():
    return sorted(CalendarPush.objects.values_list("state", flat=True))


def later(on, minutes):
    begin = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    return on((begin + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M"))


def test_a_planned_order_stands_in_the_calendar_and_follows(linked, far, order, yard, town):
    first, second = order("Put vullen", crew=yard.one, place="Plein"), order("Stoep", crew=yard.one)
    hear()
    assert push() == 2
    found = far.entries()
    assert set(found) == {name_of(first), name_of(second)}
    assert str(found[name_of(first)]["location"]) == "Plein"
    # the second comes first now: the hours of both move, nothing is doubled
    plan(second, crew=yard.one, on=MONDAY, position=1, by=town.bram)
    hear()
    push()
    found = far.entries()
    assert len(found) == 2
    assert found[name_of(second)].decoded("dtstart") < found[name_of(first)].decoded("dtstart")
    assert states() == [PushState.ACKNOWLEDGED] * 2


@pytest.mark.parametrize("how", ["list", "cancelled", "other crew"])
def test_what_is_not_planned_here_any_more_goes(how, linked, far, order, yard, town):
    made = order(crew=yard.one)
    hear()
    push()
    if how == "list":
        unplan(made, by=town.bram)
    elif how == "cancelled":
        cancel(made, why="Dubbel", by=town.bram)
    else:
        plan(made, crew=yard.two, on=MONDAY, by=town.bram)
    hear()
    push()
    assert far.entries() == {}
    # and it may come back
    if how == "other crew":
        plan(made, crew=yard.one, on=TUESDAY, by=town.bram)
        hear()
        push()
        assert set(far.entries()) == {name_of(made)}


def test_a_worker_that_dies_after_sending_doubles_nothing(linked, far, order, yard, on):
    made = order(crew=yard.one)
    hear()
    row = take(CalendarPush.objects.get().pk)
    far.write(name_of(made), _marked(made))  # it was sent; the answer was never noted
    assert row.state == PushState.SENT
    assert push() == 0  # still somebody's
    later(on, 5)
    assert push() == 1
    assert set(far.entries()) == {name_of(made)}
    assert not ReviewItem.objects.exists()


def test_a_worker_that_dies_before_sending_loses_nothing(linked, far, order, yard, on):
    order(crew=yard.one)
    hear()
    assert take(CalendarPush.objects.get().pk)
    later(on, 5)
    assert push() == 1
    assert len(far.entries()) == 1


def test_two_workers_do_not_take_the_same_row(linked, order, yard):
    order(crew=yard.one)
    hear()
    pk = CalendarPush.objects.get().pk
    assert take(pk)
    assert take(pk) is None


def test_the_other_side_is_down_for_a_day(linked, far, order, yard, town, on):
    made = order("Put vullen", crew=yard.one)
    hear()
    far.stop()
    try:
        for hours in range(0, 24, 2):
            later(on, hours * 60 + 5)
            assert push() == 0
        row = CalendarPush.objects.get()
        assert row.state == PushState.PENDING
        assert row.attempts > 5
        assert row.problem
        on("2026-11-23 12:00")
        plan(made, crew=yard.one, on=TUESDAY, by=town.bram)  # planning goes on meanwhile
        hear()
    finally:
        far.start()
    later(on, 25 * 60)
    assert push() == 1
    entries = far.entries()
    assert len(entries) == 1
    assert entries[name_of(made)].decoded("dtstart").date() == TUESDAY
    assert states() == [PushState.ACKNOWLEDGED]


def test_a_wrong_password_is_told_and_put_back_by_hand(linked, far, order, yard, town):
    order(crew=yard.one)
    connect(yard.one, url=far.url, username=USER, password="fout", by=town.bram)
    push()
    row = CalendarPush.objects.get()
    assert (row.state, row.problem[:3]) == (PushState.FAILED, "401")
    connect(yard.one, url=far.url, username=USER, password=PASSWORD, by=town.bram)
    CalendarPush.objects.update(state=PushState.FAILED)
    again(row, by=town.bram)
    assert push() == 1


def moved_by_somebody(far, made, hours=3):
    there = far.read(name_of(made))
    calendar = Calendar.from_ical(there.body)
    event = calendar.walk("VEVENT")[0]
    for name in ("dtstart", "dtend"):
        moment = event.decoded(name) + dt.timedelta(hours=hours)
        del event[name]
        event.add(name, moment)
    far.write(name_of(made), calendar.to_ical(), etag=there.etag)


def test_what_somebody_changed_over_there_is_looked_at_and_not_lost(linked, far, order, yard, town):
    made = order("Put vullen", crew=yard.one)
    hear()
    push()
    moved_by_somebody(far, made)
    assert look_back.func() == 1
    assert look_back.func() == 0  # told once
    assert "anders dan onze planning" in ReviewItem.objects.get().text
    # our next change wins, and does not tell it twice
    plan(made, crew=yard.one, on=TUESDAY, by=town.bram)
    hear()
    assert push() == 1
    assert far.entries()[name_of(made)].decoded("dtstart").date() == TUESDAY
    assert ReviewItem.objects.count() == 1


def test_entries_that_are_not_ours_and_that_are_gone(linked, far, order, yard):
    made = order("Put vullen", crew=yard.one)
    hear()
    push()
    far.write(
        "verlof.ics",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:verlof\r\n"
        b"DTSTAMP:20261123T080000Z\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY:Verlof\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    CalendarCollection(far.url, USER, PASSWORD).delete(name_of(made))
    assert look_back.func() == 2
    texts = " ".join(ReviewItem.objects.values_list("text", flat=True))
    assert "Verlof" in texts
    assert "is weg uit de agenda" in texts


def test_a_change_while_we_speak_goes_again(linked, far, order, yard, town):
    made = order(crew=yard.one)
    hear()
    row = take(CalendarPush.objects.get().pk)
    plan(made, crew=yard.one, on=TUESDAY, by=town.bram)
    hear()
    assert push() == 0  # nobody speaks about it beside us
    assert not send(row)
    assert states() == [PushState.PENDING]
    push()
    assert states() == [PushState.ACKNOWLEDGED]
    assert far.entries()[name_of(made)].decoded("dtstart").date() == TUESDAY


def test_a_worker_that_was_away_too_long_overwrites_nothing(linked, far, order, yard, town, on):
    made = order(crew=yard.one)
    hear()
    slow = take(CalendarPush.objects.get().pk)
    plan(made, crew=yard.one, on=TUESDAY, by=town.bram)
    hear()
    later(on, 5)
    assert push() == 1
    assert not send(slow)
    assert far.entries()[name_of(made)].decoded("dtstart").date() == TUESDAY
    assert states() == [PushState.ACKNOWLEDGED]
    assert not ReviewItem.objects.exists()


def test_an_entry_that_was_heard_after_its_removal_goes_again(linked, far, order, yard, town):
    made = order(crew=yard.one)
    hear()
    push()
    late = _marked(made)
    plan(made, crew=yard.two, on=MONDAY, by=town.bram)
    hear()
    push()
    far.write(name_of(made), late)  # what a dead worker sent reaches the other side only now
    assert look_back.func() == 0
    assert push() == 1
    assert far.entries() == {}


def test_a_calendar_that_does_not_answer_is_unavailable():
    with pytest.raises(Unavailable):
        CalendarCollection("http://127.0.0.1:9/x/").get("y.ics")


def test_the_password_is_not_readable_in_the_database(linked):
    assert PASSWORD not in linked.password
