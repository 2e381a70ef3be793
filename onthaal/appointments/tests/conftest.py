"""A small town hall on a Monday morning: three lanes, four products, and the cast."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from onthaal.appointments import memory
from onthaal.appointments.actions.booking import Contact, confirm, hold
from onthaal.appointments.models import BookingPolicy, CapacityBlock, CapacityLane
from onthaal.catalogue.models import Access, Channel, Product, ProductVersion, Skill
from onthaal.core import clock
from onthaal.organisation.models import AdministrativeUnit, Location, OpeningHours
from onthaal.outbox.models import Message
from onthaal.people.models import Role, User

MONDAY = dt.date(2026, 11, 30)
TUESDAY, WEDNESDAY = dt.date(2026, 12, 1), dt.date(2026, 12, 2)
AN = Contact("An Peeters", "an@voorbeeld.be")
KARIM = Contact("Karim Haddad", "", "0470 12 34 56")


def moment(text):
    """``moment("2026-12-01 09:00")`` in Belgian time."""
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def _rules_at_once(monkeypatch):
    """A test that changes lanes and blocks sees it at once."""
    monkeypatch.setattr(memory, "KEPT_SECONDS", 0)


@pytest.fixture
def at(monkeypatch):
    """``at("2026-11-30 08:00")`` sets the clock; gives the moment."""

    def set_clock(text):
        now = moment(text)
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", lambda: timezone.localdate(now))
        return now

    return set_clock


@pytest.fixture
def hall(db, at):
    """Open on weekdays from 9 to 12, on Wednesday also from 13 to 16. Lanes A and B do everything
    but driving licences, lane C does those too."""
    at("2026-11-30 08:00")
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    place = Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    people, driving = (
        Skill.objects.create(name=name, slug=name) for name in ("burgerzaken", "rijbewijzen")
    )
    lanes = [
        CapacityLane.objects.create(location=place, name=f"Baan {letter}", position=number)
        for number, letter in enumerate("ABC")
    ]
    for lane in lanes:
        lane.skills.add(people)
    lanes[2].skills.add(driving)
    for weekday in range(5):
        hours = [(dt.time(9), dt.time(12))]
        if weekday == 2:
            hours.append((dt.time(13), dt.time(16)))
        for opens, closes in hours:
            OpeningHours.objects.create(
                location=place, weekday=weekday, opens_at=opens, closes_at=closes
            )
            block = CapacityBlock.objects.create(
                location=place,
                weekday=weekday,
                starts_at=opens,
                ends_at=closes,
                public_ceiling=2,
                staff_ceiling=3,
                valid_from=dt.date(2026, 1, 1),
            )
            block.lanes.set(lanes)
    policy = BookingPolicy.objects.create(location=place)

    def product(name, minutes, *skills, bring=(), access=Access.APPOINTMENT, **more):
        made = Product.objects.create(
            slug=name.lower().replace(" ", "-"),
            name=name,
            access=access,
            minutes=minutes,
            bring=list(bring),
            channels=[Channel.COUNTER, *more.pop("channels", ())],
            **more,
        )
        made.published = ProductVersion.objects.create(
            product=made, number=1, state="published", content={}
        )
        made.save()
        made.skills.set(skills)
        return made

    def staff(name, *roles):
        return User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
        )

    return SimpleNamespace(
        place=place,
        lanes=lanes,
        policy=policy,
        people=people,
        driving=driving,
        passport=product(
            "Reispas",
            15,
            people,
            minutes_per_extra_person=10,
            shared_minutes=5,
            max_persons=6,
            bring=["uw identiteitskaart", "een recente pasfoto"],
            summary="Een reispas aanvragen of vernieuwen.",
            synonyms=["paspoort"],
        ),
        licence=product(
            "Rijbewijs",
            10,
            people,
            driving,
            shared_minutes=5,
            bring=["uw identiteitskaart", "uw oude rijbewijs"],
        ),
        advice=product(
            "Bouwadvies",
            30,
            people,
            max_persons=2,
            channels=[Channel.VIDEO, Channel.HOME],
        ),
        collect=product("Reispas afhalen", 5, access=Access.WALK_IN),
        staff=staff,
        product=product,
        fatma=staff("Fatma", Role.DESK),
        joris=staff("Joris", Role.MANAGER),
        lies=staff("Lies", Role.ADMINISTRATOR),
    )


@pytest.fixture
def book(hall):
    """``book("2026-12-01 09:00")`` makes a confirmed appointment of An for a passport."""

    def make(text, *, product=None, persons=1, who=AN, by=None, **more):
        held = hold(
            location=hall.place,
            items=[(product or hall.passport, persons)],
            start=moment(text),
            by=by,
            **more,
        )
        return confirm(appointment=held, contact=who, by=by)

    return make


@pytest.fixture
def mails_to():
    def find(address):
        return list(Message.objects.filter(to_address=address).order_by("pk"))

    return find


@pytest.fixture
def as_staff(client, hall):
    def enter(user):
        client.force_login(user)
        return client

    return enter
