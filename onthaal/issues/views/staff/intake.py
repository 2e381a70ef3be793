"""Typing in a melding for a resident, while he or she is on the phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.core.uploads import left_out
from onthaal.issues import selection
from onthaal.issues.actions.submission import submit
from onthaal.issues.forms.staff.intake import IntakeForm
from onthaal.issues.models import Category, Issue
from onthaal.issues.nearby import Nearby, around_point
from onthaal.issues.suggestions import suggest
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import lookup

SHOWN = 6


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, IntakeForm(initial=request.GET.dict()))
    if request.POST.get("doe") == "overnemen":  # another page brings what was typed there
        return _page(request, IntakeForm(initial=request.POST.dict()))
    form = IntakeForm(request.POST, request.FILES, left_out=left_out(request, "photos"))
    if "vragen" in request.POST or not form.is_valid():
        return _page(request, form, status=200 if "vragen" in request.POST else 422)
    issue = submit(submission=form.submission(), by=request.user)
    messages.success(
        request,
        f"Bewaard als {issue.reference}, voor team {issue.team}. Verwacht op "
        f"{issue.expected_on:%d/%m/%Y}.",
    )
    return redirect("issue-detail", issue.reference)


@require_safe
@staff_required
def intake_questions(request: StaffRequest) -> HttpResponse:
    """The questions of the chosen category, and notices the clerk must read out."""
    form = IntakeForm(request.GET)
    chosen = request.GET.get("category", "")
    category = Category.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    return render(
        request, "issues/staff/intake/questions.html", {"form": form, "category": category}
    )


@require_safe
@staff_required
def intake_hints(request: StaffRequest) -> HttpResponse:
    """While typing: likely categories, what is already open there, and earlier calls."""
    return render(request, "issues/staff/intake/hints.html", _hints(request, request.GET.dict()))


def _page(request: StaffRequest, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    typed = form.data.dict() if form.is_bound else {}  # type: ignore[attr-defined]
    chosen = str(typed.get("category", ""))
    return render(
        request,
        "issues/staff/intake/intake.html",
        {
            "form": form,
            "category": Category.objects.filter(pk=chosen).first() if chosen.isdigit() else None,
            **_hints(request, typed),
        },
        status=status,
    )


def _hints(request: StaffRequest, typed: dict[str, str]) -> dict[str, object]:
    address = typed.get("address", "").strip()
    found = lookup.search_addresses(address, limit=6) if len(address) > 2 else []
    near: list[Nearby] = []
    if found:
        near = around_point(found[0].lat, found[0].lon, request.user)[:SHOWN]
    earlier: list[Issue] = []
    seen = Issue.objects.visible_to(request.user).select_related("category")
    for name in ("email", "phone"):
        if who := typed.get(name, "").strip():
            earlier += selection.of_reporter(seen, who).order_by("-received_at")[:SHOWN]
    text = typed.get("description", "")
    return {
        "addresses": [place.label for place in found],
        "near": near,
        "earlier": earlier,
        "suggested": suggest(text) if len(text) > 8 else [],
    }
