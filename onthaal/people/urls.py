"""Log-in, the own account, and the administration of accounts and personal data.

Names that begin with ``account_``, ``mfa_`` or ``openid_connect_`` are those by which allauth
looks up its pages; what is not listed here of allauth does not exist.
"""

from django.urls import path

from onthaal.people.views import (
    oidc,
    persons,
    resident_account,
    resident_entrance,
    retention,
    staff_account,
    staff_administration,
    staff_entrance,
)

urlpatterns = [
    # residents
    path("aanmelden/", resident_entrance.log_in, name="people-log-in"),
    path("aanmelden/code/", resident_entrance.log_in_code, name="people-log-in-code"),
    path("aanmelden/code/nieuw/", resident_entrance.log_in_new_code, name="people-log-in-new-code"),
    path("aanmelden/via/<slug:provider_id>/", oidc.start, name="people-oidc"),
    path("aanmelden/via/<slug:provider_id>/terug/", oidc.callback, name="openid_connect_callback"),
    path("afmelden/", resident_entrance.log_out, name="people-log-out"),
    path("mijn/gegevens/", resident_account.details, name="people-my-details"),
    path("mijn/gegevens/e-mailadres/", resident_account.new_email, name="people-my-new-email"),
    path(
        "mijn/gegevens/e-mailadres/code/",
        resident_account.new_email_code,
        name="people-my-new-email-code",
    ),
    path(
        "mijn/gegevens/e-mailadres/code/nieuw/",
        resident_account.new_email_new_code,
        name="people-my-new-email-new-code",
    ),
    path(
        "mijn/gegevens/overal-afmelden/",
        resident_account.log_out_everywhere,
        name="people-my-sessions",
    ),
    path("mijn/gegevens/download/", resident_account.download, name="people-my-download"),
    path("mijn/gegevens/wissen/", resident_account.erase, name="people-my-erasure"),
    # staff come in
    path("balie/aanmelden/", staff_entrance.log_in, name="account_login"),
    path("balie/aanmelden/tweede-stap/", staff_entrance.second_step_view, name="mfa_authenticate"),
    path("balie/aanmelden/passkey/", staff_entrance.passkey_log_in, name="mfa_login_webauthn"),
    path("balie/aanmelden/geen-toegang/", staff_entrance.inactive, name="account_inactive"),
    path(
        "balie/wachtwoord-vergeten/",
        staff_entrance.forgotten_password,
        name="account_reset_password",
    ),
    path(
        "balie/wachtwoord/klaar/",
        staff_entrance.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "balie/wachtwoord/<slug:uidb36>/<str:key>/",
        staff_entrance.new_password,
        name="account_reset_password_from_key",
    ),
    # staff keep their own account
    path("balie/account/", staff_account.details, name="people-staff-account"),
    path(
        "balie/account/overal-afmelden/",
        staff_account.log_out_everywhere,
        name="people-staff-sessions",
    ),
    path(
        "balie/account/wachtwoord/", staff_account.password_change, name="account_change_password"
    ),
    path("balie/account/bevestigen/", staff_account.password_again, name="account_reauthenticate"),
    path("balie/account/bevestigen/code/", staff_account.code_again, name="mfa_reauthenticate"),
    path(
        "balie/account/bevestigen/passkey/",
        staff_account.passkey_again,
        name="mfa_reauthenticate_webauthn",
    ),
    path("balie/account/beveiliging/", staff_account.security, name="mfa_index"),
    path("balie/account/beveiliging/app/", staff_account.app_setup, name="mfa_activate_totp"),
    path(
        "balie/account/beveiliging/app/verwijderen/",
        staff_account.app_removal,
        name="mfa_deactivate_totp",
    ),
    path("balie/account/beveiliging/passkey/", staff_account.passkey_new, name="mfa_add_webauthn"),
    path(
        "balie/account/beveiliging/passkey/<int:pk>/naam/",
        staff_account.passkey_name,
        name="mfa_edit_webauthn",
    ),
    path(
        "balie/account/beveiliging/passkey/<int:pk>/verwijderen/",
        staff_account.passkey_removal,
        name="mfa_remove_webauthn",
    ),
    path(
        "balie/account/beveiliging/herstelcodes/",
        staff_account.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "balie/account/beveiliging/herstelcodes/nieuw/",
        staff_account.recovery_codes_new,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "balie/account/beveiliging/herstelcodes/bestand/",
        staff_account.recovery_codes_file,
        name="mfa_download_recovery_codes",
    ),
    # administrators
    path("balie/beheer/medewerkers/", staff_administration.staff_list, name="people-staff"),
    path(
        "balie/beheer/medewerkers/uitnodigen/",
        staff_administration.invitation,
        name="people-staff-invitation",
    ),
    path(
        "balie/beheer/medewerkers/<int:pk>/",
        staff_administration.member,
        name="people-staff-member",
    ),
    path(
        "balie/beheer/medewerkers/<int:pk>/uitnodiging/",
        staff_administration.renewed_invitation,
        name="people-staff-renewed-invitation",
    ),
    path(
        "balie/beheer/medewerkers/<int:pk>/geen-toegang/",
        staff_administration.access_end,
        name="people-staff-access-end",
    ),
    path(
        "balie/beheer/medewerkers/<int:pk>/weer-toegang/",
        staff_administration.access_again,
        name="people-staff-access-again",
    ),
    path(
        "balie/beheer/medewerkers/<int:pk>/tweede-stap/",
        staff_administration.second_step_reset,
        name="people-staff-second-step-reset",
    ),
    path("balie/beheer/bewaartermijnen/", retention.overview, name="people-retention"),
    path("balie/beheer/bewaartermijnen/<str:key>/", retention.rule, name="people-retention-rule"),
    path("balie/beheer/bewaartermijnen/<str:key>/nu/", retention.run, name="people-retention-run"),
    path("balie/beheer/persoonsgegevens/", persons.search, name="people-personal-data"),
    path("balie/beheer/persoonsgegevens/persoon/", persons.person, name="people-person"),
    path("balie/beheer/persoonsgegevens/export/", persons.export, name="people-person-export"),
    path("balie/beheer/persoonsgegevens/wissen/", persons.erasure, name="people-person-erasure"),
]
