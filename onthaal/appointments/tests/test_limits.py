"""One mailbox and one telephone have many ways to be written."""

from __future__ import annotations

import pytest

from onthaal.appointments import rules
from onthaal.appointments.actions.booking import Contact, TooMany
from onthaal.appointments.actions.waiting import TooManyWishes, wish_any
from onthaal.appointments.models import WaitingWish
from onthaal.appointments.tests.conftest import TUESDAY


@pytest.mark.parametrize(
    ("written", "mailbox"),
    [
        ("An@Voorbeeld.be", "an@voorbeeld.be"),
        ("an+reispas@voorbeeld.be", "an@voorbeeld.be"),
        ("an.peeters@voorbeeld.be", "an.peeters@voorbeeld.be"),
        ("an.pee.ters+2@gmail.com", "anpeeters@gmail.com"),
        ("anpeeters@googlemail.com", "anpeeters@gmail.com"),
        ("+odd@voorbeeld.be", "+odd@voorbeeld.be"),
        ("geen adres", "geen adres"),
    ],
)
def test_a_mailbox_is_recognised_under_its_other_addresses(written, mailbox):
    assert rules.mailbox(written) == mailbox


@pytest.mark.parametrize(
    "typed",
    [
        "0470 12 34 56",
        "+32 (0)470 12 34 56",
        "0032 (0)470/12.34.56",
        "+32 0470 12 34 56",
        "32470123456",
        "0470\N{EN DASH}12\N{EN DASH}34\N{EN DASH}56",
    ],
)
def test_a_number_is_the_same_however_it_is_typed(typed):
    assert rules.tidy_phone(typed) == "+32470123456"


@pytest.mark.django_db
def test_hoarding_under_other_spellings_is_refused(hall, book):
    hall.policy.max_per_email = hall.policy.max_per_phone = 1
    hall.policy.save()
    book("2026-12-01 09:00", who=Contact("An", "an@voorbeeld.be", "+32 (0)470 12 34 56"))
    with pytest.raises(TooMany):
        book("2026-12-01 10:00", who=Contact("An", "An+2@voorbeeld.be"))
    with pytest.raises(TooMany):
        book("2026-12-01 10:30", who=Contact("An", phone="0470 12 34 56"))
    row = book("2026-12-01 11:00", who=Contact("Anke", "anke+2@voorbeeld.be"))
    # it is written to as it was given
    assert row.email == "anke+2@voorbeeld.be"


@pytest.mark.django_db
def test_the_waiting_list_counts_mailboxes_too(hall):
    def wish(number):
        return wish_any(
            location=hall.place,
            items=[(hall.passport, 1)],
            name="An",
            email=f"an+{number}@voorbeeld.be",
            until=TUESDAY,
        )

    for number in range(3):
        wish(number)
    with pytest.raises(TooManyWishes):
        wish(3)
    assert WaitingWish.objects.count() == 3
