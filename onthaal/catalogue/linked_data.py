"""A product as schema.org ``GovernmentService`` in JSON-LD, for machines that look along."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from onthaal.catalogue.models import Access
from onthaal.catalogue.product_page import Page
from onthaal.core.links import absolute
from onthaal.organisation.models import Location
from onthaal.ui import house_style

_SCHEMA = "https://schema.org"


def government_service(page: Page, location: Location | None) -> dict[str, Any]:
    """The page as linked data; keys without a value are left out."""
    look = house_style.current()
    own = absolute(reverse("product", args=[page.product.slug]))
    provider = {
        "@type": "GovernmentOrganization",
        "name": f"{look.kind_label} {look.municipality_name}",
        "url": absolute("/"),
        "telephone": look.phone,
        "email": look.email,
    }
    channels: list[dict[str, Any]] = [
        {
            "@type": "ServiceChannel",
            "name": way.label,
            "serviceUrl": way.url if way.leaves else absolute(way.url),
        }
        for way in page.ways
        if way.kind != "walk_in"
    ]
    if location and page.product.access != Access.NONE:
        channels.append(
            {
                "@type": "ServiceChannel",
                "serviceLocation": {
                    "@type": "Place",
                    "name": location.name,
                    "telephone": location.phone,
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": location.street_line,
                        "postalCode": location.postcode,
                        "addressLocality": location.town,
                        "addressCountry": "BE",
                    },
                },
            }
        )
    offer = None
    if page.product.fee_cents is not None:
        offer = {
            "@type": "Offer",
            "price": f"{page.product.fee_cents / 100:.2f}",
            "priceCurrency": "EUR",
        }
    told: dict[str, Any] = _filled(
        {
            "@context": _SCHEMA,
            "@type": "GovernmentService",
            "@id": own,
            "url": own,
            "identifier": page.product.product_number or str(page.product.uuid),
            "name": page.name,
            "description": page.in_short,
            "inLanguage": "nl-BE",
            "sameAs": page.product.concept_uri,
            "category": [topic.name for topic in page.themes],
            "audience": [
                {"@type": "Audience", "audienceType": audience} for audience in page.audiences
            ],
            "areaServed": {"@type": "AdministrativeArea", "name": look.municipality_name},
            "provider": provider,
            "availableChannel": channels,
            "offers": offer,
            "dateModified": page.changed_on.isoformat() if page.changed_on else "",
        }
    )
    return told


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", None, [], {})}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return value
