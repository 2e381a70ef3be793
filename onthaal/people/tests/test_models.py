"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from onthaal.people.models import DeletionLog, LoginCode, PersonalDataAccess, User

pytestmark = pytest.mark.django_db


def test_one_account_as_resident_and_one_as_staff_per_address(an):
    User.objects.create_user(an.email, is_staff=True)
    for is_staff in (False, True):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user("AN@voorbeeld.be", is_staff=is_staff)


def test_an_address_is_stored_in_lower_case_only(an):
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=an.pk).update(email="An@Voorbeeld.be")


def test_residents_have_no_roles(an):
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=an.pk).update(roles=["administrator"])


def test_a_code_for_a_new_address_belongs_to_an_account(an):
    with pytest.raises(IntegrityError):
        LoginCode.objects.create(
            purpose="new_email", email="x@y.be", digest="x", expires_at=an.joined_at
        )


@pytest.mark.parametrize("table", ["people_deletionlog", "people_personaldataaccess"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_the_logs_cannot_be_altered(table, statement):
    DeletionLog.objects.create(kind="people", count=1, rule="Bewaartermijn")
    PersonalDataAccess.objects.create(deed="searched", subject="x")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"):
        cursor.execute(statement.format(table))


def test_initials_and_names():
    assert User(email="an@voorbeeld.be", name="An Maes").initials == "AM"
    assert User(email="an@voorbeeld.be").initials == "AV"
    assert str(User(email="an@voorbeeld.be")) == "an@voorbeeld.be"
