"""The list of meldingen with which a handler begins the day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse
from django.http import StreamingHttpResponse as Stream
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.issues import clusters, export, figures, selection
from onthaal.issues.actions import bulk, filters
from onthaal.issues.forms.staff.bulk import BulkForm, SavedFilterForm
from onthaal.issues.models import CategoryGroup, Channel, Issue, SavedFilter
from onthaal.organisation.models import Team
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role, User
from onthaal.territory import lookup, map_source
from onthaal.territory.models import Neighbourhood
from onthaal.timeline.actions import record_now

CHOICES_FOR_SECONDS = 60


@require_safe
@staff_required
def work_list(request: StaffRequest) -> HttpResponse:
    chosen = selection.parse(request.GET, request.user)
    found = selection.page(chosen, request.user)
    today = clock.today()
    numbers = selection.counts(
        {
            **{tab: selection.tab_issues(tab, request.user) for tab, _ in selection.TABS},
            "shown": selection.issues(chosen, request.user),
        }
    )
    context: dict[str, Any] = {
        "selection": chosen,
        "page": found,
        "rows": [(issue, issue.days_late(today)) for issue in found.rows],
        "today": today,
        "shown": selection.count_in_words(numbers["shown"]),
        "tabs": [
            (tab, label, selection.count_in_words(numbers[tab])) for tab, label in selection.TABS
        ],
        "statuses": selection.STATUSES,
        "orders": selection.ORDER_LABELS,
        "map": map_source.current(),
        "town": lookup.territory(),
        "markers_url": f"{reverse('issue-list-map')}?{_without_cursor(request)}",
        "query_string": _without_cursor(request),
        "choices": _choices(),
        "channels": Channel.choices,
    }
    if getattr(request, "htmx", None) and not request.htmx.boosted:  # type: ignore[attr-defined]
        return render(request, "issues/staff/list/results.html", context)
    context["strip"] = figures.strip_for(request.user)
    context["saved_filters"] = SavedFilter.objects.filter(user=request.user)
    context["filter_form"] = SavedFilterForm()
    return render(request, "issues/staff/list/work_list.html", context)


@require_safe
@staff_required
def work_map(request: StaffRequest) -> JsonResponse:
    """The same selection as markers and clusters for the part of the map in view."""
    box = clusters.Box.parse(request.GET.get("bbox", ""))
    zoom = request.GET.get("zoom", "15")
    if box is None or not zoom.isdigit():
        return JsonResponse({"error": "Geef bbox=west,zuid,oost,noord en zoom."}, status=422)
    chosen = selection.parse(request.GET, request.user)
    today = clock.today()
    single, grouped = clusters.on_map(selection.issues(chosen, request.user), box, int(zoom))
    return JsonResponse(
        {
            "items": [
                {
                    "id": issue.reference,
                    "lat": issue.lat,
                    "lon": issue.lon,
                    "icon": issue.category.icon,
                    "tone": _tone(issue, today),
                    "label": f"{issue.title}, {issue.place}",
                    "url": reverse("issue-detail", args=[issue.reference]),
                }
                for issue in single
            ],
            "clusters": grouped,
        }
    )


@require_safe
@staff_required
def work_export(request: StaffRequest, kind: str) -> HttpResponseBase:
    """The whole selection as a file; who exported what is kept in the timeline."""
    chosen = selection.parse(request.GET, request.user)
    rows = selection.issues(chosen, request.user)
    personal = request.user.has_role(Role.DESK, Role.MANAGER)
    record_now(
        "issue.exported",
        request.user,
        by=request.user,
        data={"query": request.GET.urlencode()[:500], "kind": kind, "personal": personal},
    )
    name = f"meldingen-{clock.today():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(
            export.as_excel(rows, personal=personal),
            as_attachment=True,
            filename=name,
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    response = Stream(
        export.as_csv(rows, personal=personal), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@staff_required
def work_bulk(request: StaffRequest) -> HttpResponse:
    """First what would happen, then, after confirming, how it went per issue."""
    picked = _picked(request)
    if not picked:
        messages.error(request, "Vink eerst de meldingen aan waarmee u iets wilt doen.")
        return redirect(_back(request))
    confirmed = "bevestigd" in request.POST
    form = BulkForm(request.POST if confirmed else None, initial=request.POST.dict())
    outcomes: list[bulk.Outcome] = []
    status = 200
    if confirmed:
        if form.is_valid():
            outcomes = _do(form, picked, request.user)
        else:
            status = 422
    return render(
        request,
        "issues/staff/list/bulk.html",
        {
            "picked": picked,
            "form": form,
            "outcomes": outcomes,
            "back": _back(request),
            "query_string": request.POST.get("terug", ""),
        },
        status=status,
    )


@require_POST
@staff_required
def saved_filters(request: StaffRequest) -> HttpResponse:
    form = SavedFilterForm(request.POST)
    if form.is_valid():
        filters.save_filter(
            user=request.user, name=form.cleaned_data["name"], query=form.cleaned_data["query"]
        )
        messages.success(request, f"De filter “{form.cleaned_data['name']}” is bewaard.")
    else:
        messages.error(request, "Geef de filter een naam van hoogstens 60 tekens.")
    return redirect(_back(request))


@require_POST
@staff_required
def saved_filter_end(request: StaffRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    filters.forget_filter(saved=saved)
    messages.success(request, f"De filter “{saved.name}” is verwijderd.")
    return redirect("issue-list")


def _do(form: BulkForm, picked: list[bulk.Chosen], user: User) -> list[bulk.Outcome]:
    data = form.cleaned_data
    if data["what"] == "toewijzen":
        return bulk.assign_all(picked, team=data["team"], handler=data["handler"], by=user)
    if data["what"] == "onderwerp":
        return bulk.recategorise_all(picked, category=data["category"], by=user)
    return bulk.change_all(picked, change=form.change(), by=user)


def _picked(request: StaffRequest) -> list[bulk.Chosen]:
    """The ticked issues (``id:version``) that this person may see."""
    wanted: dict[int, int] = {}
    for each in request.POST.getlist("melding")[: bulk.MOST_AT_ONCE]:
        pk, _, version = each.partition(":")
        if pk.isdigit() and version.isdigit():
            wanted[int(pk)] = int(version)
    rows = Issue.objects.visible_to(request.user).filter(pk__in=wanted)
    return [
        bulk.Chosen(issue, wanted[issue.pk])
        for issue in rows.select_related("category", "team", "handler").order_by("due_on", "pk")
    ]


def _back(request: StaffRequest) -> str:
    query = request.POST.get("terug", "")[:1000]
    return f"{reverse('issue-list')}?{query}" if query else reverse("issue-list")


def _without_cursor(request: StaffRequest) -> str:
    params = request.GET.copy()
    for name in ("na", "voor", "bbox", "zoom"):
        params.pop(name, None)
    return params.urlencode()


def _tone(issue: Issue, today: Any) -> str:
    if not issue.is_open:
        return "done"
    if issue.days_late(today):
        return "late"
    return "new" if issue.handler_id is None else "open"


def _choices() -> dict[str, Any]:
    """What can be chosen in the filters; the same for everybody, kept for a minute."""
    found: dict[str, Any] | None = cache.get("issues.choices")
    if found is None:
        found = {
            "groups": [
                (group.pk, group.name, [(c.pk, c.name) for c in group.categories.all()])
                for group in CategoryGroup.objects.prefetch_related("categories")
            ],
            "teams": list(Team.objects.active().values_list("pk", "name")),
            "handlers": list(
                User.objects.filter(is_staff=True, is_active=True, memberships__isnull=False)
                .distinct()
                .order_by("name")
                .values_list("pk", "name")
            ),
            "neighbourhoods": list(Neighbourhood.objects.values_list("pk", "name")),
        }
        cache.set("issues.choices", found, CHOICES_FOR_SECONDS)
    return found
