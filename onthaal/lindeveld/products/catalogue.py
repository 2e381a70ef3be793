"""All products together, and what somebody must be able to do to serve them."""

from __future__ import annotations

from onthaal.lindeveld.products import (
    building,
    business,
    certificates,
    civil_status,
    driving,
    environment,
    identity,
    leisure,
    moving,
    welfare,
)
from onthaal.lindeveld.products.spec import Product

PRODUCTS: tuple[Product, ...] = (
    *identity.PRODUCTS,
    *driving.PRODUCTS,
    *certificates.PRODUCTS,
    *civil_status.PRODUCTS,
    *moving.PRODUCTS,
    *building.PRODUCTS,
    *environment.PRODUCTS,
    *leisure.PRODUCTS,
    *welfare.PRODUCTS,
    *business.PRODUCTS,
)
BY_SLUG = {product.slug: product for product in PRODUCTS}

SKILLS: dict[str, str] = {
    "onthaal": "Onthaal",
    "attesten": "Attesten en uittreksels",
    "bevolking": "Bevolking en adressen",
    "identiteit": "Identiteitskaarten",
    "reispas": "Reispassen",
    "rijbewijs": "Rijbewijzen",
    "burgerlijke-stand": "Burgerlijke stand",
    "vreemdelingen": "Vreemdelingenzaken",
    "openbaar-domein": "Openbaar domein",
    "omgeving": "Omgeving en bouwen",
    "ondernemen": "Ondernemen",
    "vrije-tijd": "Vrije tijd",
    "sociaal": "Sociale dienst",
}
