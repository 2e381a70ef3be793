"""Administrators keep the webhooks and look what became of their messages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.api import happenings
from onthaal.api.actions import webhooks
from onthaal.api.forms.webhooks import ReplayForm, SecretForm, WebhookForm
from onthaal.api.models import MessageState, WebhookEndpoint, WebhookMessage
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.timeline.models import Event
from onthaal.ui.spreadsheets import spreadsheet

administrator = role_required(Role.ADMINISTRATOR)
PER_PAGE = 50
_SHOWN_ONCE = "webhook-secret"
_WORDS = {
    "webhook.made": "Webhook gemaakt",
    "webhook.changed": "Webhook veranderd",
    "webhook.secret_replaced": "Geheim vervangen",
    "webhook.paused": "Stilgezet",
    "webhook.resumed": "Weer aangezet",
    "webhook.tried": "Proefbericht verstuurd",
    "webhook.replayed": "Berichten opnieuw verstuurd",
}
FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@administrator
def new(request: StaffRequest) -> HttpResponse:
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        endpoint = form.save(commit=False)
        secret = webhooks.keep(endpoint, by=request.user)
        return _show_once(request, endpoint, secret)
    return _settings(request, form, None)


@require_http_methods(FORM)
@administrator
def change(request: StaffRequest, pk: int) -> HttpResponse:
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    form = WebhookForm(request.POST or None, instance=endpoint)
    if request.method == "POST" and form.is_valid():
        webhooks.keep(form.save(commit=False), by=request.user)
        messages.success(request, "De webhook is bewaard.")
        return redirect("webhook", pk)
    return _settings(request, form, get_object_or_404(WebhookEndpoint, pk=pk))


def _settings(
    request: StaffRequest, form: WebhookForm, endpoint: WebhookEndpoint | None
) -> HttpResponse:
    return render(
        request,
        "api/webhooks/settings.html",
        {"form": form, "endpoint": endpoint},
        status=422 if form.errors else 200,
    )


@require_safe
@administrator
def webhook(request: StaffRequest, pk: int) -> HttpResponse:
    """One end point: whether it works, and its log."""
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    state = request.GET.get("toestand", "")
    rows = endpoint.messages.all()
    if state in MessageState.values:
        rows = rows.filter(state=state)
    if request.GET.get("formaat") == "csv":
        return spreadsheet(_table(rows), "csv", f"webhook-{endpoint.pk}")
    meanings = {each.name: each.meaning for each in happenings.TYPES}
    events = Event.objects.about(endpoint).select_related("actor").order_by("-at", "-id")
    response = render(
        request,
        "api/webhooks/webhook.html",
        {
            "endpoint": endpoint,
            "secret": _take_secret(request, endpoint),
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
            "state": state,
            "states": MessageState.choices,
            "wanted": [meanings.get(name, name) for name in endpoint.types],
            "waiting": endpoint.messages.filter(state=MessageState.WAITING).count(),
            "failed": endpoint.messages.filter(state=MessageState.FAILED).count(),
            "history": [(_WORDS.get(event.kind, event.kind), event) for event in events[:10]],
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _table(rows: Any) -> Iterator[list[Any]]:
    yield [
        "bericht",
        "soort",
        "gemaakt",
        "toestand",
        "pogingen",
        "laatste antwoord",
        "laatste fout",
    ]
    for message in rows.prefetch_related("attempts")[:20_000]:
        last = next(iter(message.attempts.all()), None)
        yield [
            message.message_id,
            message.type,
            timezone.localtime(message.made_at).isoformat(timespec="seconds"),
            message.get_state_display(),
            len(message.attempts.all()),
            last.status if last and last.status else "",
            last.error if last else "",
        ]


@require_http_methods(FORM)
@administrator
def secret(request: StaffRequest, pk: int) -> HttpResponse:
    """A new secret, after the question how long the old one signs along."""
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    form = SecretForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = webhooks.replace_secret(endpoint, both_for=form.span, by=request.user)
        return _show_once(request, endpoint, made)
    return render(
        request,
        "api/webhooks/secret.html",
        {"form": form, "endpoint": endpoint},
        status=422 if form.errors else 200,
    )


@require_http_methods(FORM)
@administrator
def replay(request: StaffRequest, pk: int) -> HttpResponse:
    """Send again what failed since a day."""
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    form = ReplayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        since = dt.datetime.combine(form.cleaned_data["since"], dt.time.min)
        number = webhooks.send_failed_again(
            endpoint, since=timezone.make_aware(since), by=request.user
        )
        if number:
            messages.success(request, f"{number} berichten vertrekken opnieuw.")
        else:
            messages.info(request, "Sinds die dag mislukte er niets.")
        return redirect("webhook", pk)
    return render(
        request,
        "api/webhooks/replay.html",
        {"form": form, "endpoint": endpoint},
        status=422 if form.errors else 200,
    )


@require_POST
@administrator
def pause(request: StaffRequest, pk: int) -> HttpResponse:
    webhooks.pause(get_object_or_404(WebhookEndpoint, pk=pk), by=request.user)
    messages.success(request, "De webhook staat stil. Wat gebeurt, blijft klaarstaan.")
    return redirect("webhook", pk)


@require_POST
@administrator
def resume(request: StaffRequest, pk: int) -> HttpResponse:
    number = webhooks.resume(get_object_or_404(WebhookEndpoint, pk=pk), by=request.user)
    told = f" {number} berichten die wachtten, vertrekken nu." if number else ""
    messages.success(request, f"De webhook werkt weer.{told}")
    return redirect("webhook", pk)


@require_http_methods(FORM)
@administrator
def removal(request: StaffRequest, pk: int) -> HttpResponse:
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    if request.method == "POST":
        webhooks.remove(endpoint, by=request.user)
        messages.success(request, f"De webhook {endpoint.name} is verwijderd.")
        return redirect("api-links")
    waiting = endpoint.messages.filter(state=MessageState.WAITING).count()
    return render(request, "api/webhooks/removal.html", {"endpoint": endpoint, "waiting": waiting})


@require_POST
@administrator
def trial(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        message = webhooks.send_test(get_object_or_404(WebhookEndpoint, pk=pk), by=request.user)
    except webhooks.CannotDo as refusal:
        messages.error(request, str(refusal))
        return redirect("webhook", pk)
    messages.success(request, "Het proefbericht vertrekt. Ververs deze pagina zo dadelijk.")
    return redirect("webhook-message", message.pk)


@require_safe
@administrator
def message(request: StaffRequest, pk: int) -> HttpResponse:
    """One message: what was sent and what came back, each time."""
    row = get_object_or_404(WebhookMessage.objects.select_related("endpoint"), pk=pk)
    body = json.dumps(json.loads(row.body), indent=2, ensure_ascii=False)
    return render(
        request,
        "api/webhooks/message.html",
        {"message": row, "body": body, "attempts": row.attempts.all()[:100]},
    )


@require_POST
@administrator
def repetition(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(WebhookMessage.objects.select_related("endpoint"), pk=pk)
    webhooks.send_again(row, by=request.user)
    messages.success(request, "Het bericht vertrekt opnieuw, met hetzelfde nummer.")
    return redirect("webhook-message", pk)


@require_safe
@administrator
def explanation(request: StaffRequest) -> HttpResponse:
    """For who builds the other side: what we send and how to check it."""
    return render(request, "api/webhooks/explanation.html", {"types": happenings.TYPES})


def _show_once(request: StaffRequest, endpoint: WebhookEndpoint, made: str) -> HttpResponse:
    request.session[_SHOWN_ONCE] = [endpoint.pk, made]
    return redirect("webhook", endpoint.pk)


def _take_secret(request: StaffRequest, endpoint: WebhookEndpoint) -> str:
    pk, made = request.session.pop(_SHOWN_ONCE, (None, ""))
    return str(made) if pk == endpoint.pk else ""
