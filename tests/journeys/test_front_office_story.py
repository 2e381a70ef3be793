"""From an empty catalogue to a minute in the figures: Eva imports a concept and makes a product,
Joris approves it, An books it on her telephone for two persons together with another product,
checks in at the kiosk, is called on the hall display within a second, and is served by Bram."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from onthaal.appointments.models import Appointment, BookingPolicy, CapacityBlock, CapacityLane
from onthaal.catalogue.actions import drafts
from onthaal.catalogue.models import Product
from onthaal.catalogue.tests.conftest import CONTENT, drafted, town  # noqa: F401 -- fixtures
from onthaal.catalogue.tests.test_concepts import snapshot
from onthaal.core import clock
from onthaal.organisation.models import HouseStyle, Location, OpeningHours
from onthaal.outbox.models import Message
from onthaal.people.models import Role
from onthaal.reception.models import Clerk, Counter, Screen, ScreenKind, Visit

pytestmark = pytest.mark.django_db(transaction=True)
TELEPHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def place(town):  # noqa: F811
    """Open the whole day, every day, with one lane, one counter, a kiosk and a display."""
    if timezone.localtime().time() > dt.time(23, 30):
        pytest.skip("het eerste vrije moment is zo laat op de dag misschien pas morgen")
    HouseStyle.objects.create(
        id=1,
        municipality_name="Lindeveld",
        action_colour="#0f5a47",
        header_colour="#0a3329",
        accent_colour="#8a2a6b",
    )
    hall = Location.objects.create(
        unit=town.gemeente,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    lane = CapacityLane.objects.create(location=hall, name="Baan 1")
    for weekday in range(7):
        hours = {"weekday": weekday}
        OpeningHours.objects.create(location=hall, opens_at="00:00", closes_at="23:59:59", **hours)
        block = CapacityBlock.objects.create(
            location=hall, starts_at="00:00", ends_at="23:55", valid_from="2026-01-01", **hours
        )
        block.lanes.add(lane)
    BookingPolicy.objects.create(
        location=hall, lead_minutes=0, grid_minutes=5, check_in_minutes=720
    )
    town.bram.roles = [Role.HANDLER]
    town.bram.save()
    Clerk.objects.create(user=town.bram)
    Counter.objects.create(location=hall, name="Loket 1")
    Screen.objects.create(location=hall, kind=ScreenKind.KIOSK, name="Zuil", key="zuil")
    Screen.objects.create(location=hall, kind=ScreenKind.DISPLAY, name="Hal", key="hal")
    return hall


def test_every_minute_of_it(
    page,
    context,
    live_server,
    town,  # noqa: F811
    place,
    drafted,  # noqa: F811
    log_in,
    tmp_path,
    settings,
):
    settings.PUBLIC_URL = live_server.url

    # Eva reads a page of concepts and makes a product from one
    concepts = tmp_path / "concepten.json"
    concepts.write_text(
        json.dumps(
            {
                "@type": "EventStream",
                "member": [snapshot(1, naam={"nl": "Reispas aanvragen"})],
            }
        )
    )
    page.set_viewport_size(WIDE)
    log_in(town.eva)
    page.goto(f"{live_server.url}/balie/producten/invoer/")
    page.locator("input[type=file]").set_input_files(concepts)
    page.get_by_role("button", name="Bestand lezen").click()
    page.get_by_role("button", name="Voer in wat aangevinkt is").click()
    page.get_by_text("1 nieuw").first.wait_for()
    page.goto(f"{live_server.url}/balie/producten/concepten/")
    page.get_by_role("link", name=re.compile("^Maak product")).click()
    page.get_by_role("button", name="Product maken").click()
    page.locator("#v-beschrijving-eigen").fill("U komt zelf langs voor een nieuwe reispas.")
    page.get_by_role("button", name="Ter nazicht leggen").click()
    page.get_by_text("ligt klaar voor een collega").wait_for()
    passport = Product.objects.get()

    # Joris is the second pair of eyes; how it is served holds at once
    log_in(town.joris)
    page.goto(f"{live_server.url}/balie/producten/{passport.pk}/nazicht/")
    page.get_by_role("button", name="Goedkeuren").click()
    page.get_by_text("Goedgekeurd en gepubliceerd").wait_for()
    page.goto(f"{live_server.url}/balie/producten/{passport.pk}/dienstverlening/")
    page.locator("select[name=access]").select_option("both")
    page.locator("[name=channels][value=counter]").check()
    page.locator("[name=minutes_per_extra_person]").fill("5")
    page.locator("[name=max_persons]").fill("4")
    page.get_by_role("button", name="Dienstverlening bewaren").click()
    expect(page.get_by_text("bewaard").first).to_be_visible()

    # there is another product already
    other = drafted(naam={"nl-BE-x-formal": "Adreswijziging"})
    other = drafts.submit(version=other, by=town.eva, expected_edition=other.edition)
    other = drafts.approve(version=other, by=town.joris, expected_edition=other.edition)
    Product.objects.filter(pk=other.product_id).update(
        access="both", channels=["counter"], minutes=5
    )

    # An books both, on her telephone, for two persons
    context.clear_cookies()
    page.set_viewport_size(TELEPHONE)
    passport.refresh_from_db()
    page.goto(f"{live_server.url}/producten/{passport.slug}/")
    page.get_by_role("link", name=re.compile("afspraak", re.I)).first.click()
    page.get_by_label("Voor hoeveel personen?").select_option("2")
    page.get_by_label("Komt u ook voor iets anders?").fill(["verhuis", "adreswijziging"][1])
    page.get_by_role("button", name="Zoek", exact=True).last.click()
    page.get_by_role("button", name=re.compile("^Adreswijziging")).click()
    page.get_by_role("button", name="Kies een dag").click()
    page.locator(".soonest__moment").first.click()
    page.get_by_label("Naam", exact=True).fill("An Peeters")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Bevestig de afspraak").click()
    page.get_by_role("heading", name="Uw afspraak staat vast").wait_for()
    booked = Appointment.objects.get()
    assert {item.persons for item in booked.items.all()} == {1, 2}
    assert booked.check_in_code in Message.objects.get(template="appointment_confirmed").body_text

    # the display stands in the hall; An checks in at the kiosk
    display = context.new_page()
    display.set_viewport_size({"width": 1920, "height": 1080})
    display.goto(f"{live_server.url}/scherm/hal/")
    page.set_viewport_size({"width": 1080, "height": 1920})
    page.goto(f"{live_server.url}/zuil/zuil/")
    page.get_by_role("link", name=re.compile("afspraak", re.I)).first.click()
    page.locator("#code").fill(booked.check_in_code)
    page.locator("#code").press("Enter")
    page.get_by_role("heading", name=re.compile("Uw nummer")).wait_for()
    visit = Visit.objects.get()
    assert visit.appointment == booked

    # Bram sits down and calls
    log_in(town.bram)
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/balie/loket/")
    page.get_by_role("button", name="Plaatsnemen aan Loket 1").click()
    expect(page.locator(".counter__number")).to_contain_text(visit.number)
    page.wait_for_load_state()  # the keys are there
    page.keyboard.press("v")
    display.locator(".call--first .call__number", has_text=visit.number).wait_for(timeout=5_000)
    called = visit.events.get(kind="called").at
    assert (clock.now() - called).total_seconds() < 5
    expect(page.locator("#kop-nu")).to_have_text("Opgeroepen")
    page.keyboard.press("a")
    expect(page.locator("#kop-nu")).to_have_text("Aan het loket")
    time.sleep(1.2)
    page.keyboard.press("k")
    expect(page.locator(".counter-item--running")).to_contain_text("Adreswijziging")
    page.keyboard.press("e")
    expect(page.locator(".counter__number")).to_have_count(0)

    # and every minute of it is in the figures; the clerk's page asks for news until it is left,
    # and the answer to who is no longer logged in would take away the new cookie
    page.goto("about:blank")
    log_in(town.joris)
    today = timezone.localdate().isoformat()
    page.goto(f"{live_server.url}/balie/cijfers/onthaal/?van={today}&tot={today}")
    expect(page.locator(".figures").first).to_contain_text("Met afspraak100 %")
    expect(page.get_by_text("Te weinig dagen om op te beslissen")).to_be_visible()
    page.goto(f"{live_server.url}/balie/cijfers/onthaal/producten/?van={today}&tot={today}")
    for name in (passport.name, "Adreswijziging"):
        expect(page.get_by_role("row", name=re.compile(f"^{name} 1 "))).to_be_visible()
    booked.refresh_from_db()
    assert booked.state == "served"
