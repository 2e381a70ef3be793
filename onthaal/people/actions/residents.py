"""What residents do with their own account."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F

from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.core.history import note
from onthaal.people import mail, personal_data
from onthaal.people.models import LoginCode, Purpose, User
from onthaal.people.models.account import tidy_email


class AddressTaken(Exception):
    """Another resident's account already has this address."""


def resident(email: str) -> User:
    """The resident's account with this address, made when it is the first time.

    Only for who has just proved to read mail at that address.
    """
    address = tidy_email(email)
    if known := User.objects.residents().filter(email=address).first():
        return known
    try:
        with transaction.atomic():
            user = User.objects.create_user(address)
            note("user.joined", user, by=user)
            return user
    except IntegrityError:
        return User.objects.residents().get(email=address)


@transaction.atomic
def change_details(user: User, *, name: str, phone: str) -> User:
    """Save name and telephone number."""
    user.name, user.phone = name, phone
    user.save(update_fields=["name", "phone"])
    return user


def change_email(user: User, proof: LoginCode) -> User:
    """Use the address that a redeemed code for a new address proves; tells the old address.

    What other apps know by the old address moves along.

    Raises AddressTaken.
    """
    if proof.purpose != Purpose.NEW_EMAIL or proof.user_id != user.pk or not proof.used_at:
        raise ValueError("not a redeemed code for a new address of this account")
    old = user.email
    try:
        with transaction.atomic():
            user.email = proof.email
            user.save(update_fields=["email"])
            note("user.email_changed", user, by=user)
            for holder in personal_data.holders():
                if holder.move:
                    holder.move(old, user.email)
            mail.send(
                "people.email_changed",
                to=old,
                to_name=user.name,
                context={"moment": moment_in_words(clock.now())},
            )
    except IntegrityError:
        user.email = old
        raise AddressTaken from None
    return user


@transaction.atomic
def end_all_sessions(user: User) -> User:
    """Log the account out on every device, this one included."""
    User.objects.filter(pk=user.pk).update(session_version=F("session_version") + 1)
    user.refresh_from_db(fields=["session_version"])
    return user


@transaction.atomic
def remove_account(user: User) -> None:
    """Delete a resident's account for good, with its sessions. Idempotent."""
    if user.is_staff:
        raise ValueError("an account of a member of staff is deactivated, not removed")
    LoginCode.objects.filter(email=user.email).delete()
    User.objects.filter(pk=user.pk, is_staff=False).delete()


def unusable_password() -> str:
    """For an account that nobody can log in to with a password."""
    return make_password(None)
