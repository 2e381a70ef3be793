"""Logging in, in a real browser: An with a code and without scripts, Bram with a passkey."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator

from onthaal.outbox.models import Message
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "een paard eet geen komkommersla"


def last_code() -> str:
    body = Message.objects.order_by("-pk").first().body_text
    return re.search(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}\b", body)[0]


@pytest.fixture
def bram(db):
    return User.objects.create_user(
        "bram@lindeveld.example",
        PASSWORD,
        name="Bram Peeters",
        is_staff=True,
        roles=[Role.HANDLER.value],
    )


@pytest.fixture
def passkey_device(page):
    """A telephone that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, device["authenticatorId"]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_an_logs_in_and_keeps_her_details_without_scripts(page, live_server):
    page.goto(f"{live_server.url}/mijn/gegevens/")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code").fill("222222")
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Code").fill(last_code().lower())
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_label("Naam").fill("An Maes")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Uw gegevens zijn bewaard.").wait_for()
    page.get_by_role("link", name="E-mailadres wijzigen").click()
    page.get_by_label("Nieuw e-mailadres").fill("an@nieuw.be")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code").fill(last_code())
    page.get_by_role("button", name="Bevestigen").click()
    page.get_by_text("an@nieuw.be").wait_for()
    page.get_by_role("link", name="Wis mijn account").click()
    page.get_by_label("Typ uw e-mailadres").fill("an@nieuw.be")
    page.get_by_role("button", name="Wis mijn account").click()
    page.get_by_text("Uw account en uw gegevens zijn gewist.").wait_for()
    assert not User.objects.exists()


def test_bram_must_set_up_a_passkey_and_then_needs_no_password(
    page, live_server, bram, settings, passkey_device
):
    settings.STAFF_MFA = True
    page.goto(f"{live_server.url}/balie/account/")
    page.get_by_label("E-mailadres").fill(bram.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.get_by_role("heading", name="Stel een tweede stap in").wait_for()
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Naam van deze passkey").fill("Telefoon van het werk")
    page.get_by_role("button", name="Passkey maken").click()
    page.get_by_role("heading", name="Uw herstelcodes").wait_for()
    assert Authenticator.objects.filter(user=bram, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/balie/account/")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.get_by_role("heading", name="Mijn account").wait_for()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/balie/account/")
    page.get_by_label("E-mailadres").fill(bram.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.get_by_role("button", name="Verder met een passkey").click()
    page.get_by_role("heading", name="Mijn account").wait_for()

    page.goto(f"{live_server.url}/balie/account/beveiliging/")
    page.get_by_text("Telefoon van het werk", exact=True).wait_for()
    page.get_by_role("link", name="Verwijderen").click()
    page.get_by_text("U moet minstens één tweede stap houden").wait_for()


def test_a_passkey_that_somebody_refuses_or_that_is_unknown_says_so(
    page, live_server, bram, passkey_device
):
    session, device = passkey_device
    page.goto(f"{live_server.url}/balie/aanmelden/")
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    device = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": False,
            }
        },
    )["authenticatorId"]
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.get_by_text("Dat is niet gelukt of gestopt").wait_for()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_doors_are_usable_by_everybody(page, live_server, axe, too_wide, width, bram):
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/aanmelden/", "/balie/aanmelden/", "/balie/wachtwoord-vergeten/"):
        page.goto(live_server.url + path)
        assert axe(page) == []
        assert too_wide(page) == []
    page.goto(f"{live_server.url}/aanmelden/")
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_role("alert").wait_for()
    assert axe(page) == []
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_role("heading", name="Kijk in uw mailbox").wait_for()
    assert axe(page) == []
    assert too_wide(page) == []


def test_own_pages_and_administration_are_usable_by_everybody(
    page, live_server, log_in, axe, too_wide, bram
):
    page.set_viewport_size({"width": 320, "height": 900})
    an = User.objects.create_user("an@voorbeeld.be", name="An Maes")
    log_in(an)
    for path in ("", "e-mailadres/", "wissen/"):
        page.goto(f"{live_server.url}/mijn/gegevens/{path}")
        assert axe(page) == [], path
        assert too_wide(page) == [], path
    lies = User.objects.create_user(
        "lies@lindeveld.example",
        PASSWORD,
        name="Lies De Smet",
        is_staff=True,
        roles=[Role.ADMINISTRATOR.value],
    )
    log_in(lies)
    staff = "/balie/beheer/medewerkers"
    for path in (
        "/balie/account/",
        "/balie/account/wachtwoord/",
        "/balie/account/beveiliging/",
        f"{staff}/",
        f"{staff}/uitnodigen/",
        f"{staff}/{bram.pk}/",
        f"{staff}/{bram.pk}/geen-toegang/",
        f"{staff}/{bram.pk}/tweede-stap/",
        "/balie/beheer/bewaartermijnen/",
        "/balie/beheer/bewaartermijnen/people.unused_residents/",
        "/balie/beheer/persoonsgegevens/",
    ):
        page.goto(live_server.url + path)
        assert axe(page) == [], path
        assert too_wide(page) == [], path
    page.get_by_label("E-mailadres").fill(an.email)
    page.get_by_role("button", name="Opzoeken").click()
    page.get_by_role("heading", name="Wat we bewaren").wait_for()
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("link", name="Wissen").click()
    page.get_by_role("heading", name="Gegevens wissen").wait_for()
    assert axe(page) == []
