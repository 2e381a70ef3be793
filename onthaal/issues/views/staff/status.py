"""The next state of an issue, and the date that the reporter knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from onthaal.core.changes import CannotChange
from onthaal.issues import standard_texts
from onthaal.issues.actions import assignment, lifecycle
from onthaal.issues.forms.staff.status import ExpectedDateForm, StatusForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def status(request: StaffRequest, reference: str) -> HttpResponse:
    """Choose the state and write the answer; a ready text can be put in, and the mail looked at
    before it leaves."""

    def act(issue: Issue, form: StatusForm) -> None:
        lifecycle.change_status(
            issue,
            change=form.change(),
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    def look(issue: Issue, form: StatusForm) -> dict[str, Any] | None:
        if "invoegen" in request.POST:
            _insert(issue, form, request.POST.get("standard_text", ""))
            return {"is_open_form": True}
        if "voorbeeld" in request.POST:
            return {"is_open_form": True, **_preview(request, issue, form)}
        return None

    def context(issue: Issue, form: StatusForm) -> dict[str, Any]:
        return {
            "texts": standard_texts.for_issue(issue),
            "followers": issue.followers_count,
            "asks_by_mail": bool(issue.reporter and issue.reporter.email),
        }

    return change_page(
        request,
        reference,
        StatusForm,
        act,
        done="De status is veranderd.",
        title="Status veranderen",
        template="status",
        context=context,
        look=look,
    )


def _insert(issue: Issue, form: StatusForm, pk: str) -> None:
    """Add the ready text below what was typed, and choose its state if none is chosen."""
    chosen = next((text for text in standard_texts.for_issue(issue) if str(text.pk) == pk), None)
    if chosen is None:
        return
    typed = form.data.get("text", "").rstrip()
    words = standard_texts.fill(chosen.text, issue)
    form.retype("text", f"{typed}\n\n{words}" if typed else words)
    choices = dict(form.fields["to"].choices)  # type: ignore[attr-defined]  # a ChoiceField
    if chosen.status in choices and not form.data.get("to"):
        form.retype("to", chosen.status)
    form.errors.clear()


def _preview(request: StaffRequest, issue: Issue, form: StatusForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    try:
        mail = lifecycle.preview(issue, change=form.change(), by=request.user)
    except CannotChange as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return {}
    return {"preview": mail, "no_address": mail is None}


@staff_required
def expected_date(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: ExpectedDateForm) -> None:
        assignment.expect(
            issue,
            on=form.cleaned_data["expected_on"],
            why=form.cleaned_data["why"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        ExpectedDateForm,
        act,
        done="De verwachte datum is veranderd. De melder krijgt bericht.",
        title="Andere verwachte datum",
        button="Datum bewaren",
    )
