"""A hall whose days are written down as they went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import timezone

from onthaal.appointments.models import Appointment
from onthaal.appointments.rules import new_check_in_code
from onthaal.catalogue.models import Product, ProductVersion
from onthaal.core.references import new_reference
from onthaal.organisation.models import AdministrativeUnit, Location, OpeningHours
from onthaal.people.models import Role, User
from onthaal.reception.models import Counter, Visit, VisitEvent, VisitItem

MONDAY = dt.date(2026, 11, 2)
# the state of a visit after its last event
AFTER = {
    "finished": "done",
    "left": "left",
    "no_show": "no_show",
    "called": "called",
    "shown_up": "serving",
    "item_started": "serving",
    "item_finished": "serving",
    "parked": "parked",
    "voided": "void",
}


@pytest.fixture
def town_hall(db) -> Location:
    """Open every weekday from 9 to 12."""
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    place = Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(location=place, weekday=day, opens_at=dt.time(9), closes_at=dt.time(12))
        for day in range(5)
    )
    return place


@pytest.fixture
def counter(town_hall) -> Counter:
    return Counter.objects.create(location=town_hall, name="Loket 1")


@pytest.fixture
def passport(db) -> Product:
    return published("paspoort", "Paspoort", minutes=10)


@pytest.fixture
def move(db) -> Product:
    return published("adreswijziging", "Adreswijziging", minutes=15)


def published(slug: str, name: str, **columns) -> Product:
    product = Product.objects.create(slug=slug, name=name, access="both", **columns)
    product.published = ProductVersion.objects.create(
        product=product, number=1, state="published", content={"naam": {"nl": name}}
    )
    product.save()
    return product


@pytest.fixture
def joris(db) -> User:
    return User.objects.create_user(
        "joris@lindeveld.example", name="Joris V.", is_staff=True, roles=[Role.MANAGER.value]
    )


def at(clock_time: str, day: dt.date = MONDAY) -> dt.datetime:
    """``at("9:05")``, Belgian time."""
    hour, minute = (int(part) for part in clock_time.split(":"))
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@contextmanager
def erasing():
    """Events are for ever; in a test one may set the stage."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        yield
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")


@pytest.fixture
def visit(town_hall, counter, passport) -> Callable[..., Visit]:
    """``visit("9:00 issued, 9:10 called, 9:11 shown_up, 9:20 finished")``.

    ``item_started 2`` names the second product of ``products``, ``undone 3`` takes back the third
    event, and ``left automatic`` is an end that nobody saw.
    """
    numbers = iter(range(1, 10_000))

    def write(
        story: str,
        *,
        day: dt.date = MONDAY,
        products: tuple[tuple[Product, int], ...] = ((passport, 1),),
        appointment: str = "",
        arrival: str = "kiosk",
        complete: bool | None = None,
    ) -> Visit:
        steps = [step.split() for step in story.split(", ")]
        arrived = at(steps[0][0], day)
        booked = None
        if appointment:
            booked = Appointment.objects.create(
                reference=new_reference("LV"),
                check_in_code=new_check_in_code(),
                location=town_hall,
                starts_at=at(appointment, day),
                ends_at=at(appointment, day) + dt.timedelta(minutes=10),
                state="arrived",
            )
        due = arrived
        if booked:
            due = max(arrived, booked.starts_at - dt.timedelta(minutes=5))
        found = Visit.objects.create(
            location=town_hall,
            day=day,
            number=f"A{next(numbers):03}",
            arrival=arrival,
            appointment=booked,
            arrived_at=arrived,
            due_at=due,
            state=AFTER.get(steps[-1][1], "waiting"),
            counter=counter if steps[-1][1] in ("called", "shown_up", "item_started") else None,
        )
        items = [
            VisitItem.objects.create(
                visit=found, product=product, persons=persons, position=n, is_complete=complete
            )
            for n, (product, persons) in enumerate(products)
        ]
        happened: list[VisitEvent] = []
        for moment, kind, *which in steps:
            data = {}
            if kind == "undone":
                data = {"events": [happened[int(which[0]) - 1].pk]}
            elif which == ["automatic"]:
                data = {"automatic": True}
            event = VisitEvent.objects.create(
                visit=found,
                kind=kind,
                at=at(moment, day),
                item=items[int(which[0]) - 1] if kind.startswith("item_") else None,
                data=data,
                counter=None if kind in ("issued", "checked_in", "left") else counter,
            )
            happened.append(event)
        return found

    return write
