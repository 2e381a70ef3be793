"""What residents can choose from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.issues.actions import settings
from onthaal.issues.forms.staff.settings.subjects import CategoryForm, GroupForm, QuestionForm
from onthaal.issues.models import Category, CategoryGroup, Question
from onthaal.issues.states import OPEN
from onthaal.issues.views.staff.settings.keeping import editor, history, removed
from onthaal.people.access import StaffRequest

_NUMBERS = Count("issue", filter=Q(issue__status__in=sorted(OPEN)))


@require_safe
@editor
def categories(request: StaffRequest) -> HttpResponse:
    rows = (
        Category.objects.select_related("team")
        .annotate(open_issues=_NUMBERS)
        .order_by("position", "name")
    )
    return _page(
        request,
        "categories",
        subject_groups=CategoryGroup.objects.prefetch_related(Prefetch("categories", rows)),
        removed=removed("issues.category"),
    )


@editor
def group(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(CategoryGroup, pk=pk) if pk else None
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        settings.save_group(group=form.save(commit=False), by=request.user)
        messages.success(request, "De groep is bewaard.")
        return redirect("issue-categories")
    return _page(request, "group", form, row=row, history=history(row))


@require_POST
@editor
def group_end(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CategoryGroup, pk=pk)
    try:
        settings.remove_group(group=row, by=request.user)
    except settings.StillInUse as refusal:
        messages.error(request, str(refusal))
        return redirect("issue-category-group", pk)
    messages.success(request, f"De groep “{row.name}” is verwijderd.")
    return redirect("issue-categories")


@editor
def category(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk) if pk else None
    start = {"group": request.GET.get("groep")} if row is None else {}
    form = CategoryForm(request.POST or None, instance=row, initial=start)
    if request.method == "POST" and form.is_valid():
        saved = settings.save_category(category=form.save(commit=False), by=request.user)
        messages.success(request, "Het onderwerp is bewaard.")
        return redirect("issue-category-settings", saved.pk)
    return _page(
        request,
        "category",
        form,
        row=row,
        questions=list(row.questions.all()) if row else [],
        history=history(row),
    )


@require_POST
@editor
def category_end(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk)
    try:
        settings.remove_category(category=row, by=request.user)
    except settings.StillInUse as refusal:
        messages.error(request, str(refusal))
        return redirect("issue-category-settings", pk)
    messages.success(request, f"Het onderwerp “{row.name}” is verwijderd.")
    return redirect("issue-categories")


@editor
def question(request: StaffRequest, category_pk: int, pk: int | None = None) -> HttpResponse:
    of = get_object_or_404(Category, pk=category_pk)
    row = get_object_or_404(of.questions, pk=pk) if pk else None
    form = QuestionForm(request.POST or None, instance=row or Question(category=of))
    if request.method == "POST" and form.is_valid():
        settings.save_question(question=form.save(commit=False), by=request.user)
        messages.success(request, "De vraag is bewaard.")
        return redirect("issue-category-settings", of.pk)
    return _page(request, "question", form, row=row, category=of, history=history(row))


@require_POST
@editor
def question_end(request: StaffRequest, category_pk: int, pk: int) -> HttpResponse:
    row = get_object_or_404(Question, category=category_pk, pk=pk)
    try:
        settings.remove_question(question=row, by=request.user)
    except settings.StillInUse as refusal:
        messages.error(request, str(refusal))
        return redirect("issue-question-settings", category_pk, pk)
    messages.success(request, "De vraag is verwijderd.")
    return redirect("issue-category-settings", category_pk)


_ROWS: dict[str, Any] = {"groep": CategoryGroup, "onderwerp": Category, "vraag": Question}


@require_POST
@editor
def order(request: StaffRequest, what: str, pk: int) -> HttpResponse:
    """One place up or down."""
    row = get_object_or_404(_ROWS[what], pk=pk)
    settings.move(row=row, up=request.POST.get("naar") == "boven", by=request.user)
    if isinstance(row, Question):
        return redirect("issue-category-settings", row.category_id)
    return redirect("issue-categories")


def _page(request: StaffRequest, name: str, form: Any = None, **context: Any) -> HttpResponse:
    wrong = form is not None and form.is_bound and form.errors
    return render(
        request,
        f"issues/staff/settings/{name}.html",
        {"form": form, **context},
        status=422 if wrong else 200,
    )
