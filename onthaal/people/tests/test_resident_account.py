"""An keeps her own account."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.contrib.auth import get_user
from django.test import Client

from onthaal.people import personal_data
from onthaal.people.models import Deed, DeletionLog, LoginCode, PersonalDataAccess, User

pytestmark = pytest.mark.django_db
HOME = "/mijn/gegevens/"


@pytest.fixture
def as_an(client, an):
    client.force_login(an)
    return client


def test_an_changes_her_name_and_number(as_an, an):
    assert "An Maes" in as_an.get(HOME).content.decode()
    assert as_an.post(HOME, {"name": " An  Maes-Claes ", "phone": "0470 12 34 56"}).url == HOME
    an.refresh_from_db()
    assert (an.name, an.phone) == ("An Maes-Claes", "0470 12 34 56")


def test_a_number_that_is_none_is_explained_and_kept(as_an, an):
    page = as_an.post(HOME, {"name": "An", "phone": "bel me"})
    assert page.status_code == 422
    assert "0470 12 34 56" in page.content.decode()
    assert 'value="bel me"' in page.content.decode()
    an.refresh_from_db()
    assert an.name == "An Maes"


def test_she_moves_to_a_new_address_with_a_code(as_an, an, mailbox):
    assert as_an.post(f"{HOME}e-mailadres/", {"email": "An.Maes@Nieuw.be"}).status_code == 302
    assert mailbox.sent[-1].to == "an.maes@nieuw.be"
    answer = as_an.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert answer.url == HOME
    an.refresh_from_db()
    assert an.email == "an.maes@nieuw.be"
    assert (mailbox.sent[-1].key, mailbox.sent[-1].to) == (
        "people.email_changed",
        "an@voorbeeld.be",
    )


def test_what_other_apps_know_by_the_address_moves_along(as_an, karim, mailbox, monkeypatch):
    moved = []
    monkeypatch.setattr(personal_data, "_holders", dict(personal_data._holders))
    personal_data.register(
        "library",
        "Boeken",
        export=lambda who: [],
        erase=lambda who: 0,
        move=lambda old, new: moved.append((old, new)),
    )
    as_an.post(f"{HOME}e-mailadres/", {"email": karim.email})
    as_an.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert moved == []
    as_an.post(f"{HOME}e-mailadres/", {"email": "nieuw@voorbeeld.be"})
    as_an.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert moved == [("an@voorbeeld.be", "nieuw@voorbeeld.be")]


def test_an_address_of_somebody_else_is_not_taken_over(as_an, an, karim, mailbox):
    as_an.post(f"{HOME}e-mailadres/", {"email": karim.email})
    page = as_an.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert page.status_code == 422
    assert "ander account" in page.content.decode()
    an.refresh_from_db()
    assert an.email == "an@voorbeeld.be"


def test_a_code_to_log_in_does_not_prove_a_new_address(as_an, an, mailbox):
    as_an.post(f"{HOME}e-mailadres/", {"email": "nieuw@voorbeeld.be"})
    Client().post("/aanmelden/", {"email": "nieuw@voorbeeld.be"})
    assert mailbox.sent[-1].key == "people.login_code"
    page = as_an.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert page.status_code == 422


def test_karim_cannot_finish_what_an_began(as_an, karim, mailbox):
    as_an.post(f"{HOME}e-mailadres/", {"email": "nieuw@voorbeeld.be"})
    other = Client()
    other.force_login(karim)
    session = other.session
    session["new_email_code"] = LoginCode.objects.get().pk
    session.save()
    answer = other.post(f"{HOME}e-mailadres/code/", {"code": mailbox.code()})
    assert answer.url == f"{HOME}e-mailadres/"


def test_she_logs_out_everywhere_but_here(as_an, an):
    library = Client()
    library.force_login(an)
    assert as_an.post(f"{HOME}overal-afmelden/").url == HOME
    assert get_user(library).is_anonymous
    assert get_user(as_an) == an


def test_she_downloads_what_we_hold(as_an, an, mailbox):
    Client().post("/aanmelden/", {"email": an.email})
    answer = as_an.get(f"{HOME}download/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        machine = json.loads(archive.read("gegevens.json"))
        readable = archive.read("gegevens.html").decode()
    account = next(part for part in machine["gegevens"] if part["label"] == "Account")
    assert account["records"][0]["fields"]["Telefoonnummer"] == "0470 11 22 33"
    assert "An Maes" in readable
    assert "Gevraagde code" in readable
    assert PersonalDataAccess.objects.get().deed == Deed.EXPORTED


def test_she_erases_her_account_and_only_the_proof_stays(as_an, an, karim, mailbox):
    page = as_an.post(f"{HOME}wissen/", {"email": "karim@voorbeeld.be"})
    assert page.status_code == 422
    assert as_an.post(f"{HOME}wissen/", {"email": "AN@voorbeeld.be"}).url == "/"
    assert list(User.objects.all()) == [karim]
    assert get_user(as_an).is_anonymous
    log = DeletionLog.objects.get()
    assert (log.kind, log.count, log.by) == ("people", 1, None)
    assert "an@" not in str(DeletionLog.objects.values().get())
    assert mailbox.kinds()[-1] == "people.account_erased"


def test_the_account_as_staff_with_the_same_address_stays(client, bram, mailbox):
    at_home = User.objects.create_user(bram.email)
    client.force_login(at_home)
    client.post(f"{HOME}wissen/", {"email": bram.email})
    assert list(User.objects.all()) == [bram]


def test_staff_log_in_as_resident_before_they_see_their_own_things(client, bram):
    client.force_login(bram)
    assert client.get(HOME).url == f"/aanmelden/?next={HOME}"
    assert "als medewerker" in client.get("/aanmelden/").content.decode()


def test_a_stranger_is_sent_to_log_in(client):
    assert client.get(HOME).url == f"/aanmelden/?next={HOME}"
    assert client.post(f"{HOME}wissen/", {"email": "an@voorbeeld.be"}).status_code == 302
