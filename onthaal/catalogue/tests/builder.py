"""Published products of the shape that the catalogue promises, for tests."""

from __future__ import annotations

from django.utils.text import slugify

from onthaal.catalogue.models import Product, ProductVersion, VersionState
from onthaal.core import clock

NL = "nl-BE-x-formal"


def texts(formal: str, informal: str = "", english: str = "") -> dict[str, str]:
    """A language map."""
    return {
        key: value
        for key, value in ((NL, formal), ("nl-BE-x-informal", informal), ("en", english))
        if value
    }


def published(
    name: str,
    *,
    description: str = "",
    content: dict | None = None,
    search_terms: tuple[str, ...] = (),
    **fields,
) -> Product:
    """A product with one published version; ``content`` is laid over what a product always has."""
    product = Product.objects.create(
        name=name,
        slug=fields.pop("slug", slugify(name)[:110]),
        summary=fields.pop("summary", ""),
        **fields,
    )
    version = ProductVersion.objects.create(
        product=product,
        number=1,
        state=VersionState.PUBLISHED,
        published_at=clock.now(),
        content={
            "naam": texts(name),
            "beschrijving": texts(f"<p>{description or name}</p>"),
            "zoektermen": {"nl": list(search_terms)},
            "laatstGewijzigd": "2026-11-20T09:00:00+01:00",
            **(content or {}),
        },
    )
    product.published = version
    product.save()
    return product


# What a Flemish municipality usually offers; invented texts.
USUAL_NAMES = (
    "Rijbewijs aanvragen",
    "Internationaal rijbewijs",
    "Reispas aanvragen",
    "Identiteitskaart vernieuwen",
    "Kids-ID aanvragen",
    "Aangifte huwelijk",
    "Wettelijk samenwonen",
    "Geboorteaangifte",
    "Erkenning van een kind",
    "Aangifte overlijden",
    "Adreswijziging doorgeven",
    "Uittreksel uit het strafregister",
    "Attest van gezinssamenstelling",
    "Bewijs van woonst",
    "Bewijs van leven",
    "Nationaliteit aanvragen",
    "Legalisatie van een handtekening",
    "Eensluidend afschrift",
    "Afschrift van een akte",
    "Voornaam wijzigen",
    "Orgaandonatie registreren",
    "Wilsverklaring euthanasie",
    "Laatste wilsbeschikking",
    "Concessie op de begraafplaats",
    "Omgevingsvergunning",
    "Stedenbouwkundige inlichtingen",
    "Premie voor zonnepanelen",
    "Renovatiepremie",
    "Huursubsidie",
    "Sociale woning huren",
    "Leegstandsbelasting",
    "Kampeervergunning",
    "Parkeerkaart voor bewoners",
    "Parkeerkaart voor personen met een handicap",
    "Inname van het openbaar domein",
    "Verhuislift plaatsen",
    "Evenement organiseren",
    "Drankvergunning",
    "Taxivergunning",
    "Standplaats op de markt",
    "Kermisattractie uitbaten",
    "Recyclagepark bezoeken",
    "Grofvuil laten ophalen",
    "Compostvat kopen",
    "Hondenlosloopweide",
    "Kapvergunning voor bomen",
    "Subsidie voor verenigingen",
    "Zaal huren",
    "Materiaal uitlenen",
    "Bibliotheekkaart",
    "Speelpleinwerking",
    "Kinderopvang zoeken",
    "Schooltoelage",
    "Leefloon aanvragen",
    "Schuldbemiddeling",
    "Mantelzorgpremie",
    "Maaltijden aan huis",
    "Poetshulp aan huis",
    "Rolstoel ontlenen",
    "Pensioen aanvragen",
)
