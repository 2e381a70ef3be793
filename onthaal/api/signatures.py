"""Signing what we send, as the specification Standard Webhooks 1.0 says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

_PREFIX = "whsec_"


def new_secret() -> str:
    """A fresh secret of 24 random bytes, in the form that receivers expect."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def sign(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature: ``v1,`` and the HMAC-SHA256 of id, moment and body."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(
    keys: Sequence[str], *, message_id: str, timestamp: int, body: bytes
) -> Mapping[str, str]:
    """The headers of one attempt; with several keys the receiver may check with any of them."""
    signed = (sign(key, message_id=message_id, timestamp=timestamp, body=body) for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
        "Content-Type": "application/json",
    }
