"""Who may open a page. Default deny: a staff view without one of these fails the access walk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from onthaal.people import sessions

if TYPE_CHECKING:
    from onthaal.people.models import User

STAFF_LOG_IN = "/balie/aanmelden/"
RESIDENT_LOG_IN = "/aanmelden/"


class StaffRequest(HttpRequest):
    """A request whose user is known to be a member of staff; only for type annotations."""

    user: User


class ResidentRequest(HttpRequest):
    """A request whose user is known to be a resident; only for type annotations."""

    user: User


P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def staff_required(view: View[P]) -> View[P]:
    """Send a stranger to the staff log-in; refuse a resident with 403."""
    return role_required()(view)


def role_required(*roles: str) -> Callable[[View[P]], View[P]]:
    """Like ``staff_required``, and refuse staff that have none of ``roles`` (if any are given)."""
    return _staff_only(roles, second_factor=True)


def staff_account_required(view: View[P]) -> View[P]:
    """Like ``staff_required``, but also open to who must still set up a second factor.

    Only for the pages on which that is done.
    """
    return _staff_only((), second_factor=False)(view)


def resident_required(view: View[P]) -> View[P]:
    """Send everybody but a resident to the residents' log-in (a code by e-mail).

    Staff, too: what they report at home belongs to their own account as a resident.
    """

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated or request.user.is_staff:
            return redirect_to_login(_way_back(request), RESIDENT_LOG_IN)
        return view(request, *args, **kwargs)

    guarded.required_roles = None  # type: ignore[attr-defined]
    return cast("View[P]", guarded)


def refreshes_itself(view: View[P]) -> View[P]:
    """Mark a page that a browser asks for by itself: it does not keep a session alive.

    Goes on the inside of ``staff_required``.
    """
    view.refreshes_itself = True  # type: ignore[attr-defined]
    return view


def _staff_only(roles: tuple[str, ...], *, second_factor: bool) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_way_back(request), STAFF_LOG_IN)
            user = cast("User", request.user)
            if not (user.is_staff and user.is_active):
                raise PermissionDenied
            if sessions.is_over(request):
                logout(request)
                return redirect_to_login(_way_back(request), STAFF_LOG_IN)
            if second_factor and settings.STAFF_MFA and not sessions.showed_second_factor(request):
                return redirect("mfa_index")
            if roles and not user.has_role(*roles):
                raise PermissionDenied
            if not getattr(view, "refreshes_itself", False):
                sessions.keep_alive(request)
            return view(request, *args, **kwargs)

        guarded.required_roles = roles  # type: ignore[attr-defined]  # the access walk reads it
        return cast("View[P]", guarded)

    return decorate


def _way_back(request: HttpRequest) -> str:
    """Where to go on after log-in: this page, unless it was a form that got lost."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else ""
