"""How a resident gets a product: the buttons of its page. Without its page, there is no button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from onthaal.catalogue.models import Access, Channel, ProcessVersion, Product
from onthaal.organisation.models import Location


@dataclass(frozen=True)
class Way:
    """A button. ``leaves`` leads to another site; ``pays`` asks the money at once."""

    kind: str
    url: str
    leaves: bool = False
    pays: bool = False

    @property
    def label(self) -> str:
        return _WORDS[self.kind][0]

    @property
    def english(self) -> str:
        return _WORDS[self.kind][1]

    @property
    def icon(self) -> str:
        return _WORDS[self.kind][2]


_WORDS = {
    "appointment": ("Maak een afspraak", "Make an appointment", "calendar-clock"),
    "online": ("Regel het online", "Arrange it online", "globe"),
    "request": ("Vraag het aan", "Apply online", "send"),
    "report": ("Meld het", "Report it", "megaphone"),
    "pay": ("Betaal online", "Pay online", "credit-card"),
    "walk_in": ("Kom langs zonder afspraak", "Come without an appointment", "building-2"),
}

# The heading "Waar en wanneer" of the page itself.
WHERE = "#waar-en-wanneer"

_crowd: list[Callable[[Location, Product], str]] = []


def offer_crowd(question: Callable[[Location, Product], str]) -> None:
    """Let a higher app say in a few Dutch words how busy a location is now for who comes for a
    product; "" = it does not know.

    Called once at start.
    """
    if question not in _crowd:
        _crowd.append(question)


def crowd(location: Location, product: Product) -> str:
    """How busy it is at ``location`` for ``product``; "" when nobody knows."""
    return next((words for question in _crowd if (words := question(location, product))), "")


def of(product: Product) -> list[Way]:
    """The ways to this product, the shortest for the resident first."""
    found = []
    if online := _online(product):
        found.append(online)
    elif (
        product.process_id
        and Channel.ONLINE in product.channels
        and (url := _reverse("case-new", product.slug))
        # without published steps nobody could handle it
        and ProcessVersion.objects.published().filter(process=product.process_id).exists()
    ):
        found.append(Way("request", url))
    if product.access in (Access.APPOINTMENT, Access.BOTH) and (url := _reverse("appointment-new")):
        found.append(Way("appointment", f"{url}?{urlencode({'product': product.slug})}"))
    if product.access in (Access.WALK_IN, Access.BOTH):
        found.append(Way("walk_in", WHERE))
    return found


def _online(product: Product) -> Way | None:
    """The page of ``online_url``: elsewhere, or one of ours that exists."""
    address = product.online_url.strip()
    # without a counter and without a request, there is nothing to do but to pay
    only_pays = product.pays_online and product.access == Access.NONE and not product.process_id
    kind = "pay" if only_pays else "online"
    if address.startswith("/") and not address.startswith("//"):
        try:
            route = resolve(urlsplit(address).path).url_name
        except Resolver404:
            return None
        return Way("report" if route == "report" else kind, address, pays=product.pays_online)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return Way(kind, address, leaves=True, pays=product.pays_online)


def _reverse(name: str, *arguments: str) -> str:
    """The address of a page of a higher app; "" while there is none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
