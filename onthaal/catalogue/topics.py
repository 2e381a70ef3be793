"""Themes and life events: the ways in for who does not know what the town hall calls it.

The list is our own; IPDC has none. The codes stand in ``Product.life_events``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A way in: ``code`` in the data, ``slug`` in addresses, ``words`` with which it is found."""

    code: str
    slug: str
    name: str
    icon: str
    summary: str
    words: tuple[str, ...] = ()


LIFE_EVENTS: tuple[Topic, ...] = (
    Topic(
        "geboorte",
        "geboorte",
        "Geboorte",
        "baby",
        "Een kind aangeven, erkennen of opvangen",
        ("kind", "baby", "zwanger", "adoptie"),
    ),
    Topic(
        "verhuizen",
        "verhuizen",
        "Verhuizen",
        "truck",
        "Een nieuw adres doorgeven en alles daarrond",
        ("adres", "verhuis", "adreswijziging"),
    ),
    Topic(
        "trouwen-en-samenwonen",
        "trouwen-en-samenwonen",
        "Trouwen en samenwonen",
        "heart",
        "Huwelijk en wettelijk samenwonen",
        ("huwelijk", "huwen", "samenwonen", "relatie"),
    ),
    Topic(
        "scheiden",
        "scheiden",
        "Scheiden",
        "split",
        "Uit elkaar gaan, met of zonder kinderen",
        ("echtscheiding", "scheiding"),
    ),
    Topic(
        "overlijden",
        "overlijden",
        "Overlijden",
        "flower-2",
        "Een overlijden, afscheid en nalatenschap",
        ("dood", "sterven", "begrafenis", "begraafplaats"),
    ),
    Topic(
        "bouwen-en-verbouwen",
        "bouwen-en-verbouwen",
        "Bouwen en verbouwen",
        "hammer",
        "Vergunningen, premies en werken aan uw woning",
        ("bouw", "vergunning", "renovatie", "woning"),
    ),
    Topic(
        "werken-en-ondernemen",
        "werken-en-ondernemen",
        "Werken en ondernemen",
        "briefcase",
        "Een zaak, een job of een markt",
        ("zelfstandige", "zaak", "winkel", "werk", "ondernemer"),
    ),
    Topic(
        "studeren",
        "studeren",
        "Naar school en studeren",
        "school",
        "School, toelagen en opvang",
        ("school", "student", "studie", "onderwijs"),
    ),
    Topic(
        "op-reis",
        "op-reis",
        "Op reis",
        "plane",
        "Reispas, identiteitskaart en reizen met kinderen",
        ("reis", "vakantie", "buitenland", "paspoort"),
    ),
    Topic(
        "ouder-worden",
        "ouder-worden",
        "Ouder worden",
        "armchair",
        "Thuis blijven wonen, hulp en pensioen",
        ("senior", "pensioen", "thuiszorg", "bejaard"),
    ),
    Topic(
        "ziekte-en-handicap",
        "ziekte-en-handicap",
        "Ziekte en handicap",
        "accessibility",
        "Zorg, tegemoetkomingen en parkeerkaart",
        ("ziek", "handicap", "mantelzorg", "beperking"),
    ),
    Topic(
        "nieuw-in-de-gemeente",
        "nieuw-in-de-gemeente",
        "Nieuw in de gemeente",
        "map-pin-house",
        "Wat u regelt als u hier komt wonen",
        ("nieuwe inwoner", "inschrijven", "nieuwkomer"),
    ),
)

# The eight themes of IPDC/LPDC, by their codes; names and icons are ours.
THEMES: tuple[Topic, ...] = (
    Topic(
        "BurgerOverheid",
        "burger-en-overheid",
        "Burger en overheid",
        "landmark",
        "Documenten, akten en attesten",
    ),
    Topic(
        "BouwenWonen",
        "bouwen-en-wonen",
        "Bouwen en wonen",
        "house",
        "Vergunningen, premies en huren",
    ),
    Topic(
        "CultuurSportVrijeTijd",
        "cultuur-sport-en-vrije-tijd",
        "Cultuur, sport en vrije tijd",
        "drama",
        "Verenigingen, zalen en evenementen",
    ),
    Topic(
        "EconomieWerk",
        "economie-en-werk",
        "Economie en werk",
        "store",
        "Ondernemen, markten en werk",
    ),
    Topic(
        "MilieuEnergie",
        "milieu-en-energie",
        "Milieu en energie",
        "leaf",
        "Afval, water, energie en natuur",
    ),
    Topic(
        "MobiliteitOpenbareWerken",
        "mobiliteit-en-openbare-werken",
        "Mobiliteit en openbare werken",
        "bike",
        "Verkeer, parkeren en werken",
    ),
    Topic(
        "OnderwijsWetenschap",
        "onderwijs-en-wetenschap",
        "Onderwijs en wetenschap",
        "school",
        "Scholen, toelagen en opvang",
    ),
    Topic(
        "WelzijnGezondheid",
        "welzijn-en-gezondheid",
        "Welzijn en gezondheid",
        "heart-handshake",
        "Hulp, zorg en ondersteuning",
    ),
)

LIFE_EVENT_BY_CODE = {topic.code: topic for topic in LIFE_EVENTS}
THEME_BY_CODE = {topic.code: topic for topic in THEMES}
LIFE_EVENT_BY_SLUG = {topic.slug: topic for topic in LIFE_EVENTS}
THEME_BY_SLUG = {topic.slug: topic for topic in THEMES}
LIFE_EVENT_CHOICES = [(topic.code, topic.name) for topic in LIFE_EVENTS]
THEME_CHOICES = [(topic.code, topic.name) for topic in THEMES]
