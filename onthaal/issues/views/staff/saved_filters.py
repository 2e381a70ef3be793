"""The selections that a member of staff comes back to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.issues.actions import filters
from onthaal.issues.forms.staff.saved_filters import SavedFilterForm
from onthaal.issues.models import SavedFilter
from onthaal.people.access import StaffRequest, staff_required


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def saved_filters(request: StaffRequest) -> HttpResponse:
    """The kept filters of this person; a POST keeps one more."""
    form = SavedFilterForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            saved = filters.save_filter(user=request.user, **form.cleaned_data)
            messages.success(request, f"De filter “{saved.name}” is bewaard.")
            return redirect(f"{reverse('issue-list')}?{saved.query}")
        status = 422
    return render(
        request,
        "issues/staff/list/saved_filters.html",
        {"form": form, "saved_filters": SavedFilter.objects.filter(user=request.user)},
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def saved_filter(request: StaffRequest, pk: int) -> HttpResponse:
    """Give one filter another name, or make it the one to begin with."""
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    start = {"name": saved.name, "query": saved.query, "is_default": saved.is_default}
    form = SavedFilterForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                filters.change_filter(
                    saved=saved,
                    name=form.cleaned_data["name"],
                    is_default=form.cleaned_data["is_default"],
                )
            except filters.NameTaken:
                form.add_error("name", "U hebt al een filter met deze naam.")
            else:
                messages.success(request, f"De filter “{saved.name}” is veranderd.")
                return redirect("issue-filters")
        status = 422
    return render(
        request,
        "issues/staff/list/saved_filter.html",
        {"form": form, "saved": saved},
        status=status,
    )


@require_POST
@staff_required
def saved_filter_end(request: StaffRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    filters.forget_filter(saved=saved)
    messages.success(request, f"De filter “{saved.name}” is verwijderd.")
    return redirect("issue-filters")
