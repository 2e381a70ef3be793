"""Which pages search engines may know, as sitemaps.org wants it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.urls import reverse

from onthaal.catalogue import product_page, readership
from onthaal.catalogue.models import Product
from onthaal.core.links import absolute

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = (
    "home",
    "products",
    "products-all",
    "report",
    "issues",
    "front-door",
    "opening-hours",
    "privacy",
    "accessibility",
)


def document() -> bytes:
    """The sitemap: our fixed pages, themes, life events, products and their translations."""
    root = Element("urlset", xmlns=_NAMESPACE)
    for path, changed in _pages():
        row = SubElement(root, "url")
        SubElement(row, "loc").text = absolute(path)
        if changed:
            SubElement(row, "lastmod").text = changed.isoformat(timespec="seconds")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _pages() -> Iterator[tuple[str, dt.datetime | None]]:
    for name in _PAGES:
        yield reverse(name), None
    themes, life_events = readership.topics_in_use()
    for route, topics in (("product-theme", themes), ("product-life-event", life_events)):
        for topic, _ in topics:
            yield reverse(route, args=[topic.slug]), None
    for product in Product.objects.published().select_related("published"):
        changed = product.published.published_at if product.published else None
        yield product.get_absolute_url(), changed
        if product_page.has_english(product):
            yield reverse("product-english", args=[product.slug]), changed
