"""Lies keeps the accounts of her colleagues."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client

from onthaal.people import panels
from onthaal.people.actions import staff
from onthaal.people.forms.administration import StaffForm
from onthaal.people.models import Role, User
from onthaal.people.tests.conftest import PASSWORD, member

pytestmark = pytest.mark.django_db
STAFF = "/balie/beheer/medewerkers/"


def history(user) -> list[str]:
    events = apps.get_model("timeline", "Event").objects
    return list(
        events.filter(subject_type="people.user", subject_id=user.pk).values_list("kind", flat=True)
    )


@pytest.mark.parametrize("name", ["", "uitnodigen/", "1/", "1/geen-toegang/", "1/tweede-stap/"])
def test_only_administrators_come_here(client, joris, name):
    client.force_login(joris)
    assert client.get(STAFF + name).status_code == 403


def test_lies_finds_her_colleagues(as_lies, bram, joris, an):
    page = as_lies.get(STAFF).content.decode()
    assert "Bram Peeters" in page
    assert "Behandelaar" in page
    assert "An Maes" not in page
    found = as_lies.get(STAFF, {"q": "wouters"}).content.decode()
    assert "Joris" in found
    assert "Bram" not in found
    assert "Joris" in as_lies.get(STAFF, {"rol": "manager"}).content.decode()
    assert "Geen medewerkers gevonden" in as_lies.get(STAFF, {"q": "zzz"}).content.decode()


def test_the_list_asks_the_same_for_three_and_for_thirty(
    as_lies, bram, joris, django_assert_max_num_queries
):
    as_lies.get(STAFF)  # the house style is kept in memory from now on
    with django_assert_max_num_queries(12) as few:
        as_lies.get(STAFF)
    for number in range(27):
        member(f"Collega{number} Janssens", Role.HANDLER)
    with django_assert_max_num_queries(12) as many:
        as_lies.get(STAFF)
    assert len(few) == len(many)


def test_a_filter_that_makes_no_sense_shows_the_list(as_lies, bram):
    assert "Bram" in as_lies.get(STAFF, {"rol": "koning", "pagina": "x"}).content.decode()


def test_lies_invites_eva_who_chooses_a_password_and_comes_in(as_lies, mailbox):
    answer = as_lies.post(
        f"{STAFF}uitnodigen/",
        {"email": "Eva@Lindeveld.example", "name": "Eva Claes", "phone": "", "roles": ["handler"]},
    )
    eva = User.objects.staff().get(email="eva@lindeveld.example")
    assert answer.url == f"{STAFF}{eva.pk}/"
    assert "Uitgenodigd" in as_lies.get(answer.url).content.decode()
    assert "Eva" in as_lies.get(STAFF, {"toegang": "uitgenodigd"}).content.decode()
    assert history(eva) == ["user.invited"]
    browser = Client()
    address = browser.get(mailbox.link(), follow=True).redirect_chain[-1][0]
    browser.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    browser.post("/balie/aanmelden/", {"login": eva.email, "password": PASSWORD})
    assert get_user(browser) == eva


def test_a_resident_can_be_invited_as_staff_and_keeps_the_own_account(as_lies, an, mailbox):
    as_lies.post(f"{STAFF}uitnodigen/", {"email": an.email, "name": "An Maes", "phone": ""})
    assert User.objects.with_email(an.email).count() == 2
    an.refresh_from_db()
    assert not an.is_staff


def test_an_address_that_is_taken_or_wrong_is_explained_and_kept(as_lies, bram):
    page = as_lies.post(f"{STAFF}uitnodigen/", {"email": bram.email, "name": "Een ander"})
    assert page.status_code == 422
    assert "Er is al een medewerker" in page.content.decode()
    assert "Een ander" in page.content.decode()
    empty = as_lies.post(f"{STAFF}uitnodigen/", {"email": "", "name": "", "roles": ["koning"]})
    assert empty.status_code == 422


def test_an_invitation_can_be_sent_again(as_lies, mailbox):
    eva = User.objects.create_user("eva@lindeveld.example", name="Eva Claes", is_staff=True)
    as_lies.post(f"{STAFF}{eva.pk}/uitnodiging/")
    assert (mailbox.sent[-1].key, mailbox.sent[-1].to) == ("people.staff_invitation", eva.email)


def test_lies_changes_roles_and_history_keeps_them(as_lies, bram):
    answer = as_lies.post(
        f"{STAFF}{bram.pk}/",
        {"name": "Bram Peeters", "phone": "014 12 34 56", "roles": ["manager"]},
    )
    assert answer.status_code == 302
    bram.refresh_from_db()
    assert (bram.phone, bram.roles) == ("014 12 34 56", ["manager"])
    assert history(bram) == ["user.changed"]
    event = apps.get_model("timeline", "Event").objects.get()
    assert event.data == {"roles_before": ["handler"], "roles": ["manager"]}


def test_access_ends_everywhere_at_once_and_comes_back(as_lies, bram):
    at_work = Client()
    at_work.force_login(bram)
    page = as_lies.get(f"{STAFF}{bram.pk}/geen-toegang/")
    assert page.status_code == 200
    as_lies.post(f"{STAFF}{bram.pk}/geen-toegang/")
    bram.refresh_from_db()
    assert not bram.is_active
    assert get_user(at_work).is_anonymous
    assert "geen toegang meer" in as_lies.get(STAFF).content.decode()
    assert "Bram" not in as_lies.get(STAFF).content.decode()
    assert "Bram" in as_lies.get(STAFF, {"toegang": "geen"}).content.decode()
    as_lies.post(f"{STAFF}{bram.pk}/weer-toegang/")
    bram.refresh_from_db()
    assert (bram.is_active, bram.deactivated_at, bram.roles) == (True, None, ["handler"])
    assert history(bram) == ["user.deactivated", "user.reactivated"]
    # an old session does not come back to life
    assert get_user(at_work).is_anonymous


def test_the_last_administrator_cannot_go(as_lies, lies):
    page = as_lies.post(f"{STAFF}{lies.pk}/", {"name": "Lies", "phone": "", "roles": ["desk"]})
    assert page.status_code == 422
    assert "laatste beheerder" in page.content.decode()
    answer = as_lies.post(f"{STAFF}{lies.pk}/geen-toegang/", follow=True)
    assert "laatste beheerder" in answer.content.decode()
    lies.refresh_from_db()
    assert lies.is_active
    assert lies.has_role(Role.ADMINISTRATOR)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_leave_one():
    pair = [member("Lies De Smet", Role.ADMINISTRATOR), member("Piet Maes", Role.ADMINISTRATOR)]

    def remove(number: int) -> bool:
        try:
            staff.deactivate(pair[number], by=pair[1 - number])
        except staff.LastAdministrator:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, [0, 1])) == [False, True]


def test_a_lost_telephone_is_helped(as_lies, bram, mailbox):
    Authenticator.objects.create(user=bram, type="totp", data={"secret": "x"})
    at_work = Client()
    at_work.force_login(bram)
    assert "app" in as_lies.get(f"{STAFF}{bram.pk}/").content.decode()
    as_lies.post(f"{STAFF}{bram.pk}/tweede-stap/")
    assert not Authenticator.objects.exists()
    assert get_user(at_work).is_anonymous
    assert mailbox.sent[-1].to == bram.email
    assert "Lies De Smet" in mailbox.sent[-1].context["wat"]
    assert history(bram) == ["user.second_factor_reset"]


def test_residents_cannot_be_reached_here(as_lies, an):
    for name in ("", "geen-toegang/", "tweede-stap/"):
        assert as_lies.get(f"{STAFF}{an.pk}/{name}").status_code == 404
    assert as_lies.post(f"{STAFF}{an.pk}/geen-toegang/").status_code == 404


def test_other_apps_add_their_column_and_block(as_lies, bram, monkeypatch):
    teams = panels.Panel(
        "Ploegen",
        describe=lambda ids: dict.fromkeys(ids, "Wegen"),
        link=lambda user: ("Ploegen wijzigen", f"/balie/ploegen/{user.pk}/"),
    )
    monkeypatch.setattr(panels, "_panels", [teams])
    assert "Wegen" in as_lies.get(STAFF).content.decode()
    page = as_lies.get(f"{STAFF}{bram.pk}/").content.decode()
    assert f"/balie/ploegen/{bram.pk}/" in page


def test_every_role_can_be_given():
    offered = {value for value, _ in StaffForm.base_fields["roles"].choices}
    assert offered == set(Role.values)
