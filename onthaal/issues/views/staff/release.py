"""What everybody may read of an issue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from onthaal.issues.actions import notes
from onthaal.issues.forms.staff.notes import ReleaseForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page, find
from onthaal.issues.warnings import personal_signs
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def release(request: StaffRequest, reference: str) -> HttpResponse:
    """Title, text and photos for everybody, with a list of what may point at a person."""

    def act(issue: Issue, form: ReleaseForm) -> None:
        notes.release(
            issue,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            photos=form.cleaned_data.get("photos", []),
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    def look(issue: Issue, form: ReleaseForm) -> dict[str, Any] | None:
        if "nakijken" not in request.POST:
            return None
        form.errors.clear()
        return {"looked": True}

    def context(issue: Issue, form: ReleaseForm) -> dict[str, Any]:
        words = f"{form['title'].value()}\n{form['text'].value()}"
        return {"signs": personal_signs(words), "photos": list(issue.photos.all())}

    return change_page(
        request,
        reference,
        ReleaseForm,
        act,
        done="Iedereen kan de tekst nu lezen.",
        title="Vrijgeven voor iedereen",
        button="Vrijgeven",
        template="release",
        context=context,
        look=look,
    )


@require_POST
@staff_required
def release_end(request: StaffRequest, reference: str) -> HttpResponse:
    notes.take_back(find(request, reference), by=request.user)
    messages.success(request, "De tekst en de foto’s zijn niet meer openbaar.")
    return redirect("issue-detail", reference)
