"""Mail while trying out: nothing leaves the house, every mail lands in a folder."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Writes each mail as a file under ``var/mail``, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = folder() / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
            draft = path.with_suffix(".tmp")
            draft.write_bytes(message.message().as_bytes())
            draft.rename(path)
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """A mail as the receiver sees it."""

    key: str
    to: str
    subject: str
    date: dt.datetime
    text: str
    html: str


def folder() -> Path:
    return Path(settings.VAR) / "mail"


def mails(limit: int = 100) -> list[Mail]:
    """The newest mails first."""
    paths = sorted(folder().glob("*.eml"), reverse=True)[:limit]
    return [_read(path) for path in paths]


def mail(key: str) -> Mail | None:
    """One mail by its key; None when there is none."""
    path = folder() / f"{key}.eml"
    return _read(path) if path.parent == folder() and path.exists() else None


def _read(path: Path) -> Mail:
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, ParsedMessage)  # noqa: S101 -- the default policy makes these
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    return Mail(
        key=path.stem,
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        date=_moment(str(parsed["Date"])),
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
    )


def _moment(text: str) -> dt.datetime:
    """The moment of a Date header. Our own say ``-0000``, which is UTC without a place: Python
    reads that as a time without zone."""
    read = email.utils.parsedate_to_datetime(text)
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)
