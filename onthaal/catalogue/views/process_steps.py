"""The step list of a process: reading it, drawing it, comparing it and taking it along."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from onthaal.catalogue import flow, step_list
from onthaal.catalogue.bpmn.export import as_bpmn
from onthaal.catalogue.models import Process, ProcessVersion
from onthaal.catalogue.views.processes import is_keeper
from onthaal.core.numbers import whole
from onthaal.people.access import StaffRequest, staff_required
from onthaal.ui.spreadsheets import spreadsheet


def find_version(request: StaffRequest, slug: str, number: int | None = None) -> ProcessVersion:
    """A version that this person may read: the published one unless ``number`` says which.
    Drafts are for those who keep processes. Raises Http404."""
    versions = ProcessVersion.objects.select_related("process", "author", "published_by")
    if not is_keeper(request.user):
        versions = versions.exclude(state="draft")
    versions = versions.filter(process__slug=slug)
    found = versions.filter(number=number) if number else versions.published()
    version = found.first()
    if version is None:
        raise Http404
    return version


@require_safe
@staff_required
def steps(request: StaffRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The list of one version; without any published version, where it can be begun."""
    process = get_object_or_404(Process.objects.select_related("owner"), slug=slug)
    keeps = is_keeper(request.user)
    versions = [each for each in process.versions.all() if keeps or not each.is_draft]
    context: dict[str, Any] = {
        "process": process,
        "versions": versions,
        "draft": next((each for each in versions if each.is_draft), None),
        "products": process.products.filter(archived_at=None),
        "keeps": keeps,
        "version": None,
    }
    if number or any(each.state == "published" for each in versions):
        version = find_version(request, slug, number)
        lines = version.lines()
        context |= {
            "version": version,
            "steps": step_list.shown(lines, flow.problems(lines)),
            "totals": step_list.totals(lines),
        }
    return render(request, "catalogue/process_steps.html", context)


@require_safe
@staff_required
def diagram(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """The drawing with the same list beside it."""
    version = find_version(request, slug, number)
    lines = version.lines()
    return render(
        request,
        "catalogue/process_diagram.html",
        {
            "process": version.process,
            "version": version,
            "steps": step_list.shown(lines),
            "problems": flow.problems(lines),
        },
    )


@require_safe
@staff_required
def export(request: StaffRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """One version as BPMN 2.0, Excel or CSV."""
    version = find_version(request, slug, number)
    lines = version.lines()
    name = f"{slug}-versie-{version.number}"
    if kind != "bpmn":
        return spreadsheet(step_list.table(lines), kind, name)
    if flow.problems(lines):
        raise Http404
    answer = HttpResponse(
        as_bpmn(lines, name=version.process.name, slug=slug), content_type="application/xml"
    )
    if "tonen" not in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{name}.bpmn"'
    return answer


@require_safe
@staff_required
def comparison(request: StaffRequest, slug: str) -> HttpResponse:
    """Two versions beside each other: by default the newest and the one before it."""
    process = get_object_or_404(Process, slug=slug)
    rows = ProcessVersion.objects.filter(process=process)
    if not is_keeper(request.user):
        rows = rows.exclude(state="draft")
    versions = {each.number: each for each in rows}
    numbers = sorted(versions)
    old = _chosen(request.GET.get("van"), numbers, numbers[-2] if len(numbers) > 1 else None)
    new = _chosen(request.GET.get("naar"), numbers, numbers[-1] if numbers else None)
    context: dict[str, Any] = {
        "process": process,
        "versions": list(versions.values()),
        "old": versions.get(old) if old else None,
        "new": versions.get(new) if new else None,
    }
    if old and new:
        before, after = versions[old].lines(), versions[new].lines()
        context |= {
            "differences": flow.differences(before, after),
            "before": step_list.totals(before),
            "after": step_list.totals(after),
        }
    return render(request, "catalogue/process_comparison.html", context)


def _chosen(typed: str | None, numbers: list[int], default: int | None) -> int | None:
    number = whole(typed or "")
    return number if number in numbers else default
