"""What stands in the environment is understood or refused, and never repeated when secret."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from onthaal.config import environment, own_key


@pytest.fixture
def given(monkeypatch):
    """``given("1")``: the variable X holds this."""
    return lambda value: monkeypatch.setenv("X", value)


def refuses(read, *rest, says=""):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("X", *rest)
    assert "X" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert re.search(says, str(refusal.value))
    return str(refusal.value)


def test_an_empty_variable_is_as_good_as_none(given):
    given("")
    assert environment.text("X", "anders") == "anders"
    assert environment.number("X", 8000, least=1, most=65535) == 8000
    assert environment.yes_or_no("X", True) is True
    assert environment.words("X") == []


@pytest.mark.parametrize(("value", "means"), [("1", True), ("ja", True), ("0", False)])
def test_yes_and_no(given, value, means):
    given(value)
    assert environment.yes_or_no("X", not means) is means


def test_a_typing_mistake_never_switches_a_protection_off(given):
    given("waar")
    refuses(environment.yes_or_no, True)


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "8000.5", "٣"])
def test_no_port(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured):
        environment.number("X", 8000, least=1, most=65535)


@pytest.mark.parametrize("value", ["geheim", "geheim" * 10, ""])
def test_a_key_that_can_be_guessed(given, value):
    given(value)
    assert "geheim" not in refuses(environment.secret)


def test_a_key_may_begin_with_a_dollar(given):
    given("$wqz5-8hD2kf0Lm3nP7rT9vX1bC4eG6iJ_sUyAoEHKMN")
    assert environment.secret("X").startswith("$wqz")


@pytest.mark.parametrize(
    "value", ["https://onthaal.gemeente.be", "onthaal.gemeente.be:443", "a b", "*.gemeente.be", ","]
)
def test_no_name_of_a_host(given, value):
    given(value)
    refuses(environment.hosts)


def test_names_of_hosts(given):
    given("onthaal.gemeente.be, .gemeente.be,10.0.0.5,[::1]")
    assert environment.hosts("X")[1] == ".gemeente.be"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "PostgreSQL"),
        ("mysql://onthaal:geheim@server/onthaal", "PostgreSQL"),
        ("postgres://onthaal:ge/heim@server/onthaal", "%23"),
        ("postgres://onthaal:geheim@server:poort/onthaal", "geen geldig adres"),
        ("postgres://onthaal:geheim@server", "noemt geen databank"),
    ],
)
def test_no_database(given, value, says):
    given(value)
    assert "geheim" not in refuses(environment.database, says=says)


def test_a_database(given):
    given("postgres://onthaal:p%40%23@/onthaal?host=/run/postgresql&sslmode=require")
    found = environment.database("X")
    assert found["HOST"] == "/run/postgresql"
    assert found["PASSWORD"] == "p@#"
    assert found["OPTIONS"] == {"sslmode": "require"}
    given("postgres://onthaal@%2Frun%2Fpostgresql/onthaal")
    assert environment.database("X")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "value", ["", "mail.gemeente.be", "imap://server", "smtp://", "smtp://a:geheim#1@server:25"]
)
def test_no_mail_server(given, value):
    given(value)
    assert "geheim" not in refuses(environment.mail)


@pytest.mark.parametrize(
    ("value", "port", "tls", "ssl"),
    [
        ("smtp+tls://a:b@server", 587, True, None),
        ("smtps://a:b@server", 465, None, True),
        ("smtp+ssl://server:2465", 2465, None, True),
        ("smtp://server", 25, None, None),
    ],
)
def test_a_mail_server(given, value, port, tls, ssl):
    given(value)
    found = environment.mail("X")
    assert found["EMAIL_PORT"] == port
    assert found.get("EMAIL_USE_TLS") == tls
    assert found.get("EMAIL_USE_SSL") == ssl


def test_addresses(given):
    given("https://onthaal.gemeente.be/")
    assert environment.address("X", "") == "https://onthaal.gemeente.be"
    given("onthaal.gemeente.be")
    refuses(environment.address, "")
    given("Gemeente <onthaal@gemeente.be>")
    assert environment.mail_address("X", "") == "Gemeente <onthaal@gemeente.be>"
    given("gemeente")
    refuses(environment.mail_address, "")
    given("127.0.0.1, 10.0.0.0/8")
    assert environment.networks("X") == ["127.0.0.1", "10.0.0.0/8"]
    given("nginx")
    refuses(environment.networks)


def test_the_key_of_a_try_out_is_made_once_and_read_by_its_owner_only(tmp_path):
    key = own_key.read(tmp_path / "var")
    assert own_key.read(tmp_path / "var") == key
    file = tmp_path / "var/secret_key"
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("")  # a disk that was full
    assert len(own_key.read(tmp_path / "var")) > 40
