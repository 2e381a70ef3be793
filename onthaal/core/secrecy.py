"""Keys and passwords that others gave us: encrypted, because we must be able to use them."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """Encrypted with a SECRET_KEY that we no longer have."""


def encrypt(text: str) -> str:
    """``text`` in a form that only this installation can read; "" stays ""."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def decrypt(text: str) -> str:
    """The text again. Raises Unreadable."""
    try:
        return _fernet().decrypt(text.encode()).decode() if text else ""
    except InvalidToken as error:
        raise Unreadable from error


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.sha256(b"onthaal.core.secrecy" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
