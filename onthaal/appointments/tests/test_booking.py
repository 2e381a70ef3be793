"""An and Karim book, move and cancel."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.appointments import availability, memory
from onthaal.appointments.actions import booking, settings
from onthaal.appointments.actions.booking import (
    CannotChange,
    Contact,
    HoldOver,
    Taken,
    TooMany,
    cancel,
    confirm,
    extend_hold,
    hold,
    move,
    release,
)
from onthaal.appointments.models import Appointment, CapacityBlock, OccupiedTick, State
from onthaal.appointments.tests.conftest import AN, KARIM, MONDAY, TUESDAY, WEDNESDAY, moment
from onthaal.core import clock
from onthaal.organisation.models import OpeningException
from onthaal.timeline.models import Event


def free(hall, product, day, persons=1, **more):
    wanted = availability.wish(location=hall.place, items=[(product, persons)])
    found = availability.free_moments(wanted, first=day, number=1, **more).of_day(day)
    return [f"{each:%H:%M}" for each in found]


def test_an_takes_a_moment_and_confirms_it(hall, book, mails_to):
    made = book("2026-12-01 09:30")
    assert made.state == State.BOOKED
    assert made.ends_at - made.starts_at == dt.timedelta(minutes=15)
    assert len(made.check_in_code) == 6
    assert made.ticks.count() == 3
    assert Event.objects.about(made).get().kind == "appointment.booked"
    (mail,) = mails_to("an@voorbeeld.be")
    assert made.check_in_code in mail.body_text
    assert "een recente pasfoto" in mail.body_text
    assert made.secret in mail.body_text


def test_confirming_twice_is_one_appointment_and_one_mail(hall, book, mails_to):
    made = book("2026-12-01 09:30")
    again = confirm(appointment=made, contact=AN)
    assert again.pk == made.pk
    assert len(mails_to("an@voorbeeld.be")) == 1


def test_moments_stay_within_opening_hours_and_notice(hall):
    assert free(hall, hall.passport, MONDAY)[0] == "09:00"
    assert free(hall, hall.passport, TUESDAY)[-1] == "11:45"
    # two persons take 25 minutes
    assert free(hall, hall.passport, TUESDAY, persons=2)[-1] == "11:30"
    assert free(hall, hall.passport, dt.date(2026, 12, 5)) == []


def test_an_hour_of_notice(hall, at):
    at("2026-11-30 09:01")
    assert free(hall, hall.passport, MONDAY)[0] == "10:15"
    # a colleague who sees the person standing there need not wait
    assert free(hall, hall.passport, MONDAY, staff=True)[0] == "09:05"


def test_a_product_has_moments_from_its_first_day_to_its_last(hall):
    hall.passport.starts_on = hall.passport.ends_on = TUESDAY
    asked = availability.wish(location=hall.place, items=[(hall.passport, 1), (hall.licence, 1)])
    for staff in (False, True):
        found = availability.free_moments(asked, staff=staff)
        assert {each.date() for each in found.all()} == {TUESDAY}
    for day in (MONDAY, WEDNESDAY):
        with pytest.raises(Taken):
            hold(
                location=hall.place,
                items=[(hall.passport, 1)],
                start=moment(f"{day} 11:00"),
                by=hall.fatma,
            )


def test_only_the_lane_that_can_do_it(hall, book):
    book("2026-12-01 09:00", product=hall.licence)
    assert "09:00" not in free(hall, hall.licence, TUESDAY)
    assert "09:00" in free(hall, hall.passport, TUESDAY)


def test_a_plain_product_leaves_the_lane_with_the_rare_skill_free(hall, book):
    book("2026-12-01 09:00")
    book("2026-12-01 09:00", who=KARIM)
    assert set(Appointment.objects.values_list("lane__name", flat=True)) == {"Baan A", "Baan B"}


def test_residents_stop_at_their_ceiling_and_colleagues_at_theirs(hall, book):
    book("2026-12-01 09:00")
    book("2026-12-01 09:00", who=KARIM)
    assert "09:00" not in free(hall, hall.passport, TUESDAY)
    assert "09:00" in free(hall, hall.passport, TUESDAY, staff=True)
    with pytest.raises(Taken):
        book("2026-12-01 09:00", who=Contact("Bram"))
    book("2026-12-01 09:00", who=Contact("Bram"), by=hall.fatma)
    assert "09:00" not in free(hall, hall.passport, TUESDAY, staff=True)


def test_a_lane_is_kept_for_walk_ins_whoever_books(hall, book):
    CapacityBlock.objects.update(walk_in_reserve=2)
    book("2026-12-01 09:00", by=hall.fatma)
    with pytest.raises(Taken):
        book("2026-12-01 09:00", by=hall.fatma)


def test_who_is_too_late_hears_what_is_near(hall, book):
    for who in (AN, KARIM):
        book("2026-12-01 09:30", who=who)
    with pytest.raises(Taken) as refusal:
        book("2026-12-01 09:30")
    assert [f"{each:%d %H:%M}" for each in refusal.value.alternatives] == [
        "01 09:00",
        "01 09:15",
        "01 09:45",
        "01 10:00",
        "01 10:15",
        "01 10:30",
    ]
    assert Appointment.objects.count() == 2


def test_a_day_with_other_blocks_replaces_the_week(hall):
    own = CapacityBlock.objects.create(
        location=hall.place,
        day=TUESDAY,
        starts_at=dt.time(10),
        ends_at=dt.time(11),
        valid_from=TUESDAY,
    )
    own.lanes.set(hall.lanes[:1])
    assert free(hall, hall.passport, TUESDAY) == ["10:00", "10:15", "10:30", "10:45"]
    own.withdrawn_at = moment("2026-11-30 08:00")
    own.save()
    assert free(hall, hall.passport, TUESDAY)[0] == "09:00"
    CapacityBlock.objects.create(location=hall.place, day=TUESDAY, valid_from=TUESDAY)
    assert free(hall, hall.passport, TUESDAY) == []


def test_a_place_that_closes_has_no_moments(hall):
    OpeningException.objects.create(location=hall.place, day=TUESDAY, note="Opendeurdag")
    assert free(hall, hall.passport, TUESDAY) == []
    OpeningException.objects.create(
        location=hall.place, day=WEDNESDAY, opens_at=dt.time(10), closes_at=dt.time(11)
    )
    assert free(hall, hall.passport, WEDNESDAY) == ["10:00", "10:15", "10:30", "10:45"]


def test_part_of_the_day_is_for_that_day_itself(hall, at):
    hall.policy.same_day_share = 50
    hall.policy.save()
    CapacityBlock.objects.update(public_ceiling=1)
    assert free(hall, hall.passport, TUESDAY)[-1] == "10:15"
    assert free(hall, hall.passport, TUESDAY, staff=True)[-1] == "11:45"
    at("2026-12-01 08:00")
    assert free(hall, hall.passport, TUESDAY)[-1] == "11:45"


def test_a_hold_that_ran_out_blocks_nobody_and_can_be_taken_again(hall, at):
    CapacityBlock.objects.update(public_ceiling=1)
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    assert "09:00" not in free(hall, hall.passport, TUESDAY)
    at("2026-11-30 08:11")
    assert "09:00" in free(hall, hall.passport, TUESDAY)
    # An typed slowly, but nobody was quicker
    assert confirm(appointment=held, contact=AN).state == State.BOOKED
    assert "09:00" not in free(hall, hall.passport, TUESDAY)


def test_who_typed_too_slowly_hears_what_is_near_and_loses_nothing(hall, at, book):
    CapacityBlock.objects.update(public_ceiling=1)
    held = hold(location=hall.place, items=[(hall.licence, 1)], start=moment("2026-12-01 09:00"))
    at("2026-11-30 08:11")
    book("2026-12-01 09:00", product=hall.licence, who=KARIM)
    with pytest.raises(Taken) as refusal:
        confirm(appointment=held, contact=AN)
    assert refusal.value.alternatives[0] == moment("2026-12-01 09:15")
    held.refresh_from_db()
    assert held.state == State.HELD
    # the other moment comes in place of the hold
    other = hold(
        location=hall.place,
        items=[(hall.licence, 1)],
        start=moment("2026-12-01 09:15"),
        instead_of=held,
    )
    assert confirm(appointment=other, contact=AN).state == State.BOOKED
    assert Appointment.objects.coming().count() == 2


def test_more_time_on_request_but_not_for_ever(hall, at):
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    at("2026-11-30 08:09")
    assert extend_hold(appointment=held).held_until == moment("2026-11-30 08:19")
    at("2026-11-30 08:41")
    with pytest.raises(HoldOver):
        extend_hold(appointment=held)


def test_a_hold_can_be_given_back(hall, book):
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    release(appointment=held)
    assert not Appointment.objects.exists()
    made = book("2026-12-01 09:00")
    release(appointment=made)
    assert Appointment.objects.exists()


def test_an_moves_and_keeps_link_and_code(hall, book, mails_to):
    made = book("2026-12-01 09:00")
    moved = move(appointment=made, start=moment("2026-12-02 13:30"))
    assert (moved.secret, moved.check_in_code) == (made.secret, made.check_in_code)
    assert moved.sequence == 1
    assert "09:00" in free(hall, hall.passport, TUESDAY)
    assert OccupiedTick.objects.count() == 3
    assert "dinsdag 1 december om 9.00 uur" in mails_to("an@voorbeeld.be")[1].body_text


def test_a_move_of_a_few_minutes_overlaps_only_itself(hall, book):
    CapacityBlock.objects.update(public_ceiling=1)
    made = book("2026-12-01 09:00", persons=2)
    moved = move(appointment=made, start=moment("2026-12-01 09:15"))
    assert moved.ticks.count() == 5
    assert free(hall, hall.passport, TUESDAY)[:1] == ["09:00"]


def test_a_move_to_what_is_taken_changes_nothing(hall, book):
    CapacityBlock.objects.update(public_ceiling=1)
    made = book("2026-12-01 09:00")
    book("2026-12-01 10:00", who=KARIM)
    with pytest.raises(Taken):
        move(appointment=made, start=moment("2026-12-01 10:00"))
    made.refresh_from_db()
    assert made.starts_at == moment("2026-12-01 09:00")
    assert made.ticks.count() == 3


def test_a_cancelled_moment_comes_back_after_a_while(hall, book, at, mails_to, monkeypatch):
    monkeypatch.setattr(booking.secrets, "randbelow", lambda most: 600)
    CapacityBlock.objects.update(public_ceiling=1)
    made = book("2026-12-01 09:00")
    gone = cancel(appointment=made)
    assert gone.reoffer_at == moment("2026-11-30 08:15")
    assert "09:00" not in free(hall, hall.passport, TUESDAY)
    with pytest.raises(Taken):
        book("2026-12-01 09:00", who=KARIM)
    at("2026-11-30 08:15")
    assert "09:00" in free(hall, hall.passport, TUESDAY)
    # also before the sweep came by
    book("2026-12-01 09:00", who=KARIM)
    assert "geannuleerd" in mails_to("an@voorbeeld.be")[1].subject
    assert cancel(appointment=made).cancelled_at == gone.cancelled_at


def test_the_sweep_clears_what_is_over(hall, book, at):
    cancel(appointment=book("2026-12-01 09:00"))
    hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    assert booking.tidy.func() == 0
    at("2026-12-01 08:30")
    assert booking.tidy.func() == 6
    assert not OccupiedTick.objects.exists()
    assert Appointment.objects.get().state == State.CANCELLED


def test_what_is_past_stays_as_it_was(hall, book, at):
    made = book("2026-12-01 09:00")
    at("2026-12-01 09:00")
    with pytest.raises(CannotChange):
        cancel(appointment=made)
    with pytest.raises(CannotChange):
        move(appointment=made, start=moment("2026-12-02 09:00"))
    # the telephone rings: they are late
    assert move(appointment=made, start=moment("2026-12-01 11:00"), by=hall.fatma)


def test_nobody_collects_appointments(hall, book):
    for hour in ("09:00", "09:30", "10:00"):
        book(f"2026-12-01 {hour}")
    with pytest.raises(TooMany):
        book("2026-12-01 10:30", who=Contact("An", "AN@voorbeeld.be"))
    for hour in ("10:30", "11:00", "11:30"):
        book(f"2026-12-01 {hour}", who=KARIM)
    with pytest.raises(TooMany):
        book("2026-12-02 11:30", who=Contact("K", "", "+32 (0)470 12.34.56".replace("(0)", "")))
    book("2026-12-02 09:00", by=hall.fatma)


def test_the_reminder_goes_once_and_not_to_who_just_booked(hall, book, at, mails_to):
    book("2026-12-02 13:30")
    at("2026-12-01 13:20")
    assert booking.remind.func() == 0
    at("2026-12-01 13:31")
    assert booking.remind.func() == 1
    assert booking.remind.func() == 0
    assert mails_to("an@voorbeeld.be")[1].subject.startswith("Herinnering")
    book("2026-12-02 09:00", who=Contact("Bram", "bram@voorbeeld.be"))
    assert booking.remind.func() == 0


def test_two_products_share_what_is_done_once(hall):
    items = [(hall.passport, 2), (hall.licence, 1)]
    held = hold(location=hall.place, items=items, start=moment("2026-12-01 09:00"))
    assert held.ends_at - held.starts_at == dt.timedelta(minutes=30)
    assert [str(item) for item in held.items.all()] == ["Reispas × 2", "Rijbewijs × 1"]
    assert held.lane == hall.lanes[2]


def test_what_holds_is_remembered_a_moment_and_a_manager_sees_a_change_at_once(
    hall, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(memory, "KEPT_SECONDS", 60)
    wanted = availability.wish(location=hall.place, items=[(hall.passport, 1)])
    assert availability.free_moments(wanted, first=TUESDAY, number=1)
    # past our own actions nobody is told
    CapacityBlock.objects.update(withdrawn_at=clock.now())
    assert availability.free_moments(wanted, first=TUESDAY, number=1)
    with django_capture_on_commit_callbacks(execute=True):
        settings.save_lane(hall.lanes[0], skills=[hall.people], by=hall.joris)
    assert not availability.free_moments(wanted, first=TUESDAY, number=1)


def test_who_moves_to_tomorrow_gets_one_mail_about_it(book, at, mails_to):
    row = book("2026-12-08 10:00")
    far = book("2026-12-09 10:00", who=Contact("Karim", "karim@voorbeeld.be"))
    at("2026-11-30 10:00")
    move(appointment=row, start=moment("2026-12-01 09:30"))
    move(appointment=far, start=moment("2026-12-03 09:30"))
    booking.remind.func()
    assert len(mails_to("an@voorbeeld.be")) == 2
    # who comes later still gets one in time
    at("2026-12-02 10:00")
    booking.remind.func()
    assert "Herinnering" in mails_to("karim@voorbeeld.be")[-1].subject
