"""Passwords of calendars, kept so that a copy of the database alone does not open them."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def hide(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def reveal(hidden: str) -> str:
    """The text again; empty when the key of the installation is another one by now."""
    try:
        return _box().decrypt(hidden.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"onthaal.workplan.calendar:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
