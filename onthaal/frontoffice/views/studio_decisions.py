"""What was decided on the ground of a study."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.frontoffice import comparison, documents
from onthaal.frontoffice.actions import decisions
from onthaal.frontoffice.forms.studio import DecisionForm, EvaluationForm
from onthaal.frontoffice.models import Decision
from onthaal.frontoffice.views.studio import manager, page, study_or_404
from onthaal.people.access import StaffRequest


@manager
def new(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep a scenario as what was decided."""
    study = study_or_404(pk)
    calculated = comparison.compare(study).calculated
    if not calculated:
        messages.error(request, "Bereken de studie eerst. Dan kunt u beslissen.")
        return redirect("studio-study", pk)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        study=study,
        options=[row.scenario for row in calculated],
        initial={
            "scenario": request.GET.get("scenario", ""),
            "title": study.title,
            "decided_on": clock.today(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = decisions.decide(by=request.user, **form.cleaned_data)
        except decisions.NotCalculated:
            form.add_error("scenario", "Dit scenario is nog niet berekend.")
        else:
            messages.success(request, "De beslissing is bewaard, met alles waarop ze steunt.")
            return redirect("studio-decision", made.pk)
    return page(request, "decision_new", form, study=study, rows=calculated)


@require_safe
@manager
def decision_list(request: StaffRequest) -> HttpResponse:
    """Every decision; first those that should be evaluated by now."""
    rows = list(Decision.objects.select_related("decided_by", "study"))
    return page(request, "decisions", rows=sorted(rows, key=lambda one: not one.is_due))


def _decision_or_404(pk: int) -> Decision:
    return get_object_or_404(Decision.objects.select_related("decided_by", "study"), pk=pk)


@require_safe
@manager
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    row = _decision_or_404(pk)
    return page(request, "decision", **documents.context(row))


@require_safe
@manager
def document(request: StaffRequest, pk: int) -> HttpResponse:
    """The PDF, or the page to print where no PDF can be made."""
    row = _decision_or_404(pk)
    file = documents.as_pdf(row)
    if file is None:
        return render(request, "frontoffice/studio/decision_print.html", documents.context(row))
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="beslissing-{row.pk}.pdf"'
    return response


@manager
def evaluation(request: StaffRequest, pk: int) -> HttpResponse:
    """Look back at what became of it."""
    row = _decision_or_404(pk)
    form = EvaluationForm(
        request.POST if request.method == "POST" else None, initial={"text": row.evaluation}
    )
    if request.method == "POST" and form.is_valid():
        decisions.evaluate(decision=row, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, "De evaluatie is bewaard.")
        return redirect("studio-decision", pk)
    return page(request, "evaluation", form, decision=row)


@manager
def withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw away a decision that was kept by mistake; not one that was evaluated."""
    row = _decision_or_404(pk)
    if row.evaluated_on:
        raise Http404
    if request.method == "POST":
        decisions.withdraw(decision=row, by=request.user)
        messages.success(request, "De beslissing is weg.")
        return redirect("studio-decisions")
    return page(request, "withdrawal", decision=row)
