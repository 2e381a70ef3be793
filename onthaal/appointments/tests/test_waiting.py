"""The waiting list: what comes free goes to who waits longest, and waits for the answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from onthaal.appointments import rules
from onthaal.appointments.actions import waiting
from onthaal.appointments.actions.booking import Contact, TooMany, cancel, release, tidy
from onthaal.appointments.models import (
    Appointment,
    BookingPolicy,
    CapacityBlock,
    State,
    WaitingWish,
)
from onthaal.appointments.rules.waiting import GAIN, NOTICE
from onthaal.appointments.tests.conftest import MONDAY, TUESDAY, moment
from onthaal.core.tests.together import at_once

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
    # the page that follows tells to look in the mail, and only the mail knows the link
    assert answer.url == reverse("appointment-waiting-asked")
    shown = client.get(answer.url).text
    assert "Kijk in uw mail" in shown
    assert wish.secret not in shown
    mail = mails_to("karim@voorbeeld.be")[0]
    assert "Bevestig uw plaats op de wachtlijst" in mail.subject
    page = reverse("waiting-wish", args=[wish.secret])
    assert page in mail.body_text
    freed(scarce[8], at)
    # whose address is not proved, is not waiting
    assert waiting.offer.call() == 0
    assert "Ja, zet mij op de wachtlijst" in client.get(page).text
    client.post(page, {"antwoord": "bevestig"})
    assert "U staat op de wachtlijst" in client.get(page).text
    assert waiting.offer.call() == 1
    row = waiting.accept(wish=WaitingWish.objects.get())
    assert (row.name, row.state) == ("Karim Haddad", State.BOOKED)
    assert row.starts_at == moment("2026-12-01 11:00")
    assert "Uw afspraak op" in mails_to("karim@voorbeeld.be")[-1].subject
    shown = client.get(page).text
    assert "Uw afspraak staat vast" in shown
    assert "vroeger moment" not in shown


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


def yes_four_times(wish):
    """The appointments that four clicks at the very same moment found."""
    waiting.offer.call()
    outcomes = at_once(*[lambda: waiting.accept(wish=wish)] * 4)
    wish.refresh_from_db()
    assert wish.outcome == "taken"
    return [(each.pk, each.starts_at) for each in outcomes]


@pytest.mark.django_db(transaction=True)
def test_a_double_yes_moves_once_and_both_hear_that_it_is_theirs(scarce, book, at, mails_to):
    own = book("2026-12-08 10:00")
    wish = waiting.wish_earlier(appointment=own, until=TUESDAY, part_of_day="any")
    freed(scarce[0], at)
    assert yes_four_times(wish) == [(own.pk, moment("2026-12-01 09:00"))] * 4
    mails = [mail.template for mail in mails_to("an@voorbeeld.be")]
    assert mails.count("appointment_moved") == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_yes_without_appointment_makes_one(hall, scarce, at):
    wish = anybody(hall, until=TUESDAY)
    freed(scarce[0], at)
    found = yes_four_times(wish)
    assert found == [(wish.appointment.pk, moment("2026-12-01 09:00"))] * 4


def anybody(hall, name="Karim", **more):
    """A wish without appointment, with a proved address."""
    wish = waiting.wish_any(
        location=hall.place,
        items=[(hall.passport, 1)],
        name=name,
        email=f"{name.lower()}@voorbeeld.be",
        until=more.pop("until", TUESDAY),
        **more,
    )
    waiting.prove(wish=wish)
    wish.refresh_from_db()
    return wish


def test_who_never_answers_the_mail_is_forgotten_after_two_days(hall, at):
    waiting.wish_any(
        location=hall.place,
        items=[(hall.passport, 1)],
        name="Karim",
        email="karim@voorbeeld.be",
        until=dt.date(2026, 12, 20),
    )
    kept = anybody(hall, "An", until=dt.date(2026, 12, 20))
    WaitingWish.objects.update(made_at=moment("2026-11-30 08:00"))
    at("2026-12-02 07:59")
    waiting.offer.call()
    assert WaitingWish.objects.count() == 2
    at("2026-12-02 08:01")
    waiting.offer.call()
    assert WaitingWish.objects.get() == kept


def test_who_waited_in_vain_hears_that_we_stop(hall, at, mails_to):
    wish = anybody(hall, until=MONDAY)
    CapacityBlock.objects.all().delete()
    for _ in range(2):
        at("2026-12-01 08:00")
        waiting.offer.call()
    wish.refresh_from_db()
    assert wish.outcome == "over"
    (mail,) = [mail for mail in mails_to(wish.email) if mail.template == "waiting_stopped"]
    assert "er kwam geen moment vrij" in mail.body_text


def test_who_never_answers_hears_after_three_offers_that_we_stop(scarce, book, at, mails_to):
    own = book("2026-12-08 10:00")
    wish = waiting.wish_earlier(appointment=own, until=dt.date(2026, 12, 7), part_of_day="any")
    for hour in (10, 12, 14, 16):
        at(f"2026-12-01 {hour}:00")
        waiting.offer.call()
    wish.refresh_from_db()
    assert wish.outcome == "unanswered"
    (mail,) = [mail for mail in mails_to(wish.email) if mail.template == "waiting_stopped"]
    assert "drie keer" in mail.body_text
    assert "dinsdag 8 december om 10.00 uur blijft staan" in mail.body_text


@pytest.mark.parametrize("hour", ["06:59", "21:00", "23:30"])
def test_nobody_is_written_to_at_night(hall, at, hour):
    wish = anybody(hall, until=dt.date(2026, 12, 20))
    at(f"2026-12-01 {hour}")
    assert waiting.offer.call() == 0
    at("2026-12-02 07:00")
    assert waiting.offer.call() == 1
    at("2026-12-02 21:30")
    # what was offered still ends at night
    waiting.offer.call()
    wish.refresh_from_db()
    assert (wish.offered_until, wish.unanswered) == (None, 1)


def test_two_hundred_who_cannot_be_helped_do_not_stand_in_the_way_of_the_next(
    hall, scarce, at, django_assert_max_num_queries
):
    first = WaitingWish.objects.create(
        location=hall.place,
        email="x@voorbeeld.be",
        until=TUESDAY,
        made_at=moment("2026-11-02 09:00"),
        proved_at=moment("2026-11-02 09:00"),
    )
    first.items.create(product=hall.passport)
    many = [
        WaitingWish(
            location=hall.place,
            email=f"buur{n}@voorbeeld.be",
            until=MONDAY,
            made_at=moment("2026-11-01 09:00"),
            proved_at=moment("2026-11-01 09:00"),
        )
        for n in range(210)
    ]
    for wish in WaitingWish.objects.bulk_create(many):
        wish.items.create(product=hall.passport)
    freed(scarce[0], at)
    # what is free is worked out once for all who want the same
    with django_assert_max_num_queries(120):
        assert waiting.offer.call() == 1
    first.refresh_from_db()
    assert first.offered_start == moment("2026-12-01 09:00")


def test_who_asked_for_els_is_only_offered_an_hour_of_els(hall, book, at, client):
    els = hall.staff("Els", "handler")
    hall.lanes[2].host = els
    hall.lanes[2].save()
    own = book("2026-12-08 10:00", host=els)
    assert own.lane == hall.lanes[2]
    wish = waiting.wish_earlier(appointment=own, until=TUESDAY, part_of_day="any")
    # Els has no time before ten
    book("2026-12-01 09:00", host=els, by=hall.fatma, persons=6)
    at("2026-11-30 11:00")
    for _ in range(2):
        waiting.offer.call()
    wish.refresh_from_db()
    assert wish.offer.lane == hall.lanes[2]
    assert waiting.accept(wish=wish).lane == hall.lanes[2]


def test_yes_when_one_has_too_many_says_what_to_do(hall, book, at, client):
    wish = anybody(hall)
    at("2026-11-30 08:05")
    waiting.offer.call()
    BookingPolicy.objects.update(max_per_email=1)
    book("2026-12-08 10:00", who=Contact("Karim", "karim@voorbeeld.be"))
    with pytest.raises(TooMany):
        waiting.accept(wish=wish)
    page = reverse("waiting-wish", args=[wish.secret])
    answer = client.post(page, {"antwoord": "ja"}, follow=True)
    assert "Annuleer er eerst een, en zeg dan opnieuw ja" in answer.text
    assert "Ja, dit moment wil ik" in answer.text


def test_yes_to_what_went_to_the_next_at_that_moment_is_no_failure(hall, at, client, monkeypatch):
    wish = anybody(hall)
    at("2026-11-30 08:05")
    waiting.offer.call()
    confirm = waiting.booking.confirm

    def too_late(*, appointment, **more):
        release(appointment=appointment)
        return confirm(appointment=appointment, **more)

    monkeypatch.setattr(waiting.booking, "confirm", too_late)
    page = reverse("waiting-wish", args=[wish.secret])
    answer = client.post(page, {"antwoord": "ja"}, follow=True)
    assert "Dit moment is intussen weg" in answer.text


def test_nobody_waits_for_a_visit_at_home_because_we_would_not_know_where(hall, client):
    CapacityBlock.objects.filter(weekday=0).update(kind="home")
    query = "?product=bouwadvies&personen=1&soort="
    address = reverse("appointment-waiting")
    assert client.get(address + query + "home").url == reverse("appointment-new")
    assert client.get(address + query + "counter").status_code == 200
    days = reverse("appointment-day")
    assert "wachtlijst" not in client.get(days + query + "home").text
    assert "wachtlijst" in client.get(days + query + "counter").text
