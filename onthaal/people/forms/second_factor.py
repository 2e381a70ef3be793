"""Forms of the second step when staff log in; fitted into allauth's views."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from onthaal.core import rate_limits
from onthaal.people.models import User

_CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "class": "code-input",
    "spellcheck": "false",
}


class _CodeOfAnApp:
    """A code is tried a limited number of times, and counts once, whatever the process."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = "Code"
        field.widget.attrs = dict(_CODE)
        field.error_messages["required"] = "Vul de code in."

    def clean_code(self) -> str:
        key = str(self.user.pk)
        try:
            rate_limits.count("tweede-stap/kort", key, limit=10, period=10 * rate_limits.MINUTE)
            rate_limits.count("tweede-stap/dag", key, limit=60, period=rate_limits.DAY)
        except rate_limits.Limited:
            raise get_adapter().validation_error("too_many_login_attempts") from None
        code: str = super().clean_code()  # type: ignore[misc]
        used = getattr(self, "authenticator", None)
        if (
            used is not None
            and used.type == Authenticator.Type.TOTP
            and not rate_limits.first_time(
                "code-gebruikt", f"{key}:{code.strip()}", period=dt.timedelta(minutes=3)
            )
        ):
            raise forms.ValidationError(
                "Deze code is al gebruikt. Wacht op de volgende code in uw app."
            )
        return code


class AuthenticateForm(_CodeOfAnApp, base_forms.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De zes cijfers in uw app, of een herstelcode."


class ReauthenticateForm(_CodeOfAnApp, base_forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De zes cijfers in uw app, of een herstelcode."


class ActivateAppForm(_CodeOfAnApp, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De zes cijfers die uw app nu toont."


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey always proves by finger, face or PIN who uses it, so that it logs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _passkey_name(self)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        # asks allauth to insist on the finger, face or PIN
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _passkey_name(self)


def _passkey_name(form: forms.Form) -> None:
    field = form.fields["name"]
    field.label = "Naam van deze passkey"
    field.help_text = "Zo herkent u ze later, zoals ‘laptop van het werk’."
    field.error_messages["required"] = "Geef de passkey een naam."
    if isinstance(field, forms.CharField):
        field.max_length = 60
        field.widget.attrs["maxlength"] = "60"
