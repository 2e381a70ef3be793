"""A morning at the counters, by keyboard only, two clerks at once."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from onthaal.core import clock
from onthaal.reception.actions import alarms, calling
from onthaal.reception.actions import duty as duties
from onthaal.reception.models import Duty, EventKind, Visit, VisitEvent, VisitState
from onthaal.reception.rules.times import durations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def real_clock(monkeypatch, hall):
    """The browser's clock is the real one; so must ours be."""
    monkeypatch.undo()
    return clock


def state(page, words, number=""):
    """The big state, once it is there."""
    expect(page.locator("#kop-nu")).to_have_text(words)
    if number:
        expect(page.locator(".counter__number")).to_contain_text(number)


def sit_down_and_call(page, live_server):
    page.goto(f"{live_server.url}/balie/loket/")
    page.get_by_role("button", name="Plaatsnemen aan Loket 1").click()
    state(page, "Volgende", "A001")
    page.wait_for_load_state()
    page.keyboard.press("v")
    state(page, "Opgeroepen", "A001")
    # the new piece stands there entirely once its first button has the focus
    expect(page.locator("#loket [data-first]").first).to_be_focused()


def test_an_alarm_never_takes_the_focus_of_who_is_at_work(
    hall, real_clock, comes, page, log_in, live_server
):
    """Enter would say “Ik ga kijken”, and nobody would go."""
    comes(hall.bags)
    log_in(hall.bram)
    page.goto(f"{live_server.url}/balie/loket/")
    page.get_by_role("button", name="Plaatsnemen aan Loket 1").click()
    expect(page.get_by_role("button", name="Volgende oproepen")).to_be_focused()
    # on another device, so that the button on which he stands goes away
    calling.call_next(duty=duties.of(hall.bram))
    duties.sit_down(user=hall.eva, counter=hall.two)
    alarms.raise_alarm(counter=hall.two, by=hall.eva)
    expect(page.get_by_role("alert")).to_contain_text("Loket 2 vraagt hulp")
    expect(page.get_by_role("button", name="Is aan het loket")).to_be_focused()


def test_an_older_answer_never_takes_the_place_of_a_newer_one(
    hall, real_clock, comes, page, log_in, live_server
):
    """The page asked how it stands, Bram calls, and only then the answer to the first comes."""
    comes(hall.bags)
    duties.sit_down(user=hall.bram, counter=hall.one)
    log_in(hall.bram)
    late = []
    page.route("**/balie/loket/nu/", lambda route: late.append((route, route.fetch())))
    page.goto(f"{live_server.url}/balie/loket/")
    state(page, "Volgende", "A001")
    while not late:
        page.wait_for_timeout(50)
    page.keyboard.press("v")
    state(page, "Opgeroepen", "A001")
    route, answer = late.pop(0)
    assert "Volgende" in answer.text()
    route.fulfill(response=answer)
    page.wait_for_timeout(300)
    state(page, "Opgeroepen", "A001")
    page.keyboard.press("a")
    state(page, "Aan het loket", "A001")
    page.unroute_all(behavior="ignoreErrors")


def test_a_morning_by_keyboard(hall, real_clock, comes, page, log_in, live_server, axe, too_wide):
    visits = [
        comes(hall.passport, hall.bags),
        comes(hall.address),
        comes(hall.address),
        comes(hall.bags),
    ]
    first, second, third, _ = visits
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(hall.bram)
    page.goto(f"{live_server.url}/balie/loket/")
    assert axe(page) == []
    page.get_by_role("button", name="Plaatsnemen aan Loket 1").focus()
    page.keyboard.press("Enter")
    state(page, "Volgende", "A001")
    expect(page.locator(".counter__why")).to_contain_text("A001: ")
    assert axe(page) == []

    # call, again, there
    page.reload()
    page.keyboard.press("v")
    state(page, "Opgeroepen", "A001")
    expect(page.get_by_role("button", name="Is aan het loket")).to_be_focused()
    page.keyboard.press("h")
    expect(page.locator(".counter__state")).to_contain_text("1 keer opnieuw opgeroepen")
    page.keyboard.press("a")
    state(page, "Aan het loket", "A001")
    expect(page.locator(".counter-item--running")).to_contain_text("Reispas")

    # one product more, typed; keys do nothing while typing
    page.keyboard.press("t")
    expect(page.get_by_label("Welk product?")).to_be_focused()
    page.keyboard.type("adreswij")
    page.keyboard.press("Enter")
    expect(page.locator(".counter-item")).to_have_count(3)

    # the first product is done, then everything
    page.keyboard.press("k")
    expect(page.locator(".counter-item--running")).to_contain_text("Vuilniszakken")
    page.keyboard.press("e")
    state(page, "Volgende", "A002")
    first.refresh_from_db()
    assert first.state == VisitState.DONE
    assert [item.is_complete for item in first.items.all()] == [True, True, True]

    # a mistake is taken back
    page.keyboard.press("u")
    state(page, "Aan het loket", "A001")
    page.keyboard.press("e")
    state(page, "Volgende", "A002")

    # set aside, with a reason; the arrow chooses in the list
    page.keyboard.press("v")
    state(page, "Opgeroepen", "A002")
    page.keyboard.press("a")
    state(page, "Aan het loket", "A002")
    page.keyboard.press("o")
    expect(page.get_by_label("Waarom?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    state(page, "Volgende", "A003")
    expect(page.locator("#kop-opzij")).to_be_visible()

    # meanwhile Eva sits down elsewhere, and can be chosen
    duties.sit_down(user=hall.eva, counter=hall.two)
    page.keyboard.press("v")
    state(page, "Opgeroepen", "A003")
    page.keyboard.press("d")
    expect(page.get_by_label("Naar wie?")).to_be_focused()
    expect(page.get_by_label("Naar wie?")).to_contain_text("Loket 2 (Eva)")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    state(page, "Volgende", "A004")
    third.refresh_from_db()
    assert third.wanted_counter == hall.two

    page.keyboard.press("p")
    state(page, "Pauze")
    assert Duty.objects.get(clerk=hall.bram).paused_at is not None
    page.keyboard.press("p")
    state(page, "Volgende", "A004")
    assert durations(first.events.all()).service >= 0
    second.refresh_from_db()
    assert second.state == VisitState.PARKED

    # letters can be switched off
    page.keyboard.press("?")
    page.get_by_label("Letters als toetsen gebruiken").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.wait_for_timeout(300)
    state(page, "Volgende", "A004")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert too_wide(page) == []


def test_a_press_before_everything_is_loaded_is_a_press(
    hall, real_clock, comes, page, log_in, live_server
):
    """The whole page comes again then, with the focus where the next press is."""
    comes(hall.address)
    log_in(hall.bram)
    page.route("**/*htmx*", lambda route: route.abort())
    sit_down_and_call(page, live_server)
    expect(page.get_by_role("button", name="Is aan het loket")).to_be_focused()


def test_news_takes_nothing_away_that_was_chosen(
    hall, real_clock, comes, page, log_in, live_server
):
    """A piece of the page waits while a field has the focus; then it comes and the choice stays."""
    comes(hall.address)
    log_in(hall.bram)
    sit_down_and_call(page, live_server)
    page.keyboard.press("a")
    state(page, "Aan het loket", "A001")
    page.keyboard.press("o")
    page.get_by_label("Waarom?").select_option("pays")
    with page.expect_response(f"**{reverse('reception-counter-now')}"):
        comes(hall.bags)
    expect(page.locator("#loket")).not_to_contain_text("A002")
    page.keyboard.press("Tab")
    expect(page.locator("#loket")).to_contain_text("A002")
    expect(page.get_by_label("Waarom?")).to_have_value("pays")
    expect(page.get_by_role("button", name="Opzij zetten")).to_be_focused()
    page.keyboard.press("Enter")
    state(page, "Volgende", "A002")
    parked = VisitEvent.objects.get(kind=EventKind.PARKED)
    assert (parked.visit.number, parked.data["reason"]) == ("A001", "pays")


def test_two_clerks_at_once_and_an_alarm(
    hall, real_clock, comes, page, log_in, live_server, new_context
):
    """What one does, the other sees without touching the page; the silent alarm, too."""
    comes(hall.bags)
    comes(hall.bags)
    duties.sit_down(user=hall.bram, counter=hall.one)
    duties.sit_down(user=hall.eva, counter=hall.two)
    log_in(hall.bram)
    page.goto(f"{live_server.url}/balie/loket/")
    state(page, "Volgende", "A001")
    others = new_context()
    eva = others.new_page()
    _log_in_here(others, hall.eva, live_server)
    eva.goto(f"{live_server.url}/balie/loket/")
    state(eva, "Volgende", "A001")

    page.keyboard.press("v")
    state(page, "Opgeroepen", "A001")
    state(eva, "Volgende", "A002")
    eva.keyboard.press("v")
    state(eva, "Opgeroepen", "A002")
    assert Visit.objects.filter(state=VisitState.CALLED).count() == 2

    page.keyboard.press("F9")
    alarm = eva.get_by_role("alert")
    expect(alarm).to_contain_text("Loket 1 vraagt hulp.")
    expect(page.locator(".hall-alarm")).to_have_count(0)
    eva.get_by_role("button", name="Ik ga kijken").click()
    expect(eva.locator(".hall-alarm")).to_have_count(0)


def _log_in_here(context, user, live_server):
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def test_fatma_at_the_desk_by_keyboard_and_joris_beside_her(
    hall, real_clock, comes, page, log_in, live_server, axe, too_wide
):
    comes(hall.passport)
    duties.sit_down(user=hall.bram, counter=hall.one)
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(hall.fatma)
    page.goto(f"{live_server.url}/balie/onthaal/")
    expect(page.get_by_label("Waarvoor komt de bezoeker?")).to_be_focused()
    page.keyboard.type("vuilnis")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator(".given__number")).to_have_text("A002")
    assert [item.persons for item in Visit.objects.get(number="A002").items.all()] == [2]
    assert axe(page) == []

    # somebody took a number elsewhere: it appears by itself
    comes(hall.address)
    expect(page.locator("#onthaal")).to_contain_text("A003")
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.get_by_label("Naam, code of nummer")).to_be_focused()

    visit = Visit.objects.get(number="A001")
    for address in (
        "/balie/onthaal/",
        f"/balie/onthaal/{visit.pk}/",
        f"/balie/onthaal/{visit.pk}/bonnetje/",
        "/balie/wachtrij/",
        "/balie/wachtrij/dag/",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        assert axe(page) == [], address
        page.set_viewport_size({"width": 320, "height": 700})
        assert too_wide(page) == [], address
    log_in(hall.joris)
    for address in ("", "nieuw/", "medewerkers/", "medewerkers/nieuw/", "wachtrij/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{live_server.url}/balie/beheer/loketten/{address}")
        assert axe(page) == [], address
        page.set_viewport_size({"width": 320, "height": 700})
        assert too_wide(page) == [], address
