"""The code with which somebody signs in on arrival: six characters, easy to read aloud."""

from __future__ import annotations

import secrets

from onthaal.core.references import ALPHABET

LENGTH = 6


def new_check_in_code() -> str:
    """A random code such as ``K7M4TQ``; who asks keeps it unique per day and place."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy_code(typed: str) -> str:
    """What somebody typed or scanned, without spaces and dashes, in capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())
