"""An logs in with an address and a code; nobody learns from it who has an account."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from onthaal.people.models import User
from onthaal.people.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def ask_code(client, email="an@voorbeeld.be", **more):
    return client.post("/aanmelden/", {"email": email, **more})


def type_code(client, code):
    return client.post("/aanmelden/code/", {"code": code})


def test_an_logs_in_for_the_first_time_and_has_an_account(client, mailbox):
    page = client.get("/aanmelden/")
    assert page.status_code == 200
    assert ask_code(client).url == "/aanmelden/code/"
    assert not User.objects.exists()
    page = client.get("/aanmelden/code/").content.decode()
    assert "an@voorbeeld.be" in page
    assert 'autocomplete="one-time-code"' in page
    assert type_code(client, mailbox.code().lower()).url == "/mijn/"
    an = User.objects.get()
    assert get_user(client) == an
    assert (an.email, an.is_staff, an.has_usable_password()) == ("an@voorbeeld.be", False, False)


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_mail(an, mailbox):
    answers = []
    for email in ("an@voorbeeld.be", "niemand@voorbeeld.be"):
        client = Client()
        first = ask_code(client, email)
        page = client.get("/aanmelden/code/").content.decode()
        hidden = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
        answers.append((first.status_code, first.url, hidden.replace(email, "…")))
    assert answers[0] == answers[1]
    assert mailbox.kinds() == ["people.login_code", "people.login_code"]


def test_the_session_gets_a_new_key_at_log_in(client, mailbox):
    ask_code(client)
    before = client.session.session_key
    type_code(client, mailbox.code())
    assert client.session.session_key != before


def test_a_wrong_code_is_explained_and_kept(client, mailbox):
    ask_code(client)
    page = type_code(client, "222222" if mailbox.code() != "222-222" else "333333")
    assert page.status_code == 422
    text = page.content.decode()
    assert "Deze code klopt niet" in text
    assert "nog 4 keer" in text
    assert 'value="222222"' in text or 'value="333333"' in text


def test_half_a_code_does_not_cost_a_try(client, mailbox):
    ask_code(client)
    for _ in range(8):
        assert type_code(client, "7K3").status_code == 422
    assert type_code(client, mailbox.code()).status_code == 302


def test_a_used_code_cannot_be_replayed_in_another_browser(client, mailbox):
    ask_code(client)
    code = mailbox.code()
    stolen = client.session["login_code"]
    type_code(client, code)
    thief = Client()
    session = thief.session
    session["login_code"] = stolen
    session.save()
    page = type_code(thief, code)
    assert page.status_code == 422
    assert "al gebruikt" in page.content.decode()
    assert get_user(thief).is_anonymous


def test_the_code_alone_is_worth_nothing_in_another_browser(client, mailbox):
    ask_code(client)
    assert type_code(Client(), mailbox.code()).url == "/aanmelden/"


def test_a_new_code_can_be_asked_and_the_old_one_ends(client, mailbox):
    ask_code(client)
    old = mailbox.code()
    assert client.post("/aanmelden/code/nieuw/").url == "/aanmelden/code/"
    assert "laatste mail" in type_code(client, old).content.decode()
    assert type_code(client, mailbox.code()).status_code == 302


def test_after_log_in_one_goes_where_one_wanted_to_be(client, mailbox):
    ask_code(client, next="/mijn/gegevens/")
    assert type_code(client, mailbox.code()).url == "/mijn/gegevens/"


@pytest.mark.parametrize("evil", ["https://boef.example/", "//boef.example", "javascript:alert(1)"])
def test_nobody_is_led_away_from_this_site(client, mailbox, evil):
    ask_code(client, next=evil)
    assert type_code(client, mailbox.code()).url == "/mijn/"


def test_an_address_that_is_none_is_explained(client, mailbox):
    page = ask_code(client, "an@")
    assert page.status_code == 422
    assert "naam@voorbeeld.be" in page.content.decode()
    assert mailbox.sent == []


def test_a_mailbox_cannot_be_flooded(mailbox):
    answers = [ask_code(Client(REMOTE_ADDR=f"192.0.2.{n}")).status_code for n in range(8)]
    assert answers == [302] * 6 + [429] * 2
    assert len(mailbox.sent) == 6


def test_one_visitor_cannot_ask_codes_for_the_whole_town(client, mailbox):
    answers = [ask_code(client, f"inwoner{n}@voorbeeld.be").status_code for n in range(32)]
    assert answers.count(302) == 30
    assert answers[-1] == 429
    assert int(ask_code(client)["Retry-After"]) > 0


def test_a_member_of_staff_gets_only_an_account_as_resident_by_code(client, mailbox, bram):
    ask_code(client, bram.email)
    type_code(client, mailbox.code())
    inside = get_user(client)
    assert inside != bram
    assert (inside.email, inside.is_staff, inside.roles) == (bram.email, False, [])
    assert client.get("/balie/account/").status_code == 403


def test_a_password_never_opens_a_residents_account(client, mailbox):
    User.objects.create_user("an@voorbeeld.be", PASSWORD)
    client.post("/balie/aanmelden/", {"login": "an@voorbeeld.be", "password": PASSWORD})
    assert get_user(client).is_anonymous


def test_a_blocked_resident_is_told_so_only_after_the_code(client, mailbox, an):
    an.is_active = False
    an.save()
    assert ask_code(client).url == "/aanmelden/code/"
    page = type_code(client, mailbox.code())
    assert page.status_code == 403
    assert "geblokkeerd" in page.content.decode()
    assert get_user(client).is_anonymous


def test_logging_out_is_asked_first_and_ends_the_session(client, an):
    client.force_login(an)
    assert client.get("/afmelden/").status_code == 200
    assert get_user(client) == an
    assert client.post("/afmelden/").url == "/"
    assert get_user(client).is_anonymous


def test_every_step_needs_the_secret_of_the_form(an):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/aanmelden/", "/aanmelden/code/", "/aanmelden/code/nieuw/", "/afmelden/"):
        assert strict.post(path, {"email": "an@voorbeeld.be"}).status_code == 403
