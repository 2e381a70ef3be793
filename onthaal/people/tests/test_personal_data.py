"""Lies answers who asks what we hold, hands it over and erases it; and it is logged."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.apps import apps

from onthaal.core.history import note
from onthaal.people import personal_data
from onthaal.people.actions import persons
from onthaal.people.models import DeletionLog, PersonalDataAccess, User
from onthaal.people.personal_data import Record

pytestmark = pytest.mark.django_db
PAGE = "/balie/beheer/persoonsgegevens/"


@pytest.fixture
def library(monkeypatch):
    """An app that holds something: books that people borrowed, with a scan of their card."""
    books = {"an@voorbeeld.be": ["Reinaert", "Het verdriet van België"]}

    def export(who):
        for title in books.get(who.email, []):
            yield Record(title, {"Geleend": True}, {"../kaart.png": lambda: io.BytesIO(b"png")})

    def erase(who):
        return len(books.pop(who.email, []))

    monkeypatch.setattr(personal_data, "_holders", dict(personal_data._holders))
    personal_data.register("library", "Boeken", export=export, erase=erase, keeps="De boeken.")
    return books


def look_up(client, email="an@voorbeeld.be"):
    assert client.post(PAGE, {"email": email}).url == f"{PAGE}persoon/"
    return client.get(f"{PAGE}persoon/")


def test_lies_sees_what_every_app_holds_and_it_is_logged(as_lies, lies, an, library):
    page = look_up(as_lies, " AN@voorbeeld.be ").content.decode()
    assert "Reinaert" in page
    assert "0470 11 22 33" in page
    row = PersonalDataAccess.objects.get()
    assert (row.deed, row.by, row.subject) == ("searched", lies, persons.person(an.email).reference)
    assert "an@" not in row.subject


def test_the_address_never_stands_in_an_address_bar(as_lies, an):
    answer = as_lies.post(PAGE, {"email": an.email})
    assert "an@" not in answer.url


def test_somebody_without_account_can_be_known_too(as_lies, library):
    assert "Reinaert" in look_up(as_lies).content.decode()
    assert "We bewaren niets" in look_up(as_lies, "niemand@voorbeeld.be").content.decode()


def test_she_hands_over_a_zip(as_lies, an, library):
    look_up(as_lies)
    answer = as_lies.post(f"{PAGE}export/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("gegevens.json"))
    assert [name for name in names if name.startswith("bestanden/")] == [
        "bestanden/library-1-kaart.png",
        "bestanden/library-2-kaart.png",
    ]
    assert {part["label"] for part in data["gegevens"]} == {"Account", "Boeken"}
    assert list(PersonalDataAccess.objects.values_list("deed", flat=True)) == [
        "exported",
        "searched",
    ]


def test_she_erases_after_a_reason_and_the_typed_address(
    as_lies, lies, an, karim, library, mailbox
):
    look_up(as_lies)
    assert "De boeken." in as_lies.get(f"{PAGE}wissen/").content.decode()
    wrong = as_lies.post(f"{PAGE}wissen/", {"reason": "Verzoek", "email": "karim@voorbeeld.be"})
    assert wrong.status_code == 422
    assert User.objects.residents().count() == 2
    right = {"reason": "Verzoek van 3 november", "email": "an@voorbeeld.be"}
    assert as_lies.post(f"{PAGE}wissen/", right).url == PAGE
    assert list(User.objects.residents()) == [karim]
    assert library == {}
    assert {(row.kind, row.count) for row in DeletionLog.objects.all()} == {
        ("library", 2),
        ("people", 1),
    }
    assert all(row.by == lies and row.subject for row in DeletionLog.objects.all())
    assert as_lies.get(f"{PAGE}persoon/").url == PAGE
    assert mailbox.kinds() == ["people.account_erased"]


def test_all_apps_erase_or_none_does(an, lies, library, monkeypatch, mailbox):
    def broken(who):
        raise RuntimeError("geen opslag")

    personal_data.register("zz", "Kapot", export=lambda who: [], erase=broken)
    with pytest.raises(RuntimeError):
        persons.erase(persons.person(an.email), by=lies, reason="Verzoek")
    assert User.objects.filter(pk=an.pk).exists()
    assert not DeletionLog.objects.exists()


def test_erasing_twice_does_no_harm(an, lies, mailbox):
    persons.erase(persons.person(an.email), by=lies, reason="Verzoek")
    assert persons.erase(persons.person(an.email), by=lies, reason="Verzoek") == {}


def test_staff_data_are_shown_but_the_account_stays(as_lies, bram, mailbox):
    assert "Account als medewerker" in look_up(as_lies, bram.email).content.decode()
    right = {"reason": "Verzoek", "email": bram.email}
    as_lies.post(f"{PAGE}wissen/", right)
    assert User.objects.filter(pk=bram.pk).exists()


def test_everybody_hears_what_an_address_gives_only_from_administrators(client, joris):
    client.force_login(joris)
    for path in ("", "persoon/", "wissen/"):
        assert client.get(PAGE + path).status_code == 403
    assert client.post(f"{PAGE}export/").status_code == 403


def test_history_stays_readable_after_the_account_is_gone(an, lies, mailbox):
    note("user.email_changed", an, by=an)
    persons.erase(persons.person(an.email), by=lies, reason="Verzoek")
    events = apps.get_model("timeline", "Event").objects
    assert events.get().who == "een gewist account"
    assert events.select_related("actor").get().who == "een gewist account"
