"""The scenarios of a study side by side: for the page, the spreadsheet and the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onthaal.frontoffice.models import Scenario, Study
from onthaal.frontoffice.rules import plans, questions, results, scenarios, words
from onthaal.frontoffice.rules.assumptions import WEEKDAYS, Assumptions, clock_words
from onthaal.frontoffice.rules.results import BreakEven, Figure
from onthaal.frontoffice.simulation.outcome import Interval, Outcome


@dataclass(frozen=True)
class Row:
    """One scenario with its figures; ``outcome`` is None while it is not calculated."""

    scenario: Scenario
    changes: list[str]
    # when nobody at the open counters can do some product, in words
    gaps: list[str]
    # what nobody is helped for, because it needs a room and there is none, in words
    without_room: str
    outcome: Outcome | None
    figures: list[Figure]
    conclusion: str
    break_even: BreakEven | None
    # whether other random numbers said the same about the main figures; None = not asked
    is_confirmed: bool | None

    @property
    def main(self) -> list[Figure]:
        return [one for one in self.figures if one.measure.is_main]

    def figure(self, name: str) -> Figure | None:
        return next((one for one in self.figures if one.measure.name == name), None)


@dataclass(frozen=True)
class Comparison:
    rows: list[Row]
    # the measures that at least one scenario has, in order
    measures: list[results.Measure]

    @property
    def main(self) -> list[results.Measure]:
        return [one for one in self.measures if one.is_main]

    @property
    def calculated(self) -> list[Row]:
        return [row for row in self.rows if row.outcome]


def compare(study: Study) -> Comparison:
    """Every scenario of the study, compared with how it is now."""
    base_assumptions = Assumptions.from_json(study.assumptions)
    rows = list(study.scenarios.all())
    outcomes = {row.pk: results.outcome(row.results) if row.results else None for row in rows}
    controls = {row.pk: results.outcome(row.control) if row.control else None for row in rows}
    base = next((outcomes[row.pk] for row in rows if row.is_base), None)
    base_control = next((controls[row.pk] for row in rows if row.is_base), None)
    changed = {row.pk: _changed(base_assumptions, row) for row in rows}
    people = base_assumptions.people_with_moved
    others = {pk for pk, one in changed.items() if one.people_with_moved != people}
    shown = [
        measure
        for measure in results.measures_for(study.question, other_people=bool(others))
        if any(found and measure.name in found.figures for found in outcomes.values())
    ]
    compared = []
    usual = plans.gaps(base_assumptions)
    for row in rows:
        found = outcomes[row.pk]
        judged = results.of_other_people(shown) if row.pk in others else shown
        figures = (
            [results.figure(m, found, None if row.is_base else base) for m in judged]
            if found
            else []
        )
        points = (row.results or {}).get("break_even")
        compared.append(
            Row(
                scenario=row,
                changes=_changes(base_assumptions, row),
                gaps=_gaps(changed[row.pk], row, usual),
                without_room=_without_room(base_assumptions, changed[row.pk], row),
                outcome=found,
                figures=figures,
                conclusion="" if row.is_base or not figures else results.conclusion(figures),
                break_even=results.break_even([(share, Interval(*gap)) for share, *gap in points])
                if points
                else None,
                is_confirmed=_confirmed(figures, controls[row.pk], base_control, row.is_base),
            )
        )
    return Comparison(compared, shown)


def _changes(base: Assumptions, row: Scenario) -> list[str]:
    try:
        said = scenarios.in_words(base, row.changes)
    except ValueError as problem:
        return [str(problem)]
    if found := row.searched.get("weekdays"):
        tried = sum(day["evaluations"] for day in found.values())
        missed = [WEEKDAYS[int(day)] for day, one in found.items() if not one["is_met"]]
        said.append(
            f"Gevonden na {tried} proefberekeningen op andere dagen, met als doel "
            f"{row.searched['target']} % binnen de norm"
            + (f"; op {' en '.join(missed)} lukte dat niet." if missed else ".")
        )
    return said


MOST_GAPS = 5


def _changed(base: Assumptions, row: Scenario) -> Assumptions:
    """How it is in the scenario; as now when it no longer fits, which its changes then say."""
    try:
        return scenarios.apply(base, row.changes)
    except ValueError:
        return base


def _without_room(base: Assumptions, changed: Assumptions, row: Scenario) -> str:
    """Of a scenario only when it is otherwise now."""
    said = plans.without_room(changed)
    return said if row.is_base or said != plans.without_room(base) else ""


def _gaps(changed: Assumptions, row: Scenario, usual: Sequence[plans.Gap]) -> list[str]:
    """Of a scenario only those that how it is now has not."""
    if row.is_base:
        found = list(usual)
    else:
        known = {(gap.products, gap.times) for gap in usual}
        found = [gap for gap in plans.gaps(changed) if (gap.products, gap.times) not in known]
    said = [gap.words for gap in found[:MOST_GAPS]]
    if len(found) > MOST_GAPS:
        said.append("Zo zijn er nog andere momenten.")
    return said


def _confirmed(
    figures: Sequence[Figure],
    control: Outcome | None,
    base: Outcome | None,
    is_base: bool,
) -> bool | None:
    """Whether no main figure that was clearly better or worse turned out otherwise."""
    if control is None or base is None or is_base or not figures:
        return None
    for one in figures:
        if one.measure.is_main and one.verdict in ("better", "worse"):
            again = results.figure(one.measure, control, base)
            if again.verdict != one.verdict:
                return False
    return True


def spreadsheet(study: Study, comparison: Comparison) -> list[list[Any]]:
    """Everything, line by line: a figure per line, then the half hours."""
    lines: list[list[Any]] = [
        ["Studie", study.title],
        ["Plaats", study.location.name],
        ["Dagen per scenario", study.days],
        ["Toevalsgetal", study.seed],
        [],
        [
            "Scenario",
            "Cijfer",
            "Eenheid",
            "Waarde",
            "Van (95 %)",
            "Tot (95 %)",
            "Verschil met nu",
            "Verschil van",
            "Verschil tot",
            "Besluit",
        ],
    ]
    for row in comparison.rows:
        lines += [
            [
                row.scenario.name,
                one.measure.label,
                one.measure.unit_words,
                *map(_rounded, (one.value, one.low, one.high)),
                *map(_rounded, (one.change, one.change_low, one.change_high)),
                one.verdict_words,
            ]
            for one in row.figures
        ]
    lines += [
        [],
        [
            "Scenario",
            "Half uur",
            "Open loketten",
            "Mensen in de rij",
            "9 op 10 wacht hoogstens (minuten)",
            "Bezet (%)",
        ],
    ]
    for row in comparison.calculated:
        assert row.outcome  # noqa: S101 -- calculated has one
        lines += [
            [
                row.scenario.name,
                clock_words(one.begin),
                _rounded(one.counters),
                _rounded(one.queue),
                _rounded(one.wait_p90),
                None if one.utilisation is None else _rounded(100 * one.utilisation),
            ]
            for one in row.outcome.half_hours
        ]
    return lines


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def model_check(comparison: Comparison, assumptions: Assumptions) -> str:
    """What was measured beside what the model makes of now; "" when one of them is missing."""
    now = comparison.rows[0].outcome
    return words.check_of_model(assumptions, now.figures.get("walk_in_p90") if now else None)


def document(study: Study, chosen: Scenario) -> dict[str, Any]:
    """What a decision document shows, in words and rounded numbers, as it is today."""
    assumptions = Assumptions.from_json(study.assumptions)
    comparison = compare(study)
    return {
        "study": study.title,
        "question": questions.QUESTIONS[study.question].label,
        "place": study.location.name,
        "warning": words.warning(assumptions),
        "model_check": model_check(comparison, assumptions),
        "measures": [[one.label, one.unit_words] for one in comparison.main],
        "options": [
            {
                "name": row.scenario.name,
                "is_chosen": row.scenario.pk == chosen.pk,
                "changes": row.changes or ["Zoals het vandaag is."],
                "figures": [_cell(one) for one in row.main],
                "conclusion": row.conclusion,
                "break_even": row.break_even.words if row.break_even else "",
                "gaps": [*([row.without_room] if row.without_room else []), *row.gaps],
            }
            for row in comparison.calculated
        ],
        "assumptions": [one.as_json() for one in words.sections(assumptions)],
        "unknown": list(words.UNKNOWN),
        "method": list(words.method(study.days, study.seed)),
        "control": _control(comparison, chosen),
    }


def _cell(one: Figure) -> dict[str, str]:
    if one.value is None:
        return {"value": "–", "interval": "", "verdict": ""}
    interval = (
        f"{_shown(one.low)} tot {_shown(one.high)}"
        if one.low is not None and one.high is not None
        else ""
    )
    return {"value": _shown(one.value), "interval": interval, "verdict": one.verdict_words}


def _shown(value: float) -> str:
    """With one decimal, as on the page: 24,0."""
    return f"{value:.1f}".replace(".", ",")


def _control(comparison: Comparison, chosen: Scenario) -> str:
    row = next(row for row in comparison.rows if row.scenario.pk == chosen.pk)
    if row.is_confirmed is None:
        return "Er is niet nagekeken met nieuwe toevalsgetallen."
    if row.is_confirmed:
        return "Nagekeken met nieuwe toevalsgetallen: het besluit blijft hetzelfde."
    return "Nagekeken met nieuwe toevalsgetallen: niet elk verschil bleef overeind."
