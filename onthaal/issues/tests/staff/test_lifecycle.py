"""Bram changes the state of a melding, and who has it."""

import datetime as dt

import pytest

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.issues.actions.assignment import (
    assign,
    expect,
    give_back,
    move,
    recategorise,
    take,
)
from onthaal.issues.actions.lifecycle import Change, change_status, preview
from onthaal.issues.actions.submission import Place
from onthaal.issues.models import Issue, Reason, RoutingRule, Survey
from onthaal.issues.states import Status
from onthaal.organisation.models import ClosingDay
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

AN = "an@voorbeeld.be"


def to(status, issue, by=None, **more):
    return change_status(issue, change=Change(to=status, **more), by=by)


class TestChangingTheState:
    def test_an_reads_the_answer_and_may_give_an_opinion(self, report, town, mails_to, history):
        issue = to(
            Status.RESOLVED, report(), town.bram, text="De lamp is vervangen.", note="Type B"
        )
        assert (issue.state, issue.closed_at is not None) == (Status.RESOLVED, True)
        mail = mails_to(AN)[-1]
        assert mail.subject == f"Uw melding {issue.reference}: Opgelost"
        assert "De lamp is vervangen." in mail.body_text
        assert "Type B" not in mail.body_text
        assert f"/mening/{Survey.objects.get().secret}/" in mail.body_text
        [event] = history(issue, "issue.resolved")
        assert (event.public_text, event.internal_text) == ("De lamp is vervangen.", "Type B")
        assert event.data == {"from": "new", "to": "resolved"}

    def test_who_left_no_address_gets_no_mail_and_no_survey(self, report, town):
        to(Status.RESOLVED, report(email=""), town.bram, text="De lamp is vervangen.")
        assert not Message.objects.exists()
        assert not Survey.objects.exists()

    @pytest.mark.parametrize(
        ("change", "about"),
        [
            (Change(to=Status.RESOLVED), "text"),
            (Change(to=Status.RESOLVED, text="  "), "text"),
            (Change(to=Status.NOT_FEASIBLE, text="Kan niet."), "reason"),
            (Change(to=Status.NOT_OURS, text="Niet van ons."), "forwarded_to"),
            (Change(to=Status.DUPLICATE), "original"),
            (Change(to=Status.REOPENED), ""),
        ],
    )
    def test_what_must_go_with_it_is_asked(self, report, town, change, about):
        with pytest.raises(CannotChange) as refusal:
            change_status(report(), change=change, by=town.bram)
        assert refusal.value.about == about
        assert Issue.objects.get().state == Status.NEW

    def test_the_reason_and_who_it_is_for_reach_the_reporter(self, report, town, mails_to):
        to(
            Status.NOT_FEASIBLE,
            report(),
            town.bram,
            text="Wij wachten tot de heraanleg.",
            reason=Reason.PLANNED_WORKS,
        )
        assert "Zit in een later project" in mails_to(AN)[-1].body_text
        to(
            Status.NOT_OURS,
            report(email="karim@voorbeeld.be"),
            town.bram,
            text="Dit is een gewestweg.",
            forwarded_to="Agentschap Wegen en Verkeer, 1700",
        )
        assert "Agentschap Wegen en Verkeer, 1700" in mails_to("karim@voorbeeld.be")[-1].body_text

    def test_an_open_state_shows_the_new_date(self, report, town, mails_to, on):
        on("2026-11-23 10:00")
        issue = to(
            Status.PLANNED,
            report(),
            town.bram,
            text="Wij komen vrijdag.",
            expected_on=dt.date(2026, 11, 27),
        )
        assert issue.expected_on == dt.date(2026, 11, 27)
        assert issue.due_on == dt.date(2026, 12, 7)
        assert "vrijdag 27 november" in mails_to(AN)[-1].body_text

    def test_the_first_answer_is_the_first_word_of_a_person(self, report, town, on):
        on("2026-11-20 16:00")
        issue = report()
        issue = to(Status.IN_PROGRESS, issue, town.bram)
        assert issue.first_answer_at is None
        on("2026-11-24 09:00")
        issue = to(Status.PLANNED, issue, town.bram, text="Wij komen morgen.")
        assert issue.first_answer_days == 2

    def test_the_preview_is_the_mail_that_is_sent_and_changes_nothing(self, report, town, mails_to):
        issue = report()
        change = Change(to=Status.PLANNED, text="Wij komen vrijdag.")
        shown = preview(issue, change=change, by=town.bram)
        assert Issue.objects.get().state == Status.NEW
        assert [mail.template for mail in mails_to(AN)] == ["issue_received"]
        assert Event.objects.about(issue).count() == 1
        change_status(issue, change=change, by=town.bram)
        sent = mails_to(AN)[-1]
        assert (shown.subject, shown.body_text) == (sent.subject, sent.body_text)

    def test_a_preview_for_who_left_no_address_is_nothing(self, report, town):
        change = Change(to=Status.PLANNED, text="Wij komen vrijdag.")
        assert preview(report(email=""), change=change, by=town.bram) is None


class TestTheClock:
    def test_it_stands_still_while_an_has_the_word(self, report, town, on):
        on("2026-11-02 10:00")
        issue = report()  # a term of 10 working days, with Armistice Day in it
        assert issue.due_on == dt.date(2026, 11, 17)
        on("2026-11-05 10:00")
        issue = to(Status.WAITING_REPORTER, issue, town.bram, text="Welke paal is het?")
        assert issue.paused_at
        on("2026-11-30 10:00")
        assert issue.days_late(dt.date(2026, 11, 30)) == 0
        assert not Issue.objects.late(dt.date(2026, 11, 30)).exists()
        issue = to(Status.IN_PROGRESS, issue, town.bram)
        assert issue.paused_at is None
        # 16 working days from 5 to 30 November
        assert issue.due_on == dt.date(2026, 12, 9)
        assert issue.expected_on == issue.due_on

    def test_from_one_wait_to_the_next_it_keeps_standing_still(self, report, town, on):
        on("2026-11-16 10:00")
        issue = to(Status.WAITING_REPORTER, report(), town.bram, text="Welke paal?")
        on("2026-11-18 10:00")
        issue = to(Status.WAITING_THIRD_PARTY, issue, town.bram)
        on("2026-11-20 10:00")
        issue = to(Status.IN_PROGRESS, issue, town.bram)
        assert issue.due_on == dt.date(2026, 12, 4)

    def test_closed_from_a_wait_it_counts_as_in_time(self, report, town, on):
        on("2026-11-02 10:00")
        issue = to(Status.WAITING_THIRD_PARTY, report(), town.bram)
        on("2026-12-21 10:00")
        issue = to(Status.RESOLVED, issue, town.bram, text="Hersteld door Fluvius.")
        assert issue.within_term
        assert issue.lead_days == 34

    def test_a_closing_day_of_the_town_counts_too(self, report, town, on):
        on("2026-11-23 10:00")
        ClosingDay.objects.create(day=dt.date(2026, 11, 27), name="Kermis")
        assert report().due_on == dt.date(2026, 12, 8)

    def test_too_late_is_too_late(self, report, town, on):
        on("2026-11-02 10:00")
        issue = report()
        on("2026-11-18 10:00")
        assert issue.days_late(dt.date(2026, 11, 18)) == 1
        issue = to(Status.RESOLVED, issue, town.bram, text="Klaar.")
        assert not issue.within_term


class TestReopening:
    def test_it_gets_a_fresh_term_and_the_same_handler(self, report, town, on):
        on("2026-11-02 10:00")
        issue = take(report(), by=town.bram)
        issue = to(Status.RESOLVED, issue, town.bram, text="Klaar.")
        on("2026-11-23 10:00")
        issue = to(Status.REOPENED, issue, town.joris, text="Wij kijken opnieuw.")
        assert (issue.reopenings, issue.handler) == (1, town.bram)
        assert issue.due_on == dt.date(2026, 12, 7)
        assert (issue.closed_at, issue.within_term, issue.lead_days) == (None, None, None)

    def test_a_handler_who_left_does_not_get_it_back(self, report, town):
        issue = to(Status.RESOLVED, take(report(), by=town.bram), town.bram, text="Klaar.")
        town.bram.is_active = False
        town.bram.save()
        assert to(Status.REOPENED, issue, town.joris, text="Nog eens.").handler is None


class TestAssigning:
    def test_bram_takes_it_and_gives_it_back(self, report, town, history):
        issue = take(report(), by=town.bram)
        assert issue.handler == town.bram
        issue = give_back(issue, by=town.bram)
        assert issue.handler is None
        assert len(history(issue, "issue.assigned")) == 2

    def test_eva_of_another_team_cannot_take_it(self, report, town):
        with pytest.raises(CannotChange, match="Eva hoort niet bij team Wegen"):
            take(report(), by=town.eva)

    def test_nobody_gives_back_what_somebody_else_handles(self, report, town):
        issue = take(report(), by=town.bram)
        with pytest.raises(CannotChange, match="U behandelt deze melding niet"):
            give_back(issue, by=town.joris)

    def test_who_gets_it_from_a_colleague_sees_that_it_is_new(self, report, town):
        issue = assign(report(), team=town.wegen, handler=town.bram, by=town.joris)
        assert list(Issue.objects.with_news_for(town.bram)) == [issue]

    def test_who_takes_it_has_seen_it(self, report, town):
        take(report(), by=town.bram)
        assert not Issue.objects.with_news_for(town.bram).exists()

    def test_a_team_that_stopped_gets_no_work(self, report, town):
        town.groen.is_active = False
        town.groen.save()
        with pytest.raises(CannotChange, match="werkt niet meer"):
            assign(report(), team=town.groen, handler=None, by=town.joris)

    def test_the_same_again_is_no_news(self, report, town, history):
        issue = assign(report(), team=town.wegen, handler=None, by=town.joris)
        assert not history(issue, "issue.assigned")

    def test_what_is_closed_is_not_assigned(self, report, town):
        issue = to(Status.RESOLVED, report(), town.bram, text="Klaar.")
        with pytest.raises(CannotChange, match="Heropen"):
            take(issue, by=town.bram)

    def test_the_second_of_two_hears_that_the_first_was_quicker(self, report, town):
        issue = report()
        take(issue, by=town.bram, expected_version=issue.version)
        with pytest.raises(ChangedMeanwhile) as conflict:
            take(issue, by=town.bram, expected_version=issue.version)
        assert conflict.value.row.handler == town.bram


class TestCategoryAndPlace:
    def test_team_and_term_follow_the_category_and_an_hears_the_date(
        self, report, town, on, mails_to
    ):
        on("2026-11-23 10:00")
        town.tree.working_days = 20
        town.tree.save()
        issue = take(report(), by=town.bram)
        issue = recategorise(issue, category=town.tree, by=town.bram, note="Het is een boom")
        assert (issue.team, issue.handler) == (town.groen, None)
        assert issue.due_on == dt.date(2026, 12, 21)
        assert "maandag 21 december" in mails_to(AN)[-1].body_text
        assert "Boom of tak" in mails_to(AN)[-1].body_text

    def test_the_same_term_sends_no_mail_and_keeps_the_handler(self, report, town, mails_to):
        issue = take(report(), by=town.bram)
        issue = recategorise(issue, category=town.hole, by=town.bram)
        assert issue.handler == town.bram
        assert len(mails_to(AN)) == 1

    def test_the_days_that_the_clock_stood_still_stay(self, report, town, on):
        on("2026-11-16 10:00")
        issue = to(Status.WAITING_REPORTER, report(), town.bram, text="Welke paal?")
        on("2026-11-18 10:00")
        issue = to(Status.IN_PROGRESS, issue, town.bram)
        due = issue.due_on
        assert recategorise(issue, category=town.hole, by=town.bram).due_on == due

    def test_a_date_that_somebody_promised_is_not_made_earlier(self, report, town, on):
        on("2026-11-23 10:00")
        issue = expect(
            report(), on=dt.date(2027, 1, 15), why="Wij wachten op stukken.", by=town.bram
        )
        town.hole.working_days = 2
        town.hole.save()
        assert recategorise(issue, category=town.hole, by=town.bram).expected_on == dt.date(
            2027, 1, 15
        )

    def test_a_routing_rule_decides_the_team(self, report, town):
        RoutingRule.objects.create(category=town.hole, team=town.groen)
        assert recategorise(report(), category=town.hole, by=town.bram).team == town.groen

    def test_two_categories_with_the_same_question_key_do_not_mix(self, report, town):
        RoutingRule.objects.create(question=town.number, answer="12", team=town.groen)
        assert report(category=town.lamp, answers={"paal": "12"}).team == town.groen
        assert report(category=town.hole, answers={"paal": "12"}).team == town.wegen

    def test_the_point_moves(self, report, town, ground, history):
        place = Place("Molenstraat 3", lat=51.011, lon=5.012)
        issue = move(report(), place=place, by=town.bram, note="Stond verkeerd")
        assert (issue.place, issue.lat) == ("Molenstraat 3", 51.011)
        [event] = history(issue, "issue.moved")
        assert event.data["from"]["place"] == "Kerkstraat 14"
        move(issue, place=place, by=town.bram)
        assert len(history(issue, "issue.moved")) == 1


class TestExpectedDate:
    def test_an_hears_when_and_why(self, report, town, on, mails_to):
        on("2026-11-23 10:00")
        issue = expect(
            report(), on=dt.date(2026, 12, 18), why="Wij wachten op stukken.", by=town.bram
        )
        assert (issue.expected_on, issue.due_on) == (dt.date(2026, 12, 18), dt.date(2026, 12, 7))
        mail = mails_to(AN)[-1]
        assert "vrijdag 18 december" in mail.body_text
        assert "Wij wachten op stukken." in mail.body_text

    @pytest.mark.parametrize(
        ("day", "why", "words"),
        [
            (dt.date(2026, 12, 18), " ", "Leg de melder uit"),
            (dt.date(2026, 11, 20), "Sorry", "vanaf vandaag"),
        ],
    )
    def test_a_reason_and_a_day_to_come_are_needed(self, report, town, on, day, why, words):
        on("2026-11-23 10:00")
        with pytest.raises(CannotChange, match=words):
            expect(report(), on=day, why=why, by=town.bram)
