"""Public reference numbers: not guessable, easy to read aloud, with a check character.

``LV-7K3M-92XQ`` = the municipality's prefix, seven random characters and one check character.
The alphabet has 31 characters (no I, L, O, 0 or 1). Because 31 is prime, a weighted sum modulo
31 catches every single wrong character and every swap of two different characters.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BODY = 7


def new_reference(prefix: str) -> str:
    """A fresh reference such as ``LV-7K3M-92XQ``: one of 31**7, so keep a unique constraint."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_BODY))
    code = body + check_character(body)
    return f"{prefix}-{code[:4]}-{code[4:]}"


def check_character(body: str) -> str:
    """The character that makes the weighted sum of ``body`` plus itself zero modulo 31."""
    total = sum(weight * ALPHABET.index(c) for weight, c in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def is_reference(text: str) -> bool:
    """Whether ``text`` is a well-formed reference whose check character fits."""
    match = re.fullmatch(rf"[A-Z]{{2,4}}-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})", text)
    if not match:
        return False
    code = match[1] + match[2]
    return check_character(code[:-1]) == code[-1]


def tidy_reference(typed: str) -> str:
    """What a person typed, as a reference: upper case, with the dashes in place."""
    packed = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return f"{packed[:-8]}-{packed[-8:-4]}-{packed[-4:]}" if len(packed) > 8 else packed


def new_secret() -> str:
    """An unguessable key of 22 characters for a link in a mail (128 bits)."""
    return secrets.token_urlsafe(16)
