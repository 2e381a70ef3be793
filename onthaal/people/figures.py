"""Lists of staff and what we know of their log-in, in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from onthaal.people.models import User

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@dataclass(frozen=True)
class Row:
    """One member of staff in the list; ``extra`` holds the texts of the panels, in their order."""

    user: User
    second_steps: str
    extra: list[str]


def staff_list(*, search: str = "", role: str = "", access: str = "") -> QuerySet[User]:
    """The members of staff that fit, by name. ``access`` as in ``StaffFilterForm``."""
    found = User.objects.staff()
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if role == "geen":
        found = found.filter(roles=[])
    elif role:
        found = found.filter(roles__contains=[role])
    if access == "geen":
        found = found.filter(is_active=False)
    elif access != "alle":
        found = found.filter(is_active=True)
    if access == "uitgenodigd":
        found = found.filter(last_login__isnull=True)
    elif access == "zonder-tweede-stap":
        with_one = Authenticator.objects.filter(type__in=SECOND_STEPS).values("user")
        found = found.exclude(pk__in=with_one)
    return found.order_by("name", "email")


def second_steps(users: Sequence[User]) -> dict[int, str]:
    """Per member of staff: ``app``, ``passkey`` or both, in words."""
    kinds: dict[int, set[str]] = {}
    for pk, kind in Authenticator.objects.filter(user__in=users, type__in=SECOND_STEPS).values_list(
        "user_id", "type"
    ):
        kinds.setdefault(pk, set()).add("app" if kind == Authenticator.Type.TOTP else "passkey")
    return {pk: " en ".join(sorted(found)) for pk, found in kinds.items()}
