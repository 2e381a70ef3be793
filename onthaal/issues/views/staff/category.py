"""What an issue is about."""

from __future__ import annotations

from django.http import HttpResponse

from onthaal.issues.actions import assignment
from onthaal.issues.forms.staff.assignment import CategoryForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def category(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: CategoryForm) -> None:
        assignment.recategorise(
            issue,
            category=form.cleaned_data["category"],
            by=request.user,
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        CategoryForm,
        act,
        done="Het onderwerp is veranderd.",
        title="Ander onderwerp",
        button="Onderwerp bewaren",
    )
