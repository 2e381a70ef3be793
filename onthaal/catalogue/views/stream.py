"""Our products for other systems: the stream that LPDC polls, single products, the whole catalogue.

Open data: no account, no personal data. What is in the stream never changes, so a full page may be
kept for ever. With ``?delen=apart`` every condition and procedure stands apart.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from onthaal.catalogue import stream
from onthaal.catalogue.exchange.context import CONTEXT
from onthaal.catalogue.exchange.instances import Lacks
from onthaal.catalogue.models import InstanceSnapshot, Product
from onthaal.core.rate_limits import limited

FOR_EVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=60"


@require_safe
def page(request: HttpRequest, number: int = 0) -> HttpResponse:
    """One page of the stream; the last one still grows."""
    found = stream.page(number, apart=_apart(request))
    if found is None:
        raise Http404
    body, is_full = found
    return _json_ld(request, body, FOR_EVER if is_full else SHORTLY)


@require_safe
def member(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One member of the stream by its own address."""
    row = get_object_or_404(InstanceSnapshot, uuid=key)
    body = {"@context": stream.context_address(), **stream.member(row, apart=_apart(request))}
    return _json_ld(request, body, FOR_EVER)


@require_safe
def instance(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A product as it is published now; one that was archived says so."""
    product = get_object_or_404(Product.objects.filter(published__isnull=False), uuid=key)
    try:
        body = stream.instance(product, apart=_apart(request))
    except Lacks:
        raise Http404 from None
    return _json_ld(request, {"@context": stream.context_address(), **body}, SHORTLY)


@require_safe
@limited("producten-uitvoer", per_minute=30, methods=("GET",))
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every published product in one file."""
    response = _json_ld(request, stream.catalogue(apart=_apart(request)), SHORTLY)
    response["Content-Disposition"] = 'attachment; filename="producten.jsonld"'
    return response


@require_safe
def context(request: HttpRequest) -> HttpResponse:
    """What the terms in all of these mean."""
    return _json_ld(request, {"@context": CONTEXT}, "public, max-age=86400")


def _apart(request: HttpRequest) -> bool:
    return request.GET.get("delen") == "apart"


def _json_ld(request: HttpRequest, body: Any, keep: str) -> HttpResponse:
    data = json.dumps(body, ensure_ascii=False, indent=1).encode()
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response = HttpResponse(data, content_type="application/ld+json")
    response["ETag"] = etag
    response["Cache-Control"] = keep
    # open data may be read from any page
    response["Access-Control-Allow-Origin"] = "*"
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response
