"""Joris decides who can be served when, and sees what it means before it does."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.appointments import availability
from onthaal.appointments.actions.settings import end_block
from onthaal.appointments.models import BookingPolicy, CapacityBlock, CapacityLane
from onthaal.appointments.tests.conftest import TUESDAY
from onthaal.appointments.tests.test_staff_pages import text_of
from onthaal.organisation.models import Location
from onthaal.timeline.models import Event


@pytest.fixture
def manager(as_staff, hall):
    return as_staff(hall.joris)


def free(hall, day):
    wanted = availability.wish(location=hall.place, items=[(hall.passport, 1)])
    found = availability.free_moments(wanted, first=day, number=1).of_day(day)
    return [f"{each:%H:%M}" for each in found]


def weekly(hall, **changes):
    return {
        "kind": "counter",
        "weekdays": ["1"],
        "starts_at": "10:00",
        "ends_at": "11:00",
        "lanes": [str(hall.lanes[0].pk)],
        "public_ceiling": "1",
        "staff_ceiling": "1",
        "walk_in_reserve": "0",
        "valid_from": "2026-11-30",
        "valid_until": "",
        "note": "",
        **changes,
    }


def test_the_week_as_a_picture(manager, hall, book):
    book("2026-12-01 09:00")
    page = manager.get("/balie/beheer/afspraken/?week=2026-12-01")
    assert "Dinsdag 1 december" in text_of(page)
    assert "9.00–12.00" in text_of(page)
    assert "inwoners 2, collega’s 3" in text_of(page)
    assert page.content.decode().count("lane-day__taken") == 1
    assert "zaterdag" not in text_of(page)


def test_what_a_resident_sees_beside_what_a_colleague_may(manager, hall, book):
    book("2026-12-01 09:00")
    book("2026-12-01 09:00")
    page = text_of(manager.get("/balie/beheer/afspraken/voorbeeld/?product=reispas"))
    assert "Zo ziet een inwoner de komende 14 dagen" in page
    assert "Di 1 dec 11 12 9.15 uur" in page


def test_a_changed_block_ends_the_old_one_and_leaves_the_past(manager, hall):
    old = CapacityBlock.objects.get(weekday=1)
    form = manager.get(f"/balie/beheer/afspraken/blok/{old.pk}/")
    assert form.status_code == 200
    done = manager.post(
        f"/balie/beheer/afspraken/blok/{old.pk}/",
        weekly(hall, valid_from="2026-12-08"),
        follow=True,
    )
    assert "Zo ziet een inwoner" in text_of(done)
    old.refresh_from_db()
    assert (old.starts_at, old.valid_until) == (dt.time(9), dt.date(2026, 12, 7))
    assert free(hall, TUESDAY)[0] == "09:00"
    assert free(hall, dt.date(2026, 12, 8)) == ["10:00", "10:15", "10:30", "10:45"]
    assert "Wat er verandert" in text_of(manager.get("/balie/beheer/afspraken/"))


def test_a_change_that_hits_somebody_asks_first(manager, hall, book):
    book("2026-12-01 09:00")
    book("2026-12-08 10:00")
    old = CapacityBlock.objects.get(weekday=1)
    address = f"/balie/beheer/afspraken/blok/{old.pk}/"
    asked = manager.post(address, weekly(hall))
    assert asked.status_code == 409
    assert "1 afspraak valt hierdoor buiten de uren" in text_of(asked)
    assert "dinsdag 1 december om 9.00 uur".capitalize() in text_of(asked)
    old.refresh_from_db()
    assert old.valid_until is None
    assert manager.post(address, weekly(hall, gezien="1")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_at": "09:00"}, "‘Tot’ moet na ‘van’ liggen"),
        ({"ends_at": "00:30"}, "‘Tot’ moet na ‘van’ liggen"),
        ({"starts_at": "10:02"}, "Kies een uur op vijf minuten"),
        ({"public_ceiling": "2"}, "minstens zoveel banen"),
        ({"walk_in_reserve": "1"}, "geen baan over"),
        ({"lanes": []}, "Kies minstens één baan"),
        ({"weekdays": []}, "Kies minstens één dag"),
        ({"valid_from": "2026-11-01"}, "wat voorbij is, verandert niet"),
        ({"valid_until": "2026-11-01"}, "De laatste dag ligt voor de eerste"),
    ],
)
def test_what_cannot_be_is_said(manager, hall, typed, words):
    answer = manager.post(
        f"/balie/beheer/afspraken/blok/nieuw/{hall.place.pk}/week/", weekly(hall, **typed)
    )
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_several_days_at_once(manager, hall):
    manager.post(
        f"/balie/beheer/afspraken/blok/nieuw/{hall.place.pk}/week/",
        weekly(hall, weekdays=["0", "3"], kind="video"),
    )
    assert CapacityBlock.objects.filter(kind="video").count() == 2


def test_other_hours_on_one_day_and_back(manager, hall, book):
    book("2026-12-01 09:00")
    address = f"/balie/beheer/afspraken/blok/nieuw/{hall.place.pk}/dag/"
    typed = {**weekly(hall), "day": "2026-12-01"}
    assert manager.post(address, typed).status_code == 409
    manager.post(address, {**typed, "gezien": "1"})
    assert free(hall, TUESDAY)[0] == "10:00"
    own = CapacityBlock.objects.get(day=TUESDAY)
    assert "alleen deze dag" in text_of(manager.get("/balie/beheer/afspraken/?week=2026-12-01"))
    manager.post(
        f"/balie/beheer/afspraken/blok/{own.pk}/", {**typed, "starts_at": "10:30", "gezien": "1"}
    )
    assert free(hall, TUESDAY)[0] == "10:30"
    own = CapacityBlock.objects.get(day=TUESDAY, withdrawn_at__isnull=True)
    manager.post(f"/balie/beheer/afspraken/blok/{own.pk}/einde/")
    assert free(hall, TUESDAY)[0] == "09:15" or free(hall, TUESDAY)[0] == "09:00"


def test_a_day_without_appointments(manager, hall):
    address = f"/balie/beheer/afspraken/blok/nieuw/{hall.place.pk}/dicht/"
    assert manager.get(address).status_code == 200
    manager.post(address, {"kind": "counter", "day": "2026-12-01", "note": "Opleiding"})
    assert free(hall, TUESDAY) == []
    row = CapacityBlock.objects.get(day=TUESDAY)
    assert manager.get(f"/balie/beheer/afspraken/blok/{row.pk}/").status_code == 302
    assert manager.get(f"/balie/beheer/afspraken/blok/{row.pk}/einde/").status_code == 200


def test_a_block_stops_on_a_day(manager, hall, book):
    book("2026-12-08 09:00")
    row = CapacityBlock.objects.get(weekday=1)
    address = f"/balie/beheer/afspraken/blok/{row.pk}/einde/"
    assert manager.post(address, {"last_day": "2026-11-01"}).status_code == 422
    assert manager.post(address, {"last_day": "2026-12-01"}).status_code == 409
    manager.post(address, {"last_day": "2026-12-01", "gezien": "1"})
    assert free(hall, dt.date(2026, 12, 8)) == []
    assert free(hall, TUESDAY)
    # one that never worked is only withdrawn
    later = CapacityBlock.objects.create(
        location=hall.place,
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(10),
        valid_from=dt.date(2027, 1, 1),
    )
    assert end_block(later, last_day=TUESDAY, by=hall.joris).withdrawn_at
    assert end_block(later, last_day=TUESDAY, by=hall.joris).valid_until is None


def test_lanes_are_made_and_stopped(manager, hall, book):
    address = f"/balie/beheer/afspraken/banen/nieuw/{hall.place.pk}/"
    typed = {"name": "Snelbalie", "skills": [hall.people.pk], "position": "5", "is_active": "on"}
    manager.post(address, typed)
    assert CapacityLane.objects.get(name="Snelbalie").skills.get() == hall.people
    twice = manager.post(address, typed)
    assert "al een baan met deze naam" in text_of(twice)
    row = book("2026-12-01 09:00")
    lane = row.lane
    address = f"/balie/beheer/afspraken/banen/{lane.pk}/"
    asked = manager.post(address, {"name": lane.name, "position": "0"})
    assert asked.status_code == 409
    assert "An Peeters" in text_of(asked)
    manager.post(address, {"name": lane.name, "position": "0", "gezien": "1"})
    lane.refresh_from_db()
    assert not lane.is_active
    assert "gestopt" in text_of(manager.get("/balie/beheer/afspraken/banen/"))


def test_the_rules_of_a_place(manager, hall):
    values = {
        name: getattr(hall.policy, name)
        for name in BookingPolicy.PersonalData.plain
        if name != "location"
    }
    done = manager.post("/balie/beheer/afspraken/regels/", {**values, "lead_minutes": 120})
    assert done.status_code == 302
    hall.policy.refresh_from_db()
    assert hall.policy.lead_minutes == 120
    assert Event.objects.filter(kind="booking_policy.saved").exists()
    wrong = manager.post(
        "/balie/beheer/afspraken/regels/",
        {**values, "reoffer_min_minutes": 90, "horizon_days": 300},
    )
    assert wrong.status_code == 422
    assert "Collega’s zien minstens zover" in text_of(wrong)


def test_a_place_without_rules_starts_with_the_standard_ones(manager, hall):
    other = Location.objects.create(unit=hall.place.unit, name="Sociaal Huis", street_line="M 2")
    page = manager.get(f"/balie/beheer/afspraken/?plaats={other.pk}")
    assert "Maak de eerste baan" in text_of(page)
    # the choice is remembered
    assert "Sociaal Huis" in text_of(manager.get("/balie/beheer/afspraken/regels/"))
    assert "geen blokken voor" in text_of(manager.get("/balie/beheer/afspraken/voorbeeld/"))


def test_only_managers_decide(as_staff, hall):
    desk = as_staff(hall.fatma)
    for path in ("", "voorbeeld/", "banen/", "regels/"):
        assert desk.get(f"/balie/beheer/afspraken/{path}").status_code == 403
    admin = as_staff(hall.lies)
    assert admin.get("/balie/beheer/afspraken/").status_code == 200


def test_without_any_place_the_pages_say_what_to_do(manager, hall):
    CapacityBlock.objects.all().delete()
    Location.objects.all().delete()
    for path in ("", "voorbeeld/", "banen/", "regels/"):
        page = text_of(manager.get(f"/balie/beheer/afspraken/{path}"))
        assert "Maak eerst een locatie" in page
    assert manager.get("/balie/afspraken/").status_code == 200


def test_the_rules_are_saved_for_the_place_that_the_page_showed(manager, hall):
    other = Location.objects.create(unit=hall.place.unit, name="Sociaal Huis", street_line="M 2")
    shown = manager.get(f"/balie/beheer/afspraken/regels/?plaats={hall.place.pk}").text
    assert f'action="?plaats={hall.place.pk}"' in shown
    # in another tab the other place is looked at
    manager.get(f"/balie/beheer/afspraken/?plaats={other.pk}")
    values = {
        name: getattr(hall.policy, name)
        for name in BookingPolicy.PersonalData.plain
        if name != "location"
    }
    address = f"/balie/beheer/afspraken/regels/?plaats={hall.place.pk}"
    manager.post(address, {**values, "lead_minutes": 120})
    hall.policy.refresh_from_db()
    assert hall.policy.lead_minutes == 120
    assert not BookingPolicy.objects.filter(location=other).exists()


def test_another_host_asks_first_about_who_comes_for_the_first(manager, hall, book):
    els = hall.staff("Els", "handler")
    lane = hall.lanes[2]
    lane.host = els
    lane.save()
    book("2026-12-01 09:00", host=els)
    address = f"/balie/beheer/afspraken/banen/{lane.pk}/"
    typed = {
        "name": lane.name,
        "skills": [hall.people.pk, hall.driving.pk],
        "position": "2",
        "is_active": "on",
    }
    assert manager.post(address, {**typed, "host": els.pk}).status_code == 302
    asked = manager.post(address, {**typed, "host": hall.fatma.pk})
    assert asked.status_code == 409
    assert "An Peeters" in text_of(asked)
    assert manager.post(address, typed).status_code == 409
    manager.post(address, {**typed, "host": hall.fatma.pk, "gezien": "1"})
    lane.refresh_from_db()
    assert lane.host == hall.fatma


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31"])
def test_a_day_of_another_age_is_today(manager, client, hall, day):
    assert manager.get(f"/balie/beheer/afspraken/?week={day}").status_code == 200
    assert manager.get(f"/balie/afspraken/?dag={day}").status_code == 200
    query = f"?product=reispas&personen=1&vanaf={day}&dag={day}"
    assert client.get(f"/afspraak/dag/{query}").status_code == 200
    assert client.get(f"/afspraak/uur/{query}").status_code == 302
    moment = {"start": f"{day}T09:00+01:00"}
    assert client.post(f"/afspraak/uur/{query}", moment).status_code in (302, 422)
