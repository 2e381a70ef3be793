"""Which products could go to the front office, and how that is weighed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onthaal.catalogue.models import Office, Product
from onthaal.core import clock
from onthaal.frontoffice.actions.weights import save_weights
from onthaal.frontoffice.figures import ledger, scores
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.figures.scores import Scored
from onthaal.frontoffice.forms.figures import WeightsForm
from onthaal.frontoffice.models import ScoreWeights
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.ui.spreadsheets import spreadsheet

manager = role_required(Role.MANAGER)
LOOKED_BACK = dt.timedelta(weeks=52)


@require_safe
@manager
def scores_page(request: StaffRequest) -> HttpResponse:
    office = request.GET.get("kantoor", "")
    words = request.GET.get("q", "").strip()
    found = [
        each
        for each in _scored()
        if (not office or each.product.office == office)
        and words.lower() in each.product.name.lower()
    ]
    return render(
        request,
        "frontoffice/scores/scores.html",
        {"scored": found, "offices": Office.choices, "office": office, "q": words},
    )


@require_safe
@manager
def score_page(request: StaffRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product.objects.published(), slug=slug)
    found = next(each for each in _scored() if each.product.pk == product.pk)
    return render(request, "frontoffice/scores/score.html", {"scored": found})


@require_safe
@manager
def scores_export(request: StaffRequest, kind: str) -> HttpResponse:
    if kind not in ("csv", "xlsx"):
        raise Http404
    found = _scored()
    head: list[Any] = ["Product", "Kantoor", "Score", "Zekerheid", "Advies"]
    head += [reason.label for reason in found[0].score.reasons] if found else []
    rows = [
        [
            each.product.name,
            each.product.get_office_display(),
            each.score.value,
            round(each.score.known, 2),
            each.advice,
            *(None if r.value is None else round(r.value, 2) for r in each.score.reasons),
        ]
        for each in found
    ]
    return spreadsheet([head, *rows], kind, "frontoffice-score")


@manager
def weights_page(request: StaffRequest) -> HttpResponse:
    row = ScoreWeights.objects.first() or ScoreWeights()
    form = WeightsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        save_weights(weights=form.save(commit=False), by=request.user)
        messages.success(request, "De gewichten zijn bewaard. Elke score is opnieuw berekend.")
        return redirect("front-office-scores")
    return render(
        request,
        "frontoffice/scores/weights.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def _scored() -> list[Scored]:
    """From the visits of a year at every place together."""
    today = clock.today()
    return scores.scores(
        [
            item
            for place in Location.objects.all()
            for item in ledger.items(Period(place, today - LOOKED_BACK, today))
        ]
    )
