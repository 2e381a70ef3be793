"""Administrators see and keep everything that is linked with us."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.api import outward
from onthaal.api.actions import keys
from onthaal.api.forms.keys import KeyForm
from onthaal.api.models import ApiKey, ExternalParty, MessageState, WebhookEndpoint
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.timeline.models import Event

administrator = role_required(Role.ADMINISTRATOR)
# where a fresh secret waits for the one page that shows it
_SHOWN_ONCE = "api-key-secret"
_WORDS = {
    "api_key.made": "Sleutel gemaakt",
    "api_key.changed": "Sleutel veranderd",
    "api_key.rotated": "Sleutel vervangen",
    "api_key.stopped": "Sleutel stopgezet",
    "api_key.started": "Sleutel opnieuw aangezet",
}


@require_safe
@administrator
def links(request: StaffRequest) -> HttpResponse:
    """All keys, and where partners find us."""
    rows = ApiKey.objects.annotate(brought=Count("reports")).order_by("-is_active", "name", "id")
    return render(
        request,
        "api/links.html",
        {
            "keys": rows,
            "parties": ExternalParty.objects.annotate(
                subjects=Count("mappings", distinct=True),
                sent=Count("transmissions", distinct=True),
            ),
            "problems": outward.problems().count(),
            "webhooks": WebhookEndpoint.objects.annotate(
                waiting=Count("messages", filter=Q(messages__state=MessageState.WAITING))
            ),
            "endpoint": f"{settings.PUBLIC_URL}/open311/v2/",
            "rest": f"{settings.PUBLIC_URL}/api/v1/",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def new_key(request: StaffRequest) -> HttpResponse:
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, secret = keys.make(**form.cleaned_data, by=request.user)
        return _show_once(request, key, secret)
    return render(
        request,
        "api/key.html",
        {"form": form, "key": None},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def key(request: StaffRequest, pk: int) -> HttpResponse:
    """One key: what it may do, what it did."""
    row = get_object_or_404(ApiKey, pk=pk)
    form = KeyForm(request.POST or None, instance=get_object_or_404(ApiKey, pk=pk))
    if request.method == "POST" and form.is_valid():
        keys.change(row, **form.cleaned_data, by=request.user)
        messages.success(request, "De sleutel is bewaard.")
        return redirect("api-key", pk)
    events = Event.objects.about(row).select_related("actor").order_by("-at", "-id")
    response = render(
        request,
        "api/key.html",
        {
            "form": form,
            "key": row,
            "secret": _take_secret(request, row),
            "brought": row.reports.count(),
            "history": [(_WORDS.get(event.kind, event.kind), event) for event in events[:20]],
        },
        status=422 if form.errors else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def key_renewal(request: StaffRequest, pk: int) -> HttpResponse:
    """A new secret, after a question: the old one stops at once."""
    row = get_object_or_404(ApiKey, pk=pk)
    if request.method == "POST":
        return _show_once(request, row, keys.rotate(row, by=request.user))
    return render(request, "api/key_renewal.html", {"key": row})


@require_POST
@administrator
def key_end(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ApiKey, pk=pk)
    keys.stop(row, by=request.user)
    messages.success(request, f"De sleutel van {row} werkt niet meer.")
    return redirect("api-key", pk)


@require_POST
@administrator
def key_again(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ApiKey, pk=pk)
    keys.start_again(row, by=request.user)
    messages.success(request, f"De sleutel van {row} werkt weer.")
    return redirect("api-key", pk)


def _show_once(request: StaffRequest, row: ApiKey, secret: str) -> HttpResponse:
    request.session[_SHOWN_ONCE] = [row.pk, secret]
    return redirect("api-key", row.pk)


def _take_secret(request: StaffRequest, row: ApiKey) -> str:
    """The fresh secret of this key, the first time that somebody asks."""
    pk, secret = request.session.pop(_SHOWN_ONCE, (None, ""))
    return str(secret) if pk == row.pk else ""
