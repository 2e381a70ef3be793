"""What this app itself holds about a person, and how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from onthaal.people import personal_data
from onthaal.people.actions import residents, staff
from onthaal.people.models import LoginCode, User
from onthaal.people.personal_data import Person, Record


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "people",
        "Account",
        export=export,
        erase=erase,
        keeps="Dat uw gegevens gewist zijn, bewaren wij zonder uw naam of adres.",
    )
    personal_data.register_retention(
        "people.unused_residents",
        "Accounts van inwoners die niet meer gebruikt worden",
        default_days=730,
        explanation="Het account wordt gewist. Meldingen volgen hun eigen termijn.",
        find=unused_residents,
        moment="last_used_at",
        erase=erase_residents,
    )
    personal_data.register_retention(
        "people.former_staff",
        "Medewerkers die geen toegang meer hebben",
        default_days=365,
        explanation="Telefoonnummer, wachtwoord en tweede stap worden gewist. De naam blijft bij "
        "wat de medewerker voor de gemeente deed.",
        find=former_staff,
        moment="deactivated_at",
        erase=lambda ids: staff.strip_former_staff(list(ids)),
    )
    personal_data.register_retention(
        "people.login_codes",
        "Codes om aan te melden",
        default_days=1,
        explanation="Het e-mailadres en de versleutelde code worden gewist.",
        find=lambda cutoff: LoginCode.objects.filter(expires_at__lt=cutoff),
        moment="expires_at",
        erase=lambda ids: LoginCode.objects.filter(pk__in=ids).delete(),
    )
    personal_data.register_retention(
        "people.sessions",
        "Verlopen sessies",
        default_days=1,
        explanation="Wat onthouden werd van een bezoek dat voorbij is.",
        find=lambda cutoff: Session.objects.filter(expire_date__lt=cutoff),
        moment="expire_date",
        erase=lambda ids: Session.objects.filter(pk__in=ids).delete(),
    )


def export(who: Person) -> Iterable[Record]:
    for user in (who.resident, who.staff):
        if user is None:
            continue
        fields: dict[str, object] = {
            "E-mailadres": user.email,
            "Naam": user.name,
            "Telefoonnummer": user.phone,
            "Account sinds": user.joined_at,
            "Laatst aangemeld": user.last_login,
            "Actief": user.is_active,
        }
        if user.is_staff:
            fields["Rollen"] = ", ".join(user.role_labels)
            fields["Tweede stap bij het aanmelden"] = ", ".join(
                str(each.get_type_display())
                for each in Authenticator.objects.filter(user=user).order_by("pk")
            )
        for account in SocialAccount.objects.filter(user=user).order_by("pk"):
            fields[f"Aangemeld via {account.provider}"] = account.uid
        yield Record("Account als medewerker" if user.is_staff else "Account als inwoner", fields)
    for code in LoginCode.objects.filter(email=who.email).order_by("pk"):
        yield Record(
            "Gevraagde code",
            {"Gevraagd op": code.created_at, "Gebruikt op": code.used_at, "Voor": code.email},
        )


def erase(who: Person) -> int:
    codes, _ = LoginCode.objects.filter(email=who.email).delete()
    if who.resident:
        residents.remove_account(who.resident)
    return codes + bool(who.resident)


def unused_residents(cutoff: dt.datetime) -> QuerySet[Any]:
    return (
        User.objects.residents()
        .annotate(last_used_at=Coalesce("last_login", "joined_at"))
        .filter(last_used_at__lt=cutoff)
    )


def erase_residents(ids: Sequence[int]) -> None:
    for user in User.objects.residents().filter(pk__in=ids):
        residents.remove_account(user)


def former_staff(cutoff: dt.datetime) -> QuerySet[Any]:
    """Only those who still have something to erase, so that nobody is erased for ever."""
    return (
        User.objects.staff()
        .filter(is_active=False, deactivated_at__lt=cutoff)
        .filter(
            ~Q(phone="")
            | ~Q(password__startswith="!")  # noqa: S106 -- the mark of an unusable password
            | Q(last_login__isnull=False)
            | Q(pk__in=Authenticator.objects.values("user"))
            | Q(pk__in=SocialAccount.objects.values("user"))
        )
    )
