"""Fatma at the desk types in what a caller tells."""

import uuid

import pytest

from onthaal.issues.models import Issue
from onthaal.outbox.models import Message
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db
URL = "/balie/meldingen/nieuw/"


@pytest.fixture
def fatma(client, town, ground):
    user = User.objects.create_user(
        "fatma@lindeveld.example", name="Fatma", is_staff=True, roles=[Role.DESK]
    )
    client.force_login(user)
    return user


def call(town, **changes):
    return {
        "key": str(uuid.uuid4()),
        "channel": "phone",
        "description": "De lamp aan de kerk brandt niet.",
        "category": town.lamp.pk,
        "address": "kerkstr 14",
        "name": "Karim",
        "phone": "0470 12 34 56",
        **changes,
    }


def test_a_call_becomes_a_melding_with_reporter_and_submitter(client, fatma, town):
    answer = client.post(URL, call(town, email="karim@voorbeeld.be"))
    issue = Issue.objects.get()
    assert answer.url == f"/balie/meldingen/{issue.reference}/"
    assert (issue.channel, issue.submitter, issue.team) == ("phone", fatma, town.wegen)
    assert (issue.reporter.name, issue.place) == ("Karim", "Kerkstraat 14")
    assert issue.lat == pytest.approx(51.01)
    assert Message.objects.get().to_address == "karim@voorbeeld.be"


def test_a_double_click_is_one_melding(client, fatma, town):
    form = call(town)
    client.post(URL, form)
    client.post(URL, form)
    assert Issue.objects.count() == 1


def test_an_unknown_place_is_asked_about_and_then_accepted(client, fatma, town):
    form = call(town, address="Het pad achter de molen van Jef")
    page = client.post(URL, form)
    assert page.status_code == 422
    assert "staat niet in de lijst" in page.content.decode()
    assert "De lamp aan de kerk" in page.content.decode()
    client.post(URL, {**form, "as_typed": "on"})
    assert Issue.objects.get().lat is None


def test_what_is_missing_is_named(client, fatma, town):
    page = client.post(URL, call(town, category="", description="", address=""))
    words = page.content.decode()
    assert page.status_code == 422
    assert "Kies een onderwerp." in words
    assert "Vul de straat in, of waar het is." in words


def test_while_typing_fatma_sees_what_is_known_there_and_earlier_calls(client, fatma, town, report):
    known = report("Lamp al lang stuk.", email="karim@voorbeeld.be")
    page = client.get(f"{URL}hulp/", {"address": "kerkstraat 14", "email": "karim@voorbeeld.be"})
    assert page.content.decode().count(known.reference) == 2
    assert '<option value="Kerkstraat 14"></option>' in page.content.decode()


def test_the_questions_of_a_category(client, fatma, town):
    page = client.get(f"{URL}vragen/", {"category": town.tree.pk})
    words = page.content.decode()
    assert "Wat is er met de boom?" in words
    assert "Wij snoeien in maart." in words
    assert client.get(f"{URL}vragen/", {"category": "x"}).status_code == 200


def test_desk_pages(client, fatma, town, report):
    issue = report("De lamp is stuk.")
    assert "Dag Fatma" in client.get("/balie/").content.decode()
    assert issue.reference in client.get("/balie/zoeken/", {"q": "lampen"}).content.decode()
    assert (
        issue.reference in client.get("/balie/zoeken/", {"q": "an@voorbeeld.be"}).content.decode()
    )
    assert client.get("/balie/zoeken/", {"q": issue.reference.lower()}).url.endswith(
        f"{issue.reference}/"
    )
    client.force_login(town.eva)
    assert (
        issue.reference
        not in client.get("/balie/zoeken/", {"q": "an@voorbeeld.be"}).content.decode()
    )
