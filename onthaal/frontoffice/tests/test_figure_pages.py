"""The manager's pages: from an empty town hall to a full one."""

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.appointments.models import Appointment
from onthaal.catalogue.models import Process
from onthaal.frontoffice.models import ScoreWeights
from onthaal.frontoffice.tests.conftest import MONDAY, at
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
PAGES = (
    "front-office-figures",
    "front-office-arrivals",
    "front-office-products",
    "front-office-appointments",
    "front-office-hours",
    "front-office-outlook",
)
PERIOD = {"van": "2026-11-01", "tot": "2026-11-30"}


@pytest.fixture
def manager(client, joris):
    client.force_login(joris)
    return client


@pytest.mark.parametrize("name", [*PAGES, "front-office-scores"])
def test_a_town_without_any_place_is_told_what_is_missing(manager, name):
    assert manager.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_hall_is_no_error(manager, town_hall, name):
    assert manager.get(reverse(name), PERIOD).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_wrong_period_says_what_to_do_and_shows_the_usual_one(manager, town_hall, name):
    answer = manager.get(reverse(name), {"van": "2026-11-30", "tot": "2026-11-01"})
    assert answer.status_code == 422
    if name != "front-office-outlook":
        assert "Draai de twee dagen om" in answer.text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("year", ["0026", "9999"])
def test_a_year_that_is_mistyped_is_said_so(manager, town_hall, name, year):
    answer = manager.get(reverse(name), {"van": f"{year}-12-30", "tot": f"{year}-12-31"})
    assert answer.status_code == 422
    if name != "front-office-outlook":
        assert "Kijk het jaar na" in answer.text


def test_one_visit_is_found_on_every_page_with_a_warning(manager, visit, passport):
    visit("9:00 issued, 9:12 called, 9:13 shown_up, 9:23 finished")
    overview = manager.get(reverse("front-office-figures"), PERIOD).text
    assert "Te weinig dagen om op te beslissen" in overview
    assert "12 min" in overview
    assert "Paspoort" in manager.get(reverse("front-office-products"), PERIOD).text
    assert "9.00" in manager.get(reverse("front-office-arrivals"), PERIOD).text
    blocks = manager.get(reverse("front-office-hours"), PERIOD).text
    assert "Maandag 9.00 – 12.00" in blocks


def test_who_stayed_away_is_told_with_its_certainty(manager, visit):
    for minute in range(10, 30):
        visit(
            f"9:{minute} checked_in, 9:40 called, 9:41 shown_up, 9:50 finished",
            appointment=f"9:{minute}",
        )
    rows = Appointment.objects.order_by("pk")
    rows.update(booked_at=at("8:00"))
    Appointment.objects.filter(pk__in=rows[:5].values("pk")).update(state="missed")
    page = manager.get(reverse("front-office-appointments"), PERIOD)
    away = page.context["booked"].all
    assert (away.expected, away.missed, away.share.value) == (20, 5, 0.25)
    assert away.share.low < 0.25 < away.share.high
    assert "25 %" in page.text


def test_arrivals_can_be_narrowed_to_a_product_and_a_way(manager, visit, passport, move):
    visit("9:00 issued, 9:05 left")
    visit("11:00 issued, 11:05 left", products=((move, 1),), arrival="desk")
    page = manager.get(reverse("front-office-arrivals"), {**PERIOD, "product": "adreswijziging"})
    assert page.context["number"] == 1
    page = manager.get(reverse("front-office-arrivals"), {**PERIOD, "kanaal": "kiosk"})
    assert page.context["number"] == 1
    assert "9.00" in page.text


def test_one_visit_is_told_in_the_singular(manager, visit):
    visit("9:10 checked_in, 9:12 called, 9:13 shown_up, 9:23 finished", appointment="9:10")
    assert "1 bezoek<" in manager.get(reverse("front-office-figures"), PERIOD).text
    assert "1 bezoek<" in manager.get(reverse("front-office-arrivals"), PERIOD).text


def test_who_did_not_show_up_is_told_apart_from_who_left(manager, visit):
    visit("9:00 issued, 9:05 left")
    visit("9:00 issued, 9:05 called, 9:07 no_show")
    answer = manager.get(reverse("front-office-export", args=["csv"]), PERIOD)
    lines = answer.content.decode("utf-8-sig").split()
    assert sum("weggegaan" in line for line in lines) == 1
    assert "niet opgedaagd" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_visits_leave_without_names(manager, visit, kind):
    found = visit("9:00 issued, 9:12 called, 9:13 shown_up, 9:23 finished")
    type(found).objects.update(name="An Peeters")
    answer = manager.get(reverse("front-office-export", args=[kind]), PERIOD)
    assert answer.status_code == 200
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "geholpen" in text
        assert "An Peeters" not in text
    assert manager.get(reverse("front-office-export", args=["pdf"]), PERIOD).status_code == 404


def test_a_score_shows_its_reasons(manager, visit, passport):
    for minute in range(10, 22):
        visit(
            f"9:{minute} issued, 9:{minute} called, 9:{minute} shown_up, 9:{minute + 6} finished",
            complete=True,
            day=MONDAY,
        )
    page = manager.get(reverse("front-office-score", args=["paspoort"]))
    assert "100 % is in één keer geregeld" in page.text
    assert "de helft is klaar binnen 6 minuten" in page.text


def test_how_often_a_product_of_the_back_office_is_asked_comes_from_its_process(
    manager, visit, passport
):
    """Hardly anybody comes to the counters for it, and that says nothing of how often it is."""
    passport.process = Process.objects.create(name="Passen", slug="passen", acts_per_year=800)
    passport.office = "back"
    passport.save()
    for week in range(5):
        visit("9:00 issued, 9:01 called, 9:02 finished", day=MONDAY - dt.timedelta(weeks=week))
    page = manager.get(reverse("front-office-score", args=["paspoort"]))
    assert "ongeveer 800 keer per jaar" in page.text


def test_joris_weighs_the_questions_otherwise(manager, joris, passport):
    address = reverse("front-office-weights")
    nothing = dict.fromkeys(("volume", "short", "steady", "complete", "simple", "open"), 0)
    answer = manager.post(address, nothing)
    assert answer.status_code == 422
    assert "Geef minstens één vraag een gewicht boven 0" in answer.text
    assert manager.post(address, {**nothing, "simple": 10}).status_code == 302
    assert ScoreWeights.objects.get().simple == 10
    assert Event.objects.get(kind="score_weights.saved").actor == joris
    page = manager.get(reverse("front-office-score", args=["paspoort"]))
    assert page.context["scored"].score.known == 1


def test_fatma_at_the_desk_does_not_see_them(client, town_hall, django_user_model):
    fatma = django_user_model.objects.create_user(
        "fatma@lindeveld.example", is_staff=True, roles=["desk"]
    )
    client.force_login(fatma)
    assert client.get(reverse("front-office-figures")).status_code == 403
