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
    assert page.content.decode().count(f'href="/balie/meldingen/{known.reference}/"') == 2
    assert '<option value="Kerkstraat 14"></option>' in page.content.decode()


def test_the_questions_of_a_category(client, fatma, town):
    page = client.get(f"{URL}vragen/", {"category": town.tree.pk})
    words = page.content.decode()
    assert "Wat is er met de boom?" in words
    assert "Wij snoeien in maart." in words
    assert client.get(f"{URL}vragen/", {"category": "x"}).status_code == 200


def test_a_clicked_suggestion_is_chosen_and_its_questions_come(client, fatma, town):
    form = call(town, category="", description="Er hangt een dode tak boven het fietspad.")
    page = client.post(URL, {**form, "kies": town.tree.pk})
    words = page.content.decode()
    assert page.status_code == 200
    assert f'<option value="{town.tree.pk}" selected>' in words
    assert "Wat is er met de boom?" in words
    assert "dode tak boven het fietspad" in words
    assert not Issue.objects.exists()


def test_what_is_suggested_while_typing_can_be_clicked(client, fatma, town):
    page = client.get(f"{URL}hulp/", {"description": "De straatlamp brandt niet meer."})
    assert f'data-choose="{town.lamp.pk}"' in page.content.decode()


def test_the_pin_goes_before_the_address(client, fatma, town):
    client.post(URL, call(town, lat="51.0104", lon="5.0050"))
    assert Issue.objects.get().lat == pytest.approx(51.0104)


def test_a_pin_outside_the_town_is_refused(client, fatma, town):
    page = client.post(URL, call(town, lat="51.5", lon="5.0"))
    assert page.status_code == 422
    assert "ligt buiten de gemeente" in page.content.decode()


def test_near_the_pin_is_looked_up_not_near_the_address(client, fatma, town, report):
    report("Lamp al lang stuk.")
    page = client.get(f"{URL}hulp/", {"address": "kerkstraat 14", "lat": "51.001", "lon": "5.018"})
    assert "Niets bekend binnen 150 meter." in page.content.decode()


class TestAlreadyKnown:
    @pytest.fixture
    def known(self, report):
        return report("Lamp al lang stuk.", email="an@voorbeeld.be")

    def say(self, client, known, **typed):
        typed = {"key": str(uuid.uuid4()), "channel": "phone", "name": "Karim", **typed}
        return client.post(f"{URL}bekend/{known.reference}/", typed)

    def test_the_caller_is_noted_there_and_asked_to_confirm(self, client, fatma, known, history):
        answer = self.say(
            client, known, email="karim@voorbeeld.be", description="Ook hier donker.", phone="0470"
        )
        assert answer.url == f"/balie/meldingen/{known.reference}/"
        [event] = history(known, "issue.reported_again")
        assert (event.actor, event.internal_text) == (fatma, "Karim, 0470\nOok hier donker.")
        mail = Message.objects.get(to_address="karim@voorbeeld.be")
        assert "Ja, ik wil deze melding volgen" in mail.body_text
        assert Issue.objects.count() == 1
        page = client.get(answer.url).content.decode()
        assert "Nog eens gemeld" in page

    def test_without_an_address_it_is_only_noted(self, client, fatma, known, history):
        before = Message.objects.count()
        self.say(client, known)
        assert len(history(known, "issue.reported_again")) == 1
        assert Message.objects.count() == before
        known.refresh_from_db()
        assert known.news_at

    def test_a_double_click_is_one_note(self, client, fatma, known, history):
        key = str(uuid.uuid4())
        self.say(client, known, key=key)
        self.say(client, known, key=key)
        assert len(history(known, "issue.reported_again")) == 1

    def test_a_wrong_address_is_named_and_nothing_typed_is_lost(self, client, fatma, known, town):
        page = client.post(
            f"{URL}bekend/{known.reference}/", call(town, email="karim@", channel="phone")
        )
        assert page.status_code == 422
        assert "volledig e-mailadres" in page.content.decode()
        assert "De lamp aan de kerk" in page.content.decode()

    def test_what_another_team_has_cannot_be_reached(self, client, town, known, history):
        client.force_login(town.eva)
        assert self.say(client, known).status_code == 404
        assert history(known, "issue.reported_again") == []


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
