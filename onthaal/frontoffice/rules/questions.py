"""The questions that a study can begin with, and the scenarios that each proposes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onthaal.frontoffice.rules.assumptions import (
    MOST_COUNTERS,
    STEP,
    WEEKDAYS,
    Assumptions,
    Day,
    HalfHour,
)
from onthaal.frontoffice.simulation import erlang

MOST_SCENARIOS = 20
SEARCH = "search"


@dataclass(frozen=True)
class Proposal:
    """A scenario to begin with. ``search`` = its counters are looked for by the program."""

    name: str
    changes: Mapping[str, Any]
    search: bool = False


@dataclass(frozen=True)
class Question:
    """``kinds`` are the kinds of change that fit it, the first of them the one to edit."""

    slug: str
    label: str
    hint: str
    icon: str
    kinds: tuple[str, ...]
    propose: Callable[[Assumptions, float], list[Proposal]]


def first_guess(assumptions: Assumptions, day: Day, target: float, *, lagged: bool) -> list[int]:
    """Counters per half hour of ``day`` by Erlang C, where ``target`` waits at most the norm.

    Everybody counts as without appointment and equal, so it is a first guess only. Where nobody
    is expected but the doors are open, one counter stays open.
    """
    guess: list[int] = []
    for period in _periods(day):
        guess += erlang.first_guess(
            [one.people for one in period],
            assumptions.mean_minutes,
            step=STEP,
            norm_minutes=assumptions.norm_walk_in,
            share=target,
            lagged=lagged,
            most=MOST_COUNTERS,
        )
    return [
        max(1, number) if one.counters else 0
        for number, one in zip(guess, day.half_hours, strict=True)
    ]


def _periods(day: Day) -> list[list[HalfHour]]:
    """The half hours between two moments at which the door shuts: who comes before lunch is gone
    after it."""
    periods: list[list[HalfHour]] = []
    for one in day.half_hours:
        if periods and periods[-1][-1].end == one.begin:
            periods[-1].append(one)
        else:
            periods.append([one])
    return periods


def counters_of(assumptions: Assumptions, numbers: Callable[[Day], list[int]]) -> dict[str, Any]:
    """A change of kind "counters" with ``numbers`` per half hour of each day."""
    return {
        "counters": {
            "counters": {
                str(day.weekday): {
                    str(one.begin): number
                    for one, number in zip(day.half_hours, numbers(day), strict=True)
                }
                for day in assumptions.days
            }
        }
    }


def _counters(assumptions: Assumptions, target: float) -> list[Proposal]:
    def plus(extra: int) -> Callable[[Day], list[int]]:
        return lambda day: [
            max(1, one.counters + extra) if one.counters else 0 for one in day.half_hours
        ]

    return [
        Proposal("Overal een loket minder", counters_of(assumptions, plus(-1))),
        Proposal("Overal een loket meer", counters_of(assumptions, plus(1))),
        Proposal(
            "Volgens de formule van Erlang",
            counters_of(
                assumptions, lambda day: first_guess(assumptions, day, target, lagged=False)
            ),
        ),
        Proposal(
            "Erlang, de piek iets later",
            counters_of(
                assumptions, lambda day: first_guess(assumptions, day, target, lagged=True)
            ),
        ),
        Proposal("Zo weinig mogelijk loketuren", {}, search=True),
    ]


def _share(assumptions: Assumptions, target: float) -> list[Proposal]:
    shares = (0, 20, 40, 60, 80, 95)
    now = assumptions.appointments.share
    return [
        Proposal(
            "Alles zonder afspraak" if not share else f"{share} % op afspraak",
            {"appointments": {"share": share / 100}},
        )
        for share in shares
        if abs(share / 100 - now) > 0.05
    ]


def _reserve(assumptions: Assumptions, target: float) -> list[Proposal]:
    now = assumptions.appointments.reserve
    return [
        Proposal(f"{reserve} % van de loketten vrij", {"appointments": {"reserve": reserve / 100}})
        for reserve in (0, 20, 40, 60, 80)
        if abs(reserve / 100 - now) > 0.05
    ]


def _evening(assumptions: Assumptions, target: float) -> list[Proposal]:
    weekday, begin, end = _free_evening(assumptions)
    counters = _for_evening(assumptions, end - begin, target)
    return [
        Proposal(
            f"Avond op {WEEKDAYS[weekday]}, {shift} % verschuift",
            {
                "evening": {
                    "weekday": weekday,
                    "begin": begin,
                    "end": end,
                    "counters": counters,
                    "shift": shift / 100,
                }
            },
        )
        for shift in (10, 20, 30)
    ]


def _for_evening(assumptions: Assumptions, minutes: int, target: float) -> int:
    """By Erlang C enough when a fifth of the week comes then; never more than there are now."""
    most = max(one.counters for day in assumptions.days for one in day.half_hours)
    enough = erlang.fewest_counters(
        assumptions.people_per_week / 5 / minutes,
        assumptions.mean_minutes,
        norm_minutes=assumptions.norm_walk_in,
        share=target,
        most=MOST_COUNTERS,
    )
    return max(1, min(most, enough))


def _free_evening(assumptions: Assumptions) -> tuple[int, int, int]:
    """Thursday first: a weekday that is not open after 17 o'clock."""
    busy = {
        day.weekday for day in assumptions.days if any(one.end > 17 * 60 for one in day.half_hours)
    }
    weekday = next((one for one in (3, 1, 0, 2, 4) if one not in busy), 5)
    return (weekday, 17 * 60, 20 * 60) if weekday != 5 else (5, 9 * 60, 12 * 60)


def _moved(assumptions: Assumptions, target: float) -> list[Proposal]:
    known = [one for one in assumptions.elsewhere if one.weight > 0][:6]
    each = [
        {"slug": one.slug, "per_week": round(one.weight, 1), "minutes": one.minutes}
        for one in known
    ]
    proposals = [
        Proposal(f"{product.name} naar de frontoffice", {"moved": {"products": [one]}})
        for product, one in zip(known, each, strict=True)
    ]
    if len(each) > 1:
        proposals.append(Proposal("Alle samen naar de frontoffice", {"moved": {"products": each}}))
    return proposals


def _skills(assumptions: Assumptions, target: float) -> list[Proposal]:
    proposals = []
    everything = sorted(assumptions.skills)
    for skill in everything:
        for number, worker in enumerate(assumptions.workers):
            if skill not in worker.skills:
                learnt = [
                    {
                        "name": one.name,
                        "skills": sorted({*one.skills, skill} if n == number else one.skills),
                    }
                    for n, one in enumerate(assumptions.workers)
                ]
                proposals.append(
                    Proposal(
                        f"{worker.name} leert {assumptions.skills[skill]}",
                        {"workers": {"workers": learnt}},
                    )
                )
                break
    proposals = proposals[:8]
    if proposals:
        all_round = [{"name": one.name, "skills": everything} for one in assumptions.workers]
        proposals.append(Proposal("Iedereen kan alles", {"workers": {"workers": all_round}}))
    return proposals


def _layout(assumptions: Assumptions, target: float) -> list[Proposal]:
    private = [product.slug for product in assumptions.products if product.room]
    rooms: dict[str, Any] = {"room_products": private} if private else {}
    return [
        Proposal("Eén aanmeldzuil", {"layout": {"station": "kiosk", "places": 1}}),
        Proposal("Twee aanmeldzuilen", {"layout": {"station": "kiosk", "places": 2}}),
        Proposal(
            "Onthaalbalie vooraan",
            {
                "layout": {
                    "station": "desk",
                    "places": 1,
                    "minutes": 1.5,
                    "appointment_minutes": 1.0,
                }
            },
        ),
        Proposal("Een loket wordt snelbalie", {"layout": {"quick_desks": 1}}),
        Proposal("Een snelbalie erbij", {"layout": {"quick_desks": 1, "quick_extra": True}}),
        Proposal("Twee aparte gespreksruimtes", {"layout": {"rooms": 2, **rooms}}),
    ]


QUESTIONS: Mapping[str, Question] = {
    one.slug: one
    for one in (
        Question(
            "counters",
            "Hoeveel loketten per half uur?",
            "Van een eerste schatting naar het kleinste aantal loketuren dat volstaat.",
            "chart-column",
            ("counters",),
            _counters,
        ),
        Question(
            "share",
            "Welk deel op afspraak?",
            "Van alles zonder afspraak tot bijna alles op afspraak, met wie niet komt opdagen.",
            "calendar",
            ("appointments",),
            _share,
        ),
        Question(
            "reserve",
            "Hoeveel plaats houden we vrij voor wie zonder afspraak komt?",
            "Welk deel van de loketten niet in de agenda staat.",
            "users",
            ("appointments",),
            _reserve,
        ),
        Question(
            "evening",
            "Een avondopening?",
            "Wat een extra opening doet als 10, 20 of 30 % van de bezoekers verschuift.",
            "clock",
            ("evening",),
            _evening,
        ),
        Question(
            "moved",
            "Producten naar de frontoffice?",
            "Wat er gebeurt als producten van de backoffice aan het loket komen.",
            "list-checks",
            ("moved", "products"),
            _moved,
        ),
        Question(
            "skills",
            "Wie kan wat?",
            "Eén collega opleiden, of iedereen alles laten doen.",
            "user",
            ("workers",),
            _skills,
        ),
        Question(
            "layout",
            "Anders inrichten?",
            "Een aanmeldzuil, een snelbalie, een onthaalbalie of aparte gespreksruimtes.",
            "building-2",
            ("layout",),
            _layout,
        ),
    )
}


def propose(question: str, assumptions: Assumptions, *, target: float) -> list[Proposal]:
    """The scenarios beside how it is now: at most ``MOST_SCENARIOS`` with that one."""
    return QUESTIONS[question].propose(assumptions, target)[: MOST_SCENARIOS - 1]
