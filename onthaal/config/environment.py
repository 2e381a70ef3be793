"""The variables of the environment, read one by one.

A variable that is empty counts as absent, as in a file for ``docker --env-file``. What is wrong
raises ImproperlyConfigured with one Dutch line that never repeats a password.
"""

from __future__ import annotations

import ipaddress
import os
import re
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_YES, _NO = {"1", "true", "yes", "on", "ja"}, {"0", "false", "no", "off", "nee"}
_HOST = re.compile(r"\*|\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465, "smtp+ssl": 465}
# nothing leaves the machine with these: for tests and trying out
_MAIL_NOWHERE = {"consolemail", "filemail", "memorymail", "dummymail"}


def is_set(name: str) -> bool:
    """Whether the variable exists, empty or not."""
    return name in os.environ


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A list with commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def number(name: str, default: int, *, least: int, most: int) -> int:
    given = text(name)
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise ImproperlyConfigured(f"{name} is “{given}”; geef een getal van {least} tot {most}.")
    return int(given)


def yes_or_no(name: str, default: bool) -> bool:
    given = text(name).lower()
    if given and given not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is “{given}”; geef 1 (ja) of 0 (nee).")
    return given in _YES if given else default


def secret(name: str) -> str:
    """A key that nobody can guess."""
    given = text(name)
    if len(given) < 40 or len(set(given)) < 10:
        raise ImproperlyConfigured(
            f"{name} is te kort of te eenvoudig: gebruik minstens 40 willekeurige tekens, "
            "bijvoorbeeld van python3 -c 'import secrets; print(secrets.token_urlsafe(40))'."
        )
    return given


def hosts(name: str) -> list[str]:
    """Names under which the site is reached; at least one."""
    given = words(name)
    wrong = [host for host in given if not _HOST.fullmatch(host)]
    if wrong or not given:
        raise ImproperlyConfigured(
            f"{name} is {f'“{wrong[0]}”' if wrong else 'leeg'}; geef namen met komma's, zonder "
            "https:// en zonder poort, zoals onthaal.gemeente.be."
        )
    return given


def address(name: str, default: str) -> str:
    """A web address without a slash at its end."""
    given = text(name, default).rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ImproperlyConfigured(
            f"{name} is “{given}”; geef een volledig adres, zoals https://onthaal.gemeente.be."
        )
    return given


def mail_address(name: str, default: str) -> str:
    """``naam@gemeente.be`` or ``Gemeente <naam@gemeente.be>``."""
    given = text(name, default)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(given)[1]):
        raise ImproperlyConfigured(f"{name} is “{given}”; geef een e-mailadres.")
    return given


def networks(name: str) -> list[str]:
    """Addresses or networks of machines."""
    given = words(name)
    for each in given:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} is “{each}”; geef adressen of netwerken met komma's, zoals 127.0.0.1 of "
                "10.0.0.0/8."
            ) from None
    return given


def database(name: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL such as ``postgres://naam:wachtwoord@server/databank``."""
    given = text(name)
    scheme = given.partition("://")[0]
    if scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"{name} moet naar PostgreSQL wijzen, zoals postgres://onthaal:wachtwoord@server/onthaal."
        )
    try:
        found: dict[str, Any] = environ.Env.db_url_config(given)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is geen geldig adres. Schrijf tekens als # / ? en @ in het wachtwoord als "
            "%23 %2F %3F en %40."
        ) from None
    # a socket folder comes as ?host=/run/postgresql or as %2Frun%2Fpostgresql
    socket = found.get("OPTIONS", {}).pop("host", "")
    found["HOST"] = unquote(socket or found["HOST"])
    if not found["NAME"]:
        raise ImproperlyConfigured(
            f"{name} noemt geen databank: zet die na de laatste schuine streep, zoals "
            "postgres://onthaal:wachtwoord@server/onthaal."
        )
    return found


def mail(name: str) -> dict[str, Any]:
    """Django's ``EMAIL_…`` settings for ``smtp+tls://naam:wachtwoord@server:587``."""
    given = text(name)
    scheme = given.partition("://")[0]
    try:
        if scheme not in _MAIL_PORTS.keys() | _MAIL_NOWHERE:
            raise ValueError(scheme)
        # the package means STARTTLS by smtps, the rest of the world TLS from the first byte
        given = given.replace("smtps://", "smtp+ssl://", 1)
        found: dict[str, Any] = environ.Env.email_url_config(given)
        if scheme in _MAIL_PORTS and not found["EMAIL_HOST"]:
            raise ValueError("no host")
    except (KeyError, ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} is ongeldig; gebruik smtp+tls://naam:wachtwoord@mail.gemeente.be:587. Schrijf "
            "tekens als # / ? en @ in naam of wachtwoord als %23 %2F %3F en %40."
        ) from None
    if scheme in _MAIL_PORTS:
        found["EMAIL_PORT"] = found["EMAIL_PORT"] or _MAIL_PORTS[scheme]
    return found
