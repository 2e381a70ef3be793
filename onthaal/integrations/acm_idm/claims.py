"""What an identity provider says about somebody, narrowed to what we may know and need.

The national number (``rrn``) is never taken over, even when a provider sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Identity:
    """``email`` is "" unless the provider vouches for it."""

    subject: str
    name: str = ""
    email: str = ""
    rights: tuple[str, ...] = ()
    organisation: str = ""


def resident(claims: Mapping[str, Any]) -> Identity:
    """A resident: who it is, and an address only when the provider verified it.

    Raises KeyError without ``sub``.
    """
    verified = claims.get("email_verified") in (True, "true")
    return Identity(
        subject=str(claims["sub"]),
        name=_name(claims),
        email=_text(claims, "email") if verified else "",
    )


def staff(claims: Mapping[str, Any], *, role_claim: str = "") -> Identity:
    """A member of staff: rights from ``role_claim``, organisation and address from ``vo_*``.

    ``vo_email`` comes from the organisation's own register and is trusted as such.
    """
    known = resident(claims)
    rights = claims.get(role_claim, ()) if role_claim else ()
    return Identity(
        subject=known.subject,
        name=known.name,
        email=_text(claims, "vo_email") or known.email,
        rights=(rights,) if isinstance(rights, str) else tuple(map(str, rights)),
        organisation=_text(claims, "vo_orgcode"),
    )


def _name(claims: Mapping[str, Any]) -> str:
    parts = [_text(claims, "given_name"), _text(claims, "family_name")]
    return " ".join(part for part in parts if part)[:120] or _text(claims, "name")[:120]


def _text(claims: Mapping[str, Any], key: str) -> str:
    value = claims.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
