"""Logging in with OpenID Connect, against a real provider that behaves like ACM/IDM."""

from __future__ import annotations

import html
import json
import re

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import serializers

from onthaal.integrations.acm_idm import configuration
from onthaal.outbox.models import Message
from onthaal.people import rules
from onthaal.people.models import Role, User
from tests import oidc_provider

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="session")
def provider_address(live_server):
    where = oidc_provider.install(django_settings.VAR / "test-oidc-provider")
    callbacks = f"{live_server.url}/aanmelden/via/{{}}/terug/"
    process, address = oidc_provider.start(where, callbacks)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def provider(settings, live_server, provider_address):
    environment = {
        "OIDC_RESIDENTS_CLIENT_ID": "inwoners-client",
        "OIDC_RESIDENTS_CLIENT_SECRET": "inwoners-client-geheim-van-minstens-32-tekens",
        "OIDC_RESIDENTS_ISSUER": provider_address,
        "OIDC_RESIDENTS_LABEL": "itsme of eID",
        "OIDC_STAFF_CLIENT_ID": "balie-client",
        "OIDC_STAFF_CLIENT_SECRET": "balie-client-geheim-van-minstens-32-tekens",
        "OIDC_STAFF_ISSUER": provider_address,
        "OIDC_STAFF_SCOPES": "openid profile vo",
        "OIDC_STAFF_ROLE_CLAIM": "onthaal_rol_3d",
        "OIDC_STAFF_ROLES": "Loket=desk,Beheer=administrator",
        "OIDC_STAFF_ORGANISATION": "OVO001234",
    }
    use(settings, live_server, environment)
    return environment


def use(settings, live_server, environment):
    found = configuration.read(environment, rules.ROLE_NAMES)
    settings.OIDC_PROVIDERS = found
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [each.allauth_app() for each in found.values()]}
    }
    settings.PUBLIC_URL = live_server.url


class Visitor(requests.Session):
    """A visitor with cookies who fills in the provider's own pages."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home
        self.trust_env = False

    def open(self, path: str) -> requests.Response:
        return self.get(self.home + path)

    def fill(self, page: requests.Response, **fields: str) -> requests.Response:
        """Fill in the first form of our page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        return self.post(
            page.url,
            {"csrfmiddlewaretoken": token, **fields},
            headers={"Referer": page.url},
        )

    def come_in(self, key: str, who: str, wanted: str = "") -> requests.Response:
        """Through the button of our page, the log-in of the provider and its consent."""
        page = self.open(f"/aanmelden/via/{key}/" + (f"?next={wanted}" if wanted else ""))
        page = self.provider_form(page, prompt="login", login=who, password="x")
        while "/interaction/" in page.url:
            page = self.provider_form(page, prompt="consent")
        return page

    def provider_form(self, page: requests.Response, **fields: str) -> requests.Response:
        action = html.unescape(re.search(r'action="([^"]+)"', page.text)[1])
        return self.post(action, fields)


@pytest.fixture
def visitor(live_server):
    return Visitor(live_server.url)


def everything_stored() -> str:
    """The rows of people, providers, sessions and mails, as one text."""
    rows = [*User.objects.all(), *SocialAccount.objects.all(), *Message.objects.all()]
    sessions = [session.get_decoded() for session in Session.objects.all()]
    return serializers.serialize("json", rows) + json.dumps(sessions)


def test_karim_comes_in_with_an_address_that_the_provider_verified(visitor, provider):
    assert "itsme of eID" in visitor.open("/aanmelden/").text
    page = visitor.come_in("inwoners", "mail-karim", "/mijn/gegevens/")
    assert page.url.endswith("/mijn/gegevens/")
    assert "Karim Aziz" in page.text
    karim = User.objects.get()
    assert (karim.email, karim.is_staff) == ("karim@voorbeeld.be", False)
    known = SocialAccount.objects.get()
    assert (known.user, known.uid, known.extra_data) == (karim, "mail-karim", {})
    visitor.cookies.clear()
    visitor.come_in("inwoners", "mail-karim", "/mijn/gegevens/")
    assert User.objects.count() == 1


def test_an_gives_her_address_once_because_acm_does_not(visitor, provider):
    page = visitor.come_in("inwoners", "acm-an")
    assert page.url.endswith("/aanmelden/")
    assert "Op welk adres" in page.text
    page = visitor.fill(page, email="an@voorbeeld.be")
    code = re.search(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}\b", Message.objects.get().body_text)[0]
    visitor.fill(page, code=code)
    assert "An Maes" in visitor.open("/mijn/gegevens/").text
    visitor.cookies.clear()
    page = visitor.come_in("inwoners", "acm-an", "/mijn/gegevens/")
    assert "An Maes" in page.text
    assert User.objects.get().email == "an@voorbeeld.be"


def test_the_national_number_is_stored_nowhere(visitor, provider, settings, live_server):
    # even when somebody asks for it and the provider sends it
    use(settings, live_server, {**provider, "OIDC_RESIDENTS_SCOPES": "openid profile rrn"})
    visitor.come_in("inwoners", "acm-an")
    assert "acm-an" in everything_stored()
    assert "85730199773" not in everything_stored()


def test_an_address_that_was_not_verified_opens_nobodys_account(visitor, provider):
    lies = User.objects.create_user("lies@lindeveld.example", name="Lies")
    page = visitor.come_in("inwoners", "mail-unsure")
    assert page.url.endswith("/aanmelden/")
    assert not SocialAccount.objects.filter(user=lies).exists()


def test_fatma_works_at_the_desk_and_needs_no_second_step_of_ours(visitor, provider, settings):
    settings.STAFF_MFA = True
    page = visitor.come_in("medewerkers", "acm-fatma", "/balie/account/")
    assert page.url.endswith("/balie/account/")
    fatma = User.objects.get()
    # the right to administer was for another organisation
    assert (fatma.email, fatma.is_staff, fatma.roles) == ("fatma@lindeveld.example", True, ["desk"])


def test_the_provider_decides_on_roles_at_every_log_in(visitor, provider, settings, live_server):
    visitor.come_in("medewerkers", "acm-fatma")
    use(settings, live_server, {**provider, "OIDC_STAFF_ROLES": "Loket=manager"})
    visitor.cookies.clear()
    visitor.come_in("medewerkers", "acm-fatma")
    assert User.objects.get().roles == ["manager"]


def test_without_roles_from_the_provider_only_the_invited_come_in(
    visitor, provider, settings, live_server
):
    use(settings, live_server, {**provider, "OIDC_STAFF_ROLES": ""})
    page = visitor.come_in("medewerkers", "acm-fatma")
    assert page.status_code == 403
    assert "We kennen u nog niet" in page.text
    User.objects.create_user("fatma@lindeveld.example", is_staff=True, roles=[Role.HANDLER.value])
    visitor.cookies.clear()
    page = visitor.come_in("medewerkers", "acm-fatma", "/balie/account/")
    assert page.url.endswith("/balie/account/")
    assert User.objects.get().roles == ["handler"]


@pytest.mark.parametrize(
    ("who", "words"),
    [("acm-elsewhere", "andere organisatie"), ("acm-norights", "geen rechten")],
)
def test_who_does_not_work_here_stays_out_and_hears_why(visitor, provider, who, words):
    page = visitor.come_in("medewerkers", who)
    assert page.status_code == 403
    assert words in page.text
    assert not User.objects.exists()


def test_who_lost_access_stays_out(visitor, provider):
    visitor.come_in("medewerkers", "acm-fatma")
    User.objects.update(is_active=False)
    visitor.cookies.clear()
    page = visitor.come_in("medewerkers", "acm-fatma", "/balie/account/")
    assert page.status_code == 403
    assert "geblokkeerd" in page.text


def test_a_resident_of_the_provider_is_never_staff(visitor, provider):
    User.objects.create_user("karim@voorbeeld.be", is_staff=True, roles=["administrator"])
    visitor.come_in("inwoners", "mail-karim")
    assert visitor.open("/balie/account/").status_code == 403


def test_stopping_half_way_is_no_disaster(visitor, provider):
    page = visitor.open("/aanmelden/via/inwoners/")
    stop = html.unescape(re.search(r'href="([^"]+/abort)"', page.text)[1])
    page = visitor.get(stop)
    assert page.status_code == 200
    assert "U bent niet aangemeld" in page.text


def test_an_answer_that_was_not_asked_is_refused(visitor, provider):
    page = visitor.open("/aanmelden/via/inwoners/terug/?code=x&state=y")
    assert page.status_code == 502
    assert not User.objects.exists()


def test_a_provider_that_is_down_leaves_the_other_way(visitor, provider, settings, live_server):
    use(settings, live_server, {**provider, "OIDC_RESIDENTS_ISSUER": "http://localhost:9"})
    page = visitor.open("/aanmelden/via/inwoners/")
    assert page.status_code == 502
    assert "code per mail" in page.text


def test_without_settings_there_is_no_button_and_no_page(client):
    assert "Of meld u aan met" not in client.get("/aanmelden/").content.decode()
    assert client.get("/aanmelden/via/inwoners/").status_code == 404
    assert client.get("/aanmelden/via/inwoners/terug/").status_code == 404
