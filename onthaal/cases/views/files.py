"""Handing over the files of a request, and putting them with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.cases import mine
from onthaal.cases.actions import filing
from onthaal.cases.forms.staff import FileForm
from onthaal.cases.models import CaseFile
from onthaal.cases.views.changing import find
from onthaal.core.changes import CannotChange
from onthaal.core.secret_pages import secret_page
from onthaal.core.uploads import left_out
from onthaal.people.access import (
    ResidentRequest,
    StaffRequest,
    resident_required,
    staff_required,
)

page = require_http_methods(["GET", "HEAD", "POST"])


def form_key(request: HttpRequest) -> uuid.UUID:
    """The key of the form that was sent; a fresh one for a form that opens."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def given(request: HttpRequest, key: uuid.UUID) -> dict[str, Any]:
    """What a form with files must know of a request."""
    if request.method != "POST":
        return {"form_key": key}
    return {
        "data": request.POST,
        "files": request.FILES,
        "form_key": key,
        "drafts": filing.drafts(key),
        "left_out": left_out(request, "uploads"),
        "lost": filing.lost(key, request.POST.getlist("kept")),
    }


@secret_page
@require_safe
def of_link(request: HttpRequest, secret: str, key: str) -> FileResponse:
    """For who has the secret link of the request."""
    return _handed_over(
        get_object_or_404(CaseFile.objects.for_resident(), case__secret=secret, key=key)
    )


@require_safe
@resident_required
def of_account(request: ResidentRequest, key: str) -> FileResponse:
    return _handed_over(get_object_or_404(mine.files_of(request.user), key=key))


@require_safe
@staff_required
def of_case(request: StaffRequest, reference: str, key: str) -> FileResponse:
    return _handed_over(_find(request, reference, key))


@page
@staff_required
def new(request: StaffRequest, reference: str) -> HttpResponse:
    case = find(request, reference)
    key = form_key(request)
    form = FileForm(**given(request, key), initial={"key": key})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            visible = form.cleaned_data["visible"]
            try:
                filing.add(case, enclosed=form.enclosed, visible=visible, by=request.user)
            except CannotChange as refusal:
                refusal.add_to(form)
            else:
                messages.success(request, _added(case.email, visible=visible))
                return redirect("case", reference)
        form.drafts = filing.keep(form.enclosed)
    return render(
        request,
        "cases/staff/file_new.html",
        {
            "case": case,
            "form": form,
            "meanwhile": None,
            "title": "Bestand toevoegen",
            "button": "Bestand bewaren",
            "intro": "",
        },
        status=status,
    )


@page
@staff_required
def removal(request: StaffRequest, reference: str, key: str) -> HttpResponse:
    """Asks first; the resident may have seen it."""
    found = _find(request, reference, key)
    if not found.through_us:
        raise Http404
    if request.method == "POST":
        try:
            filing.take_back(found, by=request.user)
        except CannotChange as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "Het bestand is weggehaald.")
        return redirect("case", reference)
    return render(
        request,
        "cases/staff/file_removal.html",
        {
            "case": found.case,
            "file": found,
            "title": "Bestand weghalen",
            "meanwhile": None,
        },
    )


def _added(email: str, *, visible: bool) -> str:
    if not visible:
        return "Bewaard. Alleen medewerkers zien het."
    if email:
        return "Bewaard. De inwoner ziet het en krijgt een mail."
    return "Bewaard. De inwoner heeft geen e-mailadres: laat zelf weten dat het klaarstaat."


def _find(request: StaffRequest, reference: str, key: str) -> CaseFile:
    rows = CaseFile.objects.visible_to(request.user).present()
    return get_object_or_404(
        rows.select_related("case__product", "case__step"), case__reference=reference, key=key
    )


def _handed_over(found: CaseFile) -> FileResponse:
    """Photos are ours and may be shown; everything else is only handed over."""
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=not found.is_photo,
        filename=found.name,
        content_type="image/jpeg" if found.is_photo else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
