"""Staff put right who reported it; the wrong address keeps nothing."""

import pytest
from django.urls import reverse

from onthaal.core.changes import CannotChange
from onthaal.issues import retention
from onthaal.issues.actions.assignment import take
from onthaal.issues.actions.enquiries import ask_reporter
from onthaal.issues.actions.following import follow_as
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.merging import merge
from onthaal.issues.actions.reporter import correct_contact
from onthaal.issues.actions.submission import Contact
from onthaal.issues.models import Issue
from onthaal.issues.states import Status
from onthaal.outbox.models import State

WRONG, AN = "ana@voorbeeld.be", "an@voorbeeld.be"


def correct(issue, by, email=AN, **more):
    return correct_contact(
        issue,
        contact=Contact(name="An Peeters", email=email, phone=more.pop("phone", "")),
        why=more.pop("why", "An belde: tikfout."),
        renew_link=more.pop("renew_link", True),
        by=by,
        **more,
    )


class TestCorrecting:
    def test_mails_go_to_the_right_address_and_waiting_ones_are_stopped(
        self, report, town, mails_to
    ):
        issue = take(report(email=WRONG), by=town.bram)
        old = issue.secret
        correct(issue, town.bram)
        assert {mail.state for mail in mails_to(WRONG)} == {State.CANCELLED}
        issue = Issue.objects.get()
        assert issue.secret != old
        [told] = mails_to(AN)
        assert told.template == "issue_contact_corrected"
        assert f"/m/{issue.secret}/" in told.body_text
        change_status(issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
        assert mails_to(AN)[-1].template == "issue_closed"
        assert len(mails_to(WRONG)) == 1

    def test_a_telephone_number_renews_nothing_and_mails_nobody(self, report, town, mails_to):
        issue = report()
        correct(issue, town.bram, phone="0470 12 34 56", renew_link=False)
        assert Issue.objects.get().secret == issue.secret
        assert len(mails_to(AN)) == 1

    def test_an_open_question_is_asked_again_behind_a_new_link(self, report, town, mails_to):
        issue = report(email=WRONG)
        question = ask_reporter(issue, text="Welke paal?", by=town.bram)
        correct(issue, town.bram)
        old = question.secret
        question.refresh_from_db()
        assert (question.recipient_email, question.secret != old) == (AN, True)
        assert question.secret in mails_to(AN)[-1].body_text

    def test_who_followed_is_now_the_reporter_only(self, report, town):
        issue = report(email=WRONG)
        follow_as(issue=issue, user=town.an)
        correct(issue, town.bram)
        issue = Issue.objects.get()
        assert (issue.followers_count, issue.followers.count()) == (0, 0)

    def test_the_reporter_of_a_double_follows_the_first_with_the_right_address(self, report, town):
        first, second = report(email="karim@voorbeeld.be"), report(email=WRONG)
        second = merge(second, original=first, by=town.bram)
        before = first.followers.get()
        correct(second, town.bram)
        after = first.followers.get()
        assert (after.email, after.secret != before.secret) == (AN, True)

    def test_it_needs_a_reason_a_difference_and_the_right_to_see(self, report, town):
        issue = report()
        with pytest.raises(CannotChange, match="waarom"):
            correct(issue, town.bram, email="x@voorbeeld.be", why=" ")
        with pytest.raises(CannotChange, match="niets"):
            correct(issue, town.bram)
        with pytest.raises(CannotChange, match="team"):
            correct(issue, town.eva, email="x@voorbeeld.be")

    def test_erasing_the_reporter_erases_the_old_details_too(self, report, town, history):
        issue = report(email=WRONG)
        correct(issue, town.bram)
        retention.erase_reporters([issue.pk])
        [event] = history(issue, "issue.contact_corrected")
        assert event.internal_text == ""


class TestPage:
    def test_bram_corrects_it_and_the_old_link_ends(self, report, town, as_staff, client):
        issue = report(email=WRONG)
        bram = as_staff(town.bram)
        page = reverse("issue-reporter", args=[issue.reference])
        assert page in bram.get(reverse("issue-detail", args=[issue.reference])).text
        typed = {"name": "An Peeters", "email": AN, "version": issue.version}
        assert bram.post(page, typed).status_code == 422
        assert bram.post(page, {**typed, "why": "Tikfout"}).status_code == 302
        assert client.get(f"/m/{issue.secret}/").status_code == 404
        shown = bram.get(reverse("issue-detail", args=[issue.reference])).text
        assert f"e-mailadres: {WRONG} → {AN}" in shown

    def test_the_old_link_stays_when_staff_say_so(self, report, town, as_staff):
        issue = report(email=WRONG)
        as_staff(town.bram).post(
            reverse("issue-reporter", args=[issue.reference]),
            {"email": AN, "version": issue.version, "why": "Nieuw adres", "link": "behouden"},
        )
        assert Issue.objects.get().secret == issue.secret

    def test_who_may_not_see_the_details_sees_neither_page_nor_history(
        self, report, town, as_staff
    ):
        issue = report(email=WRONG)
        correct(issue, town.bram)
        town.eva.roles = ["editor"]
        town.eva.save()
        eva = as_staff(town.eva)
        assert eva.get(reverse("issue-reporter", args=[issue.reference])).status_code == 404
        shown = eva.get(reverse("issue-detail", args=[issue.reference])).text
        assert "Gegevens van de melder verbeterd" in shown
        assert WRONG not in shown
