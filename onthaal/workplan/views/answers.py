"""Answers that wait for release, and what must be looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core.changes import CannotChange
from onthaal.issues.warnings import personal_signs
from onthaal.people.access import StaffRequest, staff_required
from onthaal.workplan.actions import answers, settings
from onthaal.workplan.forms.planning import AnswerForm
from onthaal.workplan.models import DraftAnswer, ReviewItem


@require_safe
@staff_required
def waiting(request: StaffRequest) -> HttpResponse:
    rows = (
        DraftAnswer.objects.waiting()
        .visible_to(request.user)
        .select_related("order__crew", "issue__category")
        .prefetch_related("order__photos")
    )
    return render(request, "workplan/answers/list.html", {"rows": rows[:200]})


@staff_required
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Read, better and release; or decide that nothing is sent."""
    row = get_object_or_404(
        DraftAnswer.objects.waiting()
        .visible_to(request.user)
        .select_related("order__crew", "issue__reporter", "issue__category"),
        pk=pk,
    )
    photos = list(row.order.photos.all())
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        photos=[
            (str(photo.pk), f"Foto {number} ({'voor' if photo.is_before else 'na'} het werk)")
            for number, photo in enumerate(photos, start=1)
        ],
        initial={
            "text": row.text,
            "photos": [str(photo.pk) for photo in photos if not photo.is_before],
        },
    )
    if request.method == "POST":
        try:
            if "niet" in request.POST:
                answers.drop(row, by=request.user)
                messages.success(request, "Er is niets verstuurd. De melding blijft open.")
                return redirect("work-answers")
            if form.is_valid():
                answers.release(
                    row,
                    text=form.cleaned_data["text"],
                    photos=[int(pk) for pk in form.cleaned_data.get("photos", [])],
                    by=request.user,
                )
                messages.success(
                    request, f"Melding {row.issue.reference} is opgelost. De melder krijgt bericht."
                )
                return redirect("work-answers")
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "workplan/answers/answer.html",
        {
            "row": row,
            "form": form,
            "photos": photos,
            "signs": personal_signs(str(form["text"].value() or "")),
            "has_mail": bool(row.issue.reporter and row.issue.reporter.email),
        },
        status=422 if form.errors else 200,
    )


@require_safe
@staff_required
def reviews(request: StaffRequest) -> HttpResponse:
    rows = ReviewItem.objects.open().visible_to(request.user).select_related("order", "crew", "by")
    return render(request, "workplan/answers/reviews.html", {"rows": rows[:200]})


@require_POST
@staff_required
def review_end(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(ReviewItem.objects.visible_to(request.user), pk=pk)
    settings.settle(item, by=request.user)
    messages.success(request, "Nagekeken.")
    return redirect(reverse("work-reviews"))
