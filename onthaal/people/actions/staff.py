"""What administrators do with the accounts of staff, and staff with their own."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from onthaal.core import clock, links
from onthaal.core.dutch import moment_in_words
from onthaal.core.history import note
from onthaal.people import mail, rules
from onthaal.people.actions.residents import end_all_sessions, unusable_password
from onthaal.people.models import Role, User
from onthaal.people.models.account import tidy_email


class AddressTaken(Exception):
    """A member of staff already has this address; ``user`` is that account."""

    def __init__(self, user: User) -> None:
        super().__init__(user.pk)
        self.user = user


class LastAdministrator(Exception):
    """Nobody could administer Onthaal any more."""


@transaction.atomic
def invite(*, email: str, name: str, phone: str, roles: list[str], by: User | None) -> User:
    """Make an account for a member of staff and mail a link to choose a password.

    Raises AddressTaken.
    """
    address = tidy_email(email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                address, name=name, phone=phone, is_staff=True, roles=sorted(roles)
            )
    except IntegrityError:
        raise AddressTaken(User.objects.staff().get(email=address)) from None
    note("user.invited", user, by=by, data={"roles": user.roles})
    send_invitation(user, by=by)
    return user


def found(*, email: str, name: str) -> User:
    """Invite the first administrator of a new installation. Raises AddressTaken."""
    return invite(email=email, name=name, phone="", roles=[Role.ADMINISTRATOR], by=None)


def has_administrator() -> bool:
    """Whether there is somebody who can invite the others."""
    return User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).exists()


@transaction.atomic
def join(*, email: str, name: str, roles: list[str]) -> User:
    """An account for who an identity provider says works here with these roles."""
    user = User.objects.create_user(email, name=name, is_staff=True, roles=sorted(roles))
    note("user.joined", user, by=user, data={"roles": user.roles, "source": "oidc"})
    return user


@transaction.atomic
def send_invitation(user: User, *, by: User | None) -> None:
    """Mail a (new) link to choose the first password."""
    mail.send(
        "people.staff_invitation",
        to=user.email,
        to_name=user.name,
        context={
            "naam": str(user),
            "uitnodiger": str(by or "De installatie van Onthaal"),
            "link": _password_link(user),
            "dagen": _link_days(),
        },
        forget_text=True,
    )


@transaction.atomic
def request_password(email: str) -> None:
    """Mail a link to choose a new password, if this is the address of active staff.

    Says nothing about whether it is.
    """
    user = User.objects.staff().filter(email=tidy_email(email), is_active=True).first()
    if user is None:
        return
    mail.send(
        "people.staff_password",
        to=user.email,
        to_name=user.name,
        context={"naam": str(user), "link": _password_link(user), "dagen": _link_days()},
        forget_text=True,
    )


@transaction.atomic
def change(user: User, *, name: str, phone: str, roles: list[str], by: User) -> User:
    """Change details and roles. Raises LastAdministrator."""
    user, administrators = _locked_with_administrators(user)
    before = sorted(user.roles)
    _keep_an_administrator(user, administrators, stays=Role.ADMINISTRATOR in roles)
    user.name, user.phone, user.roles = name, phone, sorted(roles)
    user.save(update_fields=["name", "phone", "roles"])
    note("user.changed", user, by=by, data={"roles_before": before, "roles": user.roles})
    return user


@transaction.atomic
def change_own_details(user: User, *, name: str, phone: str) -> User:
    """A member of staff changes the own name and telephone number, nothing else."""
    user.name, user.phone = name, phone
    user.save(update_fields=["name", "phone"])
    note("user.changed", user, by=user)
    return user


@transaction.atomic
def set_roles(user: User, roles: list[str]) -> User:
    """Take over the roles that an identity provider gives; the last administrator stays one."""
    user, administrators = _locked_with_administrators(user)
    wanted, before = sorted(set(roles)), sorted(user.roles)
    try:
        _keep_an_administrator(user, administrators, stays=Role.ADMINISTRATOR in wanted)
    except LastAdministrator:
        wanted = sorted({*wanted, Role.ADMINISTRATOR.value})
    if wanted != before:
        user.roles = wanted
        user.save(update_fields=["roles"])
        data = {"roles_before": before, "roles": wanted, "source": "oidc"}
        note("user.changed", user, by=user, data=data)
    return user


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """Take away the access, at once and on every device. Raises LastAdministrator."""
    user, administrators = _locked_with_administrators(user)
    if not user.is_active:
        return user
    _keep_an_administrator(user, administrators, stays=False)
    user.is_active, user.deactivated_at = False, clock.now()
    user.save(update_fields=["is_active", "deactivated_at"])
    end_all_sessions(user)
    note("user.deactivated", user, by=by)
    return user


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    """Give the access back, with the roles of before; also to a blocked resident."""
    user = _locked(user)
    if user.is_active:
        return user
    user.is_active, user.deactivated_at = True, None
    user.save(update_fields=["is_active", "deactivated_at"])
    note("user.reactivated", user, by=by)
    return user


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> User:
    """Remove app, passkeys and recovery codes and log out everywhere: the telephone is lost.

    The member of staff is told, and sets up a second factor again at the next log-in.
    """
    user = _locked(user)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user)
    note("user.second_factor_reset", user, by=by, data={"removed": removed})
    tell_security_changed(user, f"{by} heeft uw tweede stap bij het aanmelden gewist.")
    return user


@transaction.atomic
def tell_security_changed(user: User, what: str) -> None:
    """Mail a member of staff that something about the own log-in changed."""
    mail.send(
        "people.staff_security",
        to=user.email,
        to_name=user.name,
        context={"naam": str(user), "wat": what, "moment": moment_in_words(clock.now())},
    )


@transaction.atomic
def strip_former_staff(ids: list[int]) -> int:
    """Erase what is not needed of staff who left; the name stays with what they decided."""
    former = User.objects.staff().filter(pk__in=ids, is_active=False)
    Authenticator.objects.filter(user__in=former).delete()
    SocialAccount.objects.filter(user__in=former).delete()
    return former.update(phone="", password=unusable_password(), last_login=None)


def _locked(user: User) -> User:
    return User.objects.get_queryset().select_for_update().get(pk=user.pk)


def _locked_with_administrators(user: User) -> tuple[User, set[int]]:
    """The account and who can administer now, locked in one order: two administrators who
    remove each other wait for one another instead of both going through."""
    is_administrator = Q(is_staff=True, is_active=True, roles__contains=[Role.ADMINISTRATOR])
    rows = list(
        User.objects.get_queryset()
        .filter(is_administrator | Q(pk=user.pk))
        .select_for_update()
        .order_by("pk")
    )
    account = next(row for row in rows if row.pk == user.pk)
    return account, {row.pk for row in rows if row.has_role(Role.ADMINISTRATOR)}


def _keep_an_administrator(user: User, administrators: set[int], *, stays: bool) -> None:
    if not rules.may_lose_administrator(
        target=user.pk, active_administrators=administrators, stays_administrator=stays
    ):
        raise LastAdministrator


def _password_link(user: User) -> str:
    return links.absolute(
        reverse(
            "account_reset_password_from_key",
            kwargs={
                "uidb36": user_pk_to_url_str(user),
                "key": default_token_generator.make_token(user),
            },
        )
    )


def _link_days() -> str:
    return str(settings.PASSWORD_RESET_TIMEOUT // 86400)
