"""Who may open a page. Default deny: a staff view without one of these fails the access walk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

if TYPE_CHECKING:
    from onthaal.people.models import User


class StaffRequest(HttpRequest):
    """A request whose user is known to be a member of staff; only for type annotations."""

    user: User  # type: ignore[assignment]


P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def staff_required(view: View[P]) -> View[P]:
    """Send a stranger to the staff log-in; refuse a resident with 403."""
    return role_required()(view)


def role_required(*roles: str) -> Callable[[View[P]], View[P]]:
    """Like ``staff_required``, and refuse staff that have none of ``roles`` (if any are given)."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "/balie/aanmelden/")
            user = cast("User", request.user)
            if not (user.is_staff and user.is_active) or (roles and not user.has_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_roles = roles  # type: ignore[attr-defined]  # the access walk reads it
        return guarded

    return decorate


def resident_required(view: View[P]) -> View[P]:
    """Send a stranger to the residents' log-in (a code by e-mail)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "/aanmelden/")
        return view(request, *args, **kwargs)

    guarded.required_roles = None  # type: ignore[attr-defined]
    return guarded
