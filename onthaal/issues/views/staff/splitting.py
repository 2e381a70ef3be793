"""Making several issues of one."""

from __future__ import annotations

from django.http import HttpResponse

from onthaal.issues.actions import splitting as actions
from onthaal.issues.forms.staff.joining import SplitForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def splitting(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: SplitForm) -> None:
        actions.split(
            issue,
            parts=form.cleaned_data["parts"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        SplitForm,
        act,
        done="De delen zijn gemaakt en verdeeld over de teams.",
        title="Splitsen in delen",
        button="Delen maken",
        template="splitting",
    )
