"""Making, changing, calculating, cancelling: with the database, the jobs done by hand."""

import datetime as dt
import uuid

import pytest
from django_tasks import default_task_backend

from onthaal.core import clock
from onthaal.frontoffice import assumed, comparison
from onthaal.frontoffice.actions import running, studies
from onthaal.frontoffice.actions.studies import CannotChange
from onthaal.frontoffice.models import Scenario, Study, StudyState
from onthaal.frontoffice.rules import words
from onthaal.frontoffice.rules.assumptions import Assumptions, Wrong
from onthaal.frontoffice.rules.questions import MOST_SCENARIOS, QUESTIONS
from onthaal.frontoffice.tests.studio.conftest import work
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


def test_a_study_begins_with_what_is_known_and_says_what_is_not_measured(study):
    made = study(people=180)
    base = Assumptions.from_json(made.assumptions)
    assert base.people_per_week == pytest.approx(180, abs=1)
    assert [one.name for one in base.workers] == ["Baan 1", "Baan 2", "Baan 3"]
    assert {one.slug: one.minutes for one in base.products} == {"reispas": 10, "verblijf": 20}
    # fifty a week by its process; of the other one nothing is known
    assert {one.weight for one in base.products} == {50.0}
    assert [one.name for one in base.elsewhere] == ["Renovatiepremie"]
    text = " ".join(one.origin for part in words.sections(base) for one in part.sentences)
    assert "ingesteld, niet gemeten" in text
    assert "aanname van het model" in text
    assert [row.position for row in made.scenarios.all()] == list(range(made.scenarios.count()))
    assert made.scenarios.first().name == "Nu"
    assert Event.objects.about(made).get().kind == "study.made"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_gives_a_study_that_runs(question, calculated):
    made = calculated(question)
    assert made.state == StudyState.DONE
    assert made.progress == 100
    assert not made.scenarios.filter(results__isnull=True).exists()
    found = comparison.compare(made)
    assert len(found.calculated) == len(found.rows)
    assert all(row.conclusion for row in found.rows if not row.scenario.is_base)


def test_a_bare_place_can_be_studied_too(town_hall, joris):
    made = studies.begin(
        title="Nog niets", question="counters", location=town_hall, people_per_week=None, by=joris
    )
    base = Assumptions.from_json(made.assumptions)
    assert len(base.products) == 3
    # two counters of three hours, five days, three people per counter-hour
    assert base.people_per_week == pytest.approx(90, abs=1)
    town_hall.opening_hours.all().delete()
    assert len(assumed.starting(town_hall, 50).days) == 5


def test_changing_an_assumption_forgets_the_results_and_says_who_typed_it(calculated, joris):
    made = calculated()
    base = studies.assume(
        study=made,
        kind="products",
        values={"products": {"reispas": {"minutes": 7.5}}},
        by=joris,
    )
    made.refresh_from_db()
    assert made.state == StudyState.DRAFT
    assert not made.scenarios.filter(results__isnull=False).exists()
    assert base.products[0].minutes == 7.5
    text = str(words.sections(base))
    assert "Reispas: 50 % van de bezoeken, gemiddeld 7,5 minuten" in text
    assert base.origin("products").words == "zelf ingevuld"
    with pytest.raises(Wrong):
        studies.assume(study=made, kind="appointments", values={"share": 3}, by=joris)


def test_only_what_changed_is_calculated_again(calculated, joris):
    made = calculated()
    one = made.scenarios.get(position=2)
    kept = made.scenarios.get(position=1).results
    studies.change_scenario(scenario=one, kind="appointments", values={"share": 0.33})
    made.refresh_from_db()
    assert made.state == StudyState.DRAFT
    assert [row.position for row in made.scenarios.filter(results__isnull=True)] == [2]
    running.start(study=made, by=joris)
    work(made)
    assert made.scenarios.get(position=1).results == kept
    assert made.scenarios.get(position=2).results


def test_scenarios_are_added_renamed_and_removed(study):
    made = study()
    one = studies.add_scenario(study=made, name="Eigen idee")
    with pytest.raises(CannotChange, match="Kies een andere naam"):
        studies.add_scenario(study=made, name="Eigen idee")
    with pytest.raises(CannotChange, match="Kies een andere naam"):
        studies.rename_scenario(scenario=one, name="Nu")
    assert studies.rename_scenario(scenario=one, name="Beter idee").name == "Beter idee"
    changed = studies.change_scenario(scenario=one, kind="layout", values={"station": "kiosk"})
    assert changed.changes == {"layout": {"station": "kiosk"}}
    assert studies.change_scenario(scenario=one, kind="layout", values=None).changes == {}
    with pytest.raises(Wrong):
        studies.change_scenario(scenario=one, kind="layout", values={"places": 0})
    base = made.scenarios.get(position=0)
    with pytest.raises(CannotChange):
        studies.change_scenario(scenario=base, kind="layout", values={})
    with pytest.raises(CannotChange):
        studies.remove_scenario(scenario=base)
    studies.remove_scenario(scenario=one)
    for number in range(made.scenarios.count(), MOST_SCENARIOS):
        studies.add_scenario(study=made, name=f"Nog een {number}")
    with pytest.raises(CannotChange, match="Schrap er eerst een"):
        studies.add_scenario(study=made, name="Te veel")


def test_settings_that_matter_forget_the_results(calculated, joris):
    made = calculated("counters")
    same = {"days": made.days, "target": made.target, "seed": made.seed, "by": joris}
    studies.change(study=made, title="Andere titel", **same)
    assert not made.scenarios.filter(results__isnull=True).exists()
    studies.change(study=made, title="Andere titel", **{**same, "target": 80})
    assert [row.is_search for row in made.scenarios.filter(results__isnull=True)] == [True]
    studies.change(study=made, title="Andere titel", **{**same, "seed": 5})
    assert not made.scenarios.filter(results__isnull=False).exists()


def test_a_copy_begins_anew_and_a_study_can_go(calculated, joris):
    made = calculated("counters")
    copy = studies.copy(study=made, by=joris)
    assert copy.title == "Voorjaar (kopie)"
    assert copy.scenarios.count() == made.scenarios.count()
    assert not copy.scenarios.filter(results__isnull=False).exists()
    assert copy.scenarios.get(is_search=True).changes == {}
    studies.remove(study=made, by=joris)
    assert not Study.objects.filter(pk=made.pk).exists()
    assert Event.objects.filter(kind="study.deleted").count() == 1


def test_the_search_finds_counters_and_is_judged_on_other_days(calculated):
    made = calculated("counters", people=240)
    found = made.scenarios.get(is_search=True)
    assert set(found.searched["weekdays"]) == {"0", "1", "2", "3", "4"}
    assert all(day["is_met"] for day in found.searched["weekdays"].values())
    rows = {row.scenario.name: row for row in comparison.compare(made).rows}
    hours = {name: row.figure("counter_hours").value for name, row in rows.items()}
    assert hours[found.name] <= hours["Volgens de formule van Erlang"]
    assert rows[found.name].figure("walk_in_within").value > 85
    assert rows[found.name].changes


def test_appointments_come_with_a_break_even(calculated):
    made = calculated("share")
    rows = comparison.compare(made).rows
    assert [bool(row.break_even) for row in rows][:2] == [False, True]
    assert rows[-1].break_even.words


def test_the_control_says_whether_the_verdicts_hold(calculated, joris):
    made = calculated("counters")
    before = made.scenarios.get(position=1).results
    work(running.start(study=made, by=joris, control=True))
    assert made.scenarios.get(position=1).results == before
    assert made.scenarios.get(position=1).control != before
    rows = comparison.compare(made).rows
    assert rows[0].is_confirmed is None
    assert all(row.is_confirmed is not None for row in rows[1:])
    # a counter less everywhere is worse whatever chance says
    assert rows[1].is_confirmed


def test_a_control_needs_results(study, joris):
    with pytest.raises(CannotChange):
        running.start(study=study(), by=joris, control=True)


def test_while_it_runs_nothing_changes(study, joris):
    made = running.start(study=study(), by=joris)
    one = made.scenarios.get(position=1)
    for attempt in (
        lambda: running.start(study=made, by=joris),
        lambda: studies.remove(study=made, by=joris),
        lambda: studies.add_scenario(study=made, name="X"),
        lambda: studies.change_scenario(scenario=one, kind="layout", values={}),
        lambda: studies.remove_scenario(scenario=one),
        lambda: studies.assume(study=made, kind="layout", values={}, by=joris),
        lambda: studies.change(study=made, title="X", days=50, target=90, seed=2, by=joris),
    ):
        with pytest.raises(CannotChange):
            attempt()


def test_progress_grows_and_ends_at_a_hundred(study, joris):
    made = running.start(study=study("counters"), by=joris)
    seen = []
    while made.is_running:
        running.advance.call(made.pk, str(made.run), made.step)
        made.refresh_from_db()
        seen.append(made.progress)
    assert seen == sorted(seen)
    assert seen[-1] == 100
    # five scenarios and how it is now, five weekdays of the search, and the end
    assert len(seen) == 12


def test_a_piece_that_runs_twice_changes_nothing(study, joris):
    made = running.start(study=study(), by=joris)
    run, step = str(made.run), made.step
    running.advance.call(made.pk, run, step)
    made.refresh_from_db()
    results = made.scenarios.get(position=0).results
    assert made.step == 1
    running.advance.call(made.pk, run, step)
    running.advance.call(made.pk, str(uuid.uuid4()), 1)
    made.refresh_from_db()
    assert made.step == 1
    assert made.scenarios.get(position=0).results == results


def test_a_check_that_is_stopped_leaves_a_study_to_decide_on(calculated, joris):
    made = calculated()
    running.start(study=made, by=joris, control=True)
    stopped = running.cancel(study=made, by=joris)
    assert stopped.state == StudyState.DONE
    assert stopped.progress == 100
    assert not made.scenarios.filter(results=None).exists()


def test_cancelling_stops_within_a_piece_and_keeps_what_is_ready(study, joris, monkeypatch):
    made = running.start(study=study(), by=joris)
    running.advance.call(made.pk, str(made.run), 0)
    made.refresh_from_db()
    simulated = running.outcome.simulate
    calls = []

    def cancelled_meanwhile(*args, **kwargs):
        calls.append(1)
        running.cancel(study=made, by=joris)
        return simulated(*args, **kwargs)

    monkeypatch.setattr(running, "BREATH", 0)
    monkeypatch.setattr(running.outcome, "simulate", cancelled_meanwhile)
    running.advance.call(made.pk, str(made.run), made.step)
    made.refresh_from_db()
    assert made.state == StudyState.CANCELLED
    assert len(calls) == 1
    assert made.scenarios.filter(results__isnull=False).count() == 1
    monkeypatch.undo()
    # it goes on where it was
    running.start(study=made, by=joris)
    assert work(made).state == StudyState.DONE
    assert running.cancel(study=made, by=joris).state == StudyState.DONE


def test_a_fault_is_said_and_not_repeated_for_ever(study, joris, monkeypatch):
    made = running.start(study=study(), by=joris)

    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(running.outcome, "simulate", broken)
    work(made)
    assert made.state == StudyState.FAILED
    assert "Probeer het opnieuw" in made.error


def test_a_scenario_that_no_longer_fits_is_named(study, joris):
    made = study("evening")
    Scenario.objects.filter(study=made, position=1).update(
        changes={"evening": {"weekday": 0, "begin": 540, "end": 600, "counters": 1, "shift": 0.1}}
    )
    with pytest.raises(Wrong, match="Scenario “Avond op donderdag, 10"):
        running.start(study=made, by=joris)


def test_what_went_silent_is_queued_again(study, joris):
    made = running.start(study=study(), by=joris)
    assert running.sweep.call() == 0
    default_task_backend.clear()
    Study.objects.filter(pk=made.pk).update(progress_at=clock.now() - dt.timedelta(minutes=3))
    assert running.sweep.call() == 1
    again = default_task_backend.results[0]
    assert (again.task, again.args) == (running.advance, [made.pk, str(made.run), 0])


def test_that_more_people_come_is_no_verdict_on_how_they_are_helped(study, joris):
    made = study("layout")
    moved = studies.add_scenario(study=made, name="Premies erbij")
    premies = {"products": [{"slug": "premie", "per_week": 60, "minutes": 10}]}
    studies.change_scenario(scenario=moved, kind="moved", values=premies)
    busier = studies.add_scenario(study=made, name="Drukker")
    studies.change_scenario(scenario=busier, kind="visitors", values={"percent": 130})
    studies.change_scenario(scenario=busier, kind="appointments", values={"share": 0.3})
    work(running.start(study=made, by=joris))
    found = comparison.compare(made)
    assert "Niet geholpen" in [one.short for one in found.main]
    for row in found.rows:
        assert [one.measure.name for one in row.main] == [one.name for one in found.main]
        if row.scenario in (moved, busier):
            assert row.figure("served").verdict == "more"
            assert row.break_even is None
            assert "mensen die weggaan" not in row.conclusion
            assert row.conclusion.startswith("duidelijk slechter: ")
            assert "aantal niet geholpen mensen" in row.conclusion
        elif not row.scenario.is_base:
            assert row.figure("served").verdict != "more"


def test_what_is_left_is_told_by_the_pace_of_this_run_and_by_how_much_work_it_is(study, joris):
    def after(seconds: int) -> float:
        ago = clock.now() - dt.timedelta(seconds=seconds)
        Study.objects.filter(pk=made.pk).update(started_at=ago)
        made.refresh_from_db()
        return running.seconds_left(made)

    # now, and five shares that each run once more for nine no-shows
    made = running.start(study=study("share"), by=joris)
    assert after(5) is None
    for step in range(2):
        running.advance.call(made.pk, str(made.run), step)
    assert after(11) == pytest.approx(40, abs=0.5)
    # going on later, what was ready says nothing about the pace
    running.cancel(study=made, by=joris)
    made = running.start(study=made, by=joris)
    running.advance.call(made.pk, str(made.run), 0)
    assert after(20) == pytest.approx(60, abs=0.5)
