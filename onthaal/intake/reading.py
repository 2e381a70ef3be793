"""Reading a mail as it came: bytes in, facts out. Never raises on what the world sends."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from onthaal.intake import html_text, quotes

MAX_TEXT = 100_000
MAX_PARTS = 60
MAX_DEPTH = 12
# Pictures this small are logos in a signature.
SMALL_PICTURE = 12_000
_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,240}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class File:
    """What came with the mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class ReadMail:
    message_id: str
    references: tuple[str, ...]
    sender_name: str
    sender_email: str
    receivers: tuple[str, ...]
    subject: str
    text: str
    own_text: str
    is_automatic: bool
    is_report: bool
    files: tuple[File, ...] = field(default=())


def fingerprint(raw: bytes) -> str:
    """The same for the same mail, also when a server offers it a second time."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    key = _MESSAGE_ID.search(str(mail.get("Message-ID", "")))
    if key is None:
        return hashlib.sha256(raw).hexdigest()
    # another mail may carry the number of this one; not with this sender, day and subject
    facts = [key[0], *(str(mail.get(name, "")) for name in ("From", "Date", "Subject"))]
    return hashlib.sha256("\n".join(facts).encode(errors="replace")).hexdigest()


def read(raw: bytes) -> ReadMail:
    """Everything that we want to know of a mail."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    name, address = _sender(mail)
    texts: list[str] = []
    pages: list[str] = []
    files: list[File] = []
    _collect(mail, texts, pages, files, 0)
    plain = "\n\n".join(text for text in texts if text.strip())
    text = plain if plain.strip() else "\n\n".join(html_text.words(page) for page in pages)
    text = _clean(text)[:MAX_TEXT]
    message_id = _MESSAGE_ID.search(_header(mail, "Message-ID"))
    return ReadMail(
        message_id=message_id[0] if message_id else "",
        references=tuple(
            _MESSAGE_ID.findall(f"{_header(mail, 'In-Reply-To')} {_header(mail, 'References')}")
        )[:50],
        sender_name=name,
        sender_email=address,
        receivers=_receivers(mail),
        subject=_clean(_header(mail, "Subject"))[:250],
        text=text,
        own_text=quotes.own_text(text),
        is_automatic=is_automatic(mail),
        is_report=mail.get_content_type() == "multipart/report",
        files=tuple(files),
    )


def is_automatic(mail: Message) -> bool:
    """Whether a machine wrote it: out of office, a mailing list, a newsletter (RFC 3834)."""
    auto = _header(mail, "Auto-Submitted").lower().strip()
    if auto and not auto.startswith("no"):
        return True
    if _header(mail, "Precedence").lower().strip() in ("bulk", "junk", "list", "auto_reply"):
        return True
    # programs add it to what nobody should answer; the mail of people does not have it
    if _header(mail, "X-Auto-Response-Suppress").lower().strip() not in ("", "none"):
        return True
    if any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Unsubscribe")):
        return True
    return _header(mail, "Return-Path").strip() == "<>"


def _collect(
    part: Message, texts: list[str], pages: list[str], files: list[File], depth: int
) -> None:
    if depth > MAX_DEPTH or len(files) + len(texts) + len(pages) > MAX_PARTS:
        return
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, Message) else b""
        files.append(File("doorgestuurde mail.eml", kind, whole))
        return
    if part.is_multipart():
        inner = part.get_payload()
        for child in inner if isinstance(inner, list) else []:
            if isinstance(child, Message):
                _collect(child, texts, pages, files, depth + 1)
        return
    content = part.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    name = _file_name(part)
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in ("text/plain", "text/html") and not attached:
        (texts if kind == "text/plain" else pages).append(decode(body, part.get_content_charset()))
    elif body and not _is_logo(part, kind, body):
        files.append(File(name or f"bijlage-{len(files) + 1}", kind, body))


def _is_logo(part: Message, kind: str, body: bytes) -> bool:
    shown_inside = bool(part.get("Content-ID")) or part.get_content_disposition() == "inline"
    return kind.startswith("image/") and shown_inside and len(body) < SMALL_PICTURE


def decode(body: bytes, charset: str | None) -> str:
    """``body`` as text; a wrong or missing charset is guessed."""
    name = (charset or "utf-8").lower().replace("_", "-")
    # what says latin-1 is Windows's own set in practice, as every browser knows
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        name = "utf-8" if "ascii" in name else "windows-1252"
    for attempt in (name, "utf-8"):
        try:
            return body.decode(attempt)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("windows-1252", errors="replace")


def _header(mail: Message, name: str) -> str:
    """A header in readable words; several of the same name after each other."""
    found = mail.get_all(name, [])
    return " ".join(_words(value) for value in found)


def _words(value: object) -> str:
    made = []
    try:
        pieces = decode_header(value)  # type: ignore[arg-type]
    except (ValueError, LookupError, AssertionError):
        return str(value)
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            known = None if charset in (None, "unknown-8bit") else charset
            made.append(decode(piece, known))
        else:
            made.append(str(piece))
    return " ".join("".join(made).split())


def _sender(mail: Message) -> tuple[str, str]:
    raw = [str(value) for value in (mail.get_all("From") or mail.get_all("Sender") or [])]
    for name, address in getaddresses(raw):
        if _ADDRESS.fullmatch(address):
            shown = _words(name).strip("\"' ")
            return _clean(shown)[:120], address.lower()[:254]
    # broken by some program: perhaps an address can still be found
    found = _ADDRESS.search(_header(mail, "From"))
    return "", found[0].lower()[:254] if found else ""


def _receivers(mail: Message) -> tuple[str, ...]:
    names = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
    raw = [str(value) for name in names for value in mail.get_all(name, [])]
    return tuple(address.lower() for _, address in getaddresses(raw) if "@" in address)[:60]


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        name = None
    shown = _words(name) if name else ""
    return _clean(shown.replace("\\", "/").rpartition("/")[2])[:120]


def _clean(text: str) -> str:
    # a surrogate or a null cannot be stored
    whole = text.encode("utf-8", errors="replace").decode("utf-8")
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))
