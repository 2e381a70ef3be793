"""Recognising one mailbox under its many addresses, so that a limit counts persons."""

from __future__ import annotations

# there a dot in the name means nothing
_DOTLESS = {"gmail.com", "googlemail.com"}


def mailbox(email: str) -> str:
    """``an+reispas@voorbeeld.be`` as ``an@voorbeeld.be``: what stands behind a plus, and at some
    providers a dot, comes in the same mailbox. Only to compare with, never to write to."""
    name, _, domain = email.strip().lower().rpartition("@")
    if not name:
        return email.strip().lower()
    name = name.partition("+")[0] or name
    if domain in _DOTLESS:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"
