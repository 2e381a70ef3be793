"""The register of skills: what somebody at a counter must be able to do."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue.actions import settings as actions
from onthaal.catalogue.actions.locking import CannotDo
from onthaal.catalogue.forms.products import SkillForm
from onthaal.catalogue.models import Skill
from onthaal.catalogue.views.product_list import editors
from onthaal.people.access import StaffRequest


@require_safe
@editors
def skills(request: StaffRequest) -> HttpResponse:
    rows = Skill.objects.annotate(used=Count("products", distinct=True))
    return render(request, "catalogue/staff/skills.html", {"skills": rows})


@editors
def skill(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Skill, pk=pk) if pk else None
    form = SkillForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_skill(skill=form.save(commit=False), by=request.user)
        except CannotDo as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "De bekwaamheid is bewaard.")
            return redirect("skills")
    return render(
        request,
        "catalogue/staff/skill.html",
        {"form": form, "skill": Skill.objects.filter(pk=pk).first() if pk else None},
        status=422 if form.errors else 200,
    )


@require_POST
@editors
def skill_end(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Skill, pk=pk)
    try:
        actions.remove_skill(skill=row, by=request.user)
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
        return redirect("skill", pk)
    messages.success(request, "De bekwaamheid is weg.")
    return redirect("skills")
