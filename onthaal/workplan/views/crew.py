"""The telephone of a crew: today's work in order, and what was done. Works without JavaScript
and, with it, without network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.uploads import left_out
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import User
from onthaal.ui import bundles
from onthaal.workplan import board, rules
from onthaal.workplan.actions import field
from onthaal.workplan.forms.field import DeedForm
from onthaal.workplan.models import ActKind, Crew, Material, State, WorkOrder

KINDS = {
    "begin": ActKind.START,
    "stop": ActKind.STOP,
    "foto": ActKind.PHOTO,
    "uitgevoerd": ActKind.DONE,
    "niet-uitgevoerd": ActKind.NOT_DONE,
}
_DONE_WORDS = {
    ActKind.START: "Begonnen.",
    ActKind.STOP: "Gestopt.",
    ActKind.PHOTO: "De foto is bewaard.",
    ActKind.DONE: "Klaar. Goed gedaan.",
    ActKind.NOT_DONE: "Genoteerd. De planner zoekt een nieuwe dag.",
}


@dataclass(frozen=True)
class Stop:
    """One order of the day with its forms by name; none when it is over."""

    order: WorkOrder
    forms: dict[str, DeedForm]
    opened: str = ""

    @property
    def is_running(self) -> bool:
        return self.order.running_since is not None


@require_safe
@staff_required
def day(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, *, wrong: DeedForm | None = None, opened: str = "", status: int = 200
) -> HttpResponse:
    crews = list(Crew.objects.worked_in_by(request.user))
    crew = _chosen(request, crews)
    on = clock.today()
    if request.GET.get("dag") == "morgen":
        on += dt.timedelta(days=1)
    stops: list[Stop] = []
    if crew:
        people = list(crew.members.all())
        materials = list(Material.objects.filter(is_active=True))
        for order in board.crew_day(crew, on):
            forms = _forms(order, people, materials)
            mine = wrong is not None and wrong.order.pk == order.pk
            if mine and wrong is not None:
                forms[opened] = wrong
            stops.append(Stop(order, forms, opened if mine else ""))
    left = sum(stop.order.estimated_minutes for stop in stops if stop.order.is_open)
    response = render(
        request,
        "workplan/field/day.html",
        {
            "crews": crews,
            "crew": crew,
            "day": on,
            "is_today": on == clock.today(),
            "stops": stops,
            "todo": sum(stop.order.is_open for stop in stops),
            "left": rules.hours(left),
            "wrong": wrong,
        },
        status=status,
    )
    response["Cache-Control"] = "private, no-cache"
    return response


def _chosen(request: HttpRequest, crews: list[Crew]) -> Crew | None:
    wanted = request.GET.get("ploeg", "")
    return next((crew for crew in crews if str(crew.pk) == wanted), crews[0] if crews else None)


def _forms(order: WorkOrder, people: list[User], materials: list[Material]) -> dict[str, DeedForm]:
    if order.stage not in (State.PLANNED, State.STARTED):
        return {}
    return {
        name.replace("-", "_"): DeedForm(kind=kind, order=order, people=people, materials=materials)
        for name, kind in KINDS.items()
    }


@require_POST
@staff_required
def act(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """One deed. For a page with JavaScript: 201 with ``conflict`` (empty when all is well), or
    422 with what is wrong; the same key again gives the same answer."""
    if kind not in KINDS:
        raise Http404
    order = get_object_or_404(
        WorkOrder.objects.reportable_by(request.user).select_related("crew"), reference=reference
    )
    people = list(order.crew.members.all()) if order.crew else [request.user]
    form = DeedForm(
        request.POST,
        request.FILES,
        kind=KINDS[kind],
        order=order,
        people=people,
        left_out=left_out(request, "photos"),
    )
    if form.is_valid():
        try:
            kept = field.perform(order, deed=form.deed(), by=request.user)
        except CannotChange as refusal:
            refusal.add_to(form)
        else:
            return _thanks(request, KINDS[kind], kept.conflict)
    if _wants_json(request):
        errors = [str(error) for each in form.errors.values() for error in each]
        return JsonResponse({"errors": errors}, status=422)
    return _page(request, wrong=form, opened=kind.replace("-", "_"), status=422)


def _thanks(request: StaffRequest, kind: ActKind, conflict: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"conflict": conflict}, status=201)
    if conflict:
        messages.warning(request, f"{conflict} De planner kijkt na wat u stuurde.")
    else:
        messages.success(request, _DONE_WORDS[kind])
    return redirect("crew-day")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@require_safe
@staff_required
@never_cache
def token(request: StaffRequest) -> JsonResponse:
    """A fresh token for what waited on the telephone, and whose session this is."""
    answer: dict[str, Any] = {"token": get_token(request), "user": request.user.pk}
    return JsonResponse(answer)


@require_safe
@staff_required
@never_cache
def service_worker(request: StaffRequest) -> HttpResponse:
    """The script that lets the day of a crew open without network, and nothing else."""
    script = (bundles.DIST / "crew_sw.js").read_text()
    page = reverse("crew-day")
    head = f'self.onthaalPloeg={{"version":"{bundles.version()}","page":"{page}"}};\n'
    return HttpResponse(head + script, content_type="text/javascript; charset=utf-8")
