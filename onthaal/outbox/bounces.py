"""Reading a mail server's report that a mail came back (RFC 3464)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message as ParsedMail


@dataclass(frozen=True)
class Bounce:
    """Which mail of ours came back and what the server said. ``is_final`` = will not arrive."""

    message_id: str
    diagnosis: str
    is_final: bool


def read(raw: bytes) -> Bounce | None:
    """The bounce in a mail; None when it is no delivery report or names no mail."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    status: ParsedMail | None = None
    message_id = ""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = _about_a_receiver(part.get_payload())
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            found = re.search(rb"(?im)^message-id:\s*(<[^>]+>)", part.as_bytes())
            message_id = found[1].decode() if found else message_id
    if status is None or not message_id:
        return None
    code = str(status.get("Status", ""))
    action = str(status.get("Action", "")).lower()
    diagnosis = str(status.get("Diagnostic-Code", "")) or code
    return Bounce(message_id, " ".join(diagnosis.split())[:500], action == "failed")


def _about_a_receiver(blocks: object) -> ParsedMail | None:
    """The block that says what became of a receiver, a refusal first; servers add empty blocks."""
    if not isinstance(blocks, list):
        return None
    receivers = [block for block in blocks if isinstance(block, ParsedMail) and block["Action"]]
    refused = [block for block in receivers if str(block["Action"]).lower() == "failed"]
    return next(iter([*refused, *receivers]), None)
