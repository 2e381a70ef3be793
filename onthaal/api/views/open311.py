"""Open311 GeoReport v2, call by call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from onthaal.api import description311, rules, shown
from onthaal.api.actions import reports
from onthaal.api.actions import updates as news
from onthaal.api.models import Scope
from onthaal.api.views.protocol import Ask, Reply, speaks
from onthaal.core import clock


@speaks("GET", "HEAD")
def discovery(ask: Ask) -> Reply:
    return Reply("discovery", shown.discovery())


@speaks("GET", "HEAD")
def services(ask: Ask) -> Reply:
    return Reply("services", shown.services())


@speaks("GET", "HEAD")
def service(ask: Ask, code: str) -> Reply:
    return Reply("service_definition", shown.service_definition(code))


@speaks("GET", "HEAD", "POST")
def requests(ask: Ask) -> Reply:
    """The list, or a new report."""
    if ask.posts:
        return _new_report(ask)
    asked = rules.question(ask.given, now=clock.now(), zone=timezone.get_default_timezone())
    issues = shown.found(ask.key, asked)
    # no Last-Modified: what leaves the list changes it without being in it
    return Reply("service_requests", shown.requests(ask.key, issues, extensions=asked.extensions))


def _new_report(ask: Ask) -> Reply:
    if ask.key is None or not ask.key.may(Scope.REPORT):
        raise rules.Refused(403, "this api_key may not report")
    wanted = rules.report(ask.given)
    made = reports.receive(key=ask.key, report=wanted)
    answer = {
        "service_request_id": made.issue.reference,
        "service_notice": made.issue.category.notice or None,
        "account_id": wanted.account_id or None,
    }
    return Reply("service_requests", [answer])


@speaks("GET", "HEAD")
def request(ask: Ask, reference: str) -> Reply:
    issue = shown.one(ask.key, reference)
    extensions = rules.one(ask.given, "extensions").lower() in ("true", "1")
    return Reply(
        "service_requests",
        shown.requests(ask.key, [issue], extensions=extensions),
        changed_at=issue.changed_at,
    )


@speaks("GET", "HEAD")
def token(ask: Ask, token: str) -> Reply:
    """We give the number at once, so a token is the number itself."""
    issue = shown.one(ask.key, token)
    return Reply("service_requests", [{"service_request_id": issue.reference, "token": token}])


@speaks("GET", "HEAD", "POST")
def updates(ask: Ask) -> Reply:
    """The changes of status, or news from a partner."""
    if ask.posts:
        return _new_update(ask)
    start, end = rules.span(ask.given, now=clock.now(), zone=timezone.get_default_timezone())
    rows = shown.updates(
        ask.key, start=start, end=end, ids=rules.several(ask.given, "service_request_id")
    )
    return Reply("service_request_updates", rows)


def _new_update(ask: Ask) -> Reply:
    if ask.key is None or not (ask.key.may(Scope.REMARK) or ask.key.may(Scope.STATUS)):
        raise rules.Refused(403, "this api_key may not send updates")
    told = rules.news(ask.given)
    issue = shown.one(ask.key, told.reference)
    made = news.accept(key=ask.key, issue=issue, news=told)
    answer = {"update_id": str(made.pk), "service_request_id": issue.reference}
    return Reply("service_request_updates", [answer])


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """All of this for tools that read OpenAPI."""
    return JsonResponse(description311.document())


@speaks("GET", "HEAD")
def unknown(ask: Ask) -> Reply:
    """Everything else under /open311/, in the format that the address ends with."""
    raise rules.Refused(404, "there is nothing here; see discovery.xml")
