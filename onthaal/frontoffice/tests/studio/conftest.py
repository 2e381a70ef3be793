"""A small town hall with a catalogue, three lanes, and studies of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onthaal.appointments.models import CapacityLane
from onthaal.catalogue.models import Process, Skill
from onthaal.frontoffice.actions import running, studies
from onthaal.frontoffice.models import Study
from onthaal.frontoffice.tests.conftest import published


@pytest.fixture
def catalogue(town_hall):
    """Two products at the counters and one in the back office; three lanes, one with the skill."""
    foreigners = Skill.objects.create(slug="vreemdelingen", name="Vreemdelingenzaken")
    often = Process.objects.create(name="Reispassen", slug="reispassen", acts_per_year=2600)
    published("reispas", "Reispas", office="front", minutes=10, process=often)
    card = published("verblijf", "Verblijfskaart", office="front", minutes=20, privacy_level=2)
    card.skills.add(foreigners)
    rare = Process.objects.create(name="Premies", slug="premies", acts_per_year=520)
    published("premie", "Renovatiepremie", office="back", minutes=25, process=rare)
    for position, name in enumerate(("Baan 1", "Baan 2", "Baan 3")):
        lane = CapacityLane.objects.create(location=town_hall, name=name, position=position)
        if position == 0:
            lane.skills.add(foreigners)
    return town_hall


@pytest.fixture
def study(catalogue, joris) -> Callable[..., Study]:
    """``study("share")`` is a study with what its question proposes, of forty days."""

    def make(question="share", *, people=180.0, days=40, title="Voorjaar") -> Study:
        made = studies.begin(
            title=title, question=question, location=catalogue, people_per_week=people, by=joris
        )
        Study.objects.filter(pk=made.pk).update(days=days)
        made.refresh_from_db()
        return made

    return make


def work(study: Study, *, pieces: int = 200) -> Study:
    """Do what the jobs would do, one after the other."""
    for _ in range(pieces):
        study.refresh_from_db()
        if not study.is_running:
            break
        running.advance.call(study.pk, str(study.run), study.step)
    study.refresh_from_db()
    return study


@pytest.fixture
def calculated(study, joris) -> Callable[..., Study]:
    """The same, calculated."""

    def make(*args, **kwargs) -> Study:
        return work(running.start(study=study(*args, **kwargs), by=joris))

    return make
