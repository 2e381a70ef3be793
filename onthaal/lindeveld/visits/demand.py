"""Who comes when, and for what. Pure: no query, no clock; the shares are made up to be plausible.

Sizes follow what Flemish towns tell: some sixty visits a day, a third of them on Monday, and a
share of bookings by telephone that is as large as that of the web.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onthaal.lindeveld.hall import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
)
from onthaal.lindeveld.products.spec import APPOINTMENT, BOTH, WALK_IN

HALF_HOUR = 30 * 60

# how often a product is what somebody comes for without appointment
WALK_INS: dict[str, float] = {
    "identiteitskaart": 17,
    "identiteitskaart-verloren": 3,
    "identiteitskaart-spoed": 0.6,
    "kids-id": 5,
    "pincode-identiteitskaart": 6,
    "reispas": 6,
    "reispas-spoed": 0.8,
    "reistoelating-minderjarige": 0.6,
    "rijbewijs": 6,
    "voorlopig-rijbewijs": 2.5,
    "internationaal-rijbewijs": 1,
    "rijbewijs-verloren": 0.8,
    "attest-van-woonst": 5,
    "samenstelling-gezin": 6,
    "attest-nationaliteit": 0.8,
    "levensbewijs": 1.4,
    "uittreksel-bevolkingsregister": 1.5,
    "uittreksel-strafregister": 5.5,
    "handtekening-wettigen": 2.5,
    "eensluidend-afschrift": 0.7,
    "stemvolmacht": 0.05,
    "afschrift-akte": 4,
    "geboorteaangifte": 0.4,
    "overlijden-aangeven": 0.7,
    "laatste-wilsbeschikking": 0.7,
    "orgaandonatie": 0.5,
    "adreswijziging": 6,
    "verhuizen-naar-het-buitenland": 0.5,
    "parkeerverbod-verhuizing": 1.8,
    "bewonerskaart": 2,
    "afvalcontainer": 3,
    "afvalkalender": 4,
    "compostvat": 0.7,
    "zaal-huren": 1.4,
    "materiaal-lenen": 0.8,
    "uitpas": 2.4,
    "speelplein": 1.2,
    "gemeentebelasting": 1.6,
    "inname-openbaar-domein": 0.8,
}
SOCIAL_WALK_INS: dict[str, float] = {
    "leefloon": 3,
    "maaltijden-aan-huis": 1.2,
    "mantelzorgpremie": 1.5,
    "mindermobielencentrale": 1.2,
    "verwarmingstoelage": 1.5,
}
# how often somebody makes an appointment for it
BOOKED: dict[str, float] = {
    "identiteitskaart": 15,
    "kids-id": 4,
    "reispas": 9,
    "rijbewijs": 6,
    "voorlopig-rijbewijs": 2,
    "internationaal-rijbewijs": 0.8,
    "rijbewijs-omwisselen": 1.5,
    "rijbewijs-verloren": 0.6,
    "identiteitskaart-verloren": 1.5,
    "adreswijziging": 5,
    "verhuizen-naar-het-buitenland": 0.7,
    "verblijfskaart": 6,
    "inschrijven-uit-het-buitenland": 2.2,
    "bestuursdocument-inkijken": 0.2,
    "geboorteaangifte": 1,
    "erkenning-kind": 1.6,
    "huwelijk": 1.6,
    "wettelijk-samenwonen": 3,
    "wettelijk-samenwonen-stopzetten": 1.3,
    "voornaam-veranderen": 0.3,
    "achternaam-veranderen": 0.3,
    "begraafplaats-concessie": 1.2,
    "laatste-wilsbeschikking": 0.6,
    "euthanasieverklaring": 1,
    "belg-worden": 1.2,
    "omgevingsvergunning": 7,
    "bouwplannen-inkijken": 2.5,
    "renovatiepremie": 1.6,
    "premie-regenwater": 0.8,
    "inname-openbaar-domein": 1,
    "startende-ondernemer": 1,
    "drankvergunning": 0.5,
    "standplaats-markt": 0.6,
    "taxivergunning": 0.2,
    "terras-uithangbord": 0.7,
    "evenement-melden": 2.5,
    "zaal-huren": 1.2,
    "speelplein": 0.8,
    "kinderopvang": 1.4,
    "vereniging-erkennen": 0.5,
    "leefloon": 4,
    "schuldhulp": 3,
    "maaltijden-aan-huis": 0.8,
    "mantelzorgpremie": 1.2,
    "mindermobielencentrale": 0.7,
    "pensioenaanvraag": 3,
    "tegemoetkoming-handicap": 3,
    "parkeerkaart-handicap": 1.6,
    "verwarmingstoelage": 0.8,
}
# served in the Sociaal Huis
SOCIAL = frozenset(
    {
        *SOCIAL_WALK_INS,
        "schuldhulp",
        "pensioenaanvraag",
        "tegemoetkoming-handicap",
        "parkeerkaart-handicap",
    }
)
# months in which more (or fewer) people come for it, January first
_SUMMER = (0.7, 0.8, 1.0, 1.3, 1.9, 2.0, 1.4, 0.7, 0.6, 0.6, 0.6, 0.7)
SEASONS: dict[str, tuple[float, ...]] = {
    "reispas": _SUMMER,
    "reispas-spoed": (0.5, 0.7, 0.9, 1.2, 1.6, 2.6, 2.4, 0.9, 0.5, 0.5, 0.4, 0.8),
    "kids-id": _SUMMER,
    "internationaal-rijbewijs": _SUMMER,
    "reistoelating-minderjarige": _SUMMER,
    "afvalkalender": (2.2, 0.8, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.7, 0.8, 1.1, 2.8),
    "compostvat": (0.3, 0.6, 1.8, 2.2, 1.8, 1.2, 0.8, 0.7, 0.9, 0.9, 0.5, 0.2),
    "speelplein": (0.3, 1.6, 2.2, 2.0, 2.4, 1.8, 0.6, 0.3, 0.3, 0.8, 0.4, 0.3),
    "verwarmingstoelage": (1.8, 1.6, 1.2, 0.7, 0.3, 0.2, 0.2, 0.3, 0.8, 1.4, 1.8, 1.9),
    "huwelijk": (1.6, 1.5, 1.5, 1.2, 1.0, 0.7, 0.5, 0.6, 0.8, 0.7, 0.8, 1.0),
    "evenement-melden": (1.1, 1.3, 1.6, 1.6, 1.3, 1.0, 0.5, 0.6, 0.8, 0.8, 0.7, 0.6),
    "adreswijziging": (0.9, 0.8, 0.9, 1.0, 1.0, 1.2, 1.4, 1.3, 1.2, 1.0, 0.8, 0.7),
    "gemeentebelasting": (0.4, 0.4, 0.6, 0.8, 1.0, 1.2, 0.8, 0.7, 1.4, 2.0, 1.6, 0.8),
    "uitpas": (0.9, 0.8, 0.9, 1.0, 1.0, 1.0, 0.9, 1.4, 1.6, 1.0, 0.8, 0.6),
}
# what a product really takes, against the minutes that are set: the studio has something to find
REAL: dict[str, float] = {
    "identiteitskaart": 0.9,
    "adreswijziging": 1.35,
    "reispas": 0.9,
    "omgevingsvergunning": 1.25,
    "leefloon": 1.15,
    "schuldhulp": 1.15,
    "verblijfskaart": 1.2,
    "pincode-identiteitskaart": 1.3,
    "uitpas": 1.25,
    "afschrift-akte": 0.8,
    "evenement-melden": 0.85,
}
# how unequal the times are (sigma of the lognormal)
SPREAD = 0.42

# walk-ins that may be expected: (weekday, after noon) → number
_EXPECTED: dict[tuple[int, bool], float] = {
    (MONDAY, False): 47,
    (MONDAY, True): 33,
    (TUESDAY, False): 44,
    (WEDNESDAY, False): 31,
    (THURSDAY, False): 29,
    (FRIDAY, False): 38,
}
_SOCIAL_EXPECTED = 5.0
# shares per half hour; the market of Tuesday peaks later
_MORNING = (0.23, 0.20, 0.17, 0.15, 0.14, 0.11)
_MARKET = (0.14, 0.17, 0.22, 0.21, 0.16, 0.10)
_EVENING = (0.13, 0.15, 0.18, 0.22, 0.20, 0.12)
_MONTHS = (1.05, 1.0, 1.0, 1.02, 1.08, 1.12, 1.02, 0.86, 1.02, 1.0, 0.95, 0.98)


@dataclass(frozen=True)
class Kind:
    """What the demand must know of a product."""

    slug: str
    pk: int
    skills: frozenset[int]
    access: str
    channels: tuple[str, ...]
    minutes: int
    per_person: int
    shared: int
    max_persons: int

    @property
    def walks_in(self) -> bool:
        return self.access in (WALK_IN, BOTH)

    @property
    def is_booked(self) -> bool:
        return self.access in (APPOINTMENT, BOTH)


Item = tuple[Kind, int]


class Mix:
    """Products with their weights in a month; ``draw`` takes one."""

    def __init__(self, kinds: Sequence[Kind], weights: dict[str, float], month: int) -> None:
        self.kinds = [kind for kind in kinds if weights.get(kind.slug)]
        self._upto: list[float] = []
        total = 0.0
        for kind in self.kinds:
            season = SEASONS.get(kind.slug)
            total += weights[kind.slug] * (season[month - 1] if season else 1.0)
            self._upto.append(total)

    def draw(self, chance: random.Random) -> Kind:
        return chance.choices(self.kinds, cum_weights=self._upto)[0]


def persons(kind: Kind, chance: random.Random) -> int:
    """How many of the party need it; families ask for cards together."""
    if kind.max_persons == 1 or not kind.per_person:
        return 1
    most = min(kind.max_persons, 5)
    share = 0.45 if kind.slug in ("kids-id", "adreswijziging") else 0.12
    if kind.max_persons == 2:
        share = 0.3
    return 1 if chance.random() > share else min(most, 2 + int(chance.expovariate(1.1)))


def items(mix: Mix, chance: random.Random, *, several: float) -> list[Item]:
    """What a party comes for; ``several`` is the share with a second product."""
    first = mix.draw(chance)
    found = [(first, persons(first, chance))]
    if chance.random() < several:
        second = mix.draw(chance)
        if second is not first:
            found.append((second, persons(second, chance)))
    return found


def service_seconds(item: Item, chance: random.Random, *, is_second: bool) -> int:
    kind, people = item
    minutes = kind.minutes + kind.per_person * (people - 1) - (kind.shared if is_second else 0)
    middle = minutes * REAL.get(kind.slug, 1.05) * 60
    return max(60, int(middle * math.exp(chance.gauss(0.0, SPREAD))))


def arrivals(
    day: dt.date,
    opens: int,
    closes: int,
    chance: random.Random,
    *,
    social: bool,
    near: Collection[dt.date],
) -> list[int]:
    """Seconds of the day at which people without appointment come in; ``near`` are days on which
    more of them come, before and after a closing day."""
    after_noon = opens >= 12 * 3600
    if social:
        expected = _SOCIAL_EXPECTED
    else:
        expected = _EXPECTED.get((day.weekday(), after_noon), 0.0) * _MONTHS[day.month - 1]
    if day in near:
        expected *= 1.3
    # days differ more than chance alone would make them
    expected *= chance.gammavariate(16, 1 / 16)
    shares = _EVENING if after_noon else _MARKET if day.weekday() == TUESDAY else _MORNING
    found: list[int] = []
    for number, share in enumerate(shares):
        begin = opens + number * HALF_HOUR
        if begin >= closes:
            break
        # some stand at the door before it opens
        if number == 0 and not social:
            found += [opens + chance.randrange(90) for _ in range(_poisson(2.4, chance))]
        for _ in range(_poisson(expected * share, chance)):
            found.append(begin + chance.randrange(min(HALF_HOUR, closes - begin)))
    return sorted(found)


def patience(chance: random.Random) -> float:
    """Seconds that somebody without appointment is ready to wait."""
    return 48 * 60 * math.exp(chance.gauss(0.0, 0.5))


def stays_away(lead_days: int, chance: random.Random) -> bool:
    """Whether who booked ``lead_days`` ago does not come."""
    return chance.random() < 0.025 + 0.0045 * min(lead_days, 28)


def lead_days(chance: random.Random, *, at_least: int = 0) -> int:
    """How many days before somebody booked."""
    draw = chance.random()
    if draw < 0.1:
        days = 0
    elif draw < 0.42:
        days = 1 + int(3 * chance.random())
    elif draw < 0.8:
        days = 4 + int(8 * chance.random())
    else:
        days = 12 + int(18 * chance.random())
    return max(at_least, days)


def how_booked(chance: random.Random) -> str:
    """By web, telephone or at the desk (value of appointments.BookedBy)."""
    draw = chance.random()
    return "web" if draw < 0.46 else "phone" if draw < 0.82 else "desk"


def how_arrived(chance: random.Random, *, social: bool) -> str:
    """By kiosk, desk or own telephone (value of reception.Arrival)."""
    if social:
        return "desk"
    draw = chance.random()
    return "kiosk" if draw < 0.58 else "desk" if draw < 0.87 else "phone"


def _poisson(mean: float, chance: random.Random) -> int:
    """Knuth's way; the means here are small."""
    limit, product, number = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number
