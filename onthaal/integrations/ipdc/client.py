"""Asking a page of the stream of concepts."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from onthaal.integrations.open311 import outbound

LARGEST = 20 * 1024 * 1024


class Unreachable(Exception):
    """No usable answer; the message says why, in Dutch."""


def address() -> str:
    """Where the stream begins; "" when the municipality does not follow it."""
    return settings.IPDC_URL


def page(url: str) -> bytes:
    """The page at ``url``, which must stand on the configured server: the key goes nowhere else.

    Raises Unreachable.
    """
    own, asked = urlsplit(address()), urlsplit(url)
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
        raise Unreachable(
            f"De volgende bladzijde staat op een andere server: {asked.netloc[:100]}."
        )
    headers = {"Accept": "application/ld+json, application/json"}
    if settings.IPDC_KEY:
        headers["x-api-key"] = settings.IPDC_KEY
    try:
        answer = outbound.ask(url, headers=headers, largest=LARGEST, near=settings.PARTNER_NETWORKS)
    except (outbound.NotAllowed, outbound.Unreachable) as error:
        raise Unreachable(f"De IPDC is niet te bereiken ({error}).") from error
    if answer.status in (401, 403):
        raise Unreachable("De IPDC weigert onze sleutel. Kijk IPDC_KEY na.")
    if answer.status != 200:
        raise Unreachable(f"De IPDC antwoordt met {answer.status}.")
    return answer.body
