"""One order: its words, its life, its photos."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.core.changes import CannotChange
from onthaal.core.references import tidy_reference
from onthaal.core.uploads import left_out
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import map_source
from onthaal.timeline import views as timeline
from onthaal.timeline.forms import ChangeForm
from onthaal.timeline.models import Event
from onthaal.workplan import rules
from onthaal.workplan.actions import field, orders
from onthaal.workplan.figures import costs
from onthaal.workplan.forms.field import DeedForm
from onthaal.workplan.forms.planning import CancelForm, DescribeForm, OrderForm, teams_of
from onthaal.workplan.history import lines
from onthaal.workplan.models import ActKind, State, WorkOrder, WorkPhoto
from onthaal.workplan.views.board import planners

F = TypeVar("F", bound=ChangeForm[WorkOrder])


def find(request: StaffRequest, reference: str, *, to_plan: bool = False) -> WorkOrder:
    """The order, if this person may see it (or plan it); 404 otherwise."""
    return get_object_or_404(_rows(request, to_plan=to_plan), reference=reference)


def _rows(request: StaffRequest, *, to_plan: bool) -> QuerySet[WorkOrder]:
    whose = WorkOrder.objects.plannable_by if to_plan else WorkOrder.objects.visible_to
    return whose(request.user).select_related("crew", "team", "skill", "round", "made_by")


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    order = find(request, reference)
    visible = Issue.objects.visible_to(request.user)
    return render(
        request,
        "workplan/orders/detail.html",
        {
            "order": order,
            "may_plan": WorkOrder.objects.plannable_by(request.user).filter(pk=order.pk).exists(),
            "may_record": order.stage in (State.PLANNED, State.STARTED),
            "issues": [
                (issue, issue.pk in set(visible.filter(pk=issue.pk).values_list("pk", flat=True)))
                for issue in order.issues.select_related("category")
            ],
            "photos": list(order.photos.all()),
            "materials": list(order.materials.all()),
            "hours": [
                (line.person, rules.hours(line.minutes), line.cents / 100)
                for line in order.hours.select_related("person")
            ],
            "costs": costs(order),
            "worked": rules.hours(order.worked_minutes) if order.worked_minutes else "",
            "estimate": rules.hours(order.estimated_minutes),
            "history": lines(Event.objects.about(order).select_related("actor")),
            "map": map_source.current(),
            "marker": [
                {"lat": order.lat, "lon": order.lon, "icon": "wrench", "label": order.place}
            ],
        },
    )


@planners
def new(request: StaffRequest) -> HttpResponse:
    """A new order, often begun from a melding (``?melding=``)."""
    issue = None
    if wanted := request.GET.get("melding"):
        issue = (
            Issue.objects.visible_to(request.user).filter(reference=tidy_reference(wanted)).first()
        )
    initial: dict[str, Any] = {"estimated_minutes": 60}
    if issue:
        initial |= {"title": issue.title, "issues": issue.reference, "team": issue.team_id}
    else:
        initial["team"] = teams_of(request.user).first()
    form = OrderForm(
        request.POST if request.method == "POST" else None, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = orders.draw_up(
                wanted=form.wanted(), issues=form.cleaned_data["issues"], by=request.user
            )
        except CannotChange as refusal:
            refusal.add_to(form)
        else:
            messages.success(request, "De werkopdracht is gemaakt. Kies nu een ploeg en een dag.")
            return redirect("work-order-move", made.reference)
    return render(
        request,
        "workplan/orders/form.html",
        {"form": form, "title": "Nieuwe werkopdracht", "button": "Werkopdracht maken"},
        status=422 if form.errors else 200,
    )


@planners
def change(request: StaffRequest, reference: str) -> HttpResponse:
    def act(order: WorkOrder, form: DescribeForm) -> None:
        orders.describe(
            order,
            wanted=form.wanted(),
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return _change_page(
        request, reference, DescribeForm, act, button="Bewaren", done="De werkopdracht is bewaard."
    )


@planners
def cancellation(request: StaffRequest, reference: str) -> HttpResponse:
    def act(order: WorkOrder, form: CancelForm) -> None:
        orders.cancel(
            order,
            why=form.cleaned_data["why"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return _change_page(
        request,
        reference,
        CancelForm,
        act,
        title="Werkopdracht schrappen",
        button="Werkopdracht schrappen",
        done="De werkopdracht is geschrapt.",
    )


def _change_page(
    request: StaffRequest,
    reference: str,
    form_class: type[F],
    act: Callable[[WorkOrder, F], object],
    *,
    title: str = "",
    button: str,
    done: str,
) -> HttpResponse:
    """``timeline.views.change_page`` of an order; without ``title`` its own."""
    return timeline.change_page(
        request,
        find(request, reference, to_plan=True),
        form_class,
        act,
        seen_by_them=_rows(request, to_plan=True),
        happened=lambda _, events: lines(events),
        own_page=reverse("work-order", args=[reference]),
        overview="work-board",
        template="workplan/orders/form.html",
        context=lambda order, _: {
            "order": order,
            "title": title or order.title,
            "button": button,
        },
        done=done,
    )


@planners
def result(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """What the crew did, typed by a planner: by telephone, or from the paper sheet."""
    order = find(request, reference, to_plan=True)
    act = {"uitgevoerd": ActKind.DONE, "niet-uitgevoerd": ActKind.NOT_DONE}.get(kind)
    if act is None:
        raise Http404
    people = list(order.crew.members.all()) if order.crew else []
    form = DeedForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kind=act,
        order=order,
        people=people,
        left_out=left_out(request, "photos") if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = field.perform(order, deed=form.deed(), by=request.user)
        except CannotChange as refusal:
            refusal.add_to(form)
        else:
            if kept.conflict:
                messages.warning(request, f"{kept.conflict} Het staat bij “Na te kijken”.")
            else:
                messages.success(request, "Het resultaat is bewaard.")
            return redirect("work-order", reference)
    return render(
        request,
        "workplan/orders/result.html",
        {"form": form, "order": order, "is_done": act == ActKind.DONE},
        status=422 if form.errors else 200,
    )


@require_safe
@staff_required
def photo(request: StaffRequest, key: str, size: str) -> FileResponse:
    """A crew's photo, for who may see the order."""
    found = get_object_or_404(
        WorkPhoto.objects.filter(order__in=WorkOrder.objects.visible_to(request.user)), key=key
    )
    file = found.thumbnail if size == "klein" else found.file
    try:
        response = FileResponse(file.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=3600"
    return response
