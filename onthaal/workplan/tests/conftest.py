"""Two crews of team Wegen and one of Groen, in the small Lindeveld of the issues."""

from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from onthaal.issues.tests.conftest import (  # noqa: F401 -- fixtures
    _fresh_memory,
    ground,
    photo_file,
    report,
    town,
)
from onthaal.issues.tests.staff.conftest import as_staff, history, mails_to, on  # noqa: F401
from onthaal.people.models import User
from onthaal.workplan.actions.field import Deed, perform
from onthaal.workplan.actions.orders import Wanted, draw_up
from onthaal.workplan.actions.planning import plan
from onthaal.workplan.models import ActKind, Crew, Material, Skill

MONDAY = dt.date(2026, 11, 23)
TUESDAY, WEDNESDAY = dt.date(2026, 11, 24), dt.date(2026, 11, 25)


@pytest.fixture
def yard(town, on):  # noqa: F811
    """It is Monday morning; Ward drives with Wegen 1, Els with Wegen 2, Gust with Groen 1."""
    on("2026-11-23 08:00")

    def worker(name):
        return User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=[]
        )

    def crew(name, team, member):
        made = Crew.objects.create(name=name, team=team, depot_lat=51.010, depot_lon=5.000)
        made.members.add(member)
        return made

    ward, els, gust = worker("Ward"), worker("Els"), worker("Gust")
    lift = Skill.objects.create(name="Hoogwerker")
    one, two = crew("Wegen 1", town.wegen, ward), crew("Wegen 2", town.wegen, els)
    one.skills.add(lift)
    return SimpleNamespace(
        one=one,
        two=two,
        green=crew("Groen 1", town.groen, gust),
        ward=ward,
        els=els,
        gust=gust,
        lift=lift,
        asphalt=Material.objects.create(name="Koud asfalt", unit="zak", price_cents=1250),
    )


@pytest.fixture
def order(yard, town):  # noqa: F811
    """``order("Put vullen")`` makes an order to plan; with ``crew`` and ``day`` it is planned."""

    def make(title="Put vullen", *, issues=(), crew=None, day=None, **more):
        made = draw_up(
            wanted=Wanted(title=title, team=town.wegen, estimated_minutes=60, **more),
            issues=issues,
            by=town.bram,
        )
        return plan(made, crew=crew, on=day or MONDAY, by=town.bram) if crew else made

    return make


@pytest.fixture
def did(yard):
    """``did(order, "done")`` is Ward doing something, with a fresh key."""

    def act(order, kind, by=None, **more):
        key = more.pop("key", None) or uuid.uuid4()
        return perform(order, deed=Deed(ActKind(kind), key, **more), by=by or yard.ward)

    return act
