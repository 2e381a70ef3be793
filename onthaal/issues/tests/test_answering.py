"""The pages behind the links of questions: An's, and the energy company's."""

import datetime as dt

import pytest

from onthaal.core import clock
from onthaal.issues.actions.enquiries import ask_outsider, ask_reporter
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Enquiry, Issue
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.timeline.models import Event

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)


@pytest.fixture
def asked(report, town):
    return ask_reporter(report(photos=[PHOTO]), text="Welke paal is het?", by=town.bram)


@pytest.fixture
def forwarded(report, town):
    return ask_outsider(
        report(photos=[PHOTO]),
        name="Fluvius",
        email="meldingen@fluvius.example",
        text="Kunt u de kabel herstellen?",
        by=town.bram,
    )


def at(enquiry):
    return f"/antwoord/{enquiry.secret}/"


def text_of(response):
    return response.content.decode()


def too_late(enquiry):
    Enquiry.objects.filter(pk=enquiry.pk).update(expires_at=clock.now() - dt.timedelta(hours=1))


def close(enquiry, by):
    change_status(enquiry.issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=by)


class TestAn:
    def test_she_answers_with_a_photo_and_is_thanked(self, client, asked, photo_file):
        assert "Welke paal is het?" in text_of(client.get(at(asked)))
        response = client.post(at(asked), {"text": "Paal 12.", "photos": photo_file()}, follow=True)
        assert "Bedankt voor uw antwoord" in text_of(response)
        issue = Issue.objects.get()
        assert issue.state == Status.IN_PROGRESS
        assert issue.photos.count() == 2

    def test_a_double_click_is_thanked_too(self, client, asked):
        client.post(at(asked), {"text": "Paal 12."})
        response = client.post(at(asked), {"text": "Paal 12."})
        assert "Bedankt voor uw antwoord" in text_of(response)
        assert Event.objects.filter(kind="issue.enquiry_answered").count() == 1

    def test_looking_changes_nothing(self, client, asked):
        client.get(at(asked))
        client.head(at(asked))
        assert Issue.objects.get().state == Status.WAITING_REPORTER

    def test_nothing_is_not_an_answer_and_a_bad_photo_is_told(self, client, asked, tmp_path):
        assert client.post(at(asked), {"text": " "}).status_code == 422
        fake = tmp_path / "foto.jpg"
        fake.write_bytes(b"geen foto")
        with fake.open("rb") as file:
            response = client.post(at(asked), {"text": "Paal 12.", "photos": file})
        assert response.status_code == 422
        assert "Paal 12." in text_of(response)

    def test_after_the_last_day_it_becomes_a_remark(self, client, asked):
        too_late(asked)
        assert "voegen wij dat toe als opmerking" in text_of(client.get(at(asked)))
        response = client.post(at(asked), {"text": "Paal 12."}, follow=True)
        assert "als opmerking" in text_of(response)
        assert Event.objects.get(kind="issue.remark_added").public_text == "Paal 12."

    def test_when_it_is_closed_her_words_are_given_back(self, client, asked, town):
        close(asked, town.bram)
        assert "al afgesloten" in text_of(client.get(at(asked)))
        response = client.post(at(asked), {"text": "Paal 12, denk ik."})
        assert response.status_code == 409
        assert "Paal 12, denk ik." in text_of(response)

    def test_the_address_stays_out_of_other_peoples_logs(self, client, asked):
        response = client.get(at(asked))
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]

    def test_a_guessed_link_finds_nothing(self, client, db):
        assert client.get("/antwoord/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404

    def test_too_often_is_too_often(self, client, asked):
        for _ in range(30):
            client.post(at(asked), {"text": ""})
        assert client.post(at(asked), {"text": "Paal 12."}).status_code == 429


class TestFluvius:
    def test_it_sees_what_and_where_and_nothing_of_an(self, client, forwarded):
        page = text_of(client.get(at(forwarded)))
        issue = forwarded.issue
        for needed in ("Kunt u de kabel herstellen?", issue.description, "Kerkstraat 14"):
            assert needed in page
        for hidden in ("An Peeters", "an@voorbeeld.be", issue.secret):
            assert hidden not in page
        assert 'alt="Foto 1 bij de melding"' in page

    def test_it_chooses_an_outcome(self, client, forwarded):
        assert client.post(at(forwarded), {"text": "Klaar"}).status_code == 422
        client.post(at(forwarded), {"outcome": "Dit is opgelost.", "text": "Klaar"})
        assert Event.objects.get(kind="issue.enquiry_answered").internal_text == (
            "Dit is opgelost.\n\nKlaar"
        )

    def test_afterwards_it_sees_nothing_any_more(self, client, forwarded, town):
        description = forwarded.issue.description
        client.post(at(forwarded), {"outcome": "Dit is opgelost."})
        assert description not in text_of(client.get(at(forwarded)))

    def test_nor_after_the_last_day_but_what_is_sent_is_kept(self, client, forwarded):
        too_late(forwarded)
        page = text_of(client.get(at(forwarded)))
        assert forwarded.issue.description not in page
        assert "voorbij" in page
        client.post(at(forwarded), {"outcome": "Dit is niet voor ons.", "text": "Sorry"})
        event = Event.objects.get(kind="issue.enquiry_answered")
        assert event.data["late"]
        assert Issue.objects.get().state == Status.WAITING_THIRD_PARTY
