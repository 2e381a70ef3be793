"""Two products for two persons, from the first page to the last, with a telephone in the hand."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.utils import timezone

from onthaal.appointments import availability
from onthaal.appointments.actions.booking import Contact
from onthaal.appointments.models import Appointment, CapacityBlock, State
from onthaal.appointments.tests.conftest import AN, KARIM
from onthaal.core import clock
from onthaal.outbox.models import Message
from onthaal.territory.models import Territory

pytestmark = pytest.mark.django_db(transaction=True)
# where to leave pictures for who wants to see them
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def look(axe, too_wide):
    """``look(page, "name")``: no fault that axe knows, nothing that makes it scroll sideways."""

    def judge(page, name):
        page.wait_for_load_state()
        if PICTURES:
            width = page.viewport_size["width"]
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        assert too_wide(page) == [], name
        assert axe(page) == [], name

    return judge


@pytest.fixture
def town(hall, monkeypatch):
    """The browser has its own clock: here it is really today."""
    monkeypatch.undo()
    CapacityBlock.objects.update(valid_from=dt.date(2020, 1, 1))
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
    for name, minutes, summary in (
        ("Identiteitskaart", 15, "Een nieuwe identiteitskaart aanvragen."),
        ("Adreswijziging", 10, "U verhuist naar of binnen onze gemeente."),
        ("Uittreksel geboorteakte", 5, "Een afschrift van uw geboorteakte."),
        ("Wettelijk samenwonen", 20, "Een verklaring afleggen of beëindigen."),
    ):
        hall.product(name, minutes, hall.people, summary=summary)
    return hall


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_books_moves_and_cancels(browser, live_server, town, look, script, browser_context_args):
    context = browser.new_context(
        **browser_context_args,
        viewport={"width": 390, "height": 844},
        java_script_enabled=script,
    )
    page = context.new_page()
    see = look if script else lambda page, name: None
    page.goto(f"{live_server.url}/afspraak/")
    see(page, "1-waarvoor")
    page.get_by_label("Zoek een product").fill("paspoort")
    page.get_by_label("Zoek een product").press("Enter")
    page.get_by_role("button", name=re.compile("^Reispas 15")).click()
    page.get_by_label("Voor hoeveel personen?").select_option("2")
    see(page, "1-een-product")
    page.get_by_label("Komt u ook voor iets anders?").fill("rijbewijs")
    page.get_by_role("button", name="Zoek", exact=True).last.click()
    see(page, "1-gezocht")
    page.get_by_role("button", name=re.compile("^Rijbewijs")).click()
    # the persons were kept
    assert page.get_by_label("Voor hoeveel personen?").input_value() == "2"
    page.get_by_role("button", name="Kies een dag").click()
    page.get_by_text("ongeveer 30 minuten").wait_for()
    see(page, "2-dag")
    page.locator("a.month__day").nth(2).click()
    see(page, "3-uur")
    page.locator(".hours__choice").nth(1).click()
    page.get_by_role("button", name="Kies dit uur").click()
    page.get_by_role("heading", name="Wie komt er?").wait_for()
    see(page, "4-gegevens")
    if script:
        page.get_by_role("button", name="Bevestig de afspraak").click()
        page.get_by_text("Vul uw naam in.").first.wait_for()
        see(page, "4-fout")
    page.get_by_label("Naam", exact=True).fill("An Peeters")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Bevestig de afspraak").click()
    page.get_by_role("heading", name="Uw afspraak staat vast").wait_for()
    see(page, "5-bedankt")

    row = Appointment.objects.get()
    assert (row.state, row.items.count()) == (State.BOOKED, 2)
    # the mail, and the way back from it
    mail = Message.objects.get(template="appointment_confirmed")
    link = re.search(r"https?://[^/]+(/afspraak/[^\s]+)", mail.body_text)[1]
    assert link == row.own_path
    page.goto(live_server.url + link)
    see(page, "6-afspraak")
    page.get_by_role("link", name="Verplaats de afspraak").click()
    see(page, "7-verplaats")
    page.locator("a.month__day").last.click()
    page.locator(".hours__choice").first.click()
    see(page, "7-verplaats-uur")
    page.get_by_role("button", name="Verplaats naar dit moment").click()
    page.get_by_text("Uw afspraak is verplaatst.").wait_for()
    page.get_by_role("link", name="Annuleer de afspraak").click()
    see(page, "8-annuleer")
    page.get_by_role("button", name="Ja, annuleer de afspraak").click()
    page.get_by_text("Deze afspraak is geannuleerd.").wait_for()
    see(page, "8-geannuleerd")
    row.refresh_from_db()
    assert (row.state, row.sequence) == (State.CANCELLED, 2)
    context.close()


def test_one_press_for_the_soonest_moment_on_a_wide_screen(page, live_server, town, look):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/afspraak/?product=reispas&personen=1&product=reispas-afhalen")
    look(page, "1-zonder-afspraak")
    page.get_by_role("button", name="Kies een dag").click()
    look(page, "2-dag")
    page.locator(".soonest__moment").first.click()
    page.get_by_role("button", name="Geef mij meer tijd").wait_for()
    look(page, "4-gegevens")
    page.go_back()
    page.locator("a.month__day").first.click()
    look(page, "3-uur")


def test_two_who_want_the_same_moment(page, live_server, town, look, book):
    """Somebody else takes it while An looks; she picks another without starting again."""
    page.set_viewport_size({"width": 390, "height": 844})
    CapacityBlock.objects.update(public_ceiling=1)
    page.goto(f"{live_server.url}/afspraak/dag/?product=reispas&personen=1")
    page.locator("a.month__day").nth(1).click()
    wanted = page.locator(".hours__choice input").first
    start = timezone.datetime.fromisoformat(wanted.get_attribute("value"))
    book(timezone.localtime(start).strftime("%Y-%m-%d %H:%M"))
    page.locator(".hours__choice").first.click()
    page.get_by_role("button", name="Kies dit uur").click()
    page.get_by_text("Iemand anders was net iets sneller").wait_for()
    look(page, "9-bezet")
    page.locator(".nearest button").first.click()
    page.get_by_role("heading", name="Wie komt er?").wait_for()
    assert Appointment.objects.filter(state=State.HELD, held_until__gt=clock.now()).count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_colleagues_look_after_the_day_and_the_week(
    page, live_server, town, look, book, log_in, width
):
    page.set_viewport_size({"width": width, "height": 900})
    first = availability.free_moments(
        availability.wish(location=town.place, items=[(town.passport, 1)])
    ).first(6)
    for number, start in enumerate(first):
        row = book(start.strftime("%Y-%m-%d %H:%M"), who=(AN, KARIM)[number % 2], by=town.fatma)
    day = first[0].date()
    log_in(town.joris)
    page.goto(f"{live_server.url}/balie/afspraken/?dag={day}")
    look(page, "s1-dag")
    page.goto(f"{live_server.url}/balie/afspraken/{row.reference}/")
    look(page, "s2-afspraak")
    page.get_by_role("link", name="Verplaats", exact=True).click()
    page.locator("a.month__day").nth(1).click()
    look(page, "s3-verplaats")
    page.goto(f"{live_server.url}/balie/beheer/afspraken/?week={day}")
    look(page, "s4-week")
    page.goto(f"{live_server.url}/balie/beheer/afspraken/voorbeeld/?product=reispas")
    look(page, "s5-voorbeeld")
    page.goto(f"{live_server.url}/balie/beheer/afspraken/banen/")
    look(page, "s6-banen")
    page.goto(f"{live_server.url}/balie/beheer/afspraken/regels/")
    look(page, "s7-regels")
    # a change that hits people asks first
    block = CapacityBlock.objects.get(weekday=day.weekday(), starts_at=dt.time(9))
    page.goto(f"{live_server.url}/balie/beheer/afspraken/blok/{block.pk}/")
    page.get_by_label("Van", exact=True).fill("11:00")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("vallen hierdoor buiten de uren").wait_for()
    look(page, "s8-botsing")
    page.get_by_role("button", name="Bewaar toch").click()
    page.get_by_text("Zo ziet een inwoner het nu").wait_for()
    # and who lost the hour waits to be told
    page.goto(f"{live_server.url}/balie/afspraken/na-te-kijken/?alle=1")
    look(page, "s9-na-te-kijken")
    page.get_by_label("Waarom gaat het niet door?").fill("Er is die voormiddag vorming.")
    page.get_by_role("button", name="Annuleer ze en verwittig").click()
    page.get_by_text("Alle komende afspraken passen").wait_for()
    look(page, "s10-alles-past")


def test_a_long_name_fits_on_a_telephone(page, live_server, town, log_in, book, too_wide):
    wanted = availability.wish(location=town.place, items=[(town.passport, 1)])
    (start,) = availability.free_moments(wanted).first()
    long = Contact("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren", "w@voorbeeld.be")
    row = book(start.strftime("%Y-%m-%d %H:%M"), who=long, by=town.fatma)
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(town.fatma)
    for path in ("", "verplaatsing/", "annulering/"):
        page.goto(f"{live_server.url}/balie/afspraken/{row.reference}/{path}")
        assert too_wide(page) == [], path


def test_fatma_books_by_telephone_without_touching_the_mouse(page, live_server, town, look, log_in):
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(town.fatma)
    page.goto(f"{live_server.url}/balie/afspraken/nieuw/")
    press = page.keyboard.press

    def tab_to(name):
        for _ in range(25):
            if page.evaluate("document.activeElement.name") == name:
                return
            press("Tab")
        raise AssertionError(f"Tab does not reach {name}")

    # the focus is in the product from the start
    page.keyboard.type("identiteitskrt")
    press("Enter")
    page.locator("#momenten input").first.wait_for()
    look(page, "t1-momenten")
    tab_to("persons_1")
    page.keyboard.type("1")
    tab_to("start")
    press("ArrowRight")
    tab_to("name")
    page.keyboard.type("Rita Smolders")
    press("Tab")
    page.keyboard.type("014 58 77 12")
    press("Enter")
    page.get_by_text("Vastgelegd: Rita Smolders").wait_for()
    look(page, "t2-vastgelegd")
    assert Appointment.objects.get().phone == "+3214587712"
