"""Whether we come along at an address that somebody typed."""

from __future__ import annotations

from onthaal.territory import lookup
from onthaal.territory.address_search import parse
from onthaal.territory.models import Address


def problem_with(text: str) -> str:
    """Why nobody can come there, in Dutch; "" when somebody can, or when it cannot be known
    because the addresses of the municipality are not loaded."""
    here = lookup.territory()
    if here is None or not Address.objects.exists():
        return ""
    typed = parse(text, drop_words=(here.name,))
    away = (
        f"Wij komen alleen langs in {here.name}. Woont u hier, kijk dan de straat na, of bel ons."
    )
    if typed.postcode and not _is_ours(typed.postcode, here.postcode):
        return away
    if not lookup.search_addresses(text, limit=1):
        return away
    return "" if typed.number else "Vul ook het huisnummer in."


def _is_ours(postcode: str, own: str) -> bool:
    return postcode == own or Address.objects.filter(postcode=postcode).exists()
