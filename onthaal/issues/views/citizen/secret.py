"""Pages that open with a secret link: whoever has it, may see them; nobody else may learn it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def secret_page(view: View[P]) -> View[P]:
    """Keep the address out of search engines, other sites' logs and shared caches."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # not no-referrer: with that, browsers send "Origin: null" along with a form, which the
        # check against forged forms rightly refuses
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


class _Judge(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def passes_csrf(request: HttpRequest) -> bool:
    """Django's own check, for a page that is ``csrf_exempt`` because it answers a failure with
    the form as it was typed, instead of an error page that throws everything away."""
    judge = _Judge(lambda request: HttpResponse())
    return judge.process_view(request, _not_exempt, (), {}) is None


def _not_exempt(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
