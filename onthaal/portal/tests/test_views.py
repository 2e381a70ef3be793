"""The front door: what stands there is there."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from onthaal.catalogue.tests.builder import published
from onthaal.core import clock
from onthaal.issues.models import Category, CategoryGroup
from onthaal.organisation.models import (
    AdministrativeUnit,
    Department,
    Location,
    OpeningHours,
    Team,
)
from onthaal.people.models import RetentionRule, User


@pytest.fixture(autouse=True)
def _fresh_memory():
    cache.clear()


@pytest.fixture
def town_hall(db):
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente")
    return Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )


@pytest.fixture
def at(monkeypatch):
    """``at(hour, minute)``: it is that time on Monday 23 November 2026, in Belgium."""

    def set_clock(hour, minute=0):
        moment = dt.datetime(2026, 11, 23, hour - 1, minute, tzinfo=dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: moment.date())

    return set_clock


def words(response):
    return " ".join(response.content.decode().split())


def test_the_home_page_of_an_empty_town_stands(client, db):
    assert "Doe een melding" in words(client.get("/"))


@pytest.mark.parametrize(
    ("hour", "shown"),
    [
        (8, "open vanaf 9.00 uur"),
        (10, "Nu open</span> tot 12.00 uur"),
        (13, "morgen open vanaf 9.00 uur"),
    ],
)
def test_it_says_when_the_town_hall_is_open(client, town_hall, at, hour, shown):
    for weekday in (0, 1):
        OpeningHours.objects.create(
            location=town_hall, weekday=weekday, opens_at=dt.time(9), closes_at=dt.time(12)
        )
    at(hour)
    assert shown in words(client.get("/"))


def test_a_closed_monday_says_so(client, town_hall, at):
    OpeningHours.objects.create(
        location=town_hall, weekday=3, opens_at=dt.time(9), closes_at=dt.time(12)
    )
    at(10)
    page = words(client.get("/"))
    assert "Gesloten" in page
    assert "donderdag 26 november open vanaf 9.00 uur" in page


def test_privacy_tells_the_terms_that_hold(client, db):
    assert "Codes om aan te melden</dt><dd>1 dag" in words(client.get("/privacy/"))
    RetentionRule.objects.create(key="people.unused_residents", days=1095, active=True)
    RetentionRule.objects.create(key="people.login_codes", days=1, active=False)
    page = words(client.get("/privacy/"))
    assert "<dd>3 jaar</dd>" in page
    assert "Codes om aan te melden" not in page


def test_the_accessibility_statement_stands(client, db):
    assert "WCAG 2.2" in words(client.get("/toegankelijkheid/"))


def test_the_own_home_is_personal(client, db):
    assert client.get("/mijn/").status_code == 302
    client.force_login(User.objects.create_user("an@voorbeeld.be", name="An"))
    page = client.get("/mijn/")
    assert "Dag An" in words(page)
    assert "no-store" in page["Cache-Control"]


def test_one_question_finds_products_and_what_can_be_reported(client, db):
    passport = published("Reispas aanvragen")
    group = CategoryGroup.objects.create(name="Straat", slug="straat", icon="cone")
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente")
    department = Department.objects.create(unit=unit, name="Openbaar domein")
    lamp = Category.objects.create(
        name="Kapotte straatlamp",
        slug="straatlamp",
        group=group,
        icon="lamp",
        keywords=["lamp", "lantaarn"],
        team=Team.objects.create(department=department, name="Wegen"),
    )
    assert 'action="/zoeken/"' in client.get("/").text
    page = client.get("/zoeken/", {"q": "reispsa"}).text
    assert passport.get_absolute_url() in page
    assert "Bedoelde u" in page
    page = client.get("/zoeken/", {"q": "lantaarn stuk"}).text
    assert f"?onderwerp={lamp.slug}" in page
    assert "Niets gevonden" in words(client.get("/zoeken/", {"q": "xqzvw"}))
    assert client.get("/zoeken/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("openingsuren", "/openingsuren/"),
        ("Is het gemeentehuis open?", "/openingsuren/"),
        ("contact", "/openingsuren/"),
        ("contact", "/laat-het-ons-weten/"),
        ("afspraak maken", "/afspraak/"),
        ("mijn afspraak annuleren", "/mijn/afspraken/"),
        ("klacht", "/laat-het-ons-weten/"),
        ("ik wil iets melden", "/melden/"),
        ("inloggen", "/mijn/"),
    ],
)
def test_our_own_pages_are_found_before_any_product(client, db, typed, address):
    published("Zaal huren", description=f"Ook over {typed}.")
    page = words(client.get("/zoeken/", {"q": typed}))
    own = page.partition("Hier kunt u terecht")[2]
    assert f'<a href="{address}">' in own.partition("</section>")[0]
    assert "Niets gevonden" not in page
    assert "Zaal huren" not in page.partition("Hier kunt u terecht")[0]


def test_search_engines_know_where_to_look(client, db):
    passport = published("Reispas aanvragen", themes=["BurgerOverheid"])
    map_ = client.get("/sitemap.xml")
    assert map_["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(map_.content)  # noqa: S314 -- we wrote it
    places = [place.text for place in root.findall(".//{*}loc")]
    assert any(place.endswith(passport.get_absolute_url()) for place in places)
    assert any(place.endswith("/producten/thema/burger-en-overheid/") for place in places)
    rules = client.get("/robots.txt").text
    assert "Disallow: /balie/" in rules
    assert "/sitemap.xml" in rules


def test_a_colleague_finds_products_too(client, db):
    passport = published("Reispas aanvragen")
    fatma = User.objects.create_user("fatma@lindeveld.example", name="Fatma O.", is_staff=True)
    client.force_login(fatma)
    assert passport.name in client.get("/balie/zoeken/", {"q": "paspoort"}).text
