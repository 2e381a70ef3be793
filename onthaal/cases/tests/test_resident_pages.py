"""An asks for a speelstraat on the site, follows it and answers."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from onthaal.cases.actions import asking, moving
from onthaal.cases.models import Case
from onthaal.cases.states import CaseState
from onthaal.core import clock

pytestmark = pytest.mark.django_db

NEW = "/aanvraag/speelstraat/nieuw/"


def filled(**more):
    return {
        "key": str(uuid.uuid4()),
        "name": "An Peeters",
        "email": "an@voorbeeld.be",
        "request": "Op 5 juli.",
        **more,
    }


def test_a_request_is_sent_without_an_account(client, hall):
    page = client.get(NEW).text
    assert "Een plan van de straat" in page
    assert "Wij kijken uw aanvraag na." in page
    answer = client.post(NEW, filled())
    case = Case.objects.get()
    assert answer.url == reverse("case-thanks", args=[case.secret])
    thanks = client.get(answer.url).text
    assert case.reference in thanks
    assert "an@voorbeeld.be" in thanks


def test_a_mistake_keeps_everything_that_was_typed(client, hall):
    answer = client.post(NEW, filled(email="geen adres", request="Op 5 juli."))
    assert answer.status_code == 422
    assert "Vul een volledig e-mailadres in" in answer.text
    assert "Op 5 juli." in answer.text
    assert "Fout: " in answer.text
    assert not Case.objects.exists()


def test_what_is_known_of_who_is_logged_in_stands_there(client, hall, an):
    client.force_login(an)
    assert 'value="an@voorbeeld.be"' in client.get(NEW).text


@pytest.mark.parametrize("change", ["channels", "process", "published"])
def test_what_is_not_offered_online_has_no_form(client, hall, change):
    setattr(hall.product, change, [] if change == "channels" else None)
    hall.product.save()
    assert client.get(NEW).status_code == 404
    assert client.post(NEW, filled()).status_code == 404


@pytest.mark.parametrize(("field", "days"), [("ends_on", -1), ("starts_on", 1)])
def test_what_does_not_exist_today_leads_to_the_page_that_says_so(client, hall, field, days):
    setattr(hall.product, field, clock.today() + dt.timedelta(days=days))
    hall.product.save()
    answer = client.get(NEW)
    assert answer.headers["Location"] == hall.product.get_absolute_url()


def test_the_page_tells_where_it_stands(client, hall, ask):
    case = ask()
    answer = client.get(case.status_path)
    assert "Stap 2 van 4" in answer.text
    assert "Wij verwachten dat uw aanvraag ten laatste op" in answer.text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    case = moving.advance(case, by=hall.eva)
    moving.advance(case, by=hall.eva, answer="Ja", text="Tot op straat!")
    page = client.get(case.status_path).text
    assert "Stap 3 van 4" in page
    assert "Tot op straat!" in page
    assert "Beslist of het dossier volledig is" not in page


def test_a_question_is_answered_on_the_page(client, hall, ask):
    case = ask()
    asking.ask(case, text="Welke straat?", by=hall.eva)
    page = client.get(case.status_path).text
    assert "Welke straat?" in page
    url = reverse("case-answer", args=[case.secret])
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "De Kerkstraat."}).status_code == 302
    assert "Welke straat?" not in client.get(case.status_path).text.partition("Wat is er al")[0]
    late = client.post(url, {"text": "Nog een antwoord"})
    assert late.status_code == 422
    assert "Nog een antwoord" in late.text


def test_it_is_taken_back_after_a_question(client, ask):
    case = ask()
    url = reverse("case-withdrawal", args=[case.secret])
    assert "Wilt u uw aanvraag intrekken?" in client.get(url).text
    assert Case.objects.get().state == CaseState.OPEN
    client.post(url, {"why": "Het regent."})
    assert Case.objects.get().state == CaseState.WITHDRAWN
    assert "U trok de aanvraag in" in client.get(case.status_path).text
    assert "al afgesloten" in client.get(url).text


def test_a_refusal_is_read_with_its_reason(client, hall, ask):
    case = moving.close(ask(), granted=False, text="De bus rijdt er.", by=hall.eva)
    page = client.get(case.status_path).text
    assert "Geweigerd" in page
    assert "De bus rijdt er." in page


def test_a_guessed_address_shows_nothing(client, ask):
    ask()
    assert client.get(f"/aanvraag/{'x' * 22}/").status_code == 404


def test_ones_own_requests_stand_together(client, hall, ask, an):
    mine, other = ask(), ask(email="karim@voorbeeld.be")
    client.force_login(an)
    for url in ("/mijn/aanvragen/", "/mijn/"):
        page = client.get(url).text
        assert mine.reference in page
        assert other.reference not in page
