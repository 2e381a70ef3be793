"""Finding the product that somebody means, among those that are served at a counter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Count, Q
from rapidfuzz import fuzz

from onthaal.appointments.memory import kept
from onthaal.appointments.models import AppointmentItem, State
from onthaal.catalogue.models import Access, Product
from onthaal.core import clock

POPULAR = 8
# below this a misspelling is another word
ALIKE = 78


def bookable() -> list[Product]:
    """Every product for which one can make an appointment, by name."""
    return list(kept("bookable", lambda: list(Product.objects.bookable().order_by("name"))))


def popular() -> list[Product]:
    """What was booked most in the last three months; by name while there is no history."""
    times = _times_booked()
    return sorted(bookable(), key=lambda each: -times.get(each.pk, 0))[:POPULAR]


def search(text: str) -> list[Product]:
    """The products that ``text`` may mean, the likeliest first: what is called so, then what is
    booked most. Also those that need no appointment, so that nobody looks for them in vain.
    Forgives typing errors."""
    words = _plain(text).split()
    if not words:
        return []
    products = Product.objects.offered().filter(~Q(access=Access.NONE)).order_by("name")
    described = [(product, _words_of(product)) for product in products]
    exact = [product for product, own in described if all(_begins(word, own) for word in words)]
    if exact:
        times = _times_booked()
        return sorted(exact, key=lambda each: (_in_name(words, each), -times.get(each.pk, 0)))
    alike = [(_likeness(words, own), product) for product, own in described]
    return [product for score, product in sorted(alike, key=lambda each: -each[0]) if score > ALIKE]


def _times_booked() -> dict[int, int]:
    """How often each product was booked in the last three months."""
    return kept("times_booked", _count_booked)


def _count_booked() -> dict[int, int]:
    since = clock.now() - timedelta(days=90)
    counted = (
        AppointmentItem.objects.filter(appointment__booked_at__gte=since)
        .exclude(appointment__state=State.HELD)
        .values_list("product")
        .annotate(times=Count("pk"))
    )
    return dict(counted)


def _in_name(words: Sequence[str], product: Product) -> int:
    """How near ``words`` are to the name: 0 when it begins so, 1 when its words do, 2 otherwise."""
    own = _plain(product.name).split()
    if " ".join(own).startswith(" ".join(words)):
        return 0
    return 1 if all(any(other.startswith(word) for other in own) for word in words) else 2


def _likeness(words: Sequence[str], own: Iterable[str]) -> float:
    """How well every word is found, in the worst case of them."""
    known = list(own)
    return min(max((fuzz.ratio(word, other) for other in known), default=0) for word in words)


def _begins(word: str, own: Iterable[str]) -> bool:
    return any(other.startswith(word) or (len(word) > 3 and word in other) for other in own)


def _words_of(product: Product) -> list[str]:
    return _plain(" ".join([product.name, *product.synonyms, product.summary])).split()


def _plain(text: str) -> str:
    """Lower case, without accents and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
