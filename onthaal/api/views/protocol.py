"""What every answer of the Open311 service has in common: key, limit, format, errors, caching."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from onthaal.api import rules
from onthaal.api.actions import keys
from onthaal.api.models import ApiKey
from onthaal.core import clock, rate_limits
from onthaal.integrations.open311 import documents
from onthaal.territory import lookup

# Of everybody without a key, per address: a map on a page of somebody else's must not stop.
PER_MINUTE_WITHOUT_KEY = 120


@dataclass(frozen=True)
class Ask:
    """One question to the service, after the door."""

    given: QueryDict
    key: ApiKey | None
    posts: bool


@dataclass(frozen=True)
class Reply:
    """``root`` names the document in XML."""

    root: str
    content: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    changed_at: dt.datetime | None = None


Answering = Callable[..., Reply]
View = Callable[..., HttpResponse]


def speaks(*methods: str) -> Callable[[Answering], View]:
    """Make a view of a function that takes an Ask and gives a Reply or raises rules.Refused.

    Cross-site request forgery is no danger here: no cookie is read, the key is the credential.
    """

    def decorate(answering: Answering) -> View:
        @wraps(answering)
        def view(request: HttpRequest, form: str, **more: str) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise rules.Refused(405, f"{request.method} is not possible here")
                reply = answering(_ask(request), **{k: rules.tidy(v) for k, v in more.items()})
            except rules.Refused as refusal:
                response = _refusal(refusal.status, refusal.reasons, form)
                if refusal.status == 405:
                    response["Allow"] = ", ".join(methods)
                return response
            except rate_limits.Limited as refusal:
                seconds = max(1, math.ceil((refusal.until - clock.now()).total_seconds()))
                response = _refusal(429, [f"too often; try again in {seconds} seconds"], form)
                response["Retry-After"] = str(seconds)
                return response
            return _written(request, reply, form)

        view.rate_limit = "open311"  # type: ignore[attr-defined]  # the habit test reads it
        return cast("View", csrf_exempt(view))

    return decorate


def _ask(request: HttpRequest) -> Ask:
    posts = request.method == "POST"
    try:
        given = cast("QueryDict", request.POST if posts else request.GET)
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
        raise rules.Refused(400, "the form cannot be read") from error
    # some clients put the key in the address of a POST too
    address = cast("QueryDict", request.GET)
    secret = rules.one(given, "api_key") or rules.one(address, "api_key")
    key = keys.recognise(secret) if secret else None
    if key:
        rate_limits.count(
            "open311/key", str(key.pk), limit=key.per_minute, period=rate_limits.MINUTE
        )
    else:
        rate_limits.count(
            "open311",
            rate_limits.client_address(request),
            limit=PER_MINUTE_WITHOUT_KEY,
            period=rate_limits.MINUTE,
        )
    if secret and key is None:
        raise rules.Refused(403, "api_key is not valid")
    if posts and key is None:
        raise rules.Refused(403, "api_key is required")
    _check_jurisdiction(
        rules.one(given, "jurisdiction_id") or rules.one(address, "jurisdiction_id")
    )
    return Ask(given, key, posts)


def jurisdictions() -> set[str]:
    """The names by which partners may call this municipality: its site, its NIS code."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    territory = lookup.ground().territory
    return {host, host.removeprefix("www."), territory.nis_code if territory else ""} - {""}


def _check_jurisdiction(asked: str) -> None:
    if asked and asked.lower().removeprefix("www.") not in jurisdictions():
        raise rules.Refused(404, "jurisdiction_id is not known")


def _refusal(status: int, reasons: Sequence[str], form: str) -> HttpResponse:
    errors = [{"code": str(status), "description": reason} for reason in reasons]
    return HttpResponse(
        documents.write("errors", errors, form),
        status=status,
        content_type=documents.CONTENT_TYPES[form],
        headers={"Cache-Control": "no-store"},
    )


def _written(request: HttpRequest, reply: Reply, form: str) -> HttpResponse:
    body = documents.write(reply.root, reply.content, form)
    response = HttpResponse(body, content_type=documents.CONTENT_TYPES[form])
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
        return response
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = None
    if reply.changed_at:
        changed = int(reply.changed_at.timestamp())
        response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "private, no-cache"
    found = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    return cast("HttpResponse", found)
