"""Talking with a mail server: the border. Nothing here knows the database."""

from __future__ import annotations

import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

TIMEOUT = 30
# Larger mails are not read whole.
MAX_SIZE = 40 * 1024 * 1024
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}


class WrongAddress(Exception):
    """The setting is not an address of a mailbox; the message says what it should be, in Dutch."""


class MailboxDown(Exception):
    """The mailbox cannot be read now; the message says why, in Dutch, without the password."""


@dataclass(frozen=True)
class Account:
    """Where the mail is. ``password`` is in no text that this class makes of itself."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    def __repr__(self) -> str:
        return f"Account({self.name})"

    @property
    def name(self) -> str:
        """What identifies the mailbox, to show and to store."""
        return f"{self.user} op {self.host}, map {self.folder}"


def account(url: str) -> Account:
    """``imaps://name:password@host:993/INBOX`` in parts. Raises WrongAddress."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise WrongAddress("IMAP_URL: de poort is geen getal.") from None
    if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
        raise WrongAddress(
            "IMAP_URL is ongeldig; gebruik imaps://naam:wachtwoord@mail.gemeente.be:993/INBOX."
        )
    return Account(
        parts.scheme,
        parts.hostname,
        port or _PORTS[parts.scheme],
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
    )


class Folder:
    """An opened folder; reads and changes nothing. Every method raises MailboxDown."""

    def __init__(self, server: imaplib.IMAP4, uid_validity: int) -> None:
        self._server = server
        self.uid_validity = uid_validity

    def uids(self, *, after: int, since: dt.date) -> list[int]:
        """The numbers above ``after`` of mails that came in since that day, lowest first."""
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        answer = self._ask("SEARCH", f"UID {after + 1}:*", "SINCE", day)
        found = [int(number) for number in b" ".join(each or b"" for each in answer).split()]
        # "*" means the last one, also when that one is below
        return sorted(uid for uid in found if uid > after)

    def size(self, uid: int) -> int | None:
        """In bytes; None when the mail is gone."""
        answer = self._ask("FETCH", str(uid), "(RFC822.SIZE)")
        for each in answer:
            text = each[0] if isinstance(each, tuple) else each
            if text and (found := re.search(rb"RFC822\.SIZE (\d+)", text)):
                return int(found[1])
        return None

    def mail(self, uid: int, *, only_headers: bool = False) -> bytes | None:
        """The mail as it came; None when it is gone. It stays unread for other programs."""
        what = "(BODY.PEEK[HEADER])" if only_headers else "(BODY.PEEK[])"
        for each in self._ask("FETCH", str(uid), what):
            if isinstance(each, tuple) and len(each) == 2:
                return bytes(each[1])
        return None

    def _ask(self, command: str, *words: str) -> list[bytes]:
        try:
            kind, answer = self._server.uid(command, *words)
        except (imaplib.IMAP4.error, OSError, EOFError) as problem:
            raise MailboxDown(f"de verbinding brak af: {problem}") from problem
        if kind != "OK":
            raise MailboxDown(f"de mailserver weigert {command}")
        return list(answer)


@contextmanager
def opened(box: Account) -> Iterator[Folder]:
    """The folder, opened for reading only. Raises MailboxDown."""
    try:
        server = _connect(box)
    except (OSError, imaplib.IMAP4.error, ssl.SSLError) as problem:
        raise MailboxDown(f"de mailserver antwoordt niet: {problem}") from problem
    try:
        try:
            server.login(box.user, box.password)
        except imaplib.IMAP4.error as problem:
            raise MailboxDown("de mailserver weigert de naam of het wachtwoord") from problem
        except OSError as problem:
            raise MailboxDown(f"de verbinding brak af: {problem}") from problem
        yield Folder(server, _select(server, box.folder))
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connect(box: Account) -> imaplib.IMAP4:
    if box.scheme == "imaps":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT)
    server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    if box.scheme == "imap+tls":
        server.starttls(ssl.create_default_context())
    return server


def _select(server: imaplib.IMAP4, folder: str) -> int:
    quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        kind, _ = server.select(quoted, readonly=True)
        _, validity = server.response("UIDVALIDITY")
    except (imaplib.IMAP4.error, OSError) as problem:
        raise MailboxDown(f"de map {folder} opent niet: {problem}") from problem
    number = validity[0] if validity else None
    if kind != "OK" or not number:
        raise MailboxDown(f"de map {folder} bestaat niet")
    return int(number)
