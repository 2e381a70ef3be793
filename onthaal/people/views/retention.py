"""Administrators keep how long what is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.people import personal_data
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.actions import retention as actions
from onthaal.people.forms.administration import RetentionForm
from onthaal.people.models import DeletionLog, Role
from onthaal.people.personal_data import RetentionKind

administrator = role_required(Role.ADMINISTRATOR)


@require_safe
@administrator
def overview(request: StaffRequest) -> HttpResponse:
    """Every kind with its rule, and what tonight's run would erase."""
    runs = [actions.dry_run(kind) for kind in personal_data.retention_kinds()]
    labels = {kind.key: kind.label for kind in personal_data.retention_kinds()}
    labels |= {holder.key: holder.label for holder in personal_data.holders()}
    log = [
        (row, labels.get(row.kind, row.kind))
        for row in DeletionLog.objects.select_related("by")[:50]
    ]
    return render(request, "people/retention.html", {"runs": runs, "log": log})


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def rule(request: StaffRequest, key: str) -> HttpResponse:
    """Change one rule, with a reason."""
    kind = _kind(key)
    form = RetentionForm(request.POST or None, instance=actions.rule_for(kind), kind=kind)
    if request.method == "POST" and form.is_valid():
        actions.change_rule(kind, **form.cleaned_data, by=request.user)
        messages.success(request, "De bewaartermijn is gewijzigd.")
        return redirect("people-retention")
    context = {"kind": kind, "form": form, "run": actions.dry_run(kind)}
    return render(
        request, "people/retention_rule.html", context, status=422 if form.errors else 200
    )


@require_POST
@administrator
def run(request: StaffRequest, key: str) -> HttpResponse:
    """Do now what the night would do, for one kind."""
    kind = _kind(key)
    if not actions.rule_for(kind).active:
        messages.error(request, "Zet eerst automatisch wissen aan.")
        return redirect("people-retention-rule", key)
    count = actions.apply(kind, by=request.user)
    messages.success(request, f"Gewist: {count}.")
    return redirect("people-retention")


def _kind(key: str) -> RetentionKind:
    try:
        return personal_data.retention_kind(key)
    except KeyError:
        raise Http404 from None
