"""Making and changing studies and their scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from onthaal.core import clock
from onthaal.frontoffice import assumed
from onthaal.frontoffice.models import Scenario, Study, StudyState
from onthaal.frontoffice.rules import questions, scenarios
from onthaal.frontoffice.rules.assumptions import Assumptions, Origin
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.timeline.actions import record

NOW = "Nu"
# kind of change → which parts of the assumptions somebody then typed
_TYPED: Mapping[str, tuple[str, ...]] = {
    "norms": ("norms",),
    "visitors": ("people", "spread"),
    "products": ("products", "weights"),
    "workers": ("workers",),
    "counters": ("counters",),
    "appointments": ("appointments",),
    "behaviour": ("behaviour",),
    "layout": ("layout",),
}


class CannotChange(Exception):
    """The study is being calculated, there are too many scenarios, or the name is taken. The text
    says in Dutch what to do."""


@transaction.atomic
def begin(
    *,
    title: str,
    question: str,
    location: Location,
    people_per_week: float | None,
    by: User,
) -> Study:
    """A study with how it is now and the scenarios that its question proposes.

    ``people_per_week`` None takes what was measured at the place, or a fair guess without.
    """
    assumptions = assumed.starting(location, people_per_week)
    study = Study.objects.create(
        title=title,
        question=question,
        location=location,
        made_by=by,
        assumptions=assumptions.as_json(),
    )
    proposals = questions.propose(question, assumptions, target=study.target / 100)
    Scenario.objects.bulk_create(
        [
            Scenario(study=study, position=0, name=NOW),
            *(
                Scenario(
                    study=study,
                    position=number,
                    name=proposal.name[:80],
                    changes=proposal.changes,
                    is_search=proposal.search,
                )
                for number, proposal in enumerate(proposals, start=1)
            ),
        ]
    )
    record("study.made", study, by=by, data={"title": title, "question": question})
    return study


@transaction.atomic
def copy(*, study: Study, by: User) -> Study:
    """The same study once more, without results."""
    own = list(study.scenarios.all())
    made = Study.objects.create(
        title=f"{study.title[:112]} (kopie)",
        question=study.question,
        location=study.location,
        made_by=by,
        days=study.days,
        target=study.target,
        seed=study.seed,
        assumptions=study.assumptions,
    )
    Scenario.objects.bulk_create(
        Scenario(
            study=made,
            position=one.position,
            name=one.name,
            changes={} if one.is_search else one.changes,
            is_search=one.is_search,
        )
        for one in own
    )
    record("study.made", made, by=by, data={"title": made.title, "copy_of": study.pk})
    return made


@transaction.atomic
def remove(*, study: Study, by: User) -> None:
    """Throw the study away; what was decided on it stays. Raises CannotChange while it runs."""
    study = _locked(study)
    record("study.deleted", study, by=by, data={"title": study.title})
    study.delete()


@transaction.atomic
def change(*, study: Study, title: str, days: int, target: int, seed: int, by: User) -> Study:
    """Other settings; results stay when only the title changes. Raises CannotChange."""
    study = _locked(study)
    redo = (study.days, study.seed) != (days, seed)
    search_again = study.target != target
    study.title, study.days, study.target, study.seed = title, days, target, seed
    _touch(study, "title", "days", "target", "seed")
    if redo:
        _forget(study)
    elif search_again and study.scenarios.filter(is_search=True).exists():
        study.scenarios.filter(is_search=True).update(
            results=None, control=None, changes={}, searched={}
        )
        _back_to_draft(study)
    return study


@transaction.atomic
def assume(*, study: Study, kind: str, values: Mapping[str, Any], by: User) -> Assumptions:
    """Change what the study assumes about how it is now; every result is then forgotten.

    Raises CannotChange and ``rules.assumptions.Wrong``.
    """
    study = _locked(study)
    assumptions = scenarios.apply(Assumptions.from_json(study.assumptions), {kind: values})
    assumptions = assumptions.came_from(Origin.TYPED, *_TYPED[kind])
    if kind == "products":
        changed = values["products"]
        assumptions = replace(
            assumptions,
            products=tuple(
                replace(one, origin=Origin.TYPED.value) if one.slug in changed else one
                for one in assumptions.products
            ),
        )
    study.assumptions = assumptions.as_json()
    _touch(study, "assumptions")
    _forget(study)
    record("study.assumed", study, by=by, data={"kind": kind})
    return assumptions


@transaction.atomic
def add_scenario(*, study: Study, name: str) -> Scenario:
    """One more way of doing it, which changes nothing yet. Raises CannotChange."""
    study = _locked(study)
    if study.scenarios.count() >= questions.MOST_SCENARIOS:
        raise CannotChange(
            f"Er zijn al {questions.MOST_SCENARIOS} scenario’s. Schrap er eerst een."
        )
    _free_name(study, name)
    last = study.scenarios.aggregate(last=Max("position"))["last"] or 0
    made = Scenario.objects.create(study=study, name=name, position=last + 1)
    _back_to_draft(study)
    return made


@transaction.atomic
def change_scenario(*, scenario: Scenario, kind: str, values: Mapping[str, Any] | None) -> Scenario:
    """Let the scenario change ``kind`` to ``values``; None = it changes that no longer.

    Raises CannotChange and ``rules.assumptions.Wrong``.
    """
    study = _locked(scenario.study)
    scenario = study.scenarios.get(pk=scenario.pk)
    if scenario.is_base:
        raise CannotChange("“Nu” is hoe het vandaag is. Verander de aannames van de studie.")
    changes = {key: value for key, value in scenario.changes.items() if key != kind}
    if values is not None:
        changes[kind] = dict(values)
    scenarios.apply(Assumptions.from_json(study.assumptions), changes)
    scenario.changes, scenario.is_search = changes, False
    scenario.results = scenario.control = None
    scenario.searched = {}
    scenario.save()
    _back_to_draft(study)
    return scenario


@transaction.atomic
def rename_scenario(*, scenario: Scenario, name: str) -> Scenario:
    """Raises CannotChange when another scenario has this name."""
    study = _locked(scenario.study)
    if name != scenario.name:
        _free_name(study, name)
    scenario.name = name
    scenario.save(update_fields=["name"])
    return scenario


@transaction.atomic
def remove_scenario(*, scenario: Scenario) -> None:
    """Raises CannotChange for how it is now, and while the study runs."""
    _locked(scenario.study)
    if scenario.is_base:
        raise CannotChange("“Nu” blijft: alles wordt daarmee vergeleken.")
    scenario.delete()


def _locked(study: Study) -> Study:
    study = Study.objects.select_for_update().get(pk=study.pk)
    if study.is_running:
        raise CannotChange("De studie wordt berekend. Wacht tot ze klaar is of zet ze stop.")
    return study


def _free_name(study: Study, name: str) -> None:
    # the study is locked: nobody else adds a name meanwhile
    if study.scenarios.filter(name=name).exists():
        raise CannotChange(f"Er is al een scenario “{name}”. Kies een andere naam.")


def _touch(study: Study, *names: str) -> None:
    study.changed_at = clock.now()
    study.save(update_fields=[*names, "changed_at"])


def _forget(study: Study) -> None:
    study.scenarios.update(results=None, control=None, searched={})
    study.scenarios.filter(is_search=True).update(changes={})
    _back_to_draft(study)


def _back_to_draft(study: Study) -> None:
    study.state, study.progress = StudyState.DRAFT, 0
    _touch(study, "state", "progress")
