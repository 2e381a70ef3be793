"""Asking an Open311 service of somebody else, forgiving in what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from onthaal.integrations.open311 import documents, moments, outbound

_LARGEST = 5_000_000
_FORM_TYPE = "application/x-www-form-urlencoded; charset=utf-8"


class Refused(Exception):
    """The service says no; the same again is no use."""


@dataclass(frozen=True)
class Seen:
    """A request as the service shows it."""

    service_request_id: str
    status: str
    notes: str
    description: str


@dataclass(frozen=True)
class Service:
    """The service at ``url`` (without a file name). Every method raises outbound.NotAllowed,
    outbound.Unreachable or Refused."""

    url: str
    form: str = documents.XML
    key: str = ""
    jurisdiction: str = ""
    near: Sequence[outbound.Network] = ()

    def services(self) -> dict[str, str]:
        """Code → name of what can be reported there."""
        rows = self._rows(self._ask("services", {}))
        return {_text(row, "service_code"): _text(row, "service_name") for row in rows}

    def report(self, fields: Mapping[str, str]) -> tuple[str, str]:
        """Send a new request; gives its number, or "" and a token."""
        rows = self._rows(self._ask("requests", fields, posts=True))
        row = rows[0] if rows else {}
        number, token = _text(row, "service_request_id"), _text(row, "token")
        if not (number or token):
            raise outbound.Unreachable("the answer has no service_request_id and no token")
        return number, token

    def number(self, token: str) -> str:
        """The number that belongs to a token; "" when there is none yet."""
        rows = self._rows(self._ask(f"tokens/{quote(token, safe='')}", {}))
        return _text(rows[0], "service_request_id") if rows else ""

    def requests(self, numbers: Sequence[str]) -> dict[str, Seen]:
        """How these requests stand; what the service does not know is not in it."""
        rows = self._rows(self._ask("requests", {"service_request_id": ",".join(numbers)}))
        return {seen.service_request_id: seen for seen in map(_seen, rows)}

    def with_words(self, words: str, *, code: str, since: dt.datetime, until: dt.datetime) -> str:
        """The number of the request in whose description these words stand; "" = none."""
        asked = {
            "service_code": code,
            "start_date": str(moments.write(since, dt.UTC)),
            "end_date": str(moments.write(until, dt.UTC)),
        }
        rows = map(_seen, self._rows(self._ask("requests", asked)))
        return next((row.service_request_id for row in rows if words in row.description), "")

    def _ask(self, call: str, fields: Mapping[str, str], *, posts: bool = False) -> Any:
        given = {"jurisdiction_id": self.jurisdiction, "api_key": self.key, **fields}
        form = urlencode({name: value for name, value in given.items() if value})
        url = f"{self.url.rstrip('/')}/{call}.{self.form}"
        if posts:
            answer = outbound.ask(
                url,
                method="POST",
                body=form.encode(),
                headers={"Content-Type": _FORM_TYPE},
                largest=_LARGEST,
                near=self.near,
            )
        else:
            answer = outbound.ask(f"{url}?{form}", largest=_LARGEST, near=self.near)
        if answer.status >= 500 or answer.status == 429:
            # a busy doorman let nothing in; what broke halfway may have kept it
            raise outbound.Unreachable(
                f"answer {answer.status}", may_have_arrived=answer.status != 429
            )
        if answer.status >= 300:
            raise Refused(f"{answer.status}: {self._reason(answer.body)}")
        try:
            return documents.read(answer.body, self.form)
        except documents.BadDocument as error:
            raise outbound.Unreachable(f"unreadable: {error}") from error

    def _reason(self, body: bytes) -> str:
        try:
            rows = self._rows(documents.read(body, self.form))
        except documents.BadDocument:
            return ""
        return "; ".join(_text(row, "description") for row in rows)[:250]

    @staticmethod
    def _rows(found: Any) -> list[dict[str, Any]]:
        if isinstance(found, dict):
            found = [found]
        return [row for row in found or [] if isinstance(row, dict)]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _seen(row: Mapping[str, Any]) -> Seen:
    return Seen(
        service_request_id=_text(row, "service_request_id"),
        status=_text(row, "status").lower()[:20],
        notes=_text(row, "status_notes")[:4000],
        description=_text(row, "description"),
    )
