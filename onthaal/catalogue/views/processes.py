"""The register of processes."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onthaal.catalogue.actions import processes as actions
from onthaal.catalogue.forms.processes import ProcessForm
from onthaal.catalogue.models import Process, StepsState
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role, User
from onthaal.timeline.models import Event

keeper = role_required(Role.EDITOR, Role.MANAGER)


def is_keeper(user: User) -> bool:
    """Whether this person keeps processes."""
    return user.has_role(Role.EDITOR, Role.MANAGER)


@require_safe
@keeper
def processes(request: StaffRequest) -> HttpResponse:
    rows = (
        Process.objects.select_related("owner")
        .annotate(
            published=Max("versions__number", filter=Q(versions__state=StepsState.PUBLISHED)),
            draft=Max("versions__number", filter=Q(versions__state=StepsState.DRAFT)),
        )
        .order_by("-is_active", "name")
    )
    return render(request, "catalogue/processes.html", {"processes": rows})


@keeper
def process(request: StaffRequest, slug: str = "") -> HttpResponse:
    row = get_object_or_404(Process, slug=slug) if slug else None
    form = ProcessForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.save_process(process=form.save(commit=False), by=request.user)
        except actions.GeneralProcessStays:
            form.add_error("is_active", "Dit proces vangt alles op en moet actief blijven.")
        else:
            messages.success(request, "Het proces is bewaard.")
            return redirect("process-steps", kept.slug)
    return render(
        request,
        "catalogue/process.html",
        {
            "form": form,
            "process": row,
            "history": Event.objects.about(row).reverse()[:20] if row else [],
        },
        status=422 if form.errors else 200,
    )
