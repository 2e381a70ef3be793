"""Two handlers at the very same moment, each on a connection of their own."""

import pytest

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.tests.together import at_once, problems
from onthaal.core.tests.waiting import one_after_the_other
from onthaal.issues.actions.assignment import assign, recategorise, take
from onthaal.issues.actions.enquiries import AlreadyAnswered, answer, ask_reporter
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.merging import merge
from onthaal.issues.actions.presence import see
from onthaal.issues.models import Issue, Presence
from onthaal.issues.states import Status
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_close_it_send_one_answer(report, town):
    issue = report()

    def close(by, words):
        return lambda: change_status(
            Issue.objects.get(pk=issue.pk),
            change=Change(to=Status.RESOLVED, text=words),
            by=by,
            expected_version=issue.version,
        )

    outcomes = at_once(close(town.bram, "Van Bram"), close(town.joris, "Van Joris"))
    assert len(problems(outcomes, ChangedMeanwhile)) == 1
    assert Event.objects.filter(kind="issue.resolved").count() == 1
    assert Message.objects.filter(template="issue_closed").count() == 1


def test_two_who_take_it_make_one_handler(report, town):
    town.wegen.memberships.create(user=town.joris)
    issue = report()
    outcomes = at_once(
        lambda: take(issue, by=town.bram, expected_version=issue.version),
        lambda: take(issue, by=town.joris, expected_version=issue.version),
    )
    assert len(problems(outcomes, ChangedMeanwhile)) == 1
    assert Event.objects.filter(kind="issue.assigned").count() == 1


def test_who_waited_for_another_subject_hears_that_it_changed(report, town):
    issue = report()
    outcome = one_after_the_other(
        lambda: recategorise(issue, category=town.hole, by=town.bram),
        lambda: take(issue, by=town.joris, expected_version=issue.version),
    )
    assert isinstance(outcome, ChangedMeanwhile)
    assert outcome.row.category == town.hole


def test_who_waited_for_another_handler_sees_that_handler(report, town):
    issue = report()
    outcome = one_after_the_other(
        lambda: assign(issue, team=town.wegen, handler=town.bram, by=town.joris),
        lambda: locked(issue.pk, None).handler,
    )
    assert outcome == town.bram


def test_two_who_merge_crosswise_do_not_wait_for_each_other(report, town):
    one, other = report(), report(email="karim@voorbeeld.be")
    outcomes = at_once(
        lambda: merge(one, original=other, by=town.bram),
        lambda: merge(other, original=one, by=town.joris),
    )
    assert len(problems(outcomes, CannotChange)) == 1
    assert Issue.objects.filter(status=Status.DUPLICATE).count() == 1


def test_a_double_click_on_the_answer_counts_once(report, town):
    enquiry = ask_reporter(report(), text="Welke paal?", by=town.bram)
    outcomes = at_once(*[lambda: answer(enquiry=enquiry, text="Paal 12.")] * 4)
    assert len(problems(outcomes, AlreadyAnswered)) == 3
    assert Event.objects.filter(kind="issue.enquiry_answered").count() == 1


def test_two_tabs_of_one_person_are_one_presence(report, town):
    issue = report()
    outcomes = at_once(*[lambda: list(see(issue, by=town.bram))] * 4)
    assert not problems(outcomes, Exception)
    assert Presence.objects.count() == 1
