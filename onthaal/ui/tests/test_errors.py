"""What people see when something is wrong."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from onthaal.ui.views import errors

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def test_a_page_that_is_not_there_says_so_and_shows_a_way_on(client):
    page = client.get("/bestaat-niet/")
    assert page.status_code == 404
    assert "Deze pagina vinden we niet" in page.content.decode()
    assert 'href="/openingsuren/"' in page.content.decode()


def test_staff_stay_among_their_own_menus(client, django_user_model):
    bram = django_user_model.objects.create_user(
        "bram@lindeveld.example", "een lang wachtwoord", name="Bram", is_staff=True
    )
    client.force_login(bram)
    page = client.get("/balie/bestaat-niet/").content.decode()
    assert "Zoek het bovenaan" in page
    assert 'class="side-nav"' in page


def test_a_host_name_that_is_not_ours_gets_a_page_too(client):
    page = client.get("/", HTTP_HOST="iemand.anders.example")
    assert page.status_code == 400
    assert "Dit verzoek klopt niet" in page.content.decode()


def test_the_page_for_our_own_faults_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = errors.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Er loopt iets mis bij ons" in page.content.decode()


class TestFormThatWasOpenTooLong:
    @pytest.fixture
    def strict(self):
        return Client(enforce_csrf_checks=True)

    def test_what_was_typed_can_be_sent_again(self, strict):
        page = strict.post(
            "/aanmelden/",
            {"description": "Put in de weg <b>", "email": "an@voorbeeld.be"},
            headers={"Origin": HOST},
        )
        text = page.content.decode()
        assert page.status_code == 403
        assert "te lang open" in text
        assert 'name="description" value="Put in de weg &lt;b&gt;"' in text
        assert 'name="email" value="an@voorbeeld.be"' in text
        assert page["Cache-Control"].startswith("max-age=0")

    def test_the_new_try_carries_a_fresh_key(self, strict):
        page = strict.post(
            "/aanmelden/", {"description": "Put in de weg"}, headers={"Origin": HOST}
        )
        token = page.context["csrf_token"]
        again = strict.post(
            "/aanmelden/",
            {"description": "Put in de weg", "csrfmiddlewaretoken": str(token)},
            headers={"Origin": HOST},
        )
        assert "te lang open" not in again.content.decode()

    def test_what_another_site_sends_is_never_offered_again(self, strict):
        for origin in ("https://kwaad.example", "null", None):
            headers = {"Origin": origin} if origin else {}
            page = strict.post("/aanmelden/", {"description": "Gratis geld"}, headers=headers)
            assert page.status_code == 403
            assert "Gratis" not in page.content.decode()

    def test_a_password_is_never_put_on_a_page(self, strict):
        page = strict.post(
            "/balie/aanmelden/",
            {"login": "bram@lindeveld.example", "password": "zeer geheim woord"},
            headers={"Origin": HOST},
        )
        assert page.status_code == 403
        assert "geheim" not in page.content.decode()
