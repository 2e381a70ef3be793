"""Pages about the running program itself."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onthaal.core import health, metrics
from onthaal.operations import trial_mail


@require_safe
def trial_mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that Onthaal sent while trying out. Does not exist in production."""
    if settings.PRODUCTION:
        raise Http404
    return render(request, "operations/trial_mailbox.html", {"mails": trial_mail.mails()})


@require_safe
def trial_mail_page(request: HttpRequest, key: str) -> HttpResponse:
    """One mail as its receiver reads it, with working links."""
    mail = None if settings.PRODUCTION else trial_mail.mail(key)
    if mail is None:
        raise Http404
    return render(request, "operations/trial_mail.html", {"mail": mail})


@require_safe
def trial_mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML form of one mail. A sandbox: nothing in it can run or reach the site."""
    mail = None if settings.PRODUCTION else trial_mail.mail(key)
    if mail is None:
        raise Http404
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
        "sandbox allow-top-navigation-by-user-activation allow-popups"
    )
    return response


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The web process answers. For a container's liveness probe."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether the town hall can work: 200, or 503 with what is wrong. No details of data."""
    found = health.problems()
    is_ready = not any(problem and problem.serious for problem in found.values())
    return JsonResponse(
        {
            "ready": is_ready,
            "checks": {name: problem.what if problem else "ok" for name, problem in found.items()},
        },
        status=200 if is_ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@never_cache
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for who has METRICS_TOKEN (as bearer token), else only for this machine."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token:
        allowed = constant_time_compare(given, f"Bearer {token}")
    else:
        # a request that a proxy passes on is somebody else's, also when we do not know the proxy
        is_passed_on = "X-Forwarded-For" in request.headers
        allowed = not is_passed_on and request.META["REMOTE_ADDR"] in ("127.0.0.1", "::1")
    if not allowed:
        raise Http404
    lines = [
        "# TYPE onthaal_requests_total counter",
        "# TYPE onthaal_request_seconds histogram",
        *(f"{name} {value:g}" for name, value in metrics.totals().items()),
    ]
    for name, (meaning, value) in health.gauges().items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value:g}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")
