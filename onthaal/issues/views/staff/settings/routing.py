"""Which team gets what, tried out before it counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onthaal.issues.actions import routing
from onthaal.issues.forms.staff.settings.routing import RuleForm
from onthaal.issues.models import RoutingRule
from onthaal.issues.views.staff.settings.keeping import editor, history, removed
from onthaal.people.access import StaffRequest


@require_safe
@editor
def rules(request: StaffRequest) -> HttpResponse:
    rows = routing.ordered()
    return render(
        request,
        "issues/staff/settings/routing.html",
        {
            "rules": rows,
            "warnings": routing.warnings(rows),
            "removed": removed("issues.routingrule"),
        },
    )


@editor
def rule(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """The first "Bewaren" of new choices only shows what they would do; the second one saves."""
    rows = routing.ordered()
    row = get_object_or_404(RoutingRule, pk=pk) if pk else RoutingRule()
    form = RuleForm(request.POST or None, instance=row, rules=rows)
    status, effect = 200, None
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif form.is_tested and "proef" not in request.POST:
            routing.save_rule(
                rule=form.save(commit=False), place=form.cleaned_data["place"], by=request.user
            )
            messages.success(request, "De regel is bewaard en geldt voor nieuwe meldingen.")
            return redirect("issue-routing")
        else:
            changed = form.save(commit=False)
            effect = routing.try_out(routing.with_rule(changed, form.cleaned_data["place"]))
            data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data["tested"] = form.fingerprint()
            form.data = data
    return render(
        request,
        "issues/staff/settings/rule.html",
        {"form": form, "row": row if pk else None, "effect": effect, "history": history(row)},
        status=status,
    )


@editor
def rule_end(request: StaffRequest, pk: int) -> HttpResponse:
    """What would change without the rule, and the button that takes it away."""
    row = get_object_or_404(
        RoutingRule.objects.select_related("category", "neighbourhood", "question", "team"), pk=pk
    )
    if request.method == "POST":
        routing.remove_rule(rule=row, by=request.user)
        messages.success(request, "De regel is verwijderd.")
        return redirect("issue-routing")
    return render(
        request,
        "issues/staff/settings/rule_end.html",
        {
            "row": row,
            "words": routing.describe(row),
            "effect": routing.try_out(routing.without_rule(row)),
        },
    )
