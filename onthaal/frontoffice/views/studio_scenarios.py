"""One scenario of a study, and what it changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from onthaal.frontoffice import comparison, drawings
from onthaal.frontoffice.actions import studies
from onthaal.frontoffice.actions.studies import CannotChange
from onthaal.frontoffice.forms.studio import KINDS, EveningForm, Kind, PartForm, ScenarioForm
from onthaal.frontoffice.models import Scenario
from onthaal.frontoffice.rules import scenarios
from onthaal.frontoffice.rules.assumptions import Assumptions, Wrong
from onthaal.frontoffice.views.studio import kind_or_404, manager, page, study_or_404
from onthaal.people.access import StaffRequest


def _scenario_or_404(pk: int, scenario: int) -> Scenario:
    rows = Scenario.objects.select_related("study__location")
    return get_object_or_404(rows, pk=scenario, study=pk)


@manager
def new(request: StaffRequest, pk: int) -> HttpResponse:
    """A scenario that changes nothing yet."""
    study = study_or_404(pk)
    form = ScenarioForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = studies.add_scenario(study=study, name=form.cleaned_data["name"])
        except CannotChange as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, "Het scenario is er. Kies nu wat het verandert.")
            return redirect("studio-scenario", pk, made.pk)
    return page(request, "scenario_new", form, study=study)


@manager
def scenario(request: StaffRequest, pk: int, scenario: int) -> HttpResponse:
    """What a scenario changes, and all its figures; its name can be changed here."""
    row = _scenario_or_404(pk, scenario)
    form = ScenarioForm(
        request.POST if request.method == "POST" else None, initial={"name": row.name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            studies.rename_scenario(scenario=row, name=form.cleaned_data["name"])
        except CannotChange as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, "De naam is bewaard.")
            return redirect("studio-scenario", pk, row.pk)
    compared = comparison.compare(row.study)
    mine = next(one for one in compared.rows if one.scenario.pk == row.pk)
    return page(
        request,
        "scenario",
        form,
        study=row.study,
        scenario=row,
        row=mine,
        charts=drawings.charts(compared, str(row.pk)) if mine.outcome else None,
        kinds=[(kind, kind.name in row.changes) for kind in KINDS.values() if kind.of_scenario],
    )


@manager
def part(request: StaffRequest, pk: int, scenario: int, kind: str) -> HttpResponse:
    """Change one kind of thing in a scenario, or leave it as it is now again."""
    row = _scenario_or_404(pk, scenario)
    chosen = kind_or_404(kind, of_now=False)
    form = _form(request, row, chosen)
    if request.method == "POST":
        back = "terug" in request.POST
        if back or form.is_valid():
            try:
                studies.change_scenario(
                    scenario=row, kind=chosen.name, values=None if back else form.payload()
                )
            except (CannotChange, Wrong) as problem:
                if back:
                    messages.error(request, str(problem))
                    return redirect("studio-scenario", pk, row.pk)
                form.add_error(None, str(problem))
            else:
                messages.success(request, "Het scenario is bewaard. Bereken de studie opnieuw.")
                return redirect("studio-scenario", pk, row.pk)
    return page(request, "part", form, study=row.study, kind=chosen, scenario=row)


def _form(request: StaffRequest, row: Scenario, chosen: Kind) -> PartForm:
    """The form with what the scenario has now, beside how it is without it."""
    before = Assumptions.from_json(row.study.assumptions)
    values: Any = row.changes.get(chosen.name)
    shown = scenarios.apply(before, {chosen.name: values}) if values else before
    data = request.POST if request.method == "POST" and "terug" not in request.POST else None
    form = chosen.form(data, before=before, shown=shown)
    if values and isinstance(form, EveningForm):
        form.begin_with(values)
    return form


@manager
def removal(request: StaffRequest, pk: int, scenario: int) -> HttpResponse:
    """Throw a scenario away, after a question."""
    row = _scenario_or_404(pk, scenario)
    if request.method == "POST":
        try:
            studies.remove_scenario(scenario=row)
        except CannotChange as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"Het scenario “{row.name}” is weg.")
        return redirect("studio-study", pk)
    return page(request, "scenario_delete", study=row.study, scenario=row)
