"""Pages that open with a secret link: whoever has it, may see them; nobody else may learn it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from onthaal.appointments.models import Appointment

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


def find(secret: str) -> Appointment:
    """The appointment of this link, with its products. Raises Http404."""
    return get_object_or_404(
        Appointment.objects.select_related("location", "lane__host").prefetch_related(
            "items__product"
        ),
        secret=secret,
    )
