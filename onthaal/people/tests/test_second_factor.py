"""Staff show a second factor; nobody gets around it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user
from django.test import Client

from onthaal.people import adapters
from onthaal.people.tests.conftest import PASSWORD

# what allauth does after the commit must happen
pytestmark = pytest.mark.django_db(transaction=True)
SECURITY = "/balie/account/beveiliging/"


@pytest.fixture
def required(settings):
    settings.STAFF_MFA = True


def log_in(client, user):
    return client.post("/balie/aanmelden/", {"login": user.email, "password": PASSWORD})


def app_code(secret: str, ahead: int = 0) -> str:
    counter = int(time.time()) // 30 + ahead
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def set_up_app(client) -> str:
    page = client.get(f"{SECURITY}app/").content.decode()
    secret = re.search(r"setup__secret\">([A-Z2-7]+)", page)[1]
    answer = client.post(f"{SECURITY}app/", {"code": app_code(secret)})
    assert answer.url == f"{SECURITY}herstelcodes/"
    return secret


def give_app(user) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def test_without_a_second_factor_there_is_nothing_but_setting_one_up(client, lies, required):
    assert log_in(client, lies).url == "/balie/"
    for path in ("/balie/account/", "/balie/beheer/medewerkers/", "/balie/account/wachtwoord/"):
        assert client.get(path).url == SECURITY
    assert client.post("/balie/beheer/medewerkers/uitnodigen/", {}).url == SECURITY
    page = client.get(SECURITY).content.decode()
    assert "Stel een tweede stap in" in page


def test_lies_sets_up_an_app_and_goes_on(client, lies, required, mailbox):
    log_in(client, lies)
    set_up_app(client)
    page = client.get(f"{SECURITY}herstelcodes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    assert client.get("/balie/beheer/medewerkers/").status_code == 200
    assert "people.staff_security" in mailbox.kinds()
    file = client.get(f"{SECURITY}herstelcodes/bestand/")
    assert lies.email in file.content.decode()


def test_a_wrong_code_sets_nothing_up(client, lies, required):
    log_in(client, lies)
    client.get(f"{SECURITY}app/")
    page = client.post(f"{SECURITY}app/", {"code": "000000"})
    assert page.status_code == 422
    assert "Deze code klopt niet" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_alone_is_not_enough(client, bram):
    secret = give_app(bram)
    assert log_in(client, bram).url == "/balie/aanmelden/tweede-stap/"
    assert get_user(client).is_anonymous
    assert client.get("/balie/account/").url.startswith("/balie/aanmelden/")
    page = client.get("/balie/aanmelden/tweede-stap/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    wrong = client.post("/balie/aanmelden/tweede-stap/", {"code": "000000"})
    assert wrong.status_code == 422
    answer = client.post("/balie/aanmelden/tweede-stap/", {"code": app_code(secret)})
    assert answer.url == "/balie/"
    assert get_user(client) == bram


def test_a_code_of_the_app_works_once_also_in_another_process(client, bram):
    secret = give_app(bram)
    code = app_code(secret)
    log_in(client, bram)
    assert client.post("/balie/aanmelden/tweede-stap/", {"code": code}).status_code == 302
    from django.core.cache import cache

    cache.clear()  # another process has another memory
    thief = Client()
    log_in(thief, bram)
    page = thief.post("/balie/aanmelden/tweede-stap/", {"code": code})
    assert page.status_code == 422
    assert "al gebruikt" in page.content.decode()


def test_guessing_codes_is_stopped(client, bram):
    secret = give_app(bram)
    log_in(client, bram)
    for _ in range(10):
        client.post("/balie/aanmelden/tweede-stap/", {"code": "000000"})
    page = client.post("/balie/aanmelden/tweede-stap/", {"code": app_code(secret)})
    assert page.status_code == 422
    assert "Te veel pogingen" in page.content.decode()
    assert get_user(client).is_anonymous


def test_a_recovery_code_helps_once(client, bram, required):
    log_in(client, bram)
    set_up_app(client)
    page = client.get(f"{SECURITY}herstelcodes/").content.decode()
    code = re.search(r"<code>(\d{8})</code>", page)[1]
    for expected in (302, 422):
        other = Client()
        log_in(other, bram)
        assert other.post("/balie/aanmelden/tweede-stap/", {"code": code}).status_code == expected


def test_an_older_session_must_show_the_factor_that_another_set_up(client, bram, required):
    log_in(client, bram)
    elsewhere = Client()
    log_in(elsewhere, bram)
    secret = set_up_app(client)
    for path in (f"{SECURITY}app/", f"{SECURITY}passkey/"):
        assert elsewhere.get(path).url == SECURITY
    onward = elsewhere.get(SECURITY).url
    assert onward == "/balie/account/bevestigen/code/?next=/balie/"
    assert elsewhere.get("/balie/account/").url == SECURITY
    answer = elsewhere.post(onward, {"code": app_code(secret, ahead=1), "next": "/balie/"})
    assert answer.url == "/balie/"
    assert elsewhere.get("/balie/account/").status_code == 200


def test_the_last_second_factor_stays_as_long_as_one_is_required(client, bram, required):
    log_in(client, bram)
    set_up_app(client)
    page = client.post(f"{SECURITY}app/verwijderen/")
    assert page.status_code == 422
    assert "minstens één tweede stap" in page.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_where_none_is_required_it_can_go(client, bram, mailbox):
    log_in(client, bram)
    set_up_app(client)
    assert client.post(f"{SECURITY}app/verwijderen/").url == SECURITY
    assert not Authenticator.objects.exists()


def test_long_after_log_in_the_password_is_asked_before_something_delicate(client, bram):
    client.force_login(bram)
    onward = client.get(f"{SECURITY}app/").url
    assert onward.startswith("/balie/account/bevestigen/?")
    wrong = client.post(onward, {"password": "komkommer"})
    assert wrong.status_code == 422
    assert client.post(onward, {"password": PASSWORD}).url == f"{SECURITY}app/"
    assert client.get(f"{SECURITY}app/").status_code == 200


def test_the_secret_of_the_app_cannot_be_read_from_the_database(bram):
    secret = give_app(bram)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True).get())
    assert (
        adapters.SecondFactorAdapter().decrypt(Authenticator.objects.get().data["secret"]) == secret
    )


def test_a_replaced_key_of_the_installation_still_reads_older_secrets(bram, settings):
    secret = give_app(bram)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-installation-" + "y" * 20
    stored = Authenticator.objects.get().data["secret"]
    assert adapters.SecondFactorAdapter().decrypt(stored) == secret
    settings.SECRET_KEY_FALLBACKS = []
    unreadable = [adapters.SecondFactorAdapter().decrypt(stored) for _ in range(2)]
    assert secret not in unreadable
    assert unreadable[0] != unreadable[1]


def test_residents_have_no_second_factor_pages(client, an):
    client.force_login(an)
    for path in (SECURITY, f"{SECURITY}app/", f"{SECURITY}passkey/", "/balie/account/bevestigen/"):
        assert client.get(path).status_code == 403
