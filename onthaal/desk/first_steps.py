"""What a municipality that begins still has to set up before residents and colleagues can start."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.appointments.models import CapacityBlock
from onthaal.catalogue.models import Product
from onthaal.issues.models import Category
from onthaal.organisation.models import (
    AdministrativeUnit,
    HouseStyle,
    OpeningHours,
    Team,
)
from onthaal.people.models import User
from onthaal.reception.models import Clerk, Counter
from onthaal.territory.models import Territory


@dataclass(frozen=True)
class Step:
    """One thing to set up: its name, why or how in a few Dutch words, and the page to do it on
    ("" = it is not done on a page)."""

    label: str
    hint: str
    url_name: str
    done: bool


def first_steps() -> list[Step]:
    """The steps in the order in which they build on each other; empty once the municipality runs.

    The last ones are for a town hall that receives visitors here. They count from the moment one
    of them is taken.
    """
    base = _base()
    hall = [] if all(step.done for step in base) and not Counter.objects.exists() else _hall()
    steps = base + hall
    return [] if all(step.done for step in steps) else steps


def _base() -> list[Step]:
    return [
        Step(
            "Huisstijl",
            "de naam van uw gemeente, kleuren en contactgegevens",
            "organisation-house-style",
            HouseStyle.objects.exists(),
        ),
        Step(
            "Bestuur",
            "de gemeente zelf, en het OCMW als dat apart telt",
            "organisation",
            AdministrativeUnit.objects.exists(),
        ),
        Step("Diensten en teams", "wie waarvoor instaat", "organisation", Team.objects.exists()),
        Step(
            "Locatie en openingsuren",
            "het gemeentehuis en wanneer het open is",
            "organisation",
            OpeningHours.objects.exists(),
        ),
        Step(
            "Collega’s",
            "uitnodigen, rollen geven en in een team zetten",
            "people-staff",
            User.objects.staff().count() > 1,
        ),
        Step(
            "Grondgebied",
            "grens, wijken en adressen voor de meldingen; uw ICT-dienst laadt ze met "
            "“onthaal territory load”",
            "",
            Territory.objects.exists(),
        ),
        Step(
            "Onderwerpen",
            "waaruit inwoners kiezen als ze iets melden",
            "issue-categories",
            Category.objects.exists(),
        ),
    ]


def _hall() -> list[Step]:
    return [
        Step(
            "Producten",
            "lees een catalogus in of schrijf er een; een collega keurt goed",
            "product-list",
            Product.objects.published().exists(),
        ),
        Step(
            "Loketten",
            "waar collega’s bezoekers ontvangen, met een zuil en een scherm",
            "reception-counters",
            Counter.objects.exists(),
        ),
        Step("Wie kan wat", "wie aan een loket zit", "reception-clerks", Clerk.objects.exists()),
        Step(
            "Afspraken",
            "banen en uren waarop men kan boeken",
            "appointment-settings",
            CapacityBlock.objects.exists(),
        ),
    ]
