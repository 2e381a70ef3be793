"""Asking An, or the energy company, and going on with or without an answer."""

import datetime as dt

import pytest

from onthaal.core.changes import CannotChange
from onthaal.issues.actions.assignment import take
from onthaal.issues.actions.enquiries import (
    AlreadyAnswered,
    Closed,
    answer,
    ask_outsider,
    ask_reporter,
    expire,
)
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Enquiry, Issue
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.issues.story import for_reporter

AN = "an@voorbeeld.be"
PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)


@pytest.fixture
def asked(report, town, on):
    on("2026-11-16 10:00")
    return ask_reporter(take(report(), by=town.bram), text="Welke paal is het?", by=town.bram)


@pytest.fixture
def forwarded(report, town, on):
    on("2026-11-16 10:00")
    return ask_outsider(
        take(report(), by=town.bram),
        name="Fluvius",
        email="Meldingen@Fluvius.example",
        text="Kunt u de kabel herstellen?",
        by=town.bram,
    )


def fresh(enquiry):
    return Issue.objects.get(pk=enquiry.issue_id)


class TestAskingTheReporter:
    def test_an_gets_the_question_with_a_link_and_the_clock_stops(self, asked, mails_to):
        assert fresh(asked).state == Status.WAITING_REPORTER
        mail = mails_to(AN)[-1]
        assert mail.template == "issue_enquiry_reporter"
        assert "Welke paal is het?" in mail.body_text
        assert f"/antwoord/{asked.secret}/" in mail.body_text
        assert "maandag 30 november" in mail.body_text
        assert mail.thread == fresh(asked).reference

    def test_the_answer_brings_it_back_with_the_pause_added(self, asked, on, history, mails_to):
        on("2026-11-19 10:00")
        answer(enquiry=asked, text=" Paal 12. ", photos=[PHOTO])
        issue = fresh(asked)
        assert issue.state == Status.IN_PROGRESS
        assert issue.due_on == dt.date(2026, 12, 3)
        assert issue.photos.count() == 1
        [event] = history(issue, "issue.enquiry_answered")
        assert (event.public_text, event.who) == ("Paal 12.", "melder")
        assert "donderdag 3 december" in mails_to(AN)[-1].body_text

    def test_bram_sees_that_there_is_news(self, asked, town, on):
        assert not Issue.objects.with_news_for(town.bram).exists()
        on("2026-11-19 10:00")
        answer(enquiry=asked, text="Paal 12.")
        assert Issue.objects.with_news_for(town.bram).exists()

    def test_a_double_click_answers_once(self, asked, history):
        answer(enquiry=asked, text="Paal 12.")
        with pytest.raises(AlreadyAnswered):
            answer(enquiry=asked, text="Paal 12.")
        assert len(history(fresh(asked), "issue.enquiry_answered")) == 1

    def test_without_an_address_there_is_nobody_to_ask(self, report, town):
        with pytest.raises(CannotChange, match="geen e-mailadres"):
            ask_reporter(report(email=""), text="Welke paal?", by=town.bram)

    def test_a_question_has_words(self, report, town):
        with pytest.raises(CannotChange, match="Schrijf uw vraag"):
            ask_reporter(report(), text=" ", by=town.bram)

    def test_asking_again_replaces_the_question_and_keeps_the_clock_stopped(self, asked, town, on):
        on("2026-11-18 10:00")
        second = ask_reporter(fresh(asked), text="En welke straat?", by=town.bram)
        asked.refresh_from_db()
        assert asked.expired_at
        assert fresh(second).paused_at.date() == dt.date(2026, 11, 16)
        assert second.expires_at > asked.expires_at

    def test_her_own_page_shows_the_question_once(self, asked):
        words = [step.text for step in for_reporter(fresh(asked))]
        assert words.count("Welke paal is het?") == 1


class TestNoAnswer:
    def test_after_fourteen_days_work_goes_on(self, asked, on, history, mails_to, town):
        on("2026-11-30 09:00")
        expire.call()
        assert fresh(asked).state == Status.WAITING_REPORTER
        on("2026-11-30 10:01")
        expire.call()
        expire.call()
        issue = fresh(asked)
        assert issue.state == Status.IN_PROGRESS
        assert len(history(issue, "issue.enquiry_expired")) == 1
        assert history(issue, "issue.in_progress")[0].internal_text == (
            "Geen antwoord gekregen binnen de tijd"
        )
        assert issue.due_on == dt.date(2026, 12, 14)
        assert "maandag 14 december" in mails_to(AN)[-1].body_text
        assert Issue.objects.with_news_for(town.bram).exists()

    def test_a_late_answer_is_kept_as_a_remark(self, asked, on, history):
        on("2026-12-01 10:00")
        expire.call()
        answer(enquiry=asked, text="Paal 12, sorry.")
        issue = fresh(asked)
        [event] = history(issue, "issue.remark_added")
        assert (event.public_text, event.data["late"]) == ("Paal 12, sorry.", True)
        assert not history(issue, "issue.enquiry_answered")
        assert len(history(issue, "issue.in_progress")) == 1

    def test_nobody_waits_any_more_when_the_issue_is_closed(self, asked, town, on, history):
        change_status(fresh(asked), change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
        with pytest.raises(Closed):
            answer(enquiry=asked, text="Paal 12.")
        on("2026-12-24 10:00")
        expire.call()
        assert not history(fresh(asked), "issue.enquiry_expired")

    def test_what_went_on_by_itself_is_left_alone(self, asked, town, on):
        change_status(fresh(asked), change=Change(to=Status.PLANNED, text="Gebeld."), by=town.bram)
        on("2026-12-01 10:00")
        expire.call()
        assert fresh(asked).state == Status.PLANNED


class TestForwarding:
    def test_fluvius_gets_a_link_and_nothing_of_an(self, forwarded, mails_to):
        [mail] = mails_to("meldingen@fluvius.example")
        issue = fresh(forwarded)
        assert issue.state == Status.WAITING_THIRD_PARTY
        assert f"/antwoord/{forwarded.secret}/" in mail.body_text
        for secret in (issue.secret, AN, "An Peeters"):
            assert secret not in mail.body_text + mail.body_html

    def test_an_does_not_read_what_was_written_to_fluvius(self, forwarded, mails_to):
        assert not [s for s in for_reporter(fresh(forwarded)) if "kabel" in s.text]
        assert [mail.template for mail in mails_to(AN)] == ["issue_received"]

    def test_unless_bram_writes_to_her_as_well(self, report, town, mails_to):
        ask_outsider(
            report(),
            name="Fluvius",
            email="meldingen@fluvius.example",
            text="Kunt u de kabel herstellen?",
            tell="Wij gaven dit door aan Fluvius.",
            by=town.bram,
        )
        mail = mails_to(AN)[-1]
        assert "Een andere partij bekijkt dit" in mail.subject
        assert "Wij gaven dit door aan Fluvius." in mail.body_text
        assert "kabel" not in mail.body_text

    def test_the_answer_is_for_the_town_hall_only(self, forwarded, history):
        answer(
            enquiry=forwarded, text="Klaar sinds 9 uur.", outcome="Dit is opgelost.", photos=[PHOTO]
        )
        issue = fresh(forwarded)
        [event] = history(issue, "issue.enquiry_answered")
        assert event.internal_text == "Dit is opgelost.\n\nKlaar sinds 9 uur."
        assert (event.public_text, event.who) == ("", "Fluvius")
        assert issue.photos.get().source == "outsider"
        assert issue.state == Status.IN_PROGRESS

    def test_the_reporter_and_an_outsider_may_be_asked_at_the_same_time(self, forwarded, town):
        both = ask_reporter(fresh(forwarded), text="Welke paal?", by=town.bram)
        assert fresh(both).state == Status.WAITING_REPORTER
        answer(enquiry=forwarded, text="", outcome="Dit is niet voor ons.")
        assert fresh(both).state == Status.WAITING_REPORTER
        assert Enquiry.objects.filter(answered_at=None).get() == both
