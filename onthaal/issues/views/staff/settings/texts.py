"""Ready wording for answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.issues import standard_texts
from onthaal.issues.actions import settings
from onthaal.issues.forms.staff.settings.texts import StandardTextForm
from onthaal.issues.models import StandardText, Status
from onthaal.issues.views.staff.settings.keeping import editor, history, removed
from onthaal.people.access import StaffRequest


@require_safe
@editor
def texts(request: StaffRequest) -> HttpResponse:
    rows = StandardText.objects.select_related("category").order_by(
        "category__group__position", "category__position", "title"
    )
    words = dict(Status.choices)
    return render(
        request,
        "issues/staff/settings/texts.html",
        {
            "texts": [(row, words.get(row.status, "Elke status")) for row in rows],
            "removed": removed("issues.standardtext"),
        },
    )


@editor
def text(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """The form; "Voorbeeld" shows the text with examples filled in."""
    row = get_object_or_404(StandardText, pk=pk) if pk else None
    form = StandardTextForm(request.POST or None, instance=row)
    status, example = 200, None
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif "voorbeeld" in request.POST:
            example = standard_texts.example(form.cleaned_data["text"])
        else:
            settings.save_text(text=form.save(commit=False), by=request.user)
            messages.success(request, "De tekst is bewaard.")
            return redirect("issue-texts")
    elif row:
        example = standard_texts.example(row.text)
    return render(
        request,
        "issues/staff/settings/text.html",
        {
            "form": form,
            "row": row,
            "example": example,
            "placeholders": standard_texts.PLACEHOLDERS.items(),
            "history": history(row),
        },
        status=status,
    )


@require_POST
@editor
def text_end(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(StandardText, pk=pk)
    settings.remove_text(text=row, by=request.user)
    messages.success(request, f"De tekst “{row.title}” is verwijderd.")
    return redirect("issue-texts")
