"""The list of requests, and one as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.cases import figures, selection
from onthaal.cases.actions import filing
from onthaal.cases.actions.opening import open_case
from onthaal.cases.forms.staff import IntakeForm, requestable
from onthaal.cases.views.files import form_key, given
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.organisation.models import Team
from onthaal.people.access import StaffRequest, staff_required
from onthaal.timeline.actions import record_now, selection_data
from onthaal.ui.spreadsheets import spreadsheet


@require_safe
@staff_required
def work_list(request: StaffRequest) -> HttpResponse:
    chosen = selection.parse(request.GET.dict(), request.user)
    found = selection.page(chosen, request.user)
    numbers = selection.counts(request.user)
    today = clock.today()
    params = request.GET.copy()
    for name in ("na", "voor"):
        params.pop(name, None)
    return render(
        request,
        "cases/staff/list.html",
        {
            "selection": chosen,
            "page": found,
            "rows": [(case, case.days_late(today)) for case in found.rows],
            "tabs": [(tab, label, numbers[tab]) for tab, label in selection.TABS],
            "strip": figures.strip_for(request.user),
            "states": selection.STATES,
            "products": requestable(),
            "teams": Team.objects.active(),
            "query_string": params.urlencode(),
        },
    )


@require_safe
@staff_required
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The whole selection as a file; who exported what is kept in the timeline."""
    chosen = selection.parse(request.GET.dict(), request.user)
    rows = selection.cases(chosen, request.user)
    record_now(
        "case.exported",
        request.user,
        by=request.user,
        data={**selection_data(request.GET), "kind": kind},
    )
    return spreadsheet(selection.table(rows), kind, f"aanvragen-{clock.today():%Y-%m-%d}")


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    """Entering a request for a resident."""
    key = form_key(request)
    form = IntakeForm(**given(request, key), initial={**request.GET.dict(), "key": key})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                case = open_case(asked=form.asked(), by=request.user, enclosed=form.enclosed)
            except CannotChange as refusal:
                form.add_error("product", str(refusal))
            else:
                messages.success(request, f"Bewaard als {case.reference}, voor team {case.team}.")
                return redirect("case", case.reference)
        form.drafts = filing.keep(form.enclosed)
    return render(request, "cases/staff/intake.html", {"form": form}, status=status)
