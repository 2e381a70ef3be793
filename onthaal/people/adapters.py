"""Our wishes towards allauth: what it asks, says and mails."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from onthaal.core import rate_limits
from onthaal.people import oidc
from onthaal.people.actions import staff
from onthaal.people.models import User
from onthaal.ui import house_style

FRESH_SECONDS = 600
_SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

_MESSAGES = {
    "account/messages/password_changed.txt": "Uw wachtwoord is gewijzigd.",
    "account/messages/password_set.txt": "Uw wachtwoord is ingesteld.",
    "account/messages/logged_out.txt": "U bent afgemeld.",
    "mfa/messages/totp_activated.txt": "De app is ingesteld als tweede stap.",
    "mfa/messages/totp_deactivated.txt": "De app is verwijderd als tweede stap.",
    "mfa/messages/webauthn_added.txt": "De passkey is toegevoegd.",
    "mfa/messages/webauthn_removed.txt": "De passkey is verwijderd.",
}

# what a member of staff is mailed about the own log-in, so that a thief cannot do it unseen
_NOTICES = {
    "account/email/password_changed": "Uw wachtwoord is gewijzigd.",
    "account/email/password_set": "Er is een wachtwoord ingesteld voor uw account.",
    "account/email/password_reset": "Er is een nieuw wachtwoord gekozen voor uw account.",
    "mfa/email/totp_activated": "Een app is ingesteld als tweede stap bij het aanmelden.",
    "mfa/email/totp_deactivated": "De app is verwijderd als tweede stap bij het aanmelden.",
    "mfa/email/webauthn_added": "Een passkey is toegevoegd aan uw account.",
    "mfa/email/webauthn_removed": "Een passkey is verwijderd van uw account.",
    "mfa/email/recovery_codes_generated": "U hebt nieuwe herstelcodes gemaakt.",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet.",
        "incorrect_code": "Deze code klopt niet.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer.",
        "too_many_login_attempts": "Te veel pogingen. Wacht even en probeer het dan opnieuw.",
        "rate_limited": "Te veel pogingen. Wacht even en probeer het dan opnieuw.",
        "enter_current_password": "Typ uw huidige wachtwoord.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return rate_limits.client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/balie/" if getattr(request.user, "is_staff", False) else "/mijn/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people-staff-account")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted in PostgreSQL by the views instead of in a cache per process."""

    def reauthenticate(self, user: User, password: str) -> bool:
        return user.check_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just logged in need not type the password again to set up a second factor."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < FRESH_SECONDS for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Met uw wachtwoord",
            "mfa_reauthenticate": "Met een code uit uw app of een herstelcode",
            "mfa_reauthenticate:webauthn": "Met uw passkey",
        }
        return [
            {**method, "description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what we have Dutch words for; the rest is small talk."""
        text = message or _MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        if what := _NOTICES.get(template_prefix):
            staff.tell_security_changed(user, what)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"allauth wants to send {template_prefix}; it has no route here")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # ships no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet. Kijk of de klok van uw toestel juist staat.",
        "cannot_delete_authenticator": "U moet minstens één tweede stap houden. Voeg eerst een "
        "andere toe.",
        "cannot_generate_recovery_codes": "Stel eerst een app of een passkey in.",
    }

    def _get_site_name(self) -> str:
        return f"{house_style.current().municipality_name} – balie"

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "Mijn passkey" if count == 0 else f"Mijn passkey {count + 1}"

    def encrypt(self, text: str) -> str:
        """The secrets of apps and recovery codes are unreadable without our key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # another SECRET_KEY made it: no code can be right, until an administrator resets it
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays as long as one is required."""
        if not settings.STAFF_MFA:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=_SECOND_STEPS)
        return bool(others.exclude(pk=authenticator.pk).exists())


def has_second_step(user: User) -> bool:
    """Whether this member of staff has set up an app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=_SECOND_STEPS).exists())


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"onthaal.people.second_factor" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)


class OidcAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # ships no types
    """Takes over as soon as a provider has told who somebody is."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        raise ImmediateHttpResponse(oidc.welcome(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        cancelled = error == AuthError.CANCELLED
        raise ImmediateHttpResponse(oidc.failed(request, provider.app.provider_id, cancelled))
