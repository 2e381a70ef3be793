"""Forms with which staff log in and keep their own password; fitted into allauth's views."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms

from onthaal.people.forms.residents import DetailsForm, EmailForm
from onthaal.people.models import User

PASSWORD_HINT = "Minstens 12 tekens. Enkele woorden na elkaar zijn sterk en goed te onthouden."  # noqa: S105


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]  # ships no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self, "login", "E-mailadres", required="Vul uw e-mailadres in.", autocomplete="username"
        )
        _word(self, "password", "Wachtwoord", required="Vul uw wachtwoord in.")


class PasswordAgainForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The own password, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", "Wachtwoord", required="Vul uw wachtwoord in.")


class PasswordLinkForm(allauth_forms.UserTokenForm):  # type: ignore[misc]
    """A link from a mail; only those of active staff count."""

    def _get_user(self, uidb36: str) -> User | None:
        user = super()._get_user(uidb36)
        return user if user and user.is_staff and user.is_active else None


class _TwiceTheSame:
    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        errors = self.errors.get("password2")  # type: ignore[attr-defined]
        if errors and self.cleaned_data.get("password1"):  # type: ignore[attr-defined]
            self.errors["password2"] = self.error_class(  # type: ignore[attr-defined]
                ["Typ twee keer hetzelfde wachtwoord."]
            )


class NewPasswordForm(_TwiceTheSame, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password through a link from a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(_TwiceTheSame, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", "Huidig wachtwoord", required="Typ uw huidige wachtwoord.")
        _new_password(self)


class ForgottenPasswordForm(EmailForm):
    """The address to mail a link to; says nothing about whether it is known."""


class OwnDetailsForm(DetailsForm):
    class Meta(DetailsForm.Meta):
        help_texts = {
            "name": "Zo zien collega’s u.",
            "phone": "Voor collega’s.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


def _new_password(form: forms.Form) -> None:
    _word(form, "password1", "Nieuw wachtwoord", required="Kies een wachtwoord.")
    form.fields["password1"].help_text = PASSWORD_HINT
    _word(
        form, "password2", "Nieuw wachtwoord, nog een keer", required="Typ het wachtwoord opnieuw."
    )


def _word(form: forms.Form, name: str, label: str, *, required: str, **attributes: str) -> None:
    """Our words on one of allauth's fields, without its placeholders and links."""
    field = form.fields[name]
    field.label, field.help_text = label, ""
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
