"""Staff log in: address and password or a passkey, then the second step. allauth does the work."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.core import rate_limits
from onthaal.core.rate_limits import DAY, HOUR, MINUTE, Limited, client_address, limited
from onthaal.integrations.acm_idm.configuration import STAFF
from onthaal.people import entrance, oidc, sessions
from onthaal.people.actions import staff
from onthaal.people.forms.staff import ForgottenPasswordForm
from onthaal.people.models.account import tidy_email

_PASSKEY_STATE = "mfa.webauthn.state"


class SaysInvalid:
    """Answers an invalid form with 422, like all our pages."""

    def form_invalid(self, form: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]
        if answer.status_code == 200:
            answer.status_code = 422
        return answer


class _LogIn(SaysInvalid, account.LoginView):  # type: ignore[misc]  # ships no types
    template_name = "people/staff_log_in.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        email = tidy_email(request.POST.get("login", ""))
        try:
            # per visitor, so that a stranger cannot lock somebody out; and in all, against many
            here = f"{email} {client_address(request)}"
            rate_limits.count("wachtwoord-hier", here, limit=10, period=15 * MINUTE)
            rate_limits.count("wachtwoord-adres", email, limit=60, period=HOUR)
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        if request.user.is_authenticated:
            entrance.leave(request)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        if answer.status_code == 302:
            rate_limits.forget("wachtwoord-hier", here)
        return answer

    def form_valid(self, form: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().form_valid(form)
        if self.request.user.is_authenticated:
            # allauth has just given the session the length that residents have
            sessions.limit(self.request)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["providers"] = oidc.providers_for(STAFF)
        context["resident_here"] = self.request.user.is_authenticated
        return context


class _PasskeyLogIn(passkeys.LoginWebAuthnView):  # type: ignore[misc]
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            challenge = request.session.get(_PASSKEY_STATE)
            entrance.leave(request)
            if challenge:
                request.session[_PASSKEY_STATE] = challenge
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponseBase:
        if not form.cleaned_data["credential"].user.is_staff:
            form.add_error("credential", "Deze passkey hoort niet bij een medewerker.")
            return self.form_invalid(form)  # type: ignore[no-any-return]
        answer: HttpResponseBase = super().form_valid(form)
        return answer


class _SecondStep(SaysInvalid, second_step.AuthenticateView):  # type: ignore[misc]
    template_name = "people/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        context["has_passkey"] = is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])
        context["has_app"] = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        return context


_log_in = limited("balie-aanmelden", per_hour=200)(_LogIn.as_view())
second_step_view = limited("balie-tweede-stap", per_hour=200)(_SecondStep.as_view())
passkey_log_in = limited("balie-passkey", per_hour=200)(_PasskeyLogIn.as_view())


def log_in(request: HttpRequest) -> HttpResponseBase:
    """E-mail address and password; who is logged in as staff already goes on."""
    if request.user.is_authenticated and request.user.is_staff:
        return redirect(entrance.safe_way(request, request.GET.get("next", ""), "/balie/"))
    return _log_in(request)


log_in.rate_limit = "balie-aanmelden"  # type: ignore[attr-defined]


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """The password is right, but there is no access any more."""
    return render(request, "people/staff_inactive.html", status=403)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("wachtwoord-vergeten", per_hour=20, per_day=60)
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Mail a link to choose a new password; says the same for every address."""
    form = ForgottenPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            rate_limits.count("wachtwoord-vergeten-adres", email, limit=5, period=DAY)
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        staff.request_password(email)
        return render(request, "people/password_mail_sent.html", {"email": email})
    return render(
        request,
        "people/forgotten_password.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


class _NewPassword(SaysInvalid, account.PasswordResetFromKeyView):  # type: ignore[misc]
    template_name = "people/new_password.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["link_is_dead"] = kwargs.get("token_fail", False)
        return context


new_password = limited("nieuw-wachtwoord", per_hour=60)(never_cache(_NewPassword.as_view()))


@require_safe
def new_password_done(request: HttpRequest) -> HttpResponse:
    """The password is set; on to logging in."""
    return render(request, "people/new_password_done.html")
