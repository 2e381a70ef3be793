"""Errors as RFC 9457 problem details, in Dutch."""

from __future__ import annotations

import json
import math
from typing import Any

from django.http import Http404, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onthaal.core import clock, rate_limits
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.issues.actions.contributions import CannotAdd
from onthaal.issues.photos import BadPhoto

CONTENT_TYPE = "application/problem+json"
_TITLES = {
    400: "Wij begrijpen de vraag niet",
    401: "Een geldige sleutel is nodig",
    403: "Deze sleutel mag dit niet",
    404: "Niet gevonden",
    409: "Dit kan nu niet",
    412: "Intussen veranderd",
    413: "Te groot",
    415: "Dit formaat lezen wij niet",
    422: "Er klopt iets niet in wat u stuurde",
    428: "Er ontbreekt een kop",
    429: "Te veel vragen",
}


class Problem(Exception):
    """Stops the request with this answer. ``detail`` says in Dutch what to do."""

    def __init__(self, status: int, detail: str = "", **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def title(status: int) -> str:
    """What this status means, in a few words."""
    return _TITLES.get(status, "Het lukte niet")


def answer(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """The problem as a response."""
    content: dict[str, Any] = {"title": title(status), "status": status}
    content |= {"detail": detail} if detail else {}
    response = HttpResponse(
        json.dumps(content | more, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="onthaal"'
    return response


def install(api: NinjaAPI) -> None:
    """Let every failure that has a reason end as a problem."""

    def on(failure: type[Exception], make: Any) -> None:
        api.add_exception_handler(failure, lambda request, error: make(error))

    on(Problem, lambda error: answer(error.status, error.detail, **error.more))
    on(Http404, lambda error: answer(404))
    on(AuthenticationError, lambda error: answer(401))
    on(HttpError, lambda error: answer(error.status_code, str(error)))
    on(ValidationError, lambda error: answer(422, errors=_errors(error)))
    on(CannotAdd, lambda error: answer(409, str(error)))
    on(CannotChange, lambda error: answer(409, str(error)))
    on(BadPhoto, lambda error: answer(422, str(error)))
    on(ChangedMeanwhile, lambda error: answer(412, version=error.row.version))
    on(rate_limits.Limited, _limited)


def _limited(error: rate_limits.Limited) -> HttpResponse:
    seconds = max(1, math.ceil((error.until - clock.now()).total_seconds()))
    response = answer(429, f"Probeer het over {seconds} seconden opnieuw.")
    response["Retry-After"] = str(seconds)
    return response


def _errors(error: ValidationError) -> list[dict[str, str]]:
    """Where and what, without repeating what was sent."""
    return [
        {
            "field": ".".join(str(part) for part in each.get("loc", ())[1:]) or "body",
            "message": str(each.get("msg", "")),
        }
        for each in error.errors
    ]
