"""The map and list for everybody, and the public page of one issue."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.core.references import is_reference, tidy_reference
from onthaal.issues import public, story, subjects
from onthaal.issues.forms.citizen.contact import FindForm, FollowForm
from onthaal.issues.models import Issue
from onthaal.issues.public import Choice, Shown
from onthaal.people.models import User
from onthaal.territory import lookup, map_source
from onthaal.territory.geometry import Box

PER_PAGE = 20


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    choice = _choice(request)
    page = Paginator(public.chosen(choice), PER_PAGE).get_page(request.GET.get("pagina"))
    here = lookup.ground()
    return render(
        request,
        "issues/citizen/public_list.html",
        {
            "page": page,
            "choice": choice,
            "groups": subjects.groups(),
            "neighbourhoods": here.neighbourhoods,
            "statuses": [
                (Shown.ALL, "Alle"),
                (Shown.OPEN, "Open"),
                (Shown.CLOSED, "Afgesloten"),
            ],
            "is_filtered": choice != Choice(),
            "territory": here.territory,
            "map_source": map_source.current(),
            "map_url": f"{reverse('issues-map')}?{_as_query(request)}",
        },
    )


@require_safe
def issues_map(request: HttpRequest) -> JsonResponse:
    """``?bbox=west,south,east,north&zoom`` and the same filters as the list."""
    try:
        west, south, east, north = (float(each) for each in request.GET["bbox"].split(","))
        zoom = max(1, min(20, int(float(request.GET.get("zoom", "14")))))
    except (KeyError, ValueError, OverflowError):
        return JsonResponse({"error": "Geef bbox=west,zuid,oost,noord."}, status=422)
    box = Box(max(west, -180), max(south, -85), min(east, 180), min(north, 85))
    items, clusters = [], []
    for spot in public.spots(_choice(request), box, zoom):
        if spot.issue is None:
            clusters.append({"lat": spot.lat, "lon": spot.lon, "count": spot.count})
        else:
            items.append(_marker(spot.issue))
    response = JsonResponse({"items": items, "clusters": clusters})
    response["Cache-Control"] = "public, max-age=60"
    return response


def _marker(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.reference,
        "lat": issue.lat,
        "lon": issue.lon,
        "icon": issue.category.icon,
        "tone": "round" if issue.is_open else "done",
        "label": f"{issue.shown_title}, {issue.place}: {issue.plain_status}",
        "url": issue.get_absolute_url(),
    }


@require_safe
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    found = public.find(reference)
    if found is None:
        raise Http404
    if found.reference != reference:
        return redirect("issue", found.reference)
    return render(request, "issues/citizen/public_issue.html", issue_context(request, found))


def issue_context(
    request: HttpRequest, found: Issue, form: FollowForm | None = None
) -> dict[str, Any]:
    """What the public page of an issue shows, also when the form to follow comes back."""
    user = request.user if isinstance(request.user, User) else None
    return {
        "issue": found,
        "steps": story.for_everybody(found),
        "photos": public.photos(found),
        "form": form or FollowForm(),
        "follows": bool(
            user
            and found.followers.filter(
                email__iexact=user.email, confirmed_at__isnull=False
            ).exists()
        ),
        "map_source": map_source.current(),
        "marker": [_marker(found) | {"url": ""}],
    }


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find an issue by its number, however it was typed."""
    if "nummer" not in request.GET:
        return render(request, "issues/citizen/search.html", {"form": FindForm()})
    form = FindForm(request.GET)
    if form.is_valid():
        number = tidy_reference(form.cleaned_data["nummer"])
        if not is_reference(number):
            form.add_error(
                "nummer",
                "In dit nummer zit een tikfout: het laatste teken controleert de andere. Kijk het "
                "na in uw mail. De letters I, L en O en de cijfers 0 en 1 komen niet voor.",
            )
        elif found := public.find(number):
            return redirect("issue", found.reference)
        elif mine := _own(request, number):
            return redirect("issue-status", mine.secret)
        else:
            form.add_error(
                "nummer",
                "Met dit nummer staat er geen melding op de openbare kaart. Deed u ze zelf? "
                "Open dan de link in onze mail, of meld u aan bij Mijn meldingen.",
            )
    return render(request, "issues/citizen/search.html", {"form": form}, status=422)


def _own(request: HttpRequest, number: str) -> Issue | None:
    if not isinstance(request.user, User):
        return None
    return Issue.objects.filter(
        reference=number, reporter__email__iexact=request.user.email
    ).first()


def _choice(request: HttpRequest) -> Choice:
    wanted = {
        name: request.GET.get(name, "").replace("\0", "") for name in ("groep", "status", "wijk")
    }
    status = wanted["status"] if wanted["status"] in (Shown.OPEN, Shown.CLOSED) else Shown.ALL
    return Choice(group=wanted["groep"][:60], status=status, neighbourhood=wanted["wijk"][:20])


def _as_query(request: HttpRequest) -> str:
    params = request.GET.copy()
    for name in list(params):
        if name not in ("groep", "status", "wijk"):
            del params[name]
    return params.urlencode()
