"""A BPMN file becomes a draft, after somebody has looked at what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onthaal.catalogue import flow, step_list
from onthaal.catalogue.actions import process_versions as actions
from onthaal.catalogue.bpmn.importing import Imported, from_bpmn
from onthaal.catalogue.bpmn.xml import Unreadable
from onthaal.catalogue.forms.process_steps import ImportForm, KeepForm
from onthaal.catalogue.models import Process, ProcessVersion
from onthaal.catalogue.views.processes import keeper
from onthaal.core.uploads import left_out
from onthaal.people.access import StaffRequest

_SALT = "catalogue.bpmn"
_STAYS_VALID = 24 * 3600


@keeper
def bpmn_import(request: StaffRequest, slug: str) -> HttpResponse:
    """First the file, then a look, then the draft."""
    process = get_object_or_404(Process, slug=slug)
    if "kept" in request.POST:
        return _keep(request, process)
    form = ImportForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        left_out=left_out(request, "file"),
    )
    context: dict[str, Any] = {"process": process, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            found = from_bpmn(form.cleaned_data["file"].read())
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
        else:
            context |= _look(process, found)
    return render(
        request, "catalogue/process_import.html", context, status=422 if form.errors else 200
    )


def _look(process: Process, found: Imported) -> dict[str, Any]:
    """The list as it would become, with what was left out and what must still be mended."""
    published = ProcessVersion.objects.published_of(process)
    current = published.lines() if published else ()
    lines = found.lines if found.is_ours else flow.with_known_keys(found.lines, current)
    problems = flow.problems(lines)
    kept = signing.dumps(
        {"process": process.pk, "lines": [flow.as_data(line) for line in lines]},
        salt=_SALT,
        compress=True,
    )
    return {
        "found": found,
        "steps": step_list.shown(lines, problems),
        "problems": problems,
        "keep": KeepForm(initial={"kept": kept}),
        "draft": ProcessVersion.objects.draft_of(process),
        "differences": flow.differences(current, lines) if current else [],
        "has_current": bool(current),
    }


def _keep(request: StaffRequest, process: Process) -> HttpResponse:
    form = KeepForm(request.POST)
    try:
        data = signing.loads(form.data["kept"], salt=_SALT, max_age=_STAYS_VALID)
    except signing.BadSignature:
        data = {}
    if data.get("process") != process.pk:
        messages.warning(request, "Deze voorvertoning is verlopen. Kies het bestand opnieuw.")
        return redirect("process-import", process.slug)
    actions.replace_draft(
        process=process,
        lines=[flow.from_data(line) for line in data["lines"]],
        by=request.user,
        label="BPMN-bestand overnemen",
    )
    messages.success(request, "De stappen uit het bestand staan in het ontwerp.")
    return redirect("process-draft", process.slug)
