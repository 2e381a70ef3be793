"""Doing one thing to the ticked issues: asking, showing what will happen, telling how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onthaal.core.numbers import whole
from onthaal.issues.actions import bulk
from onthaal.issues.forms.staff.bulk import FORMS
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest, staff_required


@require_POST
@staff_required
def work_bulk(request: StaffRequest) -> HttpResponse:
    """Three steps on one address: ``stap`` is "" (ask), "controle" (show) or "doen"."""
    chosen = _chosen(request)
    kind, step = request.POST.get("what", ""), request.POST.get("stap", "")
    if not chosen or kind not in FORMS:
        messages.error(request, "Vink eerst de meldingen aan waarmee u iets wilt doen.")
        return redirect(_back(request))
    form = FORMS[kind](request.POST if step else None)
    context = {
        "chosen": chosen,
        "form": form,
        "what": kind,
        "back": _back(request),
        "query_string": request.POST.get("terug", "")[:1000],
    }
    if not step or "anders" in request.POST:
        return render(request, "issues/staff/list/bulk.html", context)
    if not form.is_valid():
        return render(request, "issues/staff/list/bulk.html", context, status=422)
    deed = form.deed(request.user)
    if step == "doen":
        context["outcomes"] = bulk.carry_out(chosen, deed)
        return render(request, "issues/staff/list/bulk_outcome.html", context)
    outcomes = bulk.rehearse(chosen, deed)
    context |= {
        "possible": [each for each in outcomes if not each.refusal],
        "refused": [each for each in outcomes if each.refusal],
        "mails": sum(each.mails for each in outcomes),
    }
    return render(request, "issues/staff/list/bulk_check.html", context)


def _chosen(request: StaffRequest) -> list[bulk.Chosen]:
    """The ticked issues (``id:version``) that this person may see."""
    wanted: dict[int, int] = {}
    for each in request.POST.getlist("melding")[: bulk.MOST_AT_ONCE]:
        pk, version = map(whole, each.partition(":")[::2])
        if pk is not None and version is not None:
            wanted[pk] = version
    rows = Issue.objects.visible_to(request.user).filter(pk__in=wanted)
    return [
        bulk.Chosen(issue, wanted[issue.pk])
        for issue in rows.select_related("category", "team", "handler").order_by("due_on", "pk")
    ]


def _back(request: StaffRequest) -> str:
    query = request.POST.get("terug", "")[:1000]
    return f"{reverse('issue-list')}?{query}" if query else reverse("issue-list")
