"""Lies sets up a municipality that has nothing yet: the first page says what comes next."""

from __future__ import annotations

import pytest

from onthaal.organisation.models import AdministrativeUnit, Department, HouseStyle, Location
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def lies(client):
    lies = User.objects.create_user(
        "lies@lindeveld.example", name="Lies A.", is_staff=True, roles=[Role.ADMINISTRATOR]
    )
    client.force_login(lies)
    return lies


def open_steps(client) -> list[str]:
    steps = client.get("/balie/").context["first_steps"]
    return [step.label for step in steps if not step.done]


def test_everything_is_still_to_do(client, lies):
    assert open_steps(client)[:4] == [
        "Huisstijl",
        "Bestuur",
        "Diensten en teams",
        "Locatie en openingsuren",
    ]
    assert "Om te beginnen" in client.get("/balie/").text


def test_only_an_administrator_sees_them(client):
    bram = User.objects.create_user("bram@lindeveld.example", name="Bram D.", is_staff=True)
    client.force_login(bram)
    assert "Om te beginnen" not in client.get("/balie/").text


def test_from_nothing_to_an_open_town_hall_with_the_pages_alone(client, lies):
    """Each step of the ground is done on the page that the list leads to."""
    style = client.get("/balie/beheer/huisstijl/").context["form"].initial
    assert (style["municipality_name"], style["kind_label"]) == ("", "Gemeente")
    style |= {"municipality_name": "Zandberg", "reference_prefix": "ZB", "logo": ""}
    assert client.post("/balie/beheer/huisstijl/", style).status_code == 302
    assert HouseStyle.objects.get().kind_label == "Gemeente"

    unit = {"kind": "gemeente", "name": "Gemeente Zandberg", "ovo_code": "ovo001835"}
    assert client.post("/balie/beheer/besturen/nieuw/", unit).status_code == 302
    gemeente = AdministrativeUnit.objects.get()
    assert gemeente.ovo_code == "OVO001835"

    # with one bestuur there is nothing to choose
    form = client.get("/balie/beheer/diensten/nieuw/").context["form"]
    assert form["unit"].initial == gemeente
    client.post("/balie/beheer/diensten/nieuw/", {"name": "Burgerzaken", "unit": gemeente.pk})
    client.post(
        "/balie/beheer/teams/nieuw/",
        {"name": "Loket", "department": Department.objects.get().pk, "is_active": "on"},
    )
    place = {
        "name": "Stadhuis",
        "unit": gemeente.pk,
        "street_line": "Grote Markt 5",
        "postcode": "9000",
        "town": "Zandberg",
        "is_main": "on",
    }
    client.post("/balie/beheer/locaties/nieuw/", place)
    hours = f"/balie/beheer/locaties/{Location.objects.get().pk}/openingsuren/"
    client.post(hours, {"opens_0_0": "09:00", "closes_0_0": "12:00"})
    assert open_steps(client)[:3] == ["Collega’s", "Grondgebied", "Onderwerpen"]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kbo_number": "0123.456.748"}, "Dat is geen ondernemingsnummer."),
        ({"ovo_code": "OVO18"}, "Geef een OVO-code van zes cijfers"),
        ({"uri": "geen adres"}, "Voer een geldige URL in"),
    ],
)
def test_a_wrong_number_of_the_bestuur_says_what_is_right(client, lies, given, wrong):
    unit = {"kind": "gemeente", "name": "Gemeente Zandberg", **given}
    answer = client.post("/balie/beheer/besturen/nieuw/", unit)
    assert answer.status_code == 422
    assert wrong in answer.text
    assert not AdministrativeUnit.objects.exists()
