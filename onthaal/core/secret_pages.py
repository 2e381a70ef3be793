"""Pages that open with a secret link: whoever has it, may see them; nobody else may learn it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render

from onthaal.core.changes import CannotChange

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


def withdrawal_page(
    request: HttpRequest,
    form_class: type[Form],
    withdraw: Callable[[str], object],
    *,
    template: str,
    context: dict[str, Any],
    back: str,
    done: str,
    too_late: str,
) -> HttpResponse:
    """The resident takes back what was asked, and may say ``why``; then ``back`` to its own page.

    Withdrawing what is closed already (CannotChange) is no fault: ``too_late`` says so.
    """
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw(form.cleaned_data["why"])
        except CannotChange:
            messages.info(request, too_late)
        else:
            messages.success(request, done)
        return redirect(back)
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)


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
