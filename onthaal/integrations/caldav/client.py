"""Talking with one calendar collection. One try, ten seconds; who calls decides about again."""

from __future__ import annotations

import base64
import datetime as dt
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from http.client import HTTPException

TIMEOUT = 10.0
_LARGEST = 5_000_000
_LIST = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><getetag/><resourcetype/></prop></propfind>'
)
_WITHIN = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<prop><c:calendar-data/></prop><c:filter><c:comp-filter name="VCALENDAR">
<c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/></c:comp-filter>
</c:comp-filter></c:filter></c:calendar-query>"""
_DAV = "{DAV:}"
_CALDAV = "{urn:ietf:params:xml:ns:caldav}"


class Unavailable(Exception):
    """No usable answer; another time it may work."""


class Refused(Exception):
    """The other side said no, and will say no again: wrong password, no such calendar."""


class Changed(Exception):
    """What is there is not what the caller thought it was (412)."""


class Gone(Exception):
    """It is not there (404)."""


@dataclass(frozen=True)
class Entry:
    body: bytes
    etag: str


@dataclass(frozen=True)
class CalendarCollection:
    """The calendar at ``url``; ``name`` in the methods is the last part of an entry's address."""

    url: str
    username: str = ""
    password: str = ""
    timeout: float = TIMEOUT

    def put(self, name: str, body: bytes, *, etag: str = "") -> str:
        """Write an entry and give its new etag ("" when the other side tells none).

        With ``etag`` only over that version, without it only when nothing is there.
        Raises Changed, Refused, Unavailable.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        _, headers = self._ask(
            "PUT", name, body, {**condition, "Content-Type": "text/calendar; charset=utf-8"}
        )
        return headers.get("etag", "")

    def delete(self, name: str, *, etag: str = "") -> None:
        """Remove an entry, with ``etag`` only that version. Raises Gone, Changed and the rest."""
        self._ask("DELETE", name, None, {"If-Match": etag} if etag else {})

    def get(self, name: str) -> Entry:
        """Read an entry. Raises Gone and the rest."""
        body, headers = self._ask("GET", name, None, {})
        return Entry(body, headers.get("etag", ""))

    def etags(self) -> dict[str, str]:
        """Every entry of the calendar as name → etag."""
        body, _ = self._ask(
            "PROPFIND", "", _LIST, {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        )
        found = {}
        for answer in _tree(body).iter(f"{_DAV}response"):
            href = urllib.parse.unquote(answer.findtext(f"{_DAV}href") or "")
            etag = next((each.text for each in answer.iter(f"{_DAV}getetag")), None)
            name = href.rsplit("/", 1)[-1]
            if name and etag and answer.find(f".//{_DAV}collection") is None:
                found[name] = etag
        return found

    def _ask(
        self, method: str, name: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[bytes, dict[str, str]]:
        address = f"{self.url.rstrip('/')}/{urllib.parse.quote(name)}"
        if not address.startswith(("https://", "http://")):
            raise Refused("the address of a calendar is a web address")
        if self.username:
            pair = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
            headers = {**headers, "Authorization": f"Basic {pair}"}
        request = urllib.request.Request(  # noqa: S310  # checked above
            address, data=body, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return answer.read(_LARGEST), {k.lower(): v for k, v in answer.headers.items()}
        except urllib.error.HTTPError as error:
            raise _meaning(error.code) from error
        except (urllib.error.URLError, HTTPException, OSError) as error:
            raise Unavailable(str(error)) from error


def query(start: dt.datetime, end: dt.datetime) -> bytes:
    """What to ask with REPORT for the entries that may touch this time (RFC 4791, 7.8)."""
    return _WITHIN.format(
        start=start.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ"),
        end=end.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ"),
    ).encode()


def entries(answer: bytes) -> list[bytes]:
    """The entries in the answer to ``query``, each as a calendar with its repetitions still to be
    worked out. Raises Unavailable."""
    return [
        each.text.encode() for each in _tree(answer).iter(f"{_CALDAV}calendar-data") if each.text
    ]


def _tree(body: bytes) -> ET.Element:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unavailable("an answer with a document type is not read")
    try:
        return ET.fromstring(body)  # noqa: S314  # no document type, so no entities
    except ET.ParseError as error:
        raise Unavailable(f"unreadable answer: {error}") from error


def _meaning(status: int) -> Exception:
    if status == 412:
        return Changed("412")
    if status in (404, 410):
        return Gone(f"{status}: het adres bestaat niet")
    if status == 401:
        return Refused("401: naam of wachtwoord klopt niet")
    if status in (408, 409, 423, 425, 429) or status >= 500:
        return Unavailable(f"antwoord {status}")
    return Refused(f"antwoord {status}")
