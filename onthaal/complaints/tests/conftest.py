"""A small town hall: team Wegen and team Groen, and people who handle complaints."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from onthaal.complaints.actions.submission import Contact, Submission, submit
from onthaal.complaints.models import Regulation
from onthaal.complaints.states import Channel
from onthaal.organisation.models import AdministrativeUnit, Department, Team, TeamMembership
from onthaal.people.models import Role, User


@pytest.fixture
def hall(db):
    cache.clear()
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    department = Department.objects.create(unit=unit, name="Openbaar domein")
    wegen = Team.objects.create(department=department, name="Wegen")
    groen = Team.objects.create(department=department, name="Groen")

    def staff(name, team, *roles):
        user = User.objects.create_user(
            f"{name.lower()}@lindeveld.example", name=name, is_staff=True, roles=list(roles)
        )
        if team:
            TeamMembership.objects.create(team=team, user=user)
        return user

    return SimpleNamespace(
        wegen=wegen,
        groen=groen,
        nora=staff("Nora", None, Role.COMPLAINTS),
        bram=staff("Bram", wegen, Role.HANDLER),
        eva=staff("Eva", groen, Role.HANDLER),
        fatma=staff("Fatma", None, Role.DESK),
        joris=staff("Joris", wegen, Role.MANAGER),
        lies=staff("Lies", wegen, Role.ADMINISTRATOR, Role.EDITOR),
        wout=staff("Wout", wegen, Role.COMPLAINTS),
        regulation=Regulation.objects.create(valid_from=dt.date(2019, 1, 1)),
    )


@pytest.fixture
def complain(hall):
    """An complains about team Wegen, unless told otherwise."""

    def make(**changes):
        facts = {
            "description": "De ploeg reed mijn haagje omver en lachte mij uit.",
            "contact": Contact("An Peeters", "an@example.be", "0470 12 34 56", "Kerkstraat 14"),
            "channel": Channel.PHONE,
            "team": hall.wegen,
        }
        return submit(submission=Submission(**{**facts, **changes}))

    return make
