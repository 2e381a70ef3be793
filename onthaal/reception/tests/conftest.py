"""The hall of Lindeveld: three counters, two clerks with different skills, four products."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from onthaal.appointments.models import Appointment, AppointmentItem, State
from onthaal.catalogue.models import Access, Product, ProductVersion, Skill, VersionState
from onthaal.core import clock
from onthaal.issues.tests.staff.conftest import as_staff, on  # noqa: F401 -- fixtures
from onthaal.organisation.models import AdministrativeUnit, Location
from onthaal.people.models import Role, User
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions.registration import register
from onthaal.reception.models import Arrival, Clerk, Counter


def make_product(name, *skills, minutes=10, max_persons=6, access=Access.BOTH, **more):
    product = Product.objects.create(
        name=name,
        slug=name.lower().replace(" ", "-"),
        minutes=minutes,
        max_persons=max_persons,
        access=access,
        **more,
    )
    version = ProductVersion.objects.create(
        product=product,
        number=1,
        state=VersionState.PUBLISHED,
        content={"naam": {"nl": name}},
        published_at=clock.now(),
    )
    product.published = version
    product.save()
    product.skills.set(skills)
    return product


@pytest.fixture
def hall(db, on):  # noqa: F811
    """A Monday morning. Bram does passports and addresses, Eva only addresses; Fatma sits at the
    reception desk, Joris leads, Lies administers."""
    on("2026-11-23 09:00")
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    place = Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Dorp 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    passports = Skill.objects.create(name="Reispassen", slug="reispassen")
    people = Skill.objects.create(name="Bevolking", slug="bevolking")

    def staff(name, *roles):
        return User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
        )

    bram, eva = staff("Bram", Role.HANDLER), staff("Eva", Role.HANDLER)
    Clerk.objects.create(user=bram).skills.set([passports, people])
    Clerk.objects.create(user=eva).skills.set([people])
    counters = [
        Counter.objects.create(location=place, name=f"Loket {number}", position=number)
        for number in (1, 2, 3)
    ]
    return SimpleNamespace(
        place=place,
        passports=passports,
        people=people,
        bram=bram,
        eva=eva,
        fatma=staff("Fatma", Role.DESK),
        joris=staff("Joris", Role.MANAGER),
        lies=staff("Lies", Role.ADMINISTRATOR),
        one=counters[0],
        two=counters[1],
        three=counters[2],
        passport=make_product("Reispas", passports, minutes=15, bring=["Recente pasfoto"]),
        address=make_product("Adreswijziging", people),
        bags=make_product("Vuilniszakken", minutes=3),
    )


@pytest.fixture
def comes(hall):
    """``comes(hall.passport)`` is somebody who takes a number for that."""

    def arrive(*products, persons=1, **more):
        return register(
            location=hall.place,
            items=[(product, persons) for product in products],
            arrival=Arrival.KIOSK,
            **more,
        )

    return arrive


@pytest.fixture
def booked(hall):
    """``booked("10:00", hall.passport)`` is Karim with an appointment this Monday."""

    def make(time, *products, name="Karim Haddad", **more):
        starts_at = timezone.make_aware(dt.datetime.fromisoformat(f"2026-11-23 {time}"))
        number = Appointment.objects.count() + 1
        appointment = Appointment.objects.create(
            reference=f"AF-{number}",
            check_in_code=f"K{number:03}",
            location=hall.place,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=15),
            state=State.BOOKED,
            name=name,
            **more,
        )
        for place, product in enumerate(products or (hall.passport,)):
            AppointmentItem.objects.create(appointment=appointment, product=product, position=place)
        return appointment

    return make


@pytest.fixture
def sits(hall):
    """``sits(hall.bram, hall.one)`` is Bram at counter 1."""

    def take_place(user, counter):
        return duties.sit_down(user=user, counter=counter)

    return take_place


@pytest.fixture
def later(on):  # noqa: F811
    """``later(10)`` moves the clock ten minutes on from now."""

    def move(minutes=0, seconds=0):
        moment = clock.now() + dt.timedelta(minutes=minutes, seconds=seconds)
        local = timezone.localtime(moment).replace(tzinfo=None)
        return on(local.isoformat())

    return move
