"""Where it can be: places and colleagues that can do it, and homes that are within reach."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.appointments import home_visits
from onthaal.appointments.models import Appointment, CapacityBlock, CapacityLane, Kind
from onthaal.catalogue.models import Skill
from onthaal.organisation.models import Location, OpeningHours
from onthaal.territory import lookup
from onthaal.territory.models import Address, Street, Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def social(hall):
    """A second place, for what the town hall cannot do."""
    skill = Skill.objects.create(name="Sociale dienst", slug="sociale-dienst")
    place = Location.objects.create(
        unit=hall.place.unit,
        name="Sociaal Huis",
        street_line="Gasthuisstraat 4",
        postcode="2499",
        town="Lindeveld",
    )
    OpeningHours.objects.create(
        location=place, weekday=1, opens_at=dt.time(9), closes_at=dt.time(12)
    )
    lane = CapacityLane.objects.create(location=place, name="Sociale dienst")
    lane.skills.add(skill)
    block = CapacityBlock.objects.create(
        location=place,
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.add(lane)
    hall.product("Leefloon", 30, skill)
    return place


def test_only_places_that_can_do_it_are_offered_and_the_first_of_those_is_chosen(client, social):
    page = client.get(f"{reverse('appointment-day')}?product=leefloon").text
    assert "Sociaal Huis" not in page
    assert "Dinsdag 1 december" in page or "Morgen" in page
    assert "geen enkel moment vrij" not in page
    page = client.get(f"{reverse('appointment-day')}?product=reispas").text
    assert "Sociaal Huis" not in page


def test_what_no_colleague_does_together_is_said_and_not_put_on_a_waiting_list(client, social):
    both = "product=leefloon&product=reispas&personen=1&personen=3"
    page = client.get(f"{reverse('appointment-day')}?{both}").text
    assert "Dit kan niet in één afspraak" in page
    assert "?product=leefloon&amp;personen=1" in page
    assert "?product=reispas&amp;personen=3" in page
    assert "wachtlijst" not in page
    assert client.get(f"{reverse('appointment-waiting')}?{both}").status_code == 302
    assert client.get(f"{reverse('appointment-hour')}?{both}").status_code == 302


def test_fatma_hears_that_no_lane_can_do_it_there(as_staff, hall, social):
    part = as_staff(hall.fatma).get(
        reverse("appointment-by-staff-moments"),
        {"product_1": "Leefloon", "soort": "counter", "plaats": hall.place.pk},
    )
    assert "Op deze plaats kan geen enkele baan dit doen: Leefloon" in part.text


@pytest.fixture
def ground(db):
    Territory.objects.create(
        id=1,
        name="Lindeveld",
        nis_code="13999",
        postcode="2499",
        boundary={"type": "Polygon", "coordinates": []},
        centre_lat=51.01,
        centre_lon=5.01,
        min_lat=51.0,
        min_lon=5.0,
        max_lat=51.02,
        max_lon=5.02,
    )
    street = Street.objects.create(name="Kerkpad")
    Address.objects.create(
        street=street, house_number="1", number=1, postcode="2499", lat=51.01, lon=5.01
    )
    lookup.forget()
    yield
    lookup.forget()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kerkpad 1", ""),
        ("kerkpad 1 bus 2, 2499 Lindeveld", ""),
        ("Kerkpad", "Vul ook het huisnummer in"),
        ("Kerkpad 1, 2440 Geel", "Wij komen alleen langs in Lindeveld"),
        ("Rue de Rivoli 5, Paris", "Wij komen alleen langs in Lindeveld"),
    ],
)
def test_an_address_far_away_is_refused(ground, typed, words):
    problem = home_visits.problem_with(typed)
    assert problem.startswith(words) if words else problem == ""


def test_without_addresses_every_home_is_believed(db):
    assert home_visits.problem_with("Rue de Rivoli 5, Paris") == ""


def test_an_keeps_what_she_typed_when_we_do_not_come_there(client, hall, ground):
    block = CapacityBlock.objects.create(
        location=hall.place,
        kind=Kind.HOME,
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.set(hall.lanes)
    query = f"product=bouwadvies&plaats={hall.place.pk}&soort=home"
    held = client.post(
        f"{reverse('appointment-hour')}?{query}", {"start": "2026-12-01T09:00:00+01:00"}
    )
    typed = {"name": "An Peeters", "email": "an@voorbeeld.be", "note": "Bel aan."}
    answer = client.post(held.url, {**typed, "address_line": "Kerkpad 1, 2440 Geel"})
    assert answer.status_code == 422
    assert "Kerkpad 1, 2440 Geel" in answer.text
    assert "Bel aan." in answer.text
    assert client.post(held.url, {**typed, "address_line": "Kerkpad 1"}).status_code == 302
    assert Appointment.objects.get().address_line == "Kerkpad 1"
