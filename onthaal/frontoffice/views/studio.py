"""The studio: studies, and one study with its results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.frontoffice import comparison, drawings
from onthaal.frontoffice.actions import running, studies
from onthaal.frontoffice.actions.studies import CannotChange
from onthaal.frontoffice.forms.studio import (
    KINDS,
    FilterForm,
    Kind,
    NewStudyForm,
    PartForm,
    SettingsForm,
)
from onthaal.frontoffice.models import Decision, Study
from onthaal.frontoffice.rules import words
from onthaal.frontoffice.rules.assumptions import Assumptions, Wrong, nobody_can
from onthaal.frontoffice.rules.questions import MOST_SCENARIOS, QUESTIONS
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, refreshes_itself, role_required
from onthaal.people.models import Role
from onthaal.ui.spreadsheets import spreadsheet

manager = role_required(Role.MANAGER)


def page(request: StaffRequest, name: str, form: Any = None, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(
        request, f"frontoffice/studio/{name}.html", {"form": form, **context}, status=status
    )


def study_or_404(pk: int) -> Study:
    return get_object_or_404(Study.objects.select_related("location", "made_by"), pk=pk)


@require_safe
@manager
def study_list(request: StaffRequest) -> HttpResponse:
    """Every study, the last changed first; found by a word of its title."""
    form = FilterForm(request.GET)
    rows = Study.objects.select_related("location", "made_by")
    if form.is_valid():
        if wanted := form.cleaned_data["q"]:
            rows = rows.filter(title__icontains=wanted)
        if question := form.cleaned_data["vraag"]:
            rows = rows.filter(question=question)
    return page(
        request,
        "list",
        filters=form,
        rows=[(row, QUESTIONS[row.question].label) for row in rows[:200]],
        is_filtered=bool(request.GET.get("q") or request.GET.get("vraag")),
        due=[one for one in Decision.objects.filter(evaluated_on=None) if one.is_due],
        decisions=Decision.objects.count(),
    )


@manager
def study_new(request: StaffRequest) -> HttpResponse:
    """Choose a question; the study begins with the scenarios that it proposes."""
    start = {"location": Location.objects.first(), "question": request.GET.get("vraag", "")}
    form = NewStudyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = studies.begin(
                title=data["title"],
                question=data["question"],
                location=data["location"],
                people_per_week=data["people"],
                by=request.user,
            )
        except Wrong as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, "De studie is gemaakt. Kijk de scenario’s na en bereken ze dan."
            )
            return redirect("studio-study", made.pk)
    return page(request, "new", form)


@require_safe
@manager
def study(request: StaffRequest, pk: int) -> HttpResponse:
    """A study: its scenarios, how far the calculation is, and the results side by side."""
    row = study_or_404(pk)
    assumptions = Assumptions.from_json(row.assumptions)
    compared = comparison.compare(row)
    return page(
        request,
        "study",
        study=row,
        question=QUESTIONS[row.question],
        comparison=compared,
        charts=drawings.charts(compared, request.GET.get("scenario", "")),
        warning=words.warning(assumptions),
        model_check=comparison.model_check(compared, assumptions),
        nobody=nobody_can(assumptions),
        nobody_books=row.question == "reserve" and not assumptions.appointments.share,
        assumptions=words.sections(assumptions),
        unknown=words.UNKNOWN,
        method=words.method(row.days, row.seed),
        decisions=row.decisions.all(),
        is_full=len(compared.rows) >= MOST_SCENARIOS,
        **_progress(row),
    )


@require_safe
@manager
@refreshes_itself
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """How far the calculation is; a page that waits asks for it again and again, and is told to
    load anew when it is ready."""
    row = study_or_404(pk)
    answer = page(request, "progress", study=row, **_progress(row))
    if not row.is_running:
        answer["HX-Refresh"] = "true"
    return answer


def _progress(row: Study) -> dict[str, Any]:
    """What is being calculated and how long it may still take."""
    if not row.is_running:
        return {}
    waiting = "control" if row.is_control else "results"
    busy = row.scenarios.filter(**{f"{waiting}__isnull": True}).first()
    seconds = running.seconds_left(row)
    left = "" if seconds is None else words.left(seconds)
    silent = row.progress_at and clock.now() - row.progress_at > running.SILENT_FOR
    return {"busy": busy, "left": left, "silent": silent}


@require_POST
@manager
def calculation(request: StaffRequest, pk: int) -> HttpResponse:
    """Start, check or stop the calculation."""
    row = study_or_404(pk)
    if "stop" in request.POST:
        running.cancel(study=row, by=request.user)
        messages.success(request, "De berekening is gestopt. Wat klaar is, blijft.")
        return redirect("studio-study", pk)
    try:
        running.start(study=row, by=request.user, control="controle" in request.POST)
    except (CannotChange, Wrong) as problem:
        messages.error(request, str(problem))
    return redirect("studio-study", pk)


@manager
def settings(request: StaffRequest, pk: int) -> HttpResponse:
    """Title, number of days, target and seed."""
    row = study_or_404(pk)
    form = SettingsForm(request.POST if request.method == "POST" else None, study=row)
    if request.method == "POST" and form.is_valid():
        try:
            studies.change(study=row, by=request.user, **form.cleaned_data)
        except CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De instellingen zijn bewaard.")
            return redirect("studio-study", pk)
    return page(request, "settings", form, study=row)


@require_safe
@manager
def assumptions(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that the study assumes, in words, with what can be changed."""
    row = study_or_404(pk)
    assumed = Assumptions.from_json(row.assumptions)
    return page(
        request,
        "assumptions",
        study=row,
        sections=words.sections(assumed),
        warning=words.warning(assumed),
        unknown=words.UNKNOWN,
        kinds=[kind for kind in KINDS.values() if kind.of_now],
    )


@manager
def assumption(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Change one part of how it is now."""
    row = study_or_404(pk)
    chosen = kind_or_404(kind, of_now=True)
    assumed = Assumptions.from_json(row.assumptions)
    form: PartForm = chosen.form(request.POST if request.method == "POST" else None, before=assumed)
    if request.method == "POST" and form.is_valid():
        values = form.payload()
        try:
            if values is not None:
                studies.assume(study=row, kind=chosen.name, values=values, by=request.user)
        except (CannotChange, Wrong) as problem:
            form.add_error(None, str(problem))
        else:
            said = "bewaard. Bereken de studie opnieuw" if values else "niet veranderd"
            messages.success(request, f"De aannames zijn {said}.")
            return redirect("studio-assumptions", pk)
    return page(request, "part", form, study=row, kind=chosen, scenario=None)


def kind_or_404(slug: str, *, of_now: bool) -> Kind:
    """The kind of change with this word in the address; ``of_now`` = of the study, else of a
    scenario."""
    kind = KINDS.get(slug)
    if kind is None or not (kind.of_now if of_now else kind.of_scenario):
        raise Http404
    return kind


@require_POST
@manager
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    made = studies.copy(study=study_or_404(pk), by=request.user)
    messages.success(request, "Dit is de kopie. De eerste studie blijft zoals ze is.")
    return redirect("studio-study", made.pk)


@manager
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a study away, after a question."""
    row = study_or_404(pk)
    if request.method == "POST":
        try:
            studies.remove(study=row, by=request.user)
        except CannotChange as problem:
            messages.error(request, str(problem))
            return redirect("studio-study", pk)
        messages.success(request, f"De studie “{row.title}” is weg.")
        return redirect("studio")
    return page(request, "delete", study=row, decisions=row.decisions.count())


@require_safe
@manager
def export(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Every figure with its interval as a spreadsheet."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    row = study_or_404(pk)
    rows = comparison.spreadsheet(row, comparison.compare(row))
    return spreadsheet(rows, kind, f"studie-{row.pk}")
