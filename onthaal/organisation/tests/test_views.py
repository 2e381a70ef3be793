"""Lies, the administrator, keeps the organisation; residents read the opening hours."""

import datetime as dt

import pytest

from onthaal.core.tests.together import at_once, problems
from onthaal.core.tests.waiting import one_after_the_other
from onthaal.organisation import actions
from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Department,
    HouseStyle,
    Location,
    OpeningException,
    OpeningHours,
    Team,
)
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def lies():
    return User.objects.create_user(
        "lies@lindeveld.example", name="Lies A.", is_staff=True, roles=[Role.ADMINISTRATOR]
    )


@pytest.fixture
def bram():
    return User.objects.create_user("bram@lindeveld.example", name="Bram D.", is_staff=True)


@pytest.fixture
def gemeente():
    return AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")


@pytest.fixture
def town_hall(gemeente):
    return Location.objects.create(
        unit=gemeente,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )


@pytest.fixture
def wegen(gemeente):
    department = Department.objects.create(unit=gemeente, name="Openbaar domein")
    return Team.objects.create(department=department, name="Wegen")


def as_user(client, user):
    client.force_login(user)
    return client


def test_bram_may_not_change_the_organisation(client, bram):
    assert as_user(client, bram).get("/balie/beheer/organisatie/").status_code == 403


def test_lies_puts_bram_in_a_team_and_history_knows(client, lies, bram, wegen, monkeypatch):
    history = []
    monkeypatch.setattr(
        "onthaal.core.history._recorder",
        lambda kind, subject, *, by, data: history.append((kind, subject, by)),
    )
    as_user(client, lies)
    assert (
        client.post(f"/balie/beheer/teams/{wegen.pk}/leden/", {"user": bram.pk}).status_code == 302
    )
    page = client.get(f"/balie/beheer/teams/{wegen.pk}/")
    assert "bram@lindeveld.example" in page.content.decode()
    assert history == [("team.member_added", wegen, lies)]
    client.post(f"/balie/beheer/teams/{wegen.pk}/leden/{bram.pk}/einde/")
    assert not wegen.members.exists()


def test_a_week_with_mistakes_is_explained_and_kept(client, lies, town_hall):
    as_user(client, lies)
    url = f"/balie/beheer/locaties/{town_hall.pk}/openingsuren/"
    page = client.post(url, {"opens_0_0": "12:00", "closes_0_0": "09:00", "opens_1_0": "08:30"})
    assert page.status_code == 422
    words = page.content.decode()
    assert "Op maandag ligt ‘tot’ niet na ‘van’." in words
    assert "Vul op dinsdag zowel ‘van’ als ‘tot’ in" in words
    assert 'value="12:00"' in words
    assert not OpeningHours.objects.exists()


def test_the_resident_sees_week_exception_holiday_and_closing_day(client, town_hall, monkeypatch):
    monday = dt.date(2026, 11, 9)  # Wednesday is Armistice Day
    monkeypatch.setattr("onthaal.core.clock.today", lambda: monday)
    for weekday in range(5):
        OpeningHours.objects.create(
            location=town_hall, weekday=weekday, opens_at="09:00", closes_at="12:00"
        )
    OpeningException.objects.create(
        location=town_hall, day=dt.date(2026, 11, 10), note="Opleiding van het personeel"
    )
    ClosingDay.objects.create(day=dt.date(2026, 11, 12), name="Brugdag")
    words = client.get("/openingsuren/").content.decode()
    assert words.count("9.00 – 12.00 uur") == 2  # Monday and Friday
    for note in ("Opleiding van het personeel", "Wapenstilstand", "Brugdag"):
        assert note in words


@pytest.fixture
def differs(client, lies, town_hall):
    """Lies adds an exception on 10 November; ``differs("09:00", "12:00")`` with hours."""
    as_user(client, lies)

    def go(opens_at="", closes_at="", note=""):
        return client.post(
            f"/balie/beheer/locaties/{town_hall.pk}/afwijkingen/",
            {"day": "2026-11-10", "opens_at": opens_at, "closes_at": closes_at, "note": note},
        )

    return go


def hours_on_the_day():
    return [(f"{row.opens_at:%H}", f"{row.closes_at:%H}") for row in OpeningException.objects.all()]


def test_who_asks_again_for_the_page_of_a_refusal_gets_the_page_it_was_on(
    differs, client, town_hall, wegen
):
    differs(note="Staking")
    closed = OpeningException.objects.get()
    hours = f"/balie/beheer/locaties/{town_hall.pk}/openingsuren/"
    for address, page in (
        (f"/balie/beheer/locaties/{town_hall.pk}/afwijkingen/", hours),
        (f"/balie/beheer/afwijkingen/{closed.pk}/einde/", hours),
        (f"/balie/beheer/teams/{wegen.pk}/leden/", f"/balie/beheer/teams/{wegen.pk}/"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, page)
    assert OpeningException.objects.get() == closed


def test_several_periods_fit_on_one_day_as_long_as_they_do_not_overlap(differs):
    for hours in (("09:00", "12:00"), ("13:00", "16:00"), ("12:00", "13:00")):
        assert differs(*hours).status_code == 302
    page = differs("10:00", "14:00")
    assert page.status_code == 422
    assert "bent u al open van 9 tot 12 uur" in page.text
    assert 'value="10:00"' in page.text
    assert hours_on_the_day() == [("09", "12"), ("12", "13"), ("13", "16")]


def test_a_day_is_not_both_closed_and_open(differs):
    differs("09:00", "12:00")
    assert "bent u al open van 9 tot 12 uur" in differs(note="Staking").text
    OpeningException.objects.all().delete()
    differs(note="Staking")
    assert "bent u al gesloten" in differs("09:00", "12:00").text
    assert "bent u al gesloten" in differs(note="Verhuizing").text
    assert OpeningException.objects.get().note == "Staking"


def test_the_same_exception_twice_is_there_once(differs):
    for exception in (("09:00", "12:00", "Opleiding"), ("09:00", "12:00", "Opleiding")):
        assert differs(*exception).status_code == 302
    assert hours_on_the_day() == [("09", "12")]


@pytest.mark.django_db(transaction=True)
def test_a_day_that_two_change_at_once_never_contradicts_itself(lies, bram, town_hall):
    def differ(by, **facts):
        day = OpeningException(location=town_hall, day=dt.date(2026, 11, 10), **facts)
        return lambda: actions.add_exception(exception=day, by=by)

    morning = {"opens_at": dt.time(9), "closes_at": dt.time(12)}
    assert not problems(at_once(differ(lies, **morning), differ(lies, **morning)), Exception)
    one_after_the_other(differ(lies, **morning), differ(lies, **morning))
    refusal = one_after_the_other(differ(lies, **morning), differ(bram, note="Staking"))
    assert isinstance(refusal, actions.DayIsTaken)
    assert hours_on_the_day() == [("09", "12")]


def test_a_closing_day_may_not_double_a_holiday(client, lies):
    as_user(client, lies)
    page = client.post("/balie/beheer/sluitingsdagen/", {"day": "2026-12-25", "name": "Kerst"})
    assert page.status_code == 422
    assert "al een wettelijke feestdag" in page.content.decode()
    assert (
        client.post(
            "/balie/beheer/sluitingsdagen/", {"day": "2026-12-24", "name": "Brugdag"}
        ).status_code
        == 302
    )
    assert ClosingDay.objects.get().name == "Brugdag"
    again = client.post("/balie/beheer/sluitingsdagen/", {"day": "2026-12-24", "name": "Brugdag"})
    assert "Deze dag is al een sluitingsdag. Kies een andere dag." in again.text


STYLE = {
    "municipality_name": "Kustdorp",
    "kind_label": "Gemeente",
    "reference_prefix": "KD",
    "header_colour": "#141d4d",
    "action_colour": "#1f3796",
    "accent_colour": "#8a2a6b",
    "font": "systeem",
    "emergency_text": "Bel 112.",
    "looked_at_within": "3",
}


def test_a_new_house_style_is_on_every_page(client, lies):
    as_user(client, lies)
    assert client.post("/balie/beheer/huisstijl/", STYLE).status_code == 302
    HouseStyle.objects.get(municipality_name="Kustdorp")
    from onthaal.organisation import house_style

    house_style.forget()
    page = client.get("/openingsuren/").content.decode()
    assert "Kustdorp" in page
    assert "/huisstijl.css?v=" in page
    assert "--brand-900:#141d4d" in client.get("/huisstijl.css").content.decode()
    house_style.forget()


def test_a_pale_action_colour_is_refused_with_the_reason(client, lies):
    as_user(client, lies)
    page = client.post("/balie/beheer/huisstijl/", {**STYLE, "action_colour": "#ffe066"})
    assert page.status_code == 422
    assert "Te licht voor witte letters op een knop" in page.content.decode()
    assert not HouseStyle.objects.exists()
