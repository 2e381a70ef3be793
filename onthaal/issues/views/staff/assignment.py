"""Who handles an issue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.numbers import whole
from onthaal.issues.actions import assignment as actions
from onthaal.issues.forms.staff.assignment import AssignmentForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page, find
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def assignment(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: AssignmentForm) -> None:
        actions.assign(
            issue,
            team=form.cleaned_data["team"],
            handler=form.cleaned_data["handler"],
            by=request.user,
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        AssignmentForm,
        act,
        done="De melding is toegewezen.",
        title="Toewijzen",
        button="Melding toewijzen",
        template="assignment",
    )


@require_POST
@staff_required
def taking(request: StaffRequest, reference: str) -> HttpResponse:
    """“Neem op”: this member of staff handles it from now on."""
    issue = find(request, reference)
    version = whole(request.POST.get("version", ""))
    try:
        actions.take(issue, by=request.user, expected_version=version)
    except ChangedMeanwhile as conflict:
        holder = conflict.row.handler
        messages.error(
            request,
            f"{holder} nam deze melding net op."
            if holder and holder != request.user
            else "Een collega veranderde deze melding net. Kijk ze even na.",
        )
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"U behandelt deze melding nu: {issue.title}.")
    if "terug" in request.POST:  # from the work list, and back to the same row of it
        query = request.POST["terug"][:1000]
        return redirect(f"{reverse('issue-list')}?{query}#rij-{reference}")
    return redirect("issue-detail", reference)


@require_POST
@staff_required
def giving_back(request: StaffRequest, reference: str) -> HttpResponse:
    """“Geef terug”: the team has it again, nobody in particular."""
    try:
        actions.give_back(find(request, reference), by=request.user)
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "De melding is weer van het team.")
    return redirect("issue-detail", reference)
