"""Staff keep their own account: details, password, second step."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth as passkey_protocol
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from onthaal.core import rate_limits
from onthaal.core.rate_limits import MINUTE, Limited
from onthaal.people import sessions
from onthaal.people.access import StaffRequest, staff_account_required, staff_required
from onthaal.people.actions import residents, staff
from onthaal.people.adapters import SecondFactorAdapter, has_second_step
from onthaal.people.forms.staff import OwnDetailsForm
from onthaal.people.models import User
from onthaal.people.views.staff_entrance import SaysInvalid


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def details(request: StaffRequest) -> HttpResponse:
    """The own name and telephone number, and the way to password and second step."""
    form = OwnDetailsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        staff.change_own_details(request.user, **form.cleaned_data)
        messages.success(request, "Uw gegevens zijn bewaard.")
        return redirect("people-staff-account")
    context = {"form": form, "has_password": request.user.has_usable_password()}
    return render(request, "people/staff_account.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def log_out_everywhere(request: StaffRequest) -> HttpResponse:
    """End every other session; this one stays."""
    user = residents.end_all_sessions(request.user)
    update_session_auth_hash(request, user)
    messages.success(request, "U bent afgemeld op al uw andere toestellen.")
    return redirect("people-staff-account")


class _InItsFrame:
    """Without menus as long as they would all lead back here."""

    request: StaffRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        closed = settings.STAFF_MFA and not sessions.showed_second_factor(self.request)
        context["frame"] = "people/staff_entrance.html" if closed else "ui/staff.html"
        return context


class _Security(_InItsFrame, second_step.IndexView):  # type: ignore[misc]  # ships no types
    template_name = "people/security.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        context = self.get_context_data(**kwargs)
        kinds = context["authenticators"]
        has_one = "totp" in kinds or "webauthn" in kinds
        shown = sessions.showed_second_factor(request)
        must = settings.STAFF_MFA and not shown
        if has_one and not shown:
            # it exists, but was not shown in this session
            way = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"
            onward = reverse("mfa_index") if not must else "/balie/"
            return redirect(f"{reverse(way)}?next={onward}")
        context |= {
            "app": kinds.get("totp"),
            "passkeys": kinds.get("webauthn", []),
            "recovery_codes": kinds.get("recovery_codes"),
            "must_set_up": must,
        }
        return self.render_to_response(context)  # type: ignore[no-any-return]


class _ActivateApp(_InItsFrame, SaysInvalid, totp.ActivateTOTPView):  # type: ignore[misc]
    template_name = "people/app_setup.html"


class _RemoveApp(SaysInvalid, totp.DeactivateTOTPView):  # type: ignore[misc]
    template_name = "people/app_removal.html"


class _AddPasskey(_InItsFrame, SaysInvalid, passkeys.AddWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkey_new.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = passkey_protocol.begin_registration(self.request.user, passwordless=True)
        context["js_data"] = {"creation_options": options}
        # allauth's own context forgets the form with its errors
        context["form"] = kwargs.get("form") or context["form"]
        return context


class _RenamePasskey(SaysInvalid, passkeys.EditWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkey_name.html"
    success_url = reverse_lazy("mfa_index")


class _RemovePasskey(passkeys.RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkey_removal.html"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["may_remove"] = SecondFactorAdapter().can_delete_authenticator(self.object)
        return context

    def form_valid(self, form: Any) -> HttpResponseBase:
        if not SecondFactorAdapter().can_delete_authenticator(self.object):
            return HttpResponseRedirect(self.request.path)
        answer: HttpResponseBase = super().form_valid(form)
        return answer


class _RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "people/recovery_codes.html"


class _NewRecoveryCodes(SaysInvalid, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "people/recovery_codes_new.html"


class _DownloadRecoveryCodes(recovery.DownloadRecoveryCodesView):  # type: ignore[misc]
    template_name = "people/recovery_codes.txt"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().render_to_response(context, **kwargs)
        answer["Content-Disposition"] = 'attachment; filename="herstelcodes.txt"'
        return answer


class _Reauthenticate(SaysInvalid, account.ReauthenticateView):  # type: ignore[misc]
    template_name = "people/password_again.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            rate_limits.count(
                "wachtwoord-opnieuw", str(request.user.pk), limit=10, period=15 * MINUTE
            )
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


class _CodeAgain(SaysInvalid, second_step.ReauthenticateView):  # type: ignore[misc]
    template_name = "people/code_again.html"


class _PasskeyAgain(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkey_again.html"

    def form_invalid(self, form: Any) -> HttpResponseBase:
        for problem in form.errors.get("credential", []):
            messages.error(self.request, problem)
        return HttpResponseRedirect(self.request.get_full_path())


class _ChangePassword(SaysInvalid, account.PasswordChangeView):  # type: ignore[misc]
    template_name = "people/password_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_usable_password():  # type: ignore[union-attr]
            return redirect("people-staff-account")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            rate_limits.count(
                "wachtwoord-wijzigen", str(request.user.pk), limit=10, period=15 * MINUTE
            )
        except Limited as refusal:
            return rate_limits.too_many(request, refusal.until)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


def _not_around_the_first(view: Any) -> Any:
    """Who has a second step shows it before adding another."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_second_step(request.user) and not sessions.showed_second_factor(request):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)  # type: ignore[no-any-return]

    return guarded


# open to who must still set up a second step, or show it
security = staff_account_required(never_cache(_Security.as_view()))
app_setup = staff_account_required(_not_around_the_first(never_cache(_ActivateApp.as_view())))
passkey_new = staff_account_required(_not_around_the_first(never_cache(_AddPasskey.as_view())))
password_again = staff_account_required(never_cache(_Reauthenticate.as_view()))
code_again = staff_account_required(never_cache(_CodeAgain.as_view()))
passkey_again = staff_account_required(never_cache(_PasskeyAgain.as_view()))
# only with it
app_removal = staff_required(never_cache(_RemoveApp.as_view()))
passkey_name = staff_required(never_cache(_RenamePasskey.as_view()))
passkey_removal = staff_required(never_cache(_RemovePasskey.as_view()))
recovery_codes = staff_required(never_cache(_RecoveryCodes.as_view()))
recovery_codes_new = staff_required(never_cache(_NewRecoveryCodes.as_view()))
recovery_codes_file = staff_required(_DownloadRecoveryCodes.as_view())
password_change = staff_required(never_cache(_ChangePassword.as_view()))
