"""Typing in a melding for a resident, while he or she is on the phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.core.numbers import whole
from onthaal.core.uploads import left_out
from onthaal.issues import selection
from onthaal.issues.actions.notes import note_same_report
from onthaal.issues.actions.submission import submit
from onthaal.issues.forms.staff.intake import IntakeForm, SameReportForm
from onthaal.issues.models import Category, Channel, Issue
from onthaal.issues.nearby import Nearby, around_point
from onthaal.issues.suggestions import suggest
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import lookup, map_source

SHOWN = 6
_SHOWN_WHILE_TYPING = ("description", "category", "address", "lat", "lon", "email", "phone")


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, IntakeForm(initial=request.GET.dict()))
    if request.POST.get("doe") == "overnemen":  # another page brings what was typed there
        return _page(request, IntakeForm(initial=request.POST.dict()))
    if {"vragen", "kies"} & request.POST.keys():
        return _page(request, _chosen(request))
    form = IntakeForm(request.POST, request.FILES, left_out=left_out(request, "photos"))
    if not form.is_valid():
        return _page(request, form, status=422)
    issue = submit(submission=form.submission(), by=request.user)
    messages.success(
        request,
        f"Bewaard als {issue.reference}, voor team {issue.team}. Verwacht op "
        f"{issue.expected_on:%d/%m/%Y}.",
    )
    return redirect("issue-detail", issue.reference)


def _chosen(request: StaffRequest) -> IntakeForm:
    """The form as typed, with the suggestion that was clicked; nothing is checked yet."""
    data = request.POST.copy()
    if "kies" in data:
        data["category"] = request.POST["kies"]
    form = IntakeForm(data, request.FILES)
    form.errors.clear()
    return form


@require_POST
@staff_required
def intake_known(request: StaffRequest, reference: str) -> HttpResponse:
    """The caller tells what has been reported already."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user), reference=reference)
    form = SameReportForm(request.POST)
    if not form.is_valid():
        again = _chosen(request)
        again.add_error("email" if "email" in form.errors else None, _reason(form))
        return _page(request, again, status=422)
    data = form.cleaned_data
    note_same_report(
        issue,
        channel=Channel(data["channel"]),
        who=form.who,
        text=data["description"],
        email=data["email"],
        key=data["key"],
        by=request.user,
    )
    words = f"Genoteerd bij {issue.reference}: ook door iemand anders gemeld."
    if data["email"]:
        words += f" Wij mailden {data['email']} om te bevestigen."
    messages.success(request, words)
    return redirect("issue-detail", issue.reference)


def _reason(form: SameReportForm) -> str:
    return str(next(iter(form.errors.values()))[0])


@require_safe
@staff_required
def intake_questions(request: StaffRequest) -> HttpResponse:
    """The questions of the chosen category, and notices the clerk must read out."""
    form = IntakeForm(request.GET)
    category = Category.objects.filter(pk=whole(request.GET.get("category", "")) or 0).first()
    return render(
        request, "issues/staff/intake/questions.html", {"form": form, "category": category}
    )


@require_safe
@staff_required
def intake_hints(request: StaffRequest) -> HttpResponse:
    """While typing: likely categories, what is already open there, and earlier calls."""
    hints = _hints(request, request.GET.dict())
    return render(request, "issues/staff/intake/hints.html", {**hints, "is_part": True})


def _page(request: StaffRequest, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    typed = {name: str(form[name].value() or "") for name in _SHOWN_WHILE_TYPING}
    hints = _hints(request, typed)
    return render(
        request,
        "issues/staff/intake/intake.html",
        {
            "form": form,
            "category": Category.objects.filter(pk=whole(typed["category"]) or 0).first(),
            "map": map_source.current(),
            **hints,
            "centre": hints["point"] or _town(),
        },
        status=status,
    )


def _hints(request: StaffRequest, typed: dict[str, str]) -> dict[str, object]:
    address = typed.get("address", "").strip()
    found = lookup.search_addresses(address, limit=6) if len(address) > 2 else []
    point = _point(typed) or ((found[0].lat, found[0].lon) if found else None)
    near = around_point(*point, request.user)[:SHOWN] if point else []
    earlier: list[Issue] = []
    seen = Issue.objects.visible_to(request.user).select_related("category")
    for name in ("email", "phone"):
        if who := typed.get(name, "").strip():
            earlier += selection.of_reporter(seen, who).order_by("-received_at")[:SHOWN]
    text = typed.get("description", "")
    return {
        "addresses": [place.label for place in found],
        "point": point,
        "near": near,
        "known": [_marker(each) for each in near],
        "earlier": earlier,
        "suggested": suggest(text) if len(text) > 8 else [],
        "chosen": typed.get("category", ""),
    }


def _town() -> tuple[float, float] | None:
    town = lookup.territory()
    return (town.centre_lat, town.centre_lon) if town else None


def _point(typed: dict[str, str]) -> tuple[float, float] | None:
    """The pin, once the clerk has moved it."""
    try:
        lat, lon = float(typed.get("lat", "")), float(typed.get("lon", ""))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _marker(near: Nearby) -> dict[str, object]:
    issue = near.issue
    return {
        "lat": issue.lat,
        "lon": issue.lon,
        "icon": issue.category.icon,
        "label": f"{issue.title}, {near.distance}",
        "id": issue.reference,
    }
