"""The waiting list: what comes free goes to who waits longest, and waits for the answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from onthaal.appointments import rules
from onthaal.appointments.actions import waiting
from onthaal.appointments.actions.booking import Contact, cancel, tidy
from onthaal.appointments.models import Appointment, CapacityBlock, State, WaitingWish
from onthaal.appointments.rules.waiting import GAIN, NOTICE
from onthaal.appointments.tests.conftest import MONDAY, TUESDAY, at_once, moment

pytestmark = pytest.mark.django_db
moments = st.datetimes(dt.datetime(2026, 12, 1), dt.datetime(2026, 12, 20)).map(  # noqa: DTZ001
    lambda each: each.replace(tzinfo=dt.UTC)
)


@given(st.lists(moments, max_size=12), moments, st.sampled_from(["any", "morning", "afternoon"]))
def test_what_is_offered_was_free_is_worth_it_and_can_be_reached(free, own, part):
    now = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    found = rules.best(sorted(free), now=now, part_of_day=part, before=own, refused=free[:2])
    if found is not None:
        assert found in free
        assert found not in free[:2]
        assert found >= now + NOTICE
        assert found <= own - GAIN
        assert part == "any" or (found.hour < 12) == (part == "morning")


@pytest.fixture
def scarce(hall, book):
    """One place at a time, and Tuesday is full: nine o'clock to noon in quarters."""
    CapacityBlock.objects.update(public_ceiling=1)
    return [
        book(f"2026-12-01 {hour:02}:{minute:02}", who=Contact(f"Buur {n}", f"buur{n}@voorbeeld.be"))
        for n, (hour, minute) in enumerate(
            (hour, minute) for hour in (9, 10, 11) for minute in (0, 15, 30, 45)
        )
    ]


def freed(row, at):
    """Cancelled, and the delay after it is over."""
    cancel(appointment=row)
    row.refresh_from_db()
    at("2026-11-30 09:50")
    tidy.call()


def test_an_is_offered_an_earlier_moment_and_moves_there(scarce, book, at, mails_to, client):
    own = book("2026-12-08 10:00")
    # too late for what is left of today
    at("2026-11-30 09:00")
    wish = waiting.wish_earlier(appointment=own, until=dt.date(2026, 12, 1), part_of_day="any")
    assert waiting.offer.call() == 0
    freed(scarce[4], at)
    assert waiting.offer.call() == 1
    wish.refresh_from_db()
    assert wish.offered_start == moment("2026-12-01 10:00")
    mail = mails_to("an@voorbeeld.be")[-1]
    assert "Er is plaats op dinsdag 1 december om 10.00 uur" in mail.subject
    assert "blijft uw afspraak op dinsdag 8 december" in mail.body_text
    page = reverse("waiting-wish", args=[wish.secret])
    assert "Ja, dit moment wil ik" in client.get(page).text
    assert client.post(page, {"antwoord": "ja"}).status_code == 302
    own.refresh_from_db()
    assert own.starts_at == moment("2026-12-01 10:00")
    assert own.state == State.BOOKED
    assert not Appointment.objects.filter(state=State.HELD).exists()
    # a second click finds the same
    assert client.post(page, {"antwoord": "ja"}).status_code == 302
    assert "U hebt een vroeger moment" in client.get(page).text


def test_the_moment_is_kept_for_who_was_asked_and_nobody_else_gets_it(scarce, book, at):
    first = waiting.wish_earlier(
        appointment=book("2026-12-08 10:00"), until=TUESDAY, part_of_day="any"
    )
    second = waiting.wish_earlier(
        appointment=book("2026-12-08 11:00"), until=TUESDAY, part_of_day="any"
    )
    freed(scarce[0], at)
    assert waiting.offer.call() == 1
    assert waiting.offer.call() == 0
    for wish in (first, second):
        wish.refresh_from_db()
    assert first.offered_start == moment("2026-12-01 09:00")
    assert second.offered_start is None


def test_no_answer_gives_it_to_the_next_and_keeps_the_appointment(scarce, book, at):
    own = book("2026-12-08 10:00")
    first = waiting.wish_earlier(appointment=own, until=TUESDAY, part_of_day="any")
    second = waiting.wish_earlier(
        appointment=book("2026-12-08 11:00"), until=TUESDAY, part_of_day="any"
    )
    freed(scarce[0], at)
    waiting.offer.call()
    at("2026-11-30 10:51")
    waiting.offer.call()
    waiting.offer.call()
    for row in (first, second, own):
        row.refresh_from_db()
    assert first.offered_start is None
    assert first.unanswered == 1
    assert second.offered_start == moment("2026-12-01 09:00")
    assert own.starts_at == moment("2026-12-08 10:00")


def test_no_means_another_moment_and_stop_means_stop(scarce, book, at, client):
    wish = waiting.wish_earlier(
        appointment=book("2026-12-08 10:00"), until=TUESDAY, part_of_day="any"
    )
    freed(scarce[0], at)
    waiting.offer.call()
    page = reverse("waiting-wish", args=[wish.secret])
    client.post(page, {"antwoord": "nee"})
    assert waiting.offer.call() == 0
    wish.refresh_from_db()
    assert wish.refused == [moment("2026-12-01 09:00")]
    client.post(page, {"antwoord": "stop"})
    assert "U staat niet meer op de wachtlijst" in client.get(page).text
    assert client.post(page, {"antwoord": "ja"}).status_code == 302
    assert "geen moment voor u open" in client.get(page).text


def test_karim_has_no_appointment_and_gets_one(hall, scarce, at, client, mails_to):
    answer = client.post(
        reverse("appointment-waiting") + "?product=reispas&personen=1",
        {
            "name": "Karim Haddad",
            "email": "karim@voorbeeld.be",
            "until": "2026-12-01",
            "part_of_day": "morning",
        },
    )
    wish = WaitingWish.objects.get()
    assert answer.url == reverse("waiting-wish", args=[wish.secret])
    assert "U staat op de wachtlijst" in mails_to("karim@voorbeeld.be")[0].subject
    freed(scarce[8], at)
    waiting.offer.call()
    row = waiting.accept(wish=WaitingWish.objects.get())
    assert (row.name, row.state) == ("Karim Haddad", State.BOOKED)
    assert row.starts_at == moment("2026-12-01 11:00")
    assert "Uw afspraak op" in mails_to("karim@voorbeeld.be")[-1].subject


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(hall, client):
    address = reverse("appointment-waiting") + "?product=reispas&personen=1"
    answer = client.post(
        address, {"name": "Karim", "email": "karim@", "until": "2020-01-01", "part_of_day": "any"}
    )
    assert answer.status_code == 422
    assert "Vul een volledig e-mailadres in" in answer.text
    assert "Kies een dag die nog komt" in answer.text
    assert 'value="Karim"' in answer.text
    for _ in range(3):
        waiting.wish_any(
            location=hall.place,
            items=[(hall.passport, 1)],
            name="Karim",
            email="karim@voorbeeld.be",
            until=TUESDAY,
        )
    answer = client.post(
        address,
        {
            "name": "Karim",
            "email": "Karim@voorbeeld.be",
            "until": "2026-12-01",
            "part_of_day": "any",
        },
    )
    assert "al drie keer op de wachtlijst" in answer.text


def test_a_wish_ends_with_its_day_and_with_its_appointment(book, at):
    gone = waiting.wish_earlier(
        appointment=book("2026-12-08 10:00"), until=MONDAY, part_of_day="any"
    )
    cancelled = book("2026-12-08 11:00")
    other = waiting.wish_earlier(
        appointment=cancelled, until=dt.date(2026, 12, 8), part_of_day="any"
    )
    cancel(appointment=cancelled)
    at("2026-12-01 08:00")
    waiting.offer.call()
    for wish in (gone, other):
        wish.refresh_from_db()
        assert wish.outcome == "over"


@pytest.mark.django_db(transaction=True)
def test_yes_and_stop_at_the_same_moment_leave_one_appointment(scarce, book, at):
    own = book("2026-12-08 10:00")
    wish = waiting.wish_earlier(appointment=own, until=TUESDAY, part_of_day="any")
    freed(scarce[0], at)
    waiting.offer.call()
    wish.refresh_from_db()
    at_once(
        lambda: waiting.accept(wish=wish),
        lambda: waiting.withdraw(wish=wish),
        lambda: waiting.accept(wish=wish),
    )
    own.refresh_from_db()
    assert own.state == State.BOOKED
    assert own.starts_at in (moment("2026-12-01 09:00"), moment("2026-12-08 10:00"))
    assert not Appointment.objects.filter(state=State.HELD).exists()
    wish.refresh_from_db()
    assert wish.ended_at
