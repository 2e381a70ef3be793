"""Working on the draft of a step list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue import flow, step_list
from onthaal.catalogue.actions import process_versions as actions
from onthaal.catalogue.flow import Line
from onthaal.catalogue.forms.process_steps import EditionForm, PublishForm, StepForm
from onthaal.catalogue.models import Process, ProcessVersion
from onthaal.catalogue.views.processes import keeper
from onthaal.people.access import StaffRequest

CHANGED = "Een collega veranderde dit ontwerp intussen. Kijk na of uw wijziging nog nodig is."


def _find(slug: str) -> tuple[Process, ProcessVersion]:
    process = get_object_or_404(Process, slug=slug)
    draft = ProcessVersion.objects.draft_of(process)
    if draft is None:
        raise Http404
    return process, draft


@require_POST
@keeper
def start(request: StaffRequest, slug: str) -> HttpResponse:
    """Begin a draft, or go on with the one that is there."""
    process = get_object_or_404(Process, slug=slug)
    actions.start_draft(process=process, by=request.user)
    return redirect("process-draft", slug)


@require_safe
@keeper
def draft(request: StaffRequest, slug: str) -> HttpResponse:
    """The list with everything that can be done to it."""
    process, version = _find(slug)
    lines = version.lines()
    problems = flow.problems(lines)
    return render(
        request,
        "catalogue/process_draft.html",
        {
            "process": process,
            "version": version,
            "steps": step_list.shown(lines, problems),
            "problems": problems,
            "undo": version.undo[-1]["label"] if version.undo else "",
            "totals": step_list.totals(lines),
            "published": ProcessVersion.objects.published_of(process),
        },
    )


@keeper
def step(request: StaffRequest, slug: str, key: str = "") -> HttpResponse:
    """One step; a new one stands after the step ``?na=``, at the end without it."""
    process, version = _find(slug)
    lines = version.lines()
    line = next((each for each in lines if each.key == key), None)
    if key and line is None:
        raise Http404
    after = request.GET.get("na", "")
    form = StepForm(
        request.POST if request.method == "POST" else None,
        lines=lines,
        line=line,
        edition=version.edition,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            filled = form.line()
            make = _replace(filled) if line else _insert(filled, after)
            label = f"“{filled.name}” {'wijzigen' if line else 'toevoegen'}"
            try:
                actions.change(
                    process=process,
                    make=make,
                    label=label,
                    edition=form.cleaned_data["edition"],
                )
            except actions.DraftChanged:
                status = 409
                form.add_error(None, CHANGED)
                form = _with_edition(form, version.edition)
            except actions.NoDraft:
                raise Http404 from None
            else:
                messages.success(request, f"Bewaard: {label}.")
                return redirect(f"{reverse('process-draft', args=[slug])}#stap-{filled.key}")
    return render(
        request,
        "catalogue/process_step.html",
        {
            "process": process,
            "form": form,
            "line": line,
            "after": next((each for each in lines if each.key == after), None),
        },
        status=status,
    )


def _with_edition(form: StepForm, edition: int) -> StepForm:
    """Everything typed stays, as an answer to the draft as it is now."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["edition"] = str(edition)
    form.data = data
    return form


def _replace(line: Line) -> Callable[[Sequence[Line]], Sequence[Line]]:
    return lambda lines: flow.replaced(lines, line)


def _insert(line: Line, after: str) -> Callable[[Sequence[Line]], Sequence[Line]]:
    def make(lines: Sequence[Line]) -> Sequence[Line]:
        if after == "begin":
            return flow.inserted(lines, line, 0)
        keys = [each.key for each in lines]
        at = keys.index(after) + 1 if after in keys else len(keys)
        return flow.inserted(lines, line, at)

    return make


_VERBS: dict[str, tuple[str, Callable[[Sequence[Line], str], Sequence[Line]]]] = {
    "omhoog": ("omhoog verplaatsen", lambda lines, key: flow.moved(lines, key, -1)),
    "omlaag": ("omlaag verplaatsen", lambda lines, key: flow.moved(lines, key, 1)),
    "kopie": ("kopiëren", flow.duplicated),
    "weg": ("weghalen", flow.removed),
}


@require_POST
@keeper
def order(request: StaffRequest, slug: str, key: str, verb: str) -> HttpResponse:
    """Move, copy or remove one step. Each can be taken back."""
    process, version = _find(slug)
    line = next((each for each in version.lines() if each.key == key), None)
    words, make = _VERBS[verb]
    form = EditionForm(request.POST)
    if line is None or not form.is_valid():
        messages.warning(request, CHANGED)
        return redirect("process-draft", slug)
    label = f"“{line.name}” {words}"
    try:
        actions.change(
            process=process,
            make=lambda lines: make(lines, key),
            label=label,
            edition=form.cleaned_data["edition"],
        )
    except (actions.DraftChanged, actions.NoDraft):
        messages.warning(request, CHANGED)
        return redirect("process-draft", slug)
    messages.success(request, f"Gedaan: {label}. U kunt dat ongedaan maken.")
    anchor = "lijst" if verb == "weg" else f"stap-{key}"
    return redirect(f"{reverse('process-draft', args=[slug])}#{anchor}")


@require_POST
@keeper
def undo(request: StaffRequest, slug: str) -> HttpResponse:
    """Take the latest change back."""
    process, _ = _find(slug)
    form = EditionForm(request.POST)
    try:
        label = (
            actions.take_back(process=process, edition=form.cleaned_data["edition"])
            if form.is_valid()
            else ""
        )
    except (actions.DraftChanged, actions.NoDraft):
        messages.warning(request, CHANGED)
    else:
        if label:
            messages.success(request, f"Ongedaan gemaakt: {label}.")
    return redirect("process-draft", slug)


@keeper
def publication(request: StaffRequest, slug: str) -> HttpResponse:
    """What will change, and publishing it."""
    process, version = _find(slug)
    lines = version.lines()
    published = ProcessVersion.objects.published_of(process)
    problems = list(flow.problems(lines))
    form = PublishForm(
        request.POST if request.method == "POST" else None, initial={"edition": version.edition}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(
                process=process,
                note=form.cleaned_data["note"],
                by=request.user,
                edition=form.cleaned_data["edition"],
            )
        except actions.NotReady as refusal:
            problems = list(refusal.problems)
            form.add_error(None, "Deze lijst kan nog niet gepubliceerd worden.")
        except actions.DraftChanged:
            form.add_error(None, CHANGED)
        else:
            messages.success(
                request,
                f"Versie {version.number} geldt nu. Aanvragen die al lopen, blijven op hun versie.",
            )
            return redirect("process-steps", slug)
    return render(
        request,
        "catalogue/process_publication.html",
        {
            "process": process,
            "version": version,
            "published": published,
            "form": form,
            "problems": problems,
            "differences": flow.differences(published.lines() if published else (), lines),
        },
        status=422 if form.errors else 200,
    )


@keeper
def removal(request: StaffRequest, slug: str) -> HttpResponse:
    """Throw the draft away, after a question."""
    process, version = _find(slug)
    if request.method == "POST":
        form = EditionForm(request.POST)
        try:
            if not form.is_valid():
                raise actions.DraftChanged
            actions.throw_away(
                process=process, by=request.user, edition=form.cleaned_data["edition"]
            )
        except (actions.DraftChanged, actions.NoDraft):
            messages.warning(request, CHANGED)
            return redirect("process-draft", slug)
        messages.success(request, "Het ontwerp is weggegooid. Wat gepubliceerd is, blijft.")
        return redirect("process-steps", slug)
    return render(
        request,
        "catalogue/process_draft_removal.html",
        {"process": process, "version": version},
    )
