"""Which identity providers this installation uses: read from the environment.

For residents the variables begin with ``OIDC_RESIDENTS_``, for staff with ``OIDC_STAFF_``:

``CLIENT_ID``, ``CLIENT_SECRET``   as registered with the provider; without them there is no button
``PRESET``                         ``acm`` or ``acm-test`` (ACM/IDM), or nothing
``ISSUER``                         address of any other provider, such as ``https://login.example``
``SCOPES``                         with spaces; asking a scope that was not granted fails the log-in
``LABEL``                          the words on the button
``TOKEN_AUTH``                     ``client_secret_basic`` (the standard) or ``client_secret_post``

For staff also ``ROLE_CLAIM`` (which claim lists the rights), ``ROLES`` (``Right=role,…``) and
``ORGANISATION`` (the OVO code that rights must be for).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

RESIDENTS = "inwoners"
STAFF = "medewerkers"
_TOKEN_AUTH = ("client_secret_basic", "client_secret_post")
PRESETS = {
    "acm": "https://authenticatie.vlaanderen.be/op",
    "acm-test": "https://authenticatie-ti.vlaanderen.be/op",
}


class WrongConfiguration(Exception):
    """The message says which variable is wrong and how."""


@dataclass(frozen=True)
class Provider:
    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    token_auth: str = _TOKEN_AUTH[0]
    role_claim: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""

    def allauth_app(self) -> dict[str, Any]:
        """In the terms of django-allauth's ``SOCIALACCOUNT_PROVIDERS``."""
        return {
            "provider_id": self.key,
            "name": self.label[:40],
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer,
                "scope": list(self.scopes),
                "oauth_pkce_enabled": True,
                "token_auth_method": self.token_auth,
            },
        }


def read(environment: Mapping[str, str], role_names: set[str]) -> dict[str, Provider]:
    """The providers by key, none when nothing is set. Raises WrongConfiguration.

    ``role_names`` are the roles that ``OIDC_STAFF_ROLES`` may name.
    """
    found = (
        _provider(environment, "OIDC_RESIDENTS_", RESIDENTS, role_names),
        _provider(environment, "OIDC_STAFF_", STAFF, role_names),
    )
    return {provider.key: provider for provider in found if provider}


def _provider(
    environment: Mapping[str, str], prefix: str, key: str, role_names: set[str]
) -> Provider | None:
    def value(name: str, default: str = "") -> str:
        return environment.get(prefix + name, default).strip()

    if not value("CLIENT_ID"):
        return None
    if not value("CLIENT_SECRET"):
        raise WrongConfiguration(
            f"{prefix}CLIENT_ID is ingesteld; stel ook {prefix}CLIENT_SECRET in."
        )
    preset = value("PRESET")
    if preset and preset not in PRESETS:
        raise WrongConfiguration(f"{prefix}PRESET moet een van deze zijn: {', '.join(PRESETS)}.")
    issuer = PRESETS.get(preset) or value("ISSUER").rstrip("/")
    if not issuer:
        raise WrongConfiguration(f"{prefix}CLIENT_ID is ingesteld; stel ook {prefix}ISSUER in.")
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
        raise WrongConfiguration(f"{prefix}ISSUER moet met https:// beginnen.")
    if value("TOKEN_AUTH", _TOKEN_AUTH[0]) not in _TOKEN_AUTH:
        raise WrongConfiguration(
            f"{prefix}TOKEN_AUTH moet een van deze zijn: {', '.join(_TOKEN_AUTH)}."
        )
    is_staff = key == STAFF
    return Provider(
        key=key,
        label=value("LABEL") or _label(is_staff=is_staff, is_acm=bool(preset)),
        issuer=issuer,
        client_id=value("CLIENT_ID"),
        client_secret=value("CLIENT_SECRET"),
        scopes=tuple((value("SCOPES") or _scopes(is_staff=is_staff, is_acm=bool(preset))).split()),
        token_auth=value("TOKEN_AUTH", _TOKEN_AUTH[0]),
        role_claim=value("ROLE_CLAIM"),
        roles=_roles(prefix, value("ROLES"), role_names),
        organisation=value("ORGANISATION"),
    )


def _label(*, is_staff: bool, is_acm: bool) -> str:
    if is_acm:
        return "ACM/IDM" if is_staff else "itsme, eID of een andere sleutel"
    return "het account van uw organisatie" if is_staff else "een ander account"


def _scopes(*, is_staff: bool, is_acm: bool) -> str:
    if is_acm:
        return "openid profile vo" if is_staff else "openid profile"
    return "openid profile email"


def _roles(prefix: str, text: str, role_names: set[str]) -> dict[str, str]:
    mapping = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        right, equals, role = (part.strip() for part in pair.partition("="))
        if not (right and equals and role in role_names):
            raise WrongConfiguration(
                f"{prefix}ROLES is een lijst Recht=rol, met als rol een van: "
                f"{', '.join(sorted(role_names))}. Dit deel klopt niet: {pair}"
            )
        mapping[right] = role
    return mapping
