"""Addresses that leave the house: in mails, on paper, in QR codes."""

from django.conf import settings


def absolute(path: str) -> str:
    """``path`` as a whole address on the public site (setting ``PUBLIC_URL``)."""
    return f"{settings.PUBLIC_URL}{path}"
