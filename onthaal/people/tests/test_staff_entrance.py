"""Bram comes in by password; what he forgot he can renew; what he left is closed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from onthaal.core import clock
from onthaal.people.models import User
from onthaal.people.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOG_IN = "/balie/aanmelden/"


def log_in(client, email="bram@lindeveld.example", password=PASSWORD, **more):
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def test_bram_logs_in(client, bram):
    page = client.get(LOG_IN).content.decode()
    assert "Aanmelden als medewerker" in page
    assert "Remember" not in page
    assert log_in(client).url == "/balie/"
    assert get_user(client) == bram


def test_capitals_in_the_address_do_not_matter(client, bram):
    assert log_in(client, "Bram@Lindeveld.Example").status_code == 302


def test_he_goes_where_he_wanted_to_be(client, bram):
    onward = client.get("/balie/account/").url
    assert onward == f"{LOG_IN}?next=/balie/account/"
    assert log_in(client, next="/balie/account/").url == "/balie/account/"
    assert client.get("/balie/account/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_sound_the_same(client, bram):
    wrong = log_in(client, password="komkommer")
    unknown = log_in(client, "niemand@lindeveld.example")
    assert wrong.status_code == unknown.status_code == 422
    words = "Het e-mailadres of het wachtwoord klopt niet."
    assert words in wrong.content.decode()
    assert words in unknown.content.decode()


def test_guessing_is_stopped_for_the_guesser_but_not_for_bram(bram):
    guesser = Client(REMOTE_ADDR="198.51.100.9")
    answers = [log_in(guesser, password=f"poging {n}").status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert log_in(guesser).status_code == 429
    assert log_in(Client(REMOTE_ADDR="192.0.2.1")).status_code == 302


def test_guessing_from_many_places_at_once_is_stopped_too(bram):
    answers = [
        log_in(Client(REMOTE_ADDR=f"198.51.100.{n}"), password="poging").status_code
        for n in range(62)
    ]
    assert answers[59:] == [422, 429, 429]


def test_who_has_no_access_any_more_is_told_only_with_the_right_password(client, bram):
    User.objects.filter(pk=bram.pk).update(is_active=False)
    assert log_in(client, password="komkommer").status_code == 422
    answer = log_in(client)
    assert answer.url == "/balie/aanmelden/geen-toegang/"
    assert client.get(answer.url).status_code == 403
    assert get_user(client).is_anonymous


def test_losing_access_ends_the_session_at_once(client, bram):
    log_in(client)
    User.objects.filter(pk=bram.pk).update(is_active=False)
    assert client.get("/balie/account/").url == f"{LOG_IN}?next=/balie/account/"


def test_a_resident_who_logs_in_as_staff_changes_places(client, an, bram):
    client.force_login(an)
    assert "als inwoner" in client.get(LOG_IN).content.decode()
    log_in(client)
    assert get_user(client) == bram


def test_after_eight_hours_without_a_visit_he_is_out(client, bram, monkeypatch):
    log_in(client)
    start = clock.now()
    for hours in (5, 10, 15):
        monkeypatch.setattr(clock, "now", lambda h=hours: start + dt.timedelta(hours=h))
        assert client.get("/balie/account/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(hours=23, minutes=5))
    assert client.get("/balie/account/").url == f"{LOG_IN}?next=/balie/account/"
    assert get_user(client).is_anonymous


def test_after_a_day_he_logs_in_again_however_busy_he_was(client, bram, monkeypatch):
    log_in(client)
    start = clock.now()
    for hours in range(4, 24, 4):
        monkeypatch.setattr(clock, "now", lambda h=hours: start + dt.timedelta(hours=h))
        assert client.get("/balie/account/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(hours=24, minutes=1))
    assert client.get("/balie/account/").status_code == 302


def test_the_cookie_of_staff_lasts_eight_hours(client, bram):
    answer = log_in(client)
    cookie = answer.cookies["sessionid"]
    assert cookie["max-age"] == 8 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_he_forgot_his_password_and_chooses_a_new_one(client, bram, mailbox):
    page = client.post("/balie/wachtwoord-vergeten/", {"email": "BRAM@lindeveld.example"})
    assert page.status_code == 200
    form = client.get(mailbox.link(), follow=True)
    assert "Kies een wachtwoord" in form.content.decode()
    address = form.redirect_chain[-1][0]
    assert mailbox.link().rsplit("/", 2)[1] not in address
    new = {"password1": "een nieuwe zin voor later", "password2": "een nieuwe zin voor later"}
    assert client.post(address, new).url == "/balie/wachtwoord/klaar/"
    assert client.get("/balie/wachtwoord/klaar/").status_code == 200
    assert log_in(client).status_code == 422
    assert log_in(client, password="een nieuwe zin voor later").status_code == 302
    assert "people.staff_security" in mailbox.kinds()


def test_a_link_to_choose_a_password_works_once(client, bram, mailbox):
    client.post("/balie/wachtwoord-vergeten/", {"email": bram.email})
    link = mailbox.link()
    address = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "een nieuwe zin voor later", "password2": "een nieuwe zin voor later"}
    client.post(address, new)
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("kort", "kort", "12"),
        ("password1234", "password1234", "algemeen"),
        ("een nieuwe zin voor later", "een andere zin", "Typ twee keer hetzelfde wachtwoord."),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_words(
    client, bram, mailbox, first, second, words
):
    client.post("/balie/wachtwoord-vergeten/", {"email": bram.email})
    address = client.get(mailbox.link(), follow=True).redirect_chain[-1][0]
    page = client.post(address, {"password1": first, "password2": second})
    assert page.status_code == 422
    assert words in page.content.decode()


def test_nobody_learns_who_works_here(client, bram, an, mailbox):
    pages = set()
    for email in (bram.email, an.email, "niemand@lindeveld.example"):
        answer = client.post("/balie/wachtwoord-vergeten/", {"email": email})
        page = re.sub(r'"X-CSRFToken": "[^"]+"', "", answer.content.decode())
        pages.add((answer.status_code, page.replace(email, "…")))
    assert len(pages) == 1
    assert [each.to for each in mailbox.sent] == [bram.email]


def test_he_changes_his_password_and_stays_here_but_nowhere_else(client, bram, mailbox):
    log_in(client)
    elsewhere = Client()
    log_in(elsewhere)
    new = "een nieuwe zin voor later"
    wrong = client.post(
        "/balie/account/wachtwoord/", {"oldpassword": "x", "password1": new, "password2": new}
    )
    assert wrong.status_code == 422
    right = client.post(
        "/balie/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert right.url == "/balie/account/"
    assert get_user(client) == bram
    assert get_user(elsewhere).is_anonymous


def test_he_keeps_his_own_name_but_not_his_roles(client, bram):
    client.force_login(bram)
    client.post("/balie/account/", {"name": "Bram P.", "phone": "", "roles": ["administrator"]})
    bram.refresh_from_db()
    assert (bram.name, bram.roles) == ("Bram P.", ["handler"])


def test_what_we_did_not_mount_of_allauth_does_not_exist(client):
    for path in ("/accounts/signup/", "/accounts/login/", "/balie/aanmelden/signup/"):
        assert client.get(path).status_code == 404
