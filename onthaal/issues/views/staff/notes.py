"""Notes, calls and the title."""

from __future__ import annotations

from django.http import HttpResponse

from onthaal.issues.actions import notes
from onthaal.issues.forms.staff.notes import CallForm, NoteForm, TitleForm
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def note(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        NoteForm,
        lambda issue, form: notes.add_note(issue, text=form.cleaned_data["text"], by=request.user),
        done="De notitie is bewaard.",
        title="Notitie",
        button="Notitie bewaren",
    )


@staff_required
def call(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        CallForm,
        lambda issue, form: notes.note_call(
            issue,
            reached=form.cleaned_data["reached"] == "ja",
            text=form.cleaned_data["text"],
            by=request.user,
        ),
        done="Het gesprek is genoteerd.",
        title="Telefoongesprek",
        button="Gesprek bewaren",
        template="call",
        context=lambda issue, form: {"shows_contact": issue.shows_contact_to(request.user)},
    )


@staff_required
def title(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        TitleForm,
        lambda issue, form: notes.retitle(
            issue,
            title=form.cleaned_data["title"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        ),
        done="De titel is veranderd.",
        title="Titel veranderen",
        button="Titel bewaren",
    )
