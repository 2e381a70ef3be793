"""Who works in Lindeveld. Made up: first names with a letter, addresses under ``.example``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onthaal.lindeveld.categories import (
    GEBOUWEN,
    GROEN,
    MILIEU,
    MOBILITEIT,
    NETHEID,
    ONTHAAL,
    RIOLERING,
    VERLICHTING,
    WEGEN,
)

DOMAIN = "lindeveld.example"
# teams that only serve: no meldingen come to them
BURGERZAKEN = "Burgerzaken"
OMGEVING = "Omgeving"
VRIJE_TIJD = "Vrije tijd"
SOCIALE_DIENST = "Sociale dienst"
_UNIT = f"https://data.{DOMAIN}/id/bestuurseenheid"
# kind, name, address as a thing
UNITS = (
    ("gemeente", "Gemeente Lindeveld", f"{_UNIT}/gemeente"),
    ("ocmw", "OCMW Lindeveld", f"{_UNIT}/ocmw"),
)
# department → teams
DEPARTMENTS: dict[str, tuple[str, ...]] = {
    "Openbaar domein": (WEGEN, VERLICHTING, NETHEID, GROEN, RIOLERING),
    "Omgeving en mobiliteit": (MOBILITEIT, MILIEU),
    "Patrimonium": (GEBOUWEN,),
    "Burgerzaken": (ONTHAAL,),
}
# departments that only serve products: unit and teams
FRONT_DEPARTMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Bevolking en burgerlijke stand": ("gemeente", (BURGERZAKEN,)),
    "Ruimte en ondernemen": ("gemeente", (OMGEVING,)),
    "Vrije tijd en jeugd": ("gemeente", (VRIJE_TIJD,)),
    "Sociaal Huis": ("ocmw", (SOCIALE_DIENST,)),
}
# The rhythm of a team: median working days to the end, share that ends late, and how many of
# its open issues are late on any day.
RHYTHM: dict[str, tuple[float, float]] = {
    WEGEN: (7.0, 0.16),
    VERLICHTING: (6.0, 0.12),
    NETHEID: (1.6, 0.05),
    GROEN: (7.5, 0.18),
    RIOLERING: (3.2, 0.10),
    MOBILITEIT: (9.0, 0.22),
    GEBOUWEN: (4.0, 0.10),
    MILIEU: (9.0, 0.20),
    ONTHAAL: (3.0, 0.06),
}


@dataclass(frozen=True)
class Member:
    """A member of staff; ``roles`` are values of people.Role."""

    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.').rstrip('.')}@{DOMAIN}"


HANDLER, DESK, MANAGER, EDITOR, COMPLAINTS, ADMINISTRATOR = (
    "handler",
    "desk",
    "manager",
    "editor",
    "complaints",
    "administrator",
)
CAST: tuple[Member, ...] = (
    Member("Sofie V.", (HANDLER, MANAGER), (WEGEN, VERLICHTING, RIOLERING)),
    Member("Bram D.", (HANDLER,), (WEGEN,)),
    Member("Jan A.", (HANDLER,), (WEGEN, NETHEID)),
    Member("Mehdi B.", (HANDLER,), (VERLICHTING,)),
    Member("Griet P.", (HANDLER,), (VERLICHTING, MOBILITEIT)),
    Member("Youssef E.", (HANDLER,), (NETHEID,)),
    Member("Lotte W.", (HANDLER,), (NETHEID, GROEN)),
    Member("Eva M.", (HANDLER,), (GROEN,)),
    Member("Wout T.", (HANDLER,), (GROEN,)),
    Member("Nele C.", (HANDLER,), (RIOLERING,)),
    Member("Dirk S.", (HANDLER,), (RIOLERING, WEGEN)),
    Member("Ilse R.", (HANDLER,), (MOBILITEIT,)),
    Member("Tom H.", (HANDLER,), (GEBOUWEN,)),
    Member("Anke L.", (HANDLER,), (GEBOUWEN,)),
    Member("Pieter N.", (HANDLER,), (MILIEU,)),
    Member("Samira K.", (HANDLER,), (MILIEU, NETHEID)),
    Member("Fatma O.", (DESK, HANDLER), (ONTHAAL,)),
    Member("Koen G.", (DESK, HANDLER), (ONTHAAL,)),
    Member("Hilde Z.", (DESK, EDITOR), (ONTHAAL,)),
    Member("Amina R.", (DESK,), (BURGERZAKEN,)),
    Member("Jef V.", (DESK,), (BURGERZAKEN,)),
    Member("Sara P.", (DESK, HANDLER), (BURGERZAKEN,)),
    Member("Tine L.", (DESK, HANDLER), (BURGERZAKEN,)),
    Member("Wim O.", (DESK, HANDLER), (OMGEVING,)),
    Member("Katrien V.", (DESK, HANDLER), (VRIJE_TIJD,)),
    Member("Elke S.", (DESK, HANDLER), (SOCIALE_DIENST,)),
    Member("Noor B.", (DESK, HANDLER), (SOCIALE_DIENST,)),
    Member("Ruben K.", (EDITOR,), (BURGERZAKEN,)),
    Member("Joris F.", (MANAGER,), ()),
    Member("Lies J.", (ADMINISTRATOR,), ()),
    Member("Nora K.", (COMPLAINTS,), ()),
)


@dataclass(frozen=True)
class Hours:
    weekday: int
    opens_at: dt.time
    closes_at: dt.time
    by_appointment: bool = False


_MORNING = (dt.time(9), dt.time(12))
OPENING: tuple[Hours, ...] = (
    *(Hours(day, *_MORNING) for day in (0, 1, 2, 3, 4)),
    Hours(0, dt.time(16), dt.time(19)),
    Hours(2, dt.time(13, 30), dt.time(16, 30), by_appointment=True),
    Hours(3, dt.time(13, 30), dt.time(16, 30), by_appointment=True),
    Hours(5, dt.time(9, 30), dt.time(11, 30), by_appointment=True),
)
# the Sociaal Huis
SOCIAL_OPENING: tuple[Hours, ...] = (
    *(Hours(day, dt.time(9), dt.time(12)) for day in (0, 1, 3, 4)),
    Hours(1, dt.time(13, 30), dt.time(16, 30), by_appointment=True),
    Hours(2, dt.time(9), dt.time(12), by_appointment=True),
    Hours(3, dt.time(13, 30), dt.time(18), by_appointment=True),
)
TOWN_HALL = {
    "name": "Gemeentehuis Lindeveld",
    "street_line": "Markt 1",
    "phone": "014 00 00 00",
    "email": f"onthaal@{DOMAIN}",
}
# The OCMW receives people in its own house, with its own hours.
SOCIAL_HOUSE = {
    "name": "Sociaal Huis Lindeveld",
    "street_line": "Gasthuisstraat 4",
    "phone": "014 00 00 40",
    "email": f"sociaalhuis@{DOMAIN}",
}
# Local days off beside the Belgian holidays, as (month, day, name).
CLOSING_DAYS = ((1, 2, "Sluitingsdag"), (7, 10, "Lindefeesten"), (12, 26, "Tweede kerstdag"))

# Only for trying out; a production installation makes no demo accounts.
DEMO_PASSWORD = "Lindeveld-proef-2499"  # noqa: S105
_SHOWN = (
    ("Bram D.", "behandelaar, team Wegen"),
    ("Eva M.", "behandelaar, team Groen"),
    ("Fatma O.", "onthaal, aan een loket"),
    ("Hilde Z.", "redacteur van de producten"),
    ("Joris F.", "leidinggevende"),
    ("Lies J.", "beheerder"),
    ("Nora K.", "klachtencoördinator"),
)


def demo_logins() -> list[tuple[str, str]]:
    """The accounts worth showing at the start, as (e-mail address, what they are)."""
    by_name = {member.name: member for member in CAST}
    shown = [(by_name[name].email, what) for name, what in _SHOWN]
    return [*shown, (f"ward.k@{DOMAIN}", "ploeg Wegen 1, op de telefoon")]
