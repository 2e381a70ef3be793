"""Calculating a study as a job, in pieces of a few seconds, so that other jobs get their turn.

Every piece is one scenario (or one weekday of a search) and is named by the run and the number of
the step. It is worked out without a transaction; then its outcome, the next number and the next
job are written together, on condition that the step is still this one. So a piece that runs twice,
because its worker was thought dead, changes nothing; a worker that is killed loses one piece, which
``release_orphans`` or ``sweep`` gives to another; and cancelling works between two groups of days.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.frontoffice.actions.studies import CannotChange
from onthaal.frontoffice.models import Scenario, Study, StudyState
from onthaal.frontoffice.rules import plans, questions, results, scenarios
from onthaal.frontoffice.rules.assumptions import Assumptions, Wrong
from onthaal.frontoffice.simulation import outcome, search
from onthaal.frontoffice.simulation.demand import Plan, Staff
from onthaal.frontoffice.simulation.outcome import Norms, Outcome, Tally
from onthaal.people.models import User
from onthaal.timeline.actions import record

log = logging.getLogger("onthaal.frontoffice")

# other days than those on which scenarios are compared, so that a search is judged on fresh ones
SEARCH_SEED, CONTROL_SEED = 104_729, 7_919
MOST_SEARCH_DAYS = 100
NO_SHOWS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
# about as long as so many scenarios: looking for the counters of one weekday
SEARCH_WEIGHT = 8.0
# before so much of a run is done, its pace says nothing
PACE_FROM = 0.03
# how often a piece says how far it is and asks whether it must stop
BREATH = 0.4
SILENT_FOR = dt.timedelta(minutes=2)


class Stopped(Exception):
    """Somebody cancelled the run, or another worker does this piece."""


@transaction.atomic
def start(*, study: Study, by: User, control: bool = False) -> Study:
    """Calculate what has no results yet; with ``control`` everything again with other random
    numbers, beside the results. Raises CannotChange and Wrong."""
    study = Study.objects.select_for_update().get(pk=study.pk)
    if study.is_running:
        raise CannotChange("De studie wordt al berekend.")
    base = Assumptions.from_json(study.assumptions)
    for scenario in study.scenarios.all():
        try:
            scenarios.apply(base, scenario.changes)
        except Wrong as problem:
            raise Wrong(f"Scenario “{scenario.name}”: {problem}", problem.about) from problem
    if control:
        if study.scenarios.filter(results__isnull=True).exists():
            raise CannotChange("Bereken de studie eerst een keer volledig.")
        study.scenarios.update(control=None)
    study.state, study.is_control, study.error = StudyState.RUNNING, control, ""
    study.run, study.step = uuid.uuid4(), 0
    study.progress, study.started_at, study.finished_at = 0, clock.now(), None
    study.progress_at = clock.now()
    study.save()
    record("study.started", study, by=by, data={"run": str(study.run), "control": control})
    advance.enqueue(study.pk, str(study.run), 0)
    return study


@transaction.atomic
def cancel(*, study: Study, by: User) -> Study:
    """Stop the calculation at once; what is ready stays. One that does not run stays so, and of
    one that was being checked again the results are as complete as before."""
    study = Study.objects.select_for_update().get(pk=study.pk)
    if study.is_running:
        study.state = StudyState.DONE if study.is_control else StudyState.CANCELLED
        study.finished_at = clock.now()
        if study.is_control:
            study.progress = 100
        study.save(update_fields=["state", "finished_at", "progress"])
        record("study.cancelled", study, by=by)
    return study


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def advance(study_id: int, run: str, step: int) -> None:
    """Do piece ``step`` of ``run`` and queue the next one; nothing when that has been done."""
    study = Study.objects.running().filter(pk=study_id, run=run, step=step).first()
    if study is None:
        return
    try:
        _Piece(study).done()
    except Stopped:
        return
    except Exception as failure:
        log.exception("study failed", extra={"study": study_id})
        words = str(failure) if isinstance(failure, Wrong) else ""
        Study.objects.running().filter(pk=study_id, run=run, step=step).update(
            state=StudyState.FAILED,
            error=words[:200] or "Er ging iets fout bij het rekenen. Probeer het opnieuw.",
            finished_at=clock.now(),
        )


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Queue again what has been silent: its job got lost. Returns how many."""
    silent = list(
        Study.objects.running()
        .filter(progress_at__lt=clock.now() - SILENT_FOR)
        .values_list("pk", "run", "step")
    )
    for pk, run, step in silent:
        advance.enqueue(pk, str(run), step)
    return len(silent)


def seconds_left(study: Study) -> float | None:
    """How long the calculation may still take at the pace of this run; None before it has one."""
    pieces = _Piece(study).pieces
    whole = sum(weight for _, weight in pieces)
    ready = [weight for is_done, weight in pieces if is_done]
    # the pieces that an earlier run did say nothing about the pace of this one
    before = sum(ready[: max(0, len(ready) - study.step)])
    now = study.progress / 100 * whole
    if study.started_at is None or now - before < PACE_FROM * (whole - before):
        return None
    spent = (clock.now() - study.started_at).total_seconds()
    return spent * (whole - now) / (now - before)


class _Piece:
    """The next piece of work of a study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.rows = list(study.scenarios.all())
        self.base = Assumptions.from_json(study.assumptions)
        self.field = "control" if study.is_control else "results"
        self.last_breath = time.monotonic()
        # the same weeks for all: a scenario may have a day more in each
        self.weeks = max(1, math.ceil(study.days / len(self.base.days)))
        self.seed = study.seed + (CONTROL_SEED if study.is_control else 0)

    def done(self) -> None:
        waiting = [row for row in self.rows if getattr(row, self.field) is None]
        if not waiting:
            self._finish()
            return
        row = waiting[0]
        self.weight = next(weight for is_done, weight in self.pieces if not is_done)
        if row.is_search and (weekday := self._unsearched(row)) is not None:
            self._search(row, weekday)
        else:
            self._simulate(row)

    def _unsearched(self, row: Scenario) -> int | None:
        """The number of the first weekday whose counters are not found yet."""
        found = row.searched.get("weekdays", {})
        return next(
            (number for number, day in enumerate(self.base.days) if str(day.weekday) not in found),
            None,
        )

    @property
    def pieces(self) -> list[tuple[bool, float]]:
        """(whether it is done, how much work it is) of every piece, in the order of doing. A
        scenario that runs once is 1."""
        found: list[tuple[bool, float]] = []
        for row in self.rows:
            is_done = getattr(row, self.field) is not None
            if row.is_search and not self.study.is_control:
                searched = row.searched.get("weekdays", {})
                found += [
                    (is_done or str(day.weekday) in searched, SEARCH_WEIGHT)
                    for day in self.base.days
                ]
            found.append((is_done, 1.0 + len(self._tried(row))))
        return found

    def _tried(self, row: Scenario) -> tuple[float, ...]:
        """With which no-shows the scenario runs once more: when more people book than now."""
        share = row.changes.get("appointments", {}).get("share", 0)
        if self.study.is_control or share <= self.base.appointments.share:
            return ()
        # when others come, more or fewer are helped whoever stays away
        changed = scenarios.apply(self.base, row.changes)
        is_same = changed.people_with_moved == self.base.people_with_moved
        return NO_SHOWS if is_same else ()

    def _breathe(self, part: float, *, always: bool = False) -> None:
        """Say that this piece is at ``part`` (0 to 1). Raises Stopped when it must not go on."""
        if not always and time.monotonic() - self.last_breath < BREATH:
            return
        self.last_breath = time.monotonic()
        if not self._still(progress=self._percent(part), progress_at=clock.now()):
            raise Stopped

    def _percent(self, part: float = 0.0) -> float:
        """How far the study is when the present piece is at ``part``."""
        pieces = self.pieces
        whole = sum(weight for _, weight in pieces)
        ready = sum(weight for is_done, weight in pieces if is_done)
        return min(99.0, 100 * (ready + part * self.weight) / whole)

    def _still(self, **changes: Any) -> bool:
        """Change the study on condition that this piece is still the one to do."""
        return bool(
            Study.objects.running()
            .filter(pk=self.study.pk, run=self.study.run, step=self.study.step)
            .update(**changes)
        )

    @transaction.atomic
    def _write(self, row: Scenario, **changes: Any) -> None:
        """The outcome of this piece and the next one, or nothing of both."""
        for name, value in changes.items():
            setattr(row, name, value)
        if not self._still(
            step=self.study.step + 1, progress=self._percent(), progress_at=clock.now()
        ):
            raise Stopped
        row.save(update_fields=list(changes))
        advance.enqueue(self.study.pk, str(self.study.run), self.study.step + 1)

    def _finish(self) -> None:
        self._still(
            state=StudyState.DONE, progress=100, progress_at=clock.now(), finished_at=clock.now()
        )

    def _simulate(self, row: Scenario) -> None:
        assumptions = scenarios.apply(self.base, row.changes)
        self._breathe(0, always=True)
        tried = self._tried(row)
        runs = 1 + len(tried)
        found = simulated(
            assumptions,
            seed=self.seed,
            weeks=self.weeks,
            breathe=lambda part: self._breathe(part / runs),
        )
        kept = results.as_json(found)
        if tried:
            kept["break_even"] = [
                [no_show, gap.value, gap.low, gap.high]
                for no_show, gap in self._no_shows(row, tried)
            ]
        self._write(row, **{self.field: kept})

    def _no_shows(
        self, row: Scenario, tried: Sequence[float]
    ) -> Iterator[tuple[float, outcome.Interval]]:
        """The difference in people served with how it is now, per no-show."""
        now = results.outcome(self.rows[0].results or {})
        for number, no_show in enumerate(tried, start=1):
            changes = {
                **row.changes,
                "appointments": {**row.changes["appointments"], "no_show": no_show},
            }
            done = number

            def breathe(part: float, done: int = done) -> None:
                self._breathe((done + part) / (1 + len(tried)))

            found = simulated(
                scenarios.apply(self.base, changes),
                seed=self.seed,
                weeks=self.weeks,
                breathe=breathe,
            )
            gap = outcome.difference(found, now, "served")
            if gap is not None:
                yield no_show, gap

    def _search(self, row: Scenario, number: int) -> None:
        day = self.base.days[number]
        target = self.study.target / 100
        whole = plans.plan(self.base)
        guess = questions.first_guess(self.base, day, target, lagged=True)
        evaluations = 0

        def goes_on() -> bool:
            nonlocal evaluations
            evaluations += 1
            self._breathe(min(0.95, evaluations / 40))
            return True

        self._breathe(0, always=True)
        found = search.fewest(
            plans.of_weekday(_with_room(whole, guess), number),
            guess,
            search.Target(self.base.norm_walk_in, target, max(0.0, target - 0.1)),
            seed=self.study.seed + SEARCH_SEED,
            days=min(MOST_SEARCH_DAYS, self.study.days),
            goes_on=goes_on,
        )
        weekdays = {
            **row.searched.get("weekdays", {}),
            str(day.weekday): {
                "counters": {
                    str(one.begin): counters
                    for one, counters in zip(day.half_hours, found.counters, strict=True)
                },
                "is_met": found.is_met,
                "evaluations": found.evaluations,
            },
        }
        counters = {weekday: found["counters"] for weekday, found in weekdays.items()}
        self._write(
            row,
            searched={"weekdays": weekdays, "target": self.study.target},
            changes={"counters": {"counters": counters}},
        )


def _with_room(plan: Plan, guess: list[int]) -> Plan:
    """With two more all-rounders than the guess needs, so that a search can look above it."""
    everything = frozenset().union(*(product.skills for product in plan.products))
    missing = max(guess, default=0) + 2 - len(plan.staff)
    return replace(plan, staff=(*plan.staff, *([Staff(everything)] * max(0, missing))))


def simulated(
    assumptions: Assumptions,
    *,
    seed: int,
    weeks: int,
    breathe: Callable[[float], object] = lambda part: None,
) -> Outcome:
    """The figures of one scenario over so many weeks. ``breathe`` hears
    how far it is, from 0 to 1, and may raise to stop."""
    plan = plans.plan(assumptions)
    tallies: list[Tally] = []
    groups = outcome.grouping(weeks, len(plan.weekdays))
    for number, (first, length) in enumerate(groups, start=1):
        tallies.append(outcome.simulate(plan, seed=seed, first=first, days=length))
        breathe(number / len(groups))
    return outcome.figures(tallies, Norms(assumptions.norm_walk_in, assumptions.norm_booked))
