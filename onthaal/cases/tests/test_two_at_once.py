"""Two people with one request at the very same moment, each on a connection of their own."""

import uuid

import pytest
from django.urls import reverse

from onthaal.cases.actions import asking, assigning, filing, moving
from onthaal.cases.actions.reminders import remind
from onthaal.cases.models import Case, CaseFile, CaseQuestion, DraftFile, Passage
from onthaal.cases.states import CaseState
from onthaal.catalogue.actions import process_versions
from onthaal.catalogue.models import ProcessVersion
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.tests.together import at_once, problems
from onthaal.core.tests.waiting import one_after_the_other
from onthaal.issues.incoming_files import judge
from onthaal.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_that_is_sent_twice_at_once_is_one_request(ask):
    key = uuid.uuid4()
    outcomes = at_once(*[lambda: ask(key=key)] * 4)
    assert not problems(outcomes, Exception)
    assert Case.objects.count() == 1
    assert Message.objects.filter(template="case_received").count() == 1


def test_two_who_go_on_take_one_step(hall, ask):
    case = ask()
    outcomes = at_once(
        lambda: moving.advance(case, by=hall.eva, expected_version=case.version),
        lambda: moving.advance(case, by=hall.fatma, expected_version=case.version),
    )
    assert len(problems(outcomes, ChangedMeanwhile)) == 1
    assert Case.objects.get().step.key == "volledig"
    assert Passage.objects.filter(left_at=None).count() == 1


def test_two_who_take_it_make_one_handler(hall, ask):
    case = ask()
    outcomes = at_once(
        lambda: assigning.take(case, by=hall.eva, expected_version=case.version),
        lambda: assigning.take(case, by=hall.fatma, expected_version=case.version),
    )
    assert len(problems(outcomes, ChangedMeanwhile)) == 1


def test_who_waited_while_it_went_to_another_team_finds_the_list(as_staff, hall, ask):
    case = ask()
    browser = as_staff(hall.eva)
    fields = {"version": case.version, "text": "Even nagekeken.", "note": ""}
    answer = one_after_the_other(
        lambda: assigning.assign(case, team=hall.roads, handler=None, by=hall.joris),
        lambda: browser.post(reverse("case-advance", args=[case.reference]), fields),
    )
    assert answer.url == reverse("case-list")
    assert "u kunt er niet meer bij" in browser.get(answer.url).text
    assert Case.objects.get().step == case.step


def test_closing_and_withdrawing_end_it_once(hall, ask):
    case = ask()
    outcomes = at_once(
        lambda: moving.close(case, granted=True, text="Goed.", by=hall.eva),
        lambda: moving.withdraw(case),
    )
    assert len(problems(outcomes, CannotChange)) == 1
    ended = Message.objects.filter(template__in=("case_done", "case_withdrawn"))
    assert ended.count() == 1
    assert Case.objects.get().state in (CaseState.DONE, CaseState.WITHDRAWN)


def test_an_answer_that_is_sent_twice_counts_once(hall, ask):
    case = ask()
    asking.ask(case, text="Welke straat?", by=hall.eva)
    outcomes = at_once(*[lambda: asking.answer(case, text="Deze.")] * 3)
    assert len(problems(outcomes, asking.NothingAsked)) == 2


def test_a_file_that_is_sent_twice_at_once_is_there_once(hall, ask):
    case = ask()
    enclosed = filing.Enclosed(uuid.uuid4(), [judge("vergunning.pdf", "", b"%PDF-1.7")])
    outcomes = at_once(
        *[lambda: filing.add(case, enclosed=enclosed, visible=True, by=hall.eva)] * 3
    )
    assert not problems(outcomes, Exception)
    assert CaseFile.objects.count() == 1
    assert Message.objects.filter(template="case_document").count() == 1


def test_a_kept_file_goes_with_one_answer(hall, ask):
    case = ask()
    asking.ask(case, text="Hebt u een plan?", by=hall.eva)
    key = filing.answer_key(case)
    plan = judge("plan.pdf", "", b"%PDF-1.7")
    (draft,) = filing.keep(filing.Enclosed(key, [plan]))
    enclosed = filing.Enclosed(key, kept=[draft.key])
    outcomes = at_once(*[lambda: asking.answer(case, text="", enclosed=enclosed)] * 3)
    assert len(problems(outcomes, asking.NothingAsked)) == 2
    assert CaseFile.objects.get().key == draft.key
    assert not DraftFile.objects.exists()


def test_two_who_ask_leave_one_question(hall, ask):
    case = ask()
    outcomes = at_once(
        lambda: asking.ask(case, text="Een?", by=hall.eva),
        lambda: asking.ask(case, text="Twee?", by=hall.fatma),
    )
    assert not problems(outcomes, Exception)
    assert CaseQuestion.objects.filter(answered_at=None, dropped_at=None).count() == 1


def test_two_workers_remind_once(hall, ask, on):
    on("2026-11-23 10:00")
    ask()
    on("2026-11-30 07:10")
    outcomes = at_once(*[remind.func] * 3)
    assert sum(outcomes) == 1
    assert Message.objects.filter(template="case_late").count() == 1


def test_two_who_publish_make_one_version_that_holds(hall):
    draft = process_versions.start_draft(process=hall.process, by=hall.joris)

    def publish():
        return process_versions.publish(
            process=hall.process, note="", by=hall.joris, edition=draft.edition
        )

    outcomes = at_once(publish, publish, publish)
    assert len(problems(outcomes, process_versions.NoDraft)) == 2
    assert ProcessVersion.objects.published().count() == 1


def test_requests_that_come_in_while_somebody_publishes_have_a_whole_list(hall, ask):
    def publish():
        return process_versions.write_out(
            process=hall.process, lines=hall.lines[:3] + hall.lines[3:], by=hall.joris
        )

    outcomes = at_once(ask, publish, ask, publish, ask)
    assert not problems(outcomes, Exception)
    for case in Case.objects.all():
        assert case.step.version_id == case.process_version_id
        assert len(case.process_version.lines()) == 6


def test_two_drafts_at_once_are_one(hall):
    outcomes = at_once(
        *[lambda: process_versions.start_draft(process=hall.process, by=hall.joris)] * 4
    )
    assert not problems(outcomes, Exception)
    assert len({draft.pk for draft in outcomes}) == 1
