"""Each verb on a complaint is a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.complaints import forms
from onthaal.complaints.actions import conversion, deciding, handling, investigating
from onthaal.complaints.models import AdviceRequest, Complaint, Measure, StepKind
from onthaal.complaints.states import Ground, Norm, Ruling
from onthaal.complaints.views.finding import change_page, find
from onthaal.people.access import StaffRequest, staff_required

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@staff_required
def admissibility(request: StaffRequest, reference: str) -> HttpResponse:
    def act(complaint: Complaint, form: forms.AdmissibilityForm) -> None:
        data = form.cleaned_data
        if data["admissible"] == "ja":
            deciding.admit(complaint, by=request.user, text=data["text"], version=data["version"])
        else:
            deciding.refuse(
                complaint,
                ground=Ground(data["ground"]),
                reason=data["text"],
                by=request.user,
                version=data["version"],
            )

    return change_page(
        request,
        reference,
        forms.AdmissibilityForm,
        act,
        title="Ontvankelijkheid",
        button="Beslissen en versturen",
        done="De beslissing is bewaard en de klager krijgt bericht.",
    )


@page
@staff_required
def assignment(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.AssignmentForm,
        lambda complaint, form: handling.assign(
            complaint,
            handler=form.cleaned_data["handler"],
            deputy=form.cleaned_data["deputy"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Toewijzen",
        button="Toewijzen",
        done="De klacht is toegewezen.",
        intro="Wie hoort bij het team waarover de klacht gaat, staat niet in de lijst.",
    )


@page
@staff_required
def subject(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.SubjectForm,
        lambda complaint, form: handling.set_subject(
            complaint,
            team=form.cleaned_data["team"],
            process=form.cleaned_data["process"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Team en proces",
        button="Bewaren",
        done="Bewaard.",
    )


@page
@staff_required
def note(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.NoteForm,
        lambda complaint, form: investigating.add_step(
            complaint,
            kind=StepKind.NOTE,
            text=form.cleaned_data["text"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Notitie",
        button="Notitie bewaren",
        done="De notitie is bewaard.",
    )


@page
@staff_required
def hearing(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.HearingForm,
        lambda complaint, form: investigating.add_step(
            complaint,
            kind=StepKind.HEARING,
            held_on=form.cleaned_data["held_on"],
            present=form.cleaned_data["present"],
            text=form.cleaned_data["text"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Gesprek of hoorzitting",
        button="Verslag bewaren",
        done="Het verslag is bewaard.",
    )


@page
@staff_required
def mediation(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.MediationForm,
        lambda complaint, form: investigating.add_step(
            complaint,
            kind=StepKind.MEDIATION,
            held_on=form.cleaned_data["held_on"],
            present=form.cleaned_data["present"],
            text=form.cleaned_data["text"],
            outcome=form.cleaned_data["outcome"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Bemiddeling",
        button="Bemiddeling bewaren",
        done="De bemiddeling is bewaard.",
    )


@page
@staff_required
def advice(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.AdviceForm,
        lambda complaint, form: investigating.ask_advice(
            complaint,
            adviser=form.cleaned_data["adviser"],
            question=form.cleaned_data["question"],
            expires_on=form.cleaned_data["expires_on"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Advies vragen",
        button="Advies vragen",
        done="De vraag is verstuurd.",
    )


@page
@staff_required
def advice_answer(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Only for who was asked."""
    asked = get_object_or_404(
        AdviceRequest.objects.select_related("complaint"),
        pk=pk,
        complaint__reference=reference,
        adviser=request.user,
        answered_at=None,
    )
    return change_page(
        request,
        reference,
        forms.AnswerForm,
        lambda complaint, form: investigating.give_advice(
            asked, answer=form.cleaned_data["answer"], by=request.user
        ),
        title="Uw advies",
        button="Advies versturen",
        done="Dank u. Uw advies staat bij de klacht.",
        intro=asked.question,
        to_change=False,
    )


@page
@staff_required
def extension(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.ExtensionForm,
        lambda complaint, form: deciding.extend(
            complaint,
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Termijn verlengen",
        button="Verlengen en versturen",
        done="De termijn is verlengd en de klager krijgt bericht.",
        intro="Dat kan één keer.",
    )


@page
@staff_required
def ruling(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.RulingForm,
        lambda complaint, form: deciding.rule(
            complaint,
            ruling=Ruling(form.cleaned_data["ruling"]),
            norms=[Norm(each) for each in form.cleaned_data["norms"]],
            degree=form.cleaned_data["degree"],
            text=form.cleaned_data["text"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Uitspraak",
        button="Uitspraak doen en versturen",
        done="De uitspraak is bewaard en de klager krijgt bericht.",
    )


@page
@staff_required
def measure(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.MeasureForm,
        lambda complaint, form: investigating.promise_measure(
            complaint,
            what=form.cleaned_data["what"],
            owner=form.cleaned_data["owner"],
            by_on=form.cleaned_data["by_on"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Maatregel",
        button="Maatregel bewaren",
        done="De maatregel is bewaard.",
    )


@require_POST
@staff_required
def measure_done(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    complaint = find(request, reference, page="Maatregel gedaan", to_change=True)
    investigating.finish_measure(
        get_object_or_404(Measure, pk=pk, complaint=complaint), by=request.user
    )
    messages.success(request, "De maatregel is gedaan.")
    return redirect("complaint-detail", reference)


@page
@staff_required
def withdrawal(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.WithdrawalForm,
        lambda complaint, form: deciding.withdraw(
            complaint,
            why=form.cleaned_data["why"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Klacht intrekken",
        button="Klacht intrekken",
        done="De klacht is ingetrokken.",
        intro="Alleen als de klager dat zelf vraagt.",
    )


@page
@staff_required
def to_issue(request: StaffRequest, reference: str) -> HttpResponse:
    return change_page(
        request,
        reference,
        forms.ToIssueForm,
        lambda complaint, form: conversion.to_issue(
            complaint,
            category=form.cleaned_data["category"],
            place=form.place(),
            text=form.cleaned_data["text"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        title="Omzetten in een melding",
        button="Omzetten en versturen",
        done="De klacht is nu een melding en de klager krijgt bericht.",
    )
