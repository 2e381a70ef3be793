"""Pages to read old ticket logs in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import live
from onthaal.people.access import StaffRequest, refreshes_itself, role_required
from onthaal.people.models import Role
from onthaal.reception.actions import log_import as actions
from onthaal.reception.forms.log_import import ColumnsForm, ProductsForm, UploadForm
from onthaal.reception.models import ImportState, LogImport

importers = role_required(Role.MANAGER, Role.ADMINISTRATOR)


@importers
def imports(request: StaffRequest) -> HttpResponse:
    """What was read in before, and the form for another file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            log = actions.begin(
                location=form.cleaned_data["location"],
                file_name=file.name,
                content=file.read(),
                by=request.user,
            )
        except actions.Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("reception-log-import", pk=log.pk)
    logs = LogImport.objects.select_related("location", "made_by").defer("lines", "problems")
    return render(
        request,
        "reception/log_import/list.html",
        {"form": form, "logs": logs[:50]},
        status=422 if form.errors else 200,
    )


@importers
def log(request: StaffRequest, pk: int) -> HttpResponse:
    """One file: first which column is what, then what came of it."""
    found = get_object_or_404(LogImport.objects.select_related("location"), pk=pk)
    if found.state != ImportState.DRAFT:
        return render(request, "reception/log_import/outcome.html", {"log": found})
    form = ColumnsForm(request.POST if request.method == "POST" else None, log=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(log=found, columns=form.columns())
        except actions.CannotDo as refusal:
            messages.error(request, str(refusal))
        return redirect("reception-log-import", pk=pk)
    return render(
        request,
        "reception/log_import/draft.html",
        _draft(found) | {"form": form},
        status=422 if form.errors else 200,
    )


def _draft(found: LogImport) -> dict[str, Any]:
    preview = actions.preview(found)
    words = actions.words_of(found)
    return {
        "log": found,
        "preview": preview,
        "good": found.total - preview.problem_count,
        "products": ProductsForm(words=words, guessed=found.products),
        "first": [found.headings, *(cells for _, cells in found.lines[:3])],
    }


@require_POST
@importers
def start(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LogImport, pk=pk)
    form = ProductsForm(request.POST, words=actions.words_of(found), guessed=found.products)
    if form.is_valid():
        try:
            actions.start(log=found, products=form.products(), by=request.user)
        except actions.CannotDo as refusal:
            messages.error(request, str(refusal))
    return redirect("reception-log-import", pk=pk)


@require_safe
@importers
@refreshes_itself
def progress(request: StaffRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(LogImport.objects.defer("lines"), pk=pk)
    return live.fragment(request, "reception/log_import/progress.html", {"log": found})


@require_POST
@importers
def go_on(request: StaffRequest, pk: int) -> HttpResponse:
    actions.go_on(log=get_object_or_404(LogImport, pk=pk))
    return redirect("reception-log-import", pk=pk)


@require_POST
@importers
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LogImport, pk=pk)
    try:
        if found.state == ImportState.DRAFT:
            actions.drop(log=found)
            messages.success(request, f"{found} is weggegooid.")
            return redirect("reception-log-imports")
        actions.undo(log=found, by=request.user)
        messages.success(request, "Alle bezoeken uit dit bestand zijn weer weg.")
    except actions.CannotDo as refusal:
        messages.error(request, str(refusal))
    return redirect("reception-log-import", pk=pk)
