"""The shape in which a product of Lindeveld is written down.

Every text is written once, in the u-form (``forms.informal`` makes the je-form), in a small mark-up
(``markup.html``): an empty line parts paragraphs, ``- `` begins a point of a list.
"""

from __future__ import annotations

from dataclasses import dataclass

# how a resident gets to a counter; values of catalogue.Access
WALK_IN, APPOINTMENT, BOTH, NONE = "walk_in", "appointment", "both", "none"
# values of catalogue.Office
FRONT, BACK = "front", "back"
# values of catalogue.Channel
COUNTER, ONLINE, PHONE, MAIL, HOME, VIDEO = "counter", "online", "phone", "mail", "home", "video"

# codes of the IPDC lists
PROOF, PERMIT, DUTY, ADVICE, OBJECT, PLACE, MONEY = (
    "Bewijs",
    "Toelating",
    "FinancieleVerplichting",
    "AdviesBegeleiding",
    "Voorwerp",
    "InfrastructuurMateriaal",
    "FinancieelVoordeel",
)
CITIZEN, BUSINESS, ORGANISATION, CLUB = "Burger", "Onderneming", "Organisatie", "Vereniging"
GOVERNMENT, LEISURE, ECONOMY, NATURE, ROADS, EDUCATION, CARE, HOUSING = (
    "BurgerOverheid",
    "CultuurSportVrijeTijd",
    "EconomieWerk",
    "MilieuEnergie",
    "MobiliteitOpenbareWerken",
    "OnderwijsWetenschap",
    "WelzijnGezondheid",
    "BouwenWonen",
)

# our life events
BIRTH, MOVING, MARRIAGE, PARTING, DEATH, BUILDING = (
    "geboorte",
    "verhuizen",
    "trouwen-en-samenwonen",
    "scheiden",
    "overlijden",
    "bouwen-en-verbouwen",
)
WORK, STUDY, TRAVEL, AGE, ILLNESS, NEWCOMER = (
    "werken-en-ondernemen",
    "studeren",
    "op-reis",
    "ouder-worden",
    "ziekte-en-handicap",
    "nieuw-in-de-gemeente",
)
LIFE_EVENTS = (
    BIRTH,
    MOVING,
    MARRIAGE,
    PARTING,
    DEATH,
    BUILDING,
    WORK,
    STUDY,
    TRAVEL,
    AGE,
    ILLNESS,
    NEWCOMER,
)


@dataclass(frozen=True)
class Condition:
    """What somebody must meet, and the paper that shows it."""

    name: str
    text: str = ""
    proof: str = ""
    proof_text: str = ""


@dataclass(frozen=True)
class Part:
    """A titled text: a procedure, a cost, a benefit."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class English:
    """The marked translation for products of the Single Digital Gateway; ``conditions``,
    ``procedures`` and ``costs`` follow those of the product one by one."""

    name: str
    summary: str
    more: str = ""
    conditions: tuple[Condition, ...] = ()
    procedures: tuple[Part, ...] = ()
    costs: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Desk:
    """How Lindeveld serves the product; the fields of catalogue.Product. ``fee`` in cent, None when
    it differs from case to case."""

    access: str = NONE
    office: str = FRONT
    channels: tuple[str, ...] = (COUNTER,)
    minutes: int = 10
    per_person: int = 0
    shared: int = 0
    max_persons: int = 1
    skills: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    fee: int | None = None
    online_url: str = ""
    pays_online: bool = False
    systems: tuple[str, ...] = ()
    authorisations: tuple[str, ...] = ()
    privacy: int = 1


@dataclass(frozen=True)
class Product:
    """``process`` is the slug of how it is handled, "" for what nobody asks for."""

    slug: str
    name: str
    summary: str
    conditions: tuple[Condition, ...]
    procedures: tuple[Part, ...]
    costs: tuple[Part, ...]
    desk: Desk
    team: str
    process: str
    kind: str
    themes: tuple[str, ...]
    synonyms: tuple[str, ...]
    more: str = ""
    exceptions: str = ""
    benefits: tuple[Part, ...] = ()
    law: str = ""
    life_events: tuple[str, ...] = ()
    audiences: tuple[str, ...] = (CITIZEN,)
    levels: tuple[str, ...] = ("Lokaal",)
    your_europe: tuple[str, ...] = ()
    english: English | None = None
