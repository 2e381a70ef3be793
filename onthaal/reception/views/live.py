"""The stream on which open pages hear that something changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from onthaal.core import live


@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    return live.stream(request)
