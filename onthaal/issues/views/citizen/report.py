"""The form of a melding, and the small answers that its page asks for while one fills it in."""

from __future__ import annotations

import math
import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import passes_csrf, secret_page
from onthaal.core.uploads import left_out
from onthaal.issues import public, subjects
from onthaal.issues.actions.contributions import (
    drafts,
    drafts_as_photos,
    drop_drafts,
    keep_drafts,
)
from onthaal.issues.actions.submission import Submission, submit
from onthaal.issues.forms.citizen.report import ReportForm
from onthaal.issues.forms.questions import field_for, field_name
from onthaal.issues.models import Category, DraftPhoto, Issue
from onthaal.issues.nearby import nearby
from onthaal.issues.suggestions import sounds_dangerous, suggest
from onthaal.organisation import house_style
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.rules import add_working_days
from onthaal.people.models import User
from onthaal.territory import lookup, map_source
from onthaal.territory.drawing import Size, point_of_click

# The maps that the server draws for who has no JavaScript: as they are shown, so that the click
# lands where it was.
PLATES = {"kaart": Size(288, 300), "kaart-breed": Size(600, 420)}
# Every press of a button counts, also those in between for who has no JavaScript.
SENT_PER_HOUR = 120


@csrf_exempt  # checked inside: a stale page gets its form back, filled in
@limited("melding", per_hour=SENT_PER_HOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = ReportForm(initial=_initial(request))
        form.find_place()
        return _page(request, form)
    too_large = left_out(request, "photos")
    kept = drafts(_key(request)) if request.POST.get("kept") else []
    form = ReportForm(request.POST, request.FILES, drafts=kept, left_out=too_large)
    if not passes_csrf(request):
        form.add_error(
            None,
            "Deze pagina stond lang open. Alles wat u invulde, staat er nog. "
            "Kijk het na en verstuur opnieuw.",
        )
        _keep(form)
        return _page(request, form, status=403)
    if step := _step_in_between(request):
        return _in_between(request, form, step)
    if not form.is_valid():
        _keep(form)
        return _page(request, form, status=422)
    user = request.user if isinstance(request.user, User) else None
    photos = drafts_as_photos(form.uuid) if kept else []
    issue = _send(form.submission(user=user, kept=photos))
    if kept:
        drop_drafts(submission_key=form.uuid)
    thanks = reverse("report-thanks", args=[issue.secret])
    if _wants_json(request):
        return JsonResponse({"reference": issue.reference, "url": thanks}, status=201)
    return redirect(thanks)


def _send(submission: Submission) -> Issue:
    issue = submit(submission=submission)
    if issue.description == submission.description:
        return issue
    # Somebody went Back, wrote about something else and sent the same page again: that is another
    # melding. Its key follows from its text, so sending that twice is one melding again.
    other = uuid.uuid5(submission.key, submission.description)
    return submit(submission=replace(submission, key=other))


def _step_in_between(request: HttpRequest) -> str:
    """Which button, other than the one that sends, was pressed."""
    for name in PLATES:
        if f"{name}.x" in request.POST:
            return name
    step = request.POST.get("doe", "")
    return "" if step == "versturen" else step


def _in_between(request: HttpRequest, form: ReportForm, step: str) -> HttpResponse:
    """One of the steps that a page without JavaScript needs: nothing is judged, nothing is lost."""
    if step.startswith("foto-weg:"):
        drop_drafts(submission_key=form.uuid, keys=[step.partition(":")[2]])
        form.drafts = drafts(form.uuid)
    _keep(form)
    changes: dict[str, Any] = {}
    at = form.typed_point()
    zoom = _zoom(request, at is not None)
    if step in PLATES:
        x, y = (_pixel(request, f"{step}.{axis}") for axis in "xy")
        lon, lat = point_of_click(x, y, _centre(at), zoom, PLATES[step])
        changes = {"lat": lat, "lon": lon, "address": "", "point_of": "", "zoom": max(zoom, 17)}
    elif step in ("in", "uit"):
        changes = {"zoom": max(11, min(20, zoom + (1 if step == "in" else -1)))}
    elif step == "zoek":
        changes = {"lat": None, "lon": None, "zoom": max(zoom, 17)}
    elif step == "vragen" and form.chosen:
        changes = {"asked_for": form.chosen.slug}
    shown = form.again(drafts=form.drafts, **changes)
    if step in ("zoek", *PLATES):
        shown.find_place()
    return _page(request, shown)


def _keep(form: ReportForm) -> None:
    """Keep the photos that came in, unless the browser says that it does so itself."""
    if form.accepted and not form.data.get("photos_in_browser"):
        form.drafts = keep_drafts(submission_key=form.uuid, photos=form.accepted)


def _page(request: HttpRequest, form: ReportForm, *, status: int = 200) -> HttpResponse:
    point = form.typed_point()
    if form.is_bound and form.located and form.located.has_point:
        point = (form.located.place.lat or 0.0, form.located.place.lon or 0.0)
    centre_lon, centre_lat = _centre(point)
    zoom = _zoom(request, point is not None, form)
    context = {
        "form": form,
        "groups": subjects.groups(),
        "question_templates": _question_templates(),
        "suggestions": _suggestions(form),
        "nearby": nearby(*point) if point else [],
        "point": point,
        "place": form.located.place.description if form.located and point else "",
        "map": {
            "lat": centre_lat,
            "lon": centre_lon,
            "zoom": zoom,
            "source": map_source.current(),
            "plates": list(PLATES.items()),
        },
        "town": lookup.territory(),
    }
    response = render(request, "issues/citizen/report.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def _initial(request: HttpRequest) -> dict[str, Any]:
    """A fresh key, the visitor's own details, and what the link to this page already knows."""
    initial: dict[str, Any] = {"key": uuid.uuid4()}
    if isinstance(request.user, User):
        user = request.user
        initial |= {"name": user.name, "email": user.email, "phone": user.phone}
    if slug := request.GET.get("onderwerp"):
        initial["category"] = slug
    if address := request.GET.get("plaats", "").replace("\0", ""):
        initial["address"] = address[:200]
    return initial


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _suggestions(form: ReportForm) -> list[Any]:
    """Likely categories for the text, when there is text and nothing is chosen yet."""
    text = str(form["description"].value() or "")
    return suggest(text) if text and not form.chosen else []


def _question_templates() -> str:
    """The questions, notice and stopper of every category, for the page's script to pick from.
    Made at most once a minute per process."""
    made: str | None = cache.get("issues.question_templates")
    if made is None:
        rows = [
            (category, _unbound(category))
            for group in subjects.groups()
            for category in group.choices
        ]
        made = render_to_string("issues/citizen/question_templates.html", {"rows": rows})
        cache.set("issues.question_templates", made, 60)
    return made


def _unbound(category: Category) -> forms.Form:
    form = forms.Form(auto_id=f"id_{category.slug}_%s")
    for question in category.questions.all():
        form.fields[field_name(question)] = field_for(question)
    return form


def _centre(point: tuple[float, float] | None) -> tuple[float, float]:
    """Middle of the map as (lon, lat)."""
    if point:
        return point[1], point[0]
    here = lookup.territory()
    return (here.centre_lon, here.centre_lat) if here else (4.5, 51.0)


def _zoom(request: HttpRequest, has_point: bool, form: ReportForm | None = None) -> int:
    given = form.initial.get("zoom") if form else None
    given = given or request.POST.get("zoom")
    try:
        return max(11, min(20, int(str(given))))
    except ValueError:
        here = lookup.territory()
        return 18 if has_point else here.zoom if here else 12


def _pixel(request: HttpRequest, name: str) -> float:
    try:
        value = float(request.POST.get(name, ""))
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """A fresh token for a report that waited on the device."""
    response = JsonResponse({"token": get_token(request), "name": settings.CSRF_HEADER_NAME})
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def around(request: HttpRequest) -> HttpResponse:
    """What has already been reported around a point, as a piece of page."""
    try:
        lat, lon = (float(request.GET.get(name, "")) for name in ("lat", "lon"))
    except ValueError:
        raise Http404 from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Http404
    return render(request, "issues/citizen/nearby.html", {"nearby": nearby(lat, lon)})


@limited("melding-voorstel", per_minute=60)
@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """Likely categories for a text, as a piece of page; it also tells of danger in the text."""
    text = request.POST.get("text", "")
    response = render(request, "issues/citizen/suggestions.html", {"suggestions": suggest(text)})
    response["X-Danger"] = "1" if sounds_dangerous(text) else "0"
    return response


@secret_page
@require_safe
def draft_photo(request: HttpRequest, key: str) -> HttpResponse:
    """The thumbnail of a photo that waits with a form; its key is as long as a secret link."""
    photo = get_object_or_404(DraftPhoto.objects.only("thumbnail"), key=key)
    return HttpResponse(bytes(photo.thumbnail), content_type="image/jpeg")


@secret_page
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    issue = get_object_or_404(
        Issue.objects.select_related("category", "team__department", "reporter"), secret=secret
    )
    looked_at_by = add_working_days(
        timezone.localdate(issue.received_at),
        house_style.current().looked_at_within,
        closing_days(),
    )
    return render(
        request,
        "issues/citizen/thanks.html",
        {
            "issue": issue,
            "looked_at_by": min(looked_at_by, issue.expected_on),
            "gets_mail": bool(issue.reporter and issue.reporter.email),
            "is_public": public.issues().filter(pk=issue.pk).exists(),
        },
    )
