"""Three lamps and a reopened one, counted by hand and by the program."""

import datetime as dt

import pytest

from onthaal.improvement import figures
from onthaal.improvement.actions.mining import count, mine
from onthaal.improvement.models import LeadCount, PathCount, WaitCount, WeekCount
from onthaal.improvement.rules.effect import Window
from onthaal.improvement.sources import MELDINGEN
from onthaal.issues.actions.assignment import assign
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue
from onthaal.issues.states import Status

pytestmark = pytest.mark.django_db

JUNE_1, JUNE_8, JUNE_15 = dt.date(2026, 6, 1), dt.date(2026, 6, 8), dt.date(2026, 6, 15)


@pytest.fixture
def become(town):
    def change(issue, status, text="Wij houden u op de hoogte."):
        return change_status(issue, change=Change(to=status, text=text), by=town.bram)

    return change


@pytest.fixture
def june(report, become, town, lighting, at):
    """Two weeks of June 2026.

    | lamp | Mon 1 | Tue 2 | Wed 3 | Fri 5 | Tue 9 | closed in week | working days |
    |---|---|---|---|---|---|---|---|
    | A | received | in progress | | resolved | | 1 June | 4 |
    | B | received, Eva of Groen | Bram of Wegen | resolved | | reopened, resolved | 8 June | 6 |
    | C | | | received, resolved | | | 1 June | 0 |
    """
    at("2026-06-01 09:00")
    a, b = report(), report(email="karim@voorbeeld.be")
    assign(b, team=town.groen, handler=town.eva, by=town.joris)
    at("2026-06-02 10:00")
    become(a, Status.IN_PROGRESS)
    b = assign(Issue.objects.get(pk=b.pk), team=town.wegen, handler=town.bram, by=town.joris)
    at("2026-06-03 09:30")
    c = report(email=None)
    b = become(b, Status.RESOLVED)
    become(c, Status.RESOLVED)
    at("2026-06-05 11:00")
    become(a, Status.RESOLVED)
    at("2026-06-09 09:00")
    become(b, Status.REOPENED)
    at("2026-06-09 16:00")
    become(b, Status.RESOLVED)
    at("2026-06-16 04:15")


def counts(monday):
    row = WeekCount.objects.get(monday=monday, source="melding", process__slug="verlichting")
    return (row.received, row.closed, row.reopened, row.handed_over, row.handovers)


def test_two_weeks_of_june_as_counted_by_hand(june, lighting):
    assert count(MELDINGEN) == 3
    # B went to Groen and back, and counts in the week in which it was closed for good
    assert counts(JUNE_1) == (3, 2, 0, 0, 0)
    assert counts(JUNE_8) == (0, 1, 1, 1, 2)
    leads = set(LeadCount.objects.values_list("monday", "days", "cases"))
    assert leads == {(JUNE_1, 4, 1), (JUNE_1, 0, 1), (JUNE_8, 6, 1)}
    paths = set(PathCount.objects.values_list("monday", "path", "cases"))
    assert paths == {
        (JUNE_1, "new>in_progress>resolved", 1),
        (JUNE_1, "new>resolved", 1),
        (JUNE_8, "new>resolved>reopened>resolved", 1),
    }
    # A waited one day as new and three in progress, C less than a day; B two days as new
    waits = set(WaitCount.objects.values_list("monday", "state", "days", "visits"))
    assert waits == {
        (JUNE_1, "new", 1, 1),
        (JUNE_1, "in_progress", 3, 1),
        (JUNE_1, "new", 0, 1),
        (JUNE_8, "new", 2, 1),
        (JUNE_8, "reopened", 0, 1),
    }


def test_counting_again_changes_nothing(june):
    mine.func()
    before = [list(model.objects.order_by("id").values_list("monday")) for model in COUNTED]
    mine.func()
    assert [list(model.objects.order_by("id").values_list("monday")) for model in COUNTED] == before


COUNTED = (WeekCount, LeadCount, WaitCount, PathCount)


def test_a_reopened_case_leaves_the_week_in_which_it_was_closed_first(
    june, report, become, lighting, at
):
    count(MELDINGEN)
    a = Issue.objects.order_by("pk").first()
    at("2026-06-17 10:00")
    become(a, Status.REOPENED)
    at("2026-06-18 04:15")
    count(MELDINGEN)
    assert counts(JUNE_1) == (3, 1, 0, 0, 0)
    assert not PathCount.objects.filter(path="new>in_progress>resolved").exists()
    at("2026-06-18 12:00")
    become(a, Status.RESOLVED)
    at("2026-06-19 04:15")
    count(MELDINGEN)
    assert counts(JUNE_15) == (0, 1, 1, 0, 0)


def test_the_portrait_adds_the_weeks_up(june, lighting):
    count(MELDINGEN)
    (portrait,) = figures.portraits(lighting, Window(JUNE_1, JUNE_15))
    assert (portrait.facts.received, portrait.facts.closed) == (3, 3)
    assert portrait.median == 4
    # of 0, 4 and 6 working days one lies within the norm of 2
    assert portrait.within == pytest.approx(1 / 3)
    assert portrait.reopened == pytest.approx(1 / 3)
    assert portrait.handovers == pytest.approx(2 / 3)
    # in progress took three of the six days: 1 + 0 + 2 as new, 3 in progress, 0 reopened
    (most, *_) = sorted(portrait.waits, key=lambda wait: wait.state)
    assert {wait.state: wait.share for wait in portrait.waits} == {
        "In behandeling": 0.5,
        "Nieuw": 0.5,
        "Heropend": 0,
    }
    assert most.state == "Heropend"
    assert [(path.states[-1], path.loops) for path in portrait.paths if path.loops] == [
        ("Opgelost", 1)
    ]


def test_other_weeks_do_not_count(june, lighting):
    count(MELDINGEN)
    (portrait,) = figures.portraits(lighting, Window(JUNE_8, JUNE_15))
    assert portrait.median == 6
    assert figures.portraits(lighting, Window(JUNE_15, dt.date(2026, 6, 22))) == []
