"""The halls of Lindeveld: counters, who can serve what, who sits where, room for appointments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from onthaal.lindeveld.staff import SOCIAL_HOUSE, TOWN_HALL

GEMEENTEHUIS, SOCIAAL_HUIS = TOWN_HALL["name"], SOCIAL_HOUSE["name"]
QUICK, COUNTER, ROOM = "quick", "counter", "room"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)

# place → (name, kind), in the order of the hall
COUNTERS: dict[str, tuple[tuple[str, str], ...]] = {
    GEMEENTEHUIS: (
        ("Snelbalie", QUICK),
        ("Loket 1", COUNTER),
        ("Loket 2", COUNTER),
        ("Loket 3", COUNTER),
        ("Loket 4", COUNTER),
        ("Loket 5", COUNTER),
        ("Gespreksruimte 1", ROOM),
        ("Gespreksruimte 2", ROOM),
    ),
    SOCIAAL_HUIS: (
        ("Onthaal Sociaal Huis", QUICK),
        ("Spreekkamer 1", ROOM),
        ("Spreekkamer 2", ROOM),
    ),
}

# what each clerk can serve; nobody can do everything
CLERKS: dict[str, tuple[str, ...]] = {
    "Fatma O.": ("onthaal", "attesten", "bevolking", "identiteit", "openbaar-domein"),
    "Koen G.": ("onthaal", "attesten", "openbaar-domein", "vrije-tijd"),
    "Hilde Z.": ("onthaal", "attesten", "bevolking", "identiteit", "reispas"),
    "Amina R.": ("attesten", "bevolking", "identiteit", "reispas", "rijbewijs"),
    "Jef V.": ("attesten", "identiteit", "reispas", "rijbewijs", "openbaar-domein"),
    "Sara P.": ("attesten", "bevolking", "burgerlijke-stand", "vreemdelingen"),
    "Tine L.": ("attesten", "bevolking", "identiteit", "rijbewijs", "vreemdelingen"),
    "Wim O.": ("omgeving", "ondernemen", "openbaar-domein"),
    "Katrien V.": ("onthaal", "vrije-tijd", "attesten"),
    "Elke S.": ("sociaal",),
    "Noor B.": ("sociaal",),
}


@dataclass(frozen=True)
class Seat:
    clerk: str
    counter: str


def _seats(*pairs: tuple[str, str]) -> tuple[Seat, ...]:
    return tuple(Seat(clerk, counter) for clerk, counter in pairs)


_FULL = _seats(
    ("Koen G.", "Snelbalie"),
    ("Fatma O.", "Loket 1"),
    ("Amina R.", "Loket 2"),
    ("Jef V.", "Loket 3"),
    ("Tine L.", "Loket 4"),
    ("Sara P.", "Loket 5"),
    ("Wim O.", "Gespreksruimte 1"),
)
_USUAL = _seats(
    ("Katrien V.", "Snelbalie"),
    ("Fatma O.", "Loket 1"),
    ("Amina R.", "Loket 2"),
    ("Sara P.", "Loket 5"),
    ("Wim O.", "Gespreksruimte 1"),
)
_OTHER = _seats(
    ("Koen G.", "Snelbalie"),
    ("Hilde Z.", "Loket 1"),
    ("Jef V.", "Loket 3"),
    ("Tine L.", "Loket 4"),
    ("Sara P.", "Loket 5"),
    ("Wim O.", "Gespreksruimte 1"),
)
_AFTERNOON = _seats(
    ("Amina R.", "Loket 2"),
    ("Tine L.", "Loket 4"),
    ("Sara P.", "Loket 5"),
    ("Wim O.", "Gespreksruimte 1"),
    ("Katrien V.", "Loket 1"),
)
_SATURDAY = _seats(("Hilde Z.", "Loket 1"), ("Tine L.", "Loket 4"), ("Sara P.", "Loket 5"))
_EVENING = _seats(
    ("Koen G.", "Snelbalie"),
    ("Amina R.", "Loket 2"),
    ("Jef V.", "Loket 3"),
    ("Tine L.", "Loket 4"),
    ("Sara P.", "Loket 5"),
)
_SOCIAL = _seats(("Elke S.", "Spreekkamer 1"), ("Noor B.", "Spreekkamer 2"))

# place → (weekday, begins after noon) → who sits where
ROSTER: dict[str, dict[tuple[int, bool], tuple[Seat, ...]]] = {
    GEMEENTEHUIS: {
        (MONDAY, False): _FULL,
        (MONDAY, True): _EVENING,
        (TUESDAY, False): _FULL,
        (WEDNESDAY, False): _USUAL,
        (WEDNESDAY, True): _AFTERNOON,
        (THURSDAY, False): _OTHER,
        (THURSDAY, True): _AFTERNOON,
        (FRIDAY, False): _OTHER,
        (SATURDAY, False): _SATURDAY,
    },
    SOCIAAL_HUIS: {
        (day, after_noon): _SOCIAL
        for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
        for after_noon in (False, True)
    },
}


@dataclass(frozen=True)
class Lane:
    """A virtual counter for appointments."""

    name: str
    skills: tuple[str, ...]


LANES: dict[str, tuple[Lane, ...]] = {
    GEMEENTEHUIS: (
        Lane("Afspraken 1", ("attesten", "bevolking", "identiteit", "reispas", "rijbewijs")),
        Lane("Afspraken 2", ("attesten", "bevolking", "identiteit", "rijbewijs", "vreemdelingen")),
        Lane("Burgerlijke stand", ("attesten", "bevolking", "burgerlijke-stand", "vreemdelingen")),
        Lane("Omgeving en ondernemen", ("omgeving", "ondernemen", "openbaar-domein")),
        Lane("Vrije tijd", ("onthaal", "vrije-tijd")),
    ),
    SOCIAAL_HUIS: (Lane("Sociale dienst 1", ("sociaal",)), Lane("Sociale dienst 2", ("sociaal",))),
}


@dataclass(frozen=True)
class Block:
    """Hours in which lanes take appointments, every week."""

    weekday: int
    starts_at: dt.time
    ends_at: dt.time
    lanes: tuple[str, ...]
    public: int
    staff: int
    reserve: int = 0
    kind: str = "counter"
    # how full it usually gets
    fill: float = field(default=0.6, compare=False)


VIDEO_ADDRESS = "https://video.lindeveld.example/{kamer}"

_T = dt.time
_COUNTERS = ("Afspraken 1", "Afspraken 2", "Burgerlijke stand")
_ALL = tuple(lane.name for lane in LANES[GEMEENTEHUIS])
_SOCIAL_LANES = tuple(lane.name for lane in LANES[SOCIAAL_HUIS])
BLOCKS: dict[str, tuple[Block, ...]] = {
    GEMEENTEHUIS: (
        *(
            Block(
                day,
                _T(9),
                _T(12),
                ("Afspraken 1", "Burgerlijke stand", "Omgeving en ondernemen"),
                public=2,
                staff=3,
                fill=0.42,
            )
            for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
        ),
        Block(MONDAY, _T(16), _T(19), _COUNTERS, public=2, staff=3, reserve=0, fill=0.5),
        Block(WEDNESDAY, _T(13, 30), _T(16, 30), _ALL, public=4, staff=5, fill=0.62),
        Block(THURSDAY, _T(13, 30), _T(16, 30), _ALL, public=4, staff=5, fill=0.58),
        Block(SATURDAY, _T(9, 30), _T(11, 30), _COUNTERS, public=3, staff=3, fill=0.8),
        Block(
            FRIDAY,
            _T(13, 30),
            _T(15, 30),
            ("Omgeving en ondernemen",),
            public=1,
            staff=1,
            kind="video",
            fill=0.4,
        ),
    ),
    SOCIAAL_HUIS: (
        *(
            Block(day, _T(9), _T(12), ("Sociale dienst 1",), public=1, staff=1, fill=0.4)
            for day in (MONDAY, TUESDAY, THURSDAY, FRIDAY)
        ),
        Block(WEDNESDAY, _T(9), _T(12), _SOCIAL_LANES, public=2, staff=2, fill=0.6),
        Block(TUESDAY, _T(13, 30), _T(16, 30), _SOCIAL_LANES, public=2, staff=2, fill=0.6),
        Block(THURSDAY, _T(13, 30), _T(18), _SOCIAL_LANES, public=2, staff=2, fill=0.6),
        Block(
            FRIDAY,
            _T(13),
            _T(16),
            ("Sociale dienst 2",),
            public=1,
            staff=1,
            kind="home",
            fill=0.5,
        ),
    ),
}
