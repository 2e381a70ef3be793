"""The pages for when something is wrong: in plain words, with a way on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token

# what somebody typed here is never put on a page again
SECRET_FIELDS = ("password", "wachtwoord", "code", "credential", "login")
SIMPLEST = "<!doctype html><title>Storing</title><h1>Er loopt iets mis bij ons</h1>"
CSRF_FIELD = "csrfmiddlewaretoken"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of database, house style or session: one of these may be what is broken."""
    try:
        page = render_to_string("500.html")
    except Exception:  # noqa: BLE001 -- also a page without styles is better than none
        return HttpResponse(SIMPLEST, status=500)
    return HttpResponse(page, status=500)


@dataclass(frozen=True)
class Typed:
    """One thing that somebody filled in."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Whether a person wrote it, so that it is worth showing."""
        return " " in self.value.strip()


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a form that was open since yesterday, or in which one logged in meanwhile.

    What was typed comes along, and one press sends it again; but only to who was on our own page:
    a form that another site sent is never offered again.
    """
    typed = [
        Typed(name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != CSRF_FIELD
    ]
    is_secret = any(part in one.name.lower() for one in typed for part in SECRET_FIELDS)
    response = render(
        request,
        "csrf_failure.html",
        {
            "typed": typed if _is_from_us(request) and not is_secret else [],
            "had_files": bool(request.FILES),
            "without_cookies": reason == REASON_NO_CSRF_COOKIE,
            "here": request.get_full_path(),
        },
        status=403,
    )
    add_never_cache_headers(response)
    return response


def _is_from_us(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()


def _page(request: HttpRequest, status: int) -> HttpResponse:
    response = render(request, f"{status}.html", status=status)
    add_never_cache_headers(response)
    return response
