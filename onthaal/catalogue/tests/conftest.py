"""The cast of the catalogue: Eva and Bram write, Joris looks, Fatma at the desk reads."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from onthaal.catalogue.actions import drafts, products
from onthaal.catalogue.models import VersionState
from onthaal.core import clock
from onthaal.organisation.models import AdministrativeUnit, Department, Team, UnitKind
from onthaal.people.models import Role, User
from onthaal.territory.models import Territory

CONTENT = {
    "naam": {"nl-BE-x-formal": "Reispas"},
    "beschrijving": {"nl-BE-x-formal": "<p>U vraagt hier een reispas aan. U komt zelf.</p>"},
    "themas": ["BurgerOverheid"],
    "zoektermen": {"nl": ["paspoort"]},
}


@pytest.fixture
def town(db):
    """A municipality that told who it is, with two editors, a manager and Fatma."""
    gemeente = AdministrativeUnit.objects.create(
        kind=UnitKind.GEMEENTE, name="Gemeente Lindeveld", ovo_code="OVO002173"
    )
    Territory.objects.create(
        id=1,
        name="Lindeveld",
        nis_code="13021",
        postcode="2450",
        boundary={},
        **dict.fromkeys(("min_lat", "min_lon", "max_lat", "max_lon"), 0.0),
        centre_lat=0.0,
        centre_lon=0.0,
    )
    people = {
        name: User.objects.create_user(
            f"{name}@lindeveld.example", name=f"{name.title()} V.", is_staff=True, roles=roles
        )
        for name, roles in {
            "eva": [Role.EDITOR],
            "bram": [Role.EDITOR],
            "joris": [Role.MANAGER],
            "fatma": [Role.DESK],
        }.items()
    }
    dienst = Department.objects.create(unit=gemeente, name="Burgerzaken")
    return SimpleNamespace(
        gemeente=gemeente, team=Team.objects.create(department=dienst, name="Loket"), **people
    )


@pytest.fixture
def drafted(town):
    """``drafted()`` is a draft by Eva with everything that is needed."""

    def make(**content):
        version = products.begin(name="Reispas", by=town.eva)
        return drafts.keep(
            version=version,
            content=version.content | CONTENT | content,
            by=town.eva,
            expected_edition=version.edition,
            note="",
        )

    return make


@pytest.fixture
def published(drafted, town):
    """``published()`` is a product that Eva wrote and Joris approved."""

    def make(**content):
        return publish(drafted(**content), town).product

    return make


def publish(version, town):
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    version = drafts.approve(version=version, by=town.joris, expected_edition=version.edition)
    assert version.state == VersionState.PUBLISHED
    version.product.refresh_from_db()
    return version


@pytest.fixture
def on(monkeypatch):
    """``on("2026-11-23 10:00")`` sets the clock to that moment in Belgium."""

    def set_clock(moment):
        at = timezone.make_aware(dt.datetime.fromisoformat(moment))
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(clock, "today", lambda: timezone.localdate(at))
        return at

    return set_clock


@pytest.fixture
def as_staff(client):
    def log_in(user):
        client.force_login(user, "onthaal.people.backends.StaffPasswords")
        return client

    return log_in
