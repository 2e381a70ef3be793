"""Logging in with OpenID Connect: what happens once a provider has said who somebody is.

Only the subject is stored, to know the person again; none of the other claims is.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from onthaal.core import links
from onthaal.integrations.acm_idm import claims
from onthaal.integrations.acm_idm.configuration import RESIDENTS, STAFF, Provider
from onthaal.people import entrance, rules, sessions
from onthaal.people.actions import residents, staff
from onthaal.people.models import User

_WAITING = "oidc_waiting"
_WAITS_SECONDS = 900


class ProtocolAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # ships no types
    """allauth's protocol work, with our address to come back to and without keeping claims."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return links.absolute(reverse("openid_connect_callback", args=[self.provider_id]))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        about, proof = data.get("userinfo") or {}, data.get("id_token") or {}
        if about and proof and about.get("sub") != proof.get("sub"):
            raise OAuth2Error("userinfo is about somebody else than the ID token")
        login.claims = {**proof, **about}
        # allauth would store everything that was said, the national number included
        login.account.extra_data = {}
        return login


def providers_for(key: str) -> list[Provider]:
    """The providers to offer a button for, to residents or to staff; often none."""
    return [provider for name, provider in settings.OIDC_PROVIDERS.items() if name == key]


def welcome(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    """Let in who the provider vouched for, or say why not."""
    provider: Provider = settings.OIDC_PROVIDERS[sociallogin.account.provider]
    known = sociallogin.user if sociallogin.is_existing else None
    wanted = sociallogin.state.get("next") or ""
    if provider.key == STAFF:
        return _welcome_staff(request, provider, sociallogin.claims, known, wanted)
    return _welcome_resident(request, provider, sociallogin.claims, known, wanted)


def failed(request: HttpRequest, provider_key: str, cancelled: bool = False) -> HttpResponse:
    """The page that says that it did not work, with the other way in."""
    return render(
        request,
        "people/oidc_failed.html",
        {
            "provider": settings.OIDC_PROVIDERS.get(provider_key),
            "cancelled": cancelled,
            "is_staff_entrance": provider_key == STAFF,
        },
        status=200 if cancelled else 502,
    )


def attach_waiting(request: HttpRequest, user: User) -> None:
    """Tie the identity that waited for an address to ``user``, who has just proved the address."""
    waiting = request.session.pop(_WAITING, None)
    if waiting and time.time() - waiting["at"] < _WAITS_SECONDS:
        _connect(user, RESIDENTS, waiting["subject"])
        if not user.name and waiting["name"]:
            residents.change_details(user, name=waiting["name"], phone=user.phone)


def is_waiting(request: HttpRequest) -> bool:
    """Whether somebody is known by a provider but still has to give an e-mail address."""
    waiting = request.session.get(_WAITING)
    return bool(waiting and time.time() - waiting["at"] < _WAITS_SECONDS)


def _welcome_resident(
    request: HttpRequest,
    provider: Provider,
    said: Mapping[str, Any],
    known: User | None,
    wanted: str,
) -> HttpResponse:
    identity = claims.resident(said)
    user = known
    if user is None and identity.email:
        user = residents.resident(identity.email)
        _connect(user, provider.key, identity.subject)
    if user is None:
        # ACM/IDM gives no address; ask it, and prove it by a code
        request.session[_WAITING] = {
            "subject": identity.subject,
            "name": identity.name,
            "at": int(time.time()),
        }
        return redirect("people-log-in")
    if not user.is_active:
        return _refused(request, provider, "blocked")
    if not user.name and identity.name:
        residents.change_details(user, name=identity.name, phone=user.phone)
    entrance.enter(request, user, method="socialaccount")
    return redirect(entrance.safe_way(request, wanted, settings.LOGIN_REDIRECT_URL))


def _welcome_staff(
    request: HttpRequest,
    provider: Provider,
    said: Mapping[str, Any],
    known: User | None,
    wanted: str,
) -> HttpResponse:
    identity = claims.staff(said, role_claim=provider.role_claim)
    if provider.organisation and identity.organisation not in ("", provider.organisation):
        return _refused(request, provider, "organisation")
    roles = rules.roles_from_claims(
        identity.rights, provider.roles, organisation=provider.organisation
    )
    if provider.roles and not roles:
        return _refused(request, provider, "no_rights")
    user = known
    if user is None and identity.email:
        user = User.objects.staff().with_email(identity.email).first()
        if user is None and roles:
            user = staff.join(email=identity.email, name=identity.name, roles=roles)
        if user is not None:
            _connect(user, provider.key, identity.subject)
    if user is None:
        return _refused(request, provider, "unknown")
    if not user.is_active:
        return _refused(request, provider, "blocked")
    if provider.roles:
        user = staff.set_roles(user, roles)
    entrance.enter(request, user, method="socialaccount")
    # the provider asks staff for a second factor itself
    sessions.note_second_factor(request, user)
    return redirect(entrance.safe_way(request, wanted, "/balie/"))


def _refused(request: HttpRequest, provider: Provider, why: str) -> HttpResponse:
    return render(
        request,
        "people/oidc_refused.html",
        {"provider": provider, "why": why, "is_staff_entrance": provider.key == STAFF},
        status=403,
    )


def _connect(user: User, provider_key: str, subject: str) -> None:
    try:
        with transaction.atomic():
            SocialAccount.objects.get_or_create(
                provider=provider_key, uid=subject, defaults={"user": user, "extra_data": {}}
            )
    except IntegrityError:
        pass  # a parallel request of the same person was first
