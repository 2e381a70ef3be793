"""Asking the register over HTTP. One try, three seconds: a citizen is waiting."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException

from onthaal.integrations.adressenregister.answers import AddressMatch, BadAnswer, matches

TIMEOUT = 3.0
_LARGEST = 1_000_000


class Unavailable(Exception):
    """The register gave no usable answer; the message is for the log, not for a citizen."""


@dataclass(frozen=True)
class AddressRegister:
    """The service at ``url`` (``https://api.basisregisters.vlaanderen.be``) with an API key."""

    url: str
    key: str = ""
    timeout: float = TIMEOUT

    def match(
        self,
        *,
        municipality: str,
        street: str,
        house_number: str = "",
        box: str = "",
        postcode: str = "",
    ) -> list[AddressMatch]:
        """The addresses that resemble what was asked, best first. Raises Unavailable."""
        asked = {
            "gemeentenaam": municipality,
            "straatnaam": street,
            "huisnummer": house_number,
            "busnummer": box,
            "postcode": postcode,
        }
        query = urllib.parse.urlencode({name: value for name, value in asked.items() if value})
        address = f"{self.url.rstrip('/')}/v2/adresmatch?{query}"
        if not address.startswith(("https://", "http://")):
            raise Unavailable("ADRESSENREGISTER_URL must be a web address")
        headers = {"Accept": "application/ld+json"}
        if self.key:
            headers["x-api-key"] = self.key
        request = urllib.request.Request(address, headers=headers)  # noqa: S310  # checked above
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                body = answer.read(_LARGEST)
        except (urllib.error.URLError, HTTPException, OSError) as error:
            raise Unavailable(str(error)) from error
        try:
            parsed = json.loads(body)
            return matches(parsed if isinstance(parsed, dict) else {})
        except (ValueError, BadAnswer) as error:
            raise Unavailable(f"unreadable answer: {error}") from error
