"""The door: key, limit, rights, repeated questions, and the description of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from onthaal.api.actions import keys
from onthaal.api.models import ApiKey, IdempotentAnswer, Scope
from onthaal.api.rest import problems
from onthaal.api.rest.problems import Problem
from onthaal.core import rate_limits
from onthaal.core.numbers import whole

F = TypeVar("F", bound=Callable[..., Any])
# Of who comes with a key that is none, per address.
_WRONG_KEYS_PER_MINUTE = 60
_ERRORS = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429)
_LONGEST_MARK = 200


class KeyAuth(HttpBearer):
    """``Authorization: Bearer onthaal_…``, the same keys as for Open311; with ``scope`` only those
    that have this right."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = keys.recognise(token)
        if key is None:
            rate_limits.count(
                "rest",
                rate_limits.client_address(request),
                limit=_WRONG_KEYS_PER_MINUTE,
                period=rate_limits.MINUTE,
            )
            return None
        rate_limits.count("rest/key", str(key.pk), limit=key.per_minute, period=rate_limits.MINUTE)
        if self.scope and not key.may(self.scope):
            raise Problem(403, f"Nodig recht: {self.scope.label}.")
        return key


class Service(NinjaAPI):
    """Describes its errors the way it sends them."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**{"path_prefix": "/api/v1/", **more})
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        told = {"description": "", "content": {problems.CONTENT_TYPE: {"schema": _REFERENCE}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status in _ERRORS:
                    title = problems.title(status)
                    operation["responses"][status] = {**told, "description": title}
        return schema


_REFERENCE = {"$ref": "#/components/schemas/Problem"}
_PROBLEM = {
    "type": "object",
    "description": "Wat er misging, volgens RFC 9457.",
    "required": ["title", "status"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Wat u eraan kunt doen."},
        "version": {"type": "integer", "description": "Bij 412: de versie van nu."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}

api = Service(
    title="Onthaal",
    version="1.0.0",
    description=(
        "Meldingen en werkopdrachten voor andere systemen van de gemeente en haar partners. "
        "Over klachten geeft deze dienst niets prijs."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="rest",
)
problems.install(api)


def operation(
    router: Router, method: str, path: str, *, scope: Scope | None, **more: Any
) -> Callable[[F], F]:
    """Register a function for this address, for keys that have this right; None = every key."""
    needs = f"Nodig recht: {scope.label}." if scope else "Elke sleutel mag dit."

    def decorate(function: F) -> F:
        words = " ".join((function.__doc__ or "").split())
        register = router.api_operation(
            [method],
            path,
            auth=KeyAuth(scope),
            summary=words.partition(".")[0],
            description=f"{words}\n\n{needs}",
            operation_id=function.__name__,
            url_name=f"rest-{function.__name__.replace('_', '-')}",
            **more,
        )
        return register(function)

    return decorate


def once(
    request: HttpRequest,
    act: Callable[[], tuple[int, Any]],
    mark: str,
    *,
    content: bytes | None = None,
) -> HttpResponse:
    """Do ``act`` (which gives a status and a schema) once per Idempotency-Key.

    Again with the same content: the same answer. With other content: a problem. At the same
    moment from two connections: the second waits for the first. What was refused was not done,
    and is not kept. ``content`` is what was sent when that is not the body as a whole.
    """
    if len(mark) > _LONGEST_MARK or not mark.isprintable() or not mark.strip():
        raise Problem(422, "Een Idempotency-Key heeft 1 tot 200 gewone tekens.")
    key = key_of(request)
    sent = f"{request.method} {request.path}\n".encode()
    fingerprint = hashlib.sha256(sent + (request.body if content is None else content)).hexdigest()
    try:
        with transaction.atomic():
            row = IdempotentAnswer.objects.create(key=key, mark=mark, fingerprint=fingerprint)
            row.status, shown = act()
            row.body = shown.model_dump_json()
            row.save(update_fields=["status", "body"])
            return _stored(row)
    except IntegrityError:
        known = IdempotentAnswer.objects.filter(key=key, mark=mark).first()
        if known is None:
            raise
        if known.fingerprint != fingerprint:
            raise Problem(
                422, "Deze Idempotency-Key is al gebruikt voor iets anders. Kies een nieuwe."
            ) from None
        response = _stored(known)
        response["Idempotency-Replayed"] = "true"
        return response


def _stored(row: IdempotentAnswer) -> HttpResponse:
    response = HttpResponse(row.body, status=row.status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


def key_of(request: HttpRequest) -> ApiKey:
    """The key that opened the door."""
    return cast("ApiKey", request.auth)  # type: ignore[attr-defined]  # ninja puts it there


def expected_version(if_match: str) -> int | None:
    """The version in an If-Match header; None without one. Raises Problem."""
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text or text == "*":
        return None
    if (version := whole(text)) is None:
        raise Problem(422, 'If-Match is de ETag die u kreeg, zoals "3".')
    return version
