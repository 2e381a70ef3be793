"""A new installation gets its first administrator from the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from onthaal.people.models import User

pytestmark = pytest.mark.django_db


def first(email="lies@gemeente.example", **options) -> str:
    out = io.StringIO()
    call_command("first_administrator", email, stdout=out, **options)
    return out.getvalue()


def test_the_first_administrator_is_invited_by_mail(mailbox):
    assert "lies@gemeente.example" in first(name="Lies De Smet")
    lies = User.objects.get()
    assert (lies.is_staff, lies.roles, lies.has_usable_password()) == (
        True,
        ["administrator"],
        False,
    )
    assert mailbox.link().startswith("/balie/wachtwoord/")


def test_there_is_only_one_first(mailbox, lies):
    with pytest.raises(CommandError, match="al een beheerder"):
        first()


def test_an_address_of_a_colleague_is_not_made_administrator(mailbox, bram):
    with pytest.raises(CommandError, match="al een medewerker"):
        first(bram.email)
    bram.refresh_from_db()
    assert bram.roles == ["handler"]
