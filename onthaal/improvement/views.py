"""Where the work goes wrong, and whether what was done about it helped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onthaal.catalogue.models import Process
from onthaal.core import clock
from onthaal.improvement import charts, figures
from onthaal.improvement.actions import measures
from onthaal.improvement.forms import MeasureForm, StopForm, ViewForm
from onthaal.improvement.models import Measure
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.timeline.models import Event
from onthaal.ui.spreadsheets import spreadsheet

manager = role_required(Role.MANAGER, Role.COMPLAINTS)


def _page(request: StaffRequest, name: str, form: Any = None, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    context |= {"form": form}
    return render(request, f"improvement/{name}.html", context, status=status)


@require_safe
@manager
def overview(request: StaffRequest) -> HttpResponse:
    window = figures.whole_weeks(52)
    return _page(
        request,
        "overview",
        window=window,
        processes=figures.processes(window),
        pareto=figures.pareto(window),
        sees_few=request.user.has_role(Role.COMPLAINTS),
        measures=[
            (measure, figures.effect_of(measure, clock.today()))
            for measure in Measure.objects.running().select_related("process", "owner")
        ],
    )


@require_safe
@manager
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The table of the overview as a spreadsheet."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    window = figures.whole_weeks(52)
    rows: list[list[Any]] = [
        ["Van", f"{window.start:%d/%m/%Y}", "tot en met", f"{window.last:%d/%m/%Y}"],
        [
            "Proces",
            "Team",
            "Norm in werkdagen",
            "Ontvangen",
            "Afgesloten",
            "Mediaan in werkdagen",
            "Binnen de norm",
            "Heropend",
            "Signalen",
        ],
        *(
            [
                row.process.name,
                row.process.owner.name if row.process.owner else "",
                row.process.norm_working_days,
                row.received,
                row.closed,
                row.median,
                row.within,
                row.reopened,
                row.signals,
            ]
            for row in figures.processes(window)
        ),
    ]
    return spreadsheet(rows, kind, "processen")


@require_safe
@manager
def process(request: StaffRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Process, slug=slug)
    choice = ViewForm(request.GET)
    window = figures.whole_weeks(choice.weeks)
    chart = figures.control_chart(row, choice.indicator, window)
    shown = ViewForm({"weken": choice.weeks, "cijfer": choice.indicator})
    return _page(
        request,
        "process",
        process=row,
        window=window,
        choice=shown,
        portraits=figures.portraits(row, window),
        indicator=choice.indicator,
        chart=chart,
        drawing=charts.draw(chart, choice.indicator),
        measures=row.measures.select_related("owner"),
    )


@require_safe
@manager
def measure_list(request: StaffRequest) -> HttpResponse:
    rows = Measure.objects.select_related("process", "owner")
    return _page(
        request,
        "measures",
        measures=[(measure, figures.effect_of(measure, clock.today())) for measure in rows],
    )


@require_safe
@manager
def measure(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Measure.objects.select_related("process", "owner"), pk=pk)
    return _page(
        request,
        "measure",
        measure=row,
        effect=figures.effect_of(row, clock.today()),
        history=Event.objects.about(row).reverse()[:20],
    )


@manager
def measure_form(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Measure, pk=pk, stopped_on=None) if pk else None
    start: dict[str, Any] = {}
    if row is None:
        chosen = Process.objects.active().filter(slug=request.GET.get("proces", "")).first()
        start = {"process": chosen.pk if chosen else None, "owner": request.user.pk}
    form = MeasureForm(request.POST or None, instance=row, initial=start)
    if request.method == "POST" and form.is_valid():
        saved = measures.save_measure(measure=form.save(commit=False), by=request.user)
        messages.success(request, "De maatregel is bewaard.")
        return redirect("improvement-measure", saved.pk)
    return _page(request, "measure_form", form, measure=row)


@manager
def measure_stop(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Measure, pk=pk, stopped_on=None)
    form = StopForm(request.POST or None, measure=row, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        measures.stop_measure(
            measure=row,
            on=form.cleaned_data["on"],
            why=form.cleaned_data["why"],
            by=request.user,
        )
        messages.success(request, "De maatregel is gestopt. Wat ze deed, blijft te zien.")
        return redirect("improvement-measure", row.pk)
    return _page(request, "measure_stop", form, measure=row)
