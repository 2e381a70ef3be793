"""A morning in the hall as visitors see it: kiosk, telephone, display, and the counting tablet."""

from __future__ import annotations

import pytest

from onthaal.organisation.models import HouseStyle, OpeningHours
from onthaal.people.models import User
from onthaal.reception.actions import calling
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions.registration import register
from onthaal.reception.models import Arrival, Counter, Screen, ScreenKind, Visit, VisitEvent
from onthaal.reception.tests.conftest import hall, later, make_product, on  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db(transaction=True)
PORTRAIT = {"width": 1080, "height": 1920}
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def town(hall, later):  # noqa: F811
    HouseStyle.objects.update_or_create(
        id=1,
        defaults={
            "municipality_name": "Lindeveld",
            "action_colour": "#0f5a47",
            "header_colour": "#0a3329",
            "accent_colour": "#8a2a6b",
        },
    )
    for weekday in range(7):
        OpeningHours.objects.create(
            location=hall.place, weekday=weekday, opens_at="08:00", closes_at="18:00"
        )
    hall.bram_sits = duties.sit_down(user=hall.bram, counter=hall.one)
    hall.kiosk = Screen.objects.create(
        location=hall.place, kind=ScreenKind.KIOSK, name="Zuil", key="zuil"
    )
    hall.display = Screen.objects.create(
        location=hall.place, kind=ScreenKind.DISPLAY, name="Hal", key="hal", by_phone=True
    )
    return hall


def too_small(page) -> list[str]:
    """What one can touch and is smaller than 56 pixels."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden])")]
          .filter((one) => !one.closest("dialog, .skip-link, .visually-hidden")
            && !one.matches(".skip-link, .visually-hidden"))
          .filter((one) => {
            const { width, height } = one.getBoundingClientRect();
            return width && (width < 56 || height < 56);
          })
          .map((one) => one.outerHTML.slice(0, 100))"""
    )


def test_an_at_the_kiosk_and_her_number_on_the_display(town, live_server, page, context, axe):
    page.set_viewport_size(PORTRAIT)
    page.goto(f"{live_server.url}/zuil/zuil/")
    assert axe(page) == []
    assert too_small(page) == []
    page.get_by_role("link", name="Reispas").click()
    page.get_by_role("link", name="Eén persoon meer").click()
    page.get_by_text("2 personen").wait_for()
    assert axe(page) == []
    assert too_small(page) == []
    page.get_by_role("button", name="Neem een volgnummer").click()
    page.get_by_role("heading", name="Uw nummer A001").wait_for()
    assert axe(page) == []
    visit = Visit.objects.get()
    assert visit.items.get().persons == 2

    display = context.new_page()
    display.set_viewport_size({"width": 1920, "height": 1080})
    display.goto(f"{live_server.url}/scherm/hal/")
    display.get_by_text("1 wachtende").wait_for()
    telephone = context.new_page()
    telephone.set_viewport_size(TELEPHONE)
    telephone.goto(f"{live_server.url}/bezoek/{visit.secret}/")
    telephone.get_by_text("Vóór u").wait_for()
    for each in (display, telephone):
        assert axe(each) == []
    calling.call_next(duty=town.bram_sits)
    for each in (display, telephone):
        each.bring_to_front()
        each.get_by_text("Loket 1").first.wait_for(timeout=5_000)
        assert axe(each) == []
    assert display.locator(".call--first .call__number").inner_text() == "A001"
    assert display.locator(".call--new").count() == 1
    telephone.get_by_text("U bent aan de beurt").wait_for()


def test_a_network_that_falls_away_without_a_word_is_noticed_by_the_display(
    town, live_server, page, context
):
    """An open stream may be silent for half a minute: the display asks for itself besides."""
    page.clock.install()
    page.goto(f"{live_server.url}/scherm/hal/")
    page.wait_for_timeout(1000)
    page.route("**/nu/", lambda route: route.abort())
    for _ in range(4):
        page.clock.fast_forward(5_000)
        page.wait_for_timeout(300)
    page.get_by_text("Verbinding verbroken – laatst bijgewerkt").wait_for(timeout=3000)


NOT_WHOLE = """() => {
  const box = document.querySelector(".calls").getBoundingClientRect();
  return [...document.querySelectorAll(".call")].filter((call) => {
    const place = call.getBoundingClientRect();
    const name = call.querySelector(".call__counter");
    // a word that is cut in two has two boxes
    const word = document.createRange();
    word.setStart(name.firstChild, 0);
    word.setEnd(name.firstChild, name.textContent.split(" ")[0].length);
    return place.bottom > box.bottom + 1 || place.right > box.right + 1
      || call.scrollWidth > call.clientWidth || word.getClientRects().length > 1;
  }).map((call) => call.innerText);
}"""


def test_large_letters_fit_every_kiosk_and_everything_can_be_touched(
    town, live_server, page, too_wide
):
    long = make_product("Attest van gezinssamenstelling of samenwoonst", max_persons=4)
    for width, height in ((768, 1024), (1080, 1920), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for path in ("?m=g", "?m=ge", f"keuze/?p={long.pk}-2&m=g", "afspraak/?m=g"):
            page.goto(f"{live_server.url}/zuil/zuil/{path}")
            assert too_wide(page) == [], (width, path)
            assert too_small(page) == [], (width, path)
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(f"{live_server.url}/zuil/zuil/keuze/?p={long.pk}-2&m=g")
    assert page.locator(".chosen__name").bounding_box()["width"] > 400


@pytest.mark.parametrize(
    ("size", "large"), [((1920, 1080), False), ((1280, 720), True), ((1080, 1920), True)]
)
def test_however_many_are_called_at_once_the_display_shows_each_of_them_whole(
    town, live_server, page, size, large
):
    Screen.objects.filter(pk=town.display.pk).update(large_print=large, message="Vrijdag gesloten")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for number in range(1, 9):
        name = f"{('Loket', 'Gespreksruimte', 'Snelbalie')[number % 3]} {number + 10}"
        clerk = User.objects.create_user(f"k{number}@lindeveld.example", is_staff=True)
        counter = Counter.objects.create(location=town.place, name=name, position=number)
        visit = register(location=town.place, items=[(town.bags, 1)], arrival=Arrival.KIOSK)
        calling.call(duty=duties.sit_down(user=clerk, counter=counter), visit=visit)
        if number in (3, 6, 7):
            continue
        page.goto(f"{live_server.url}/scherm/hal/")
        assert page.locator(".call").count() == number
        assert page.evaluate(NOT_WHOLE) == []


def test_a_day_with_two_openings_fits_a_narrow_display(town, live_server, page, too_wide):
    OpeningHours.objects.update(closes_at="12:00")
    for weekday in range(7):
        OpeningHours.objects.create(
            location=town.place,
            weekday=weekday,
            opens_at="13:30",
            closes_at="18:00",
            by_appointment=True,
        )
    page.goto(f"{live_server.url}/scherm/hal/")
    page.get_by_text("13.30 uur – 18.00 uur (op afspraak)").wait_for()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) == [], width


def test_nobody_finds_what_the_one_before_typed(town, live_server, page, axe, too_wide):
    page.set_viewport_size(PORTRAIT)
    page.clock.install()
    page.goto(f"{live_server.url}/zuil/zuil/afspraak/?m=g")
    for key in "K7M":
        page.get_by_role("button", name=key, exact=True).click()
    assert page.locator("#code").input_value() == "K7M"
    assert axe(page) == []
    assert too_small(page) == []
    page.clock.fast_forward(46_000)
    page.get_by_role("heading", name="Bent u er nog?").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Ja, ik heb meer tijd").click()
    assert page.locator("#code").input_value() == "K7M"
    page.clock.fast_forward(95_000)
    page.get_by_role("heading", name="Bent u er nog?").wait_for()
    page.clock.fast_forward(21_000)
    page.get_by_role("heading", name="Waarvoor komt u?").wait_for()
    assert page.url == f"{live_server.url}/zuil/zuil/"
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) == []


def test_a_scanner_types_the_code_wherever_the_focus_is(town, live_server, page):
    page.goto(f"{live_server.url}/zuil/zuil/afspraak/")
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.type("XK7M2P")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.locator("#code").input_value() == "XK7M2P"
    # a whole address, letter by letter
    page.goto(f"{live_server.url}/zuil/zuil/afspraak/")
    page.keyboard.type("https://lindeveld.example/afspraken/AB2CD3")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.locator("#code").input_value() == "AB2CD3"
    # before "Ik heb een afspraak" was touched
    page.goto(f"{live_server.url}/zuil/zuil/")
    page.keyboard.type("QR2STU")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.locator("#code").input_value() == "QR2STU"
    assert "QR2STU" not in page.url


def test_a_tile_that_is_touched_without_network_shows_no_error_of_the_browser(
    town, live_server, page, context
):
    page.goto(f"{live_server.url}/zuil/zuil/")
    context.set_offline(True)
    page.get_by_role("link", name="Reispas").click()
    page.get_by_role("heading", name="Even geen verbinding").wait_for()
    context.set_offline(False)
    page.get_by_role("heading", name="Klopt dit?").wait_for()


def test_karim_takes_a_number_with_his_telephone(town, live_server, page, axe, too_wide):
    page.set_viewport_size(TELEPHONE)
    page.goto(f"{live_server.url}/zuil/hal/telefoon/")
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_text("Vuilniszakken").click()
    page.get_by_role("button", name="Neem een volgnummer").click()
    page.get_by_role("heading", name="Uw nummer A001").wait_for()
    page.get_by_role("button", name="Even later").click()
    page.get_by_role("button", name="Ik ben er weer").click()
    page.get_by_text("Ik ga weg").click()
    assert axe(page) == []
    page.get_by_role("button", name="Ja, haal mij uit de rij").click()
    page.get_by_text("U bent uit de rij").wait_for()


def test_fatma_counts_on_while_the_network_is_away(
    town, live_server, page, context, log_in, axe, too_wide
):
    log_in(town.fatma)
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{live_server.url}/balie/turven/")
    assert axe(page) == []
    page.get_by_role("button", name="Vuilniszakken").click()
    page.get_by_text("Vuilniszakken kwam binnen").wait_for()
    page.get_by_text("A001").wait_for()
    context.set_offline(True)
    page.get_by_role("button", name="Begint").click()
    page.get_by_role("button", name="Klaar", exact=True).click()
    page.get_by_role("button", name="Reispas").click()
    page.get_by_text("Geen netwerk").wait_for()
    assert axe(page) == []
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Geen netwerk").wait_for(state="hidden")
    page.get_by_text("A002").wait_for()
    assert list(VisitEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "issued",
        "called",
        "shown_up",
        "item_started",
        "item_finished",
        "finished",
        "issued",
    ]
    page.get_by_role("button", name="Vergissing").click()
    page.get_by_text("Niemand wacht").wait_for()
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) == []


def test_lies_looks_after_the_screens(town, live_server, page, log_in, axe, too_wide):
    log_in(town.lies)
    for path in ("schermen/", "schermen/nieuw/", f"schermen/{town.display.pk}/"):
        page.goto(f"{live_server.url}/balie/beheer/{path}")
        assert axe(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert too_wide(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})
