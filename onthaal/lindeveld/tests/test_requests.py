"""Requests stand at different steps, by the rules of cases."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from onthaal.cases.models import Case, CaseQuestion, Passage
from onthaal.cases.states import CLOSED, CaseState
from onthaal.catalogue.flow import Kind
from onthaal.catalogue.models import Product
from onthaal.core.references import is_reference
from onthaal.lindeveld import offer, requests
from onthaal.lindeveld.staff import DEPARTMENTS, FRONT_DEPARTMENTS
from onthaal.organisation.models import AdministrativeUnit, Department, Team
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def sent(db):
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
    names = [*DEPARTMENTS.values(), *(names for _, names in FRONT_DEPARTMENTS.values())]
    department = Department.objects.create(unit=unit, name="Alles")
    teams = {
        name: Team.objects.create(department=department, name=name)
        for group in names
        for name in group
    }
    offer.publish(teams=teams, now=NOW)
    return requests.send_in(seed=1, now=NOW)


def test_they_stand_at_different_steps(sent):
    assert sent == requests.NUMBER
    states = set(Case.objects.values_list("state", flat=True))
    assert {CaseState.OPEN, CaseState.WAITING, CaseState.DONE, CaseState.REFUSED} <= states
    assert Case.objects.open().values("step__key").distinct().count() >= 6
    assert Case.objects.values("product").distinct().count() >= 12
    assert requests.send_in(seed=1, now=NOW) == 0


def test_each_is_what_the_program_itself_would_have_stored(sent):
    for case in Case.objects.prefetch_related("passages__step").select_related("step"):
        stays = list(case.passages.all())
        assert is_reference(case.reference)
        assert [stay.number for stay in stays] == list(range(1, len(stays) + 1))
        assert stays[-1].step == case.step
        assert (stays[-1].left_at is None) == case.is_open
        assert all(stay.left_at for stay in stays[:-1])
        assert case.opened_at <= NOW
        assert not any(stay.left_at and stay.left_at > NOW for stay in stays)
        for before, after in itertools.pairwise(stays):
            assert before.left_at == after.entered_at
        if case.state == CaseState.WAITING:
            assert case.step.kind == Kind.RESIDENT
            assert case.paused_at
            assert CaseQuestion.objects.get(case=case, answered_at=None).of_step
        if case.state in CLOSED:
            assert case.lead_days is not None
            assert case.within_term == (timezone.localdate(case.closed_at) <= case.due_on)
        assert case.expected_on >= timezone.localdate(case.opened_at)


def test_each_has_its_history(sent):
    events = Event.objects.filter(subject_type="cases.case")
    assert events.filter(kind="case.received").count() == sent
    closed = Case.objects.closed().count()
    assert events.filter(kind__in=("case.done", "case.refused")).count() == closed
    requests.throw_away()
    assert not Case.objects.exists()
    assert not Passage.objects.exists()
    assert not Event.objects.filter(subject_type="cases.case").exists()


def test_what_is_asked_can_be_asked_online(db):
    from onthaal.lindeveld.products import BY_SLUG

    for slug in requests.ASKED:
        spec = BY_SLUG[slug]
        assert spec.process
        assert {"online", "counter"} & set(spec.desk.channels)
    assert not Product.objects.exists()
