"""Every request gets an id, a line in the log and a place in the metrics. No personal data."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.db import DataError
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

from onthaal.core import metrics

request_id: ContextVar[str] = ContextVar("request_id", default="-")
log = logging.getLogger("onthaal.request")
_SAFE = re.compile(r"[\w.-]{1,64}")


class RequestLog:
    """Middleware. Logs method, route (not the path: that may hold secrets), status and time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if _SAFE.fullmatch(given) else uuid4().hex[:16])
        began = time.monotonic()
        try:
            response = self.get_response(request)
            seconds = time.monotonic() - began
            response["X-Request-ID"] = request_id.get()
            match = request.resolver_match
            route = f"/{match.route}" if match else "-"
            if not route.startswith(("/static", "/kaart/<")):
                log.info(
                    "%s %s %s",
                    request.method,
                    route,
                    response.status_code,
                    extra={
                        "method": request.method,
                        "route": route,
                        "status": response.status_code,
                        "ms": round(seconds * 1000, 1),
                    },
                )
            metrics.observe(route, response.status_code, seconds)
            return response
        finally:
            request_id.reset(token)


class RefuseNul:
    """Middleware. PostgreSQL cannot hold a NUL, so a look-up with one breaks.

    An address with a NUL in it that is nobody's, or whose page breaks on it, answers 400; a
    service that refuses it in its own form does so. After the question mark NULs are left out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "").replace("\0", "")
        # leaving one out may put another together: %%0000
        while "%00" in query:
            query = query.replace("%00", "")
        request.META["QUERY_STRING"] = query
        response = self.get_response(request)
        if "\0" in request.path_info and not request.resolver_match:
            return _refusal()
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        broke_on_it = isinstance(exception, (ValueError, DataError))
        return _refusal() if "\0" in request.path_info and broke_on_it else None


def _refusal() -> HttpResponseBase:
    return HttpResponseBadRequest(
        "Dit adres klopt niet. Kijk na of u het juist overnam.",
        content_type="text/plain; charset=utf-8",
    )
