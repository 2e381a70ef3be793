"""A request goes its way: in, on, back, asked about, to its end."""

import datetime as dt
import uuid

import pytest

from onthaal.cases import figures
from onthaal.cases.actions import asking, assigning, moving
from onthaal.cases.actions.reminders import remind
from onthaal.cases.models import Case, CaseQuestion
from onthaal.cases.states import CaseState
from onthaal.catalogue import flow
from onthaal.catalogue.actions import process_versions
from onthaal.catalogue.models import Process, Product
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.organisation.actions import StillInUse, save_team
from onthaal.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_a_request_begins_after_what_the_resident_did(hall, ask, on, mails_to, history):
    on("2026-11-23 10:00")
    case = ask()
    assert (case.step.key, case.state, case.team) == ("kijkt-na", CaseState.OPEN, hall.front)
    assert case.step_due_on == dt.date(2026, 11, 25)
    assert case.due_on == case.expected_on == dt.date(2026, 12, 3)
    assert [(p.step.key, p.left_at is None) for p in case.passages.all()] == [
        ("vraagt-aan", False),
        ("kijkt-na", True),
    ]
    (mail,) = mails_to("an@voorbeeld.be")
    assert case.reference in mail.subject
    assert case.status_path in mail.body_text
    assert [event.kind for event in history(case)] == ["case.received"]


def test_the_same_form_twice_is_one_request(ask):
    key = uuid.uuid4()
    assert ask(key=key) == ask(key=key)
    assert Case.objects.count() == 1


def test_a_product_without_steps_takes_no_request(hall, ask):
    other = Product.objects.create(slug="anders", name="Anders")
    with pytest.raises(CannotChange, match="nog niet beschreven"):
        ask(product=other)
    other.process = Process.objects.create(name="Leeg", slug="leeg")
    with pytest.raises(CannotChange, match="nog niet beschreven"):
        ask(product=other)


def test_it_goes_on_by_the_answer_and_to_the_team_of_the_step(hall, ask, mails_to):
    case = moving.advance(ask(), by=hall.eva)
    assert case.step.key == "volledig"
    with pytest.raises(CannotChange, match="Kies een antwoord"):
        moving.advance(case, by=hall.eva)
    case = assigning.take(case, by=hall.eva)
    case = moving.advance(case, by=hall.eva, answer="Ja", text="Alles is er.")
    assert (case.step.key, case.team, case.handler) == ("advies", hall.roads, None)
    news = mails_to("an@voorbeeld.be")[-1]
    assert "De politie geeft advies." in news.body_text
    assert "Alles is er." in news.body_text


def test_at_the_end_it_is_closed_and_the_resident_hears_it(hall, ask, on, mails_to):
    on("2026-11-23 10:00")
    case = moving.advance(ask(), by=hall.eva)
    case = moving.advance(case, by=hall.eva, answer="Ja")
    case = moving.advance(case, by=hall.bram)
    on("2026-11-27 10:00")
    case = moving.advance(case, by=hall.bram, text="Veel plezier.")
    assert (case.state, case.lead_days, case.within_term) == (CaseState.DONE, 4, True)
    assert mails_to("an@voorbeeld.be")[-1].template == "case_done"
    with pytest.raises(CannotChange, match="afgesloten"):
        moving.advance(case, by=hall.bram)


def test_who_refuses_says_why(hall, ask, mails_to):
    case = moving.advance(ask(), by=hall.eva)
    with pytest.raises(CannotChange, match="waarom de aanvraag geweigerd"):
        moving.advance(case, by=hall.eva, answer="Mag niet")
    case = moving.advance(case, by=hall.eva, answer="Mag niet", text="De bus rijdt er.")
    assert (case.state, case.outcome) == (CaseState.REFUSED, "De bus rijdt er.")
    assert "De bus rijdt er." in mails_to("an@voorbeeld.be")[-1].body_text


def test_a_running_request_stays_on_its_version(hall, ask):
    case = ask()
    process_versions.write_out(
        process=hall.process,
        lines=flow.removed(flow.removed(hall.lines, "volledig"), "vult-aan"),
        by=hall.joris,
    )
    case = moving.advance(case, by=hall.eva)
    assert case.step.key == "volledig"
    later = moving.advance(ask(), by=hall.eva)
    assert later.step.key == "advies"
    assert (case.process_version.number, later.process_version.number) == (1, 2)


def test_while_we_wait_the_terms_stand_still(hall, ask, on, mails_to):
    on("2026-11-23 10:00")
    case = ask()
    asking.ask(case, text="Welke straat?", by=hall.eva)
    case.refresh_from_db()
    assert case.state == CaseState.WAITING
    assert mails_to("an@voorbeeld.be")[-1].template == "case_question"
    on("2026-11-26 10:00")
    assert case.days_late(dt.date(2026, 11, 30)) == 0
    case = asking.answer(case, text="De Kerkstraat.")
    assert (case.state, case.step_due_on) == (CaseState.OPEN, dt.date(2026, 11, 30))
    assert case.due_on == dt.date(2026, 12, 8)
    case = moving.advance(case, by=hall.eva)
    passage = case.passages.get(number=2)
    assert (passage.paused_days, passage.days) == (3, 0)
    with pytest.raises(asking.NothingAsked):
        asking.answer(case, text="Nog iets.")


def test_a_new_question_replaces_the_one_that_waits(hall, ask):
    case = ask()
    asking.ask(case, text="Een?", by=hall.eva)
    asking.ask(case, text="Twee?", by=hall.eva)
    waiting = CaseQuestion.objects.get(answered_at=None, dropped_at=None)
    assert waiting.text == "Twee?"


def test_nobody_is_asked_without_an_address(hall, ask):
    case = ask(by=hall.fatma, email="", phone="0470 11 22 33", channel="phone")
    with pytest.raises(CannotChange, match="geen e-mailadres"):
        asking.ask(case, text="Welke straat?", by=hall.eva)


def test_a_step_of_the_resident_is_done_by_answering(hall, ask, mails_to):
    case = moving.advance(ask(), by=hall.eva)
    case = moving.advance(case, by=hall.eva, answer="Nee, er ontbreekt iets", text="Het plan.")
    assert (case.step.key, case.state) == ("vult-aan", CaseState.WAITING)
    assert "Het plan." in mails_to("an@voorbeeld.be")[-1].body_text
    case = asking.answer(case, text="Hier is het plan.")
    assert (case.step.key, case.state) == ("kijkt-na", CaseState.OPEN)
    assert case.news_at is not None


def test_it_can_go_back_to_where_it_was(hall, ask, history):
    case = moving.advance(ask(), by=hall.eva)
    case = moving.advance(case, by=hall.eva, answer="Ja")
    with pytest.raises(CannotChange, match="waarin de aanvraag al stond"):
        moving.send_back(case, to="brief", why="Zomaar", by=hall.bram)
    with pytest.raises(CannotChange, match="waarom"):
        moving.send_back(case, to="kijkt-na", why=" ", by=hall.bram)
    case = moving.send_back(case, to="kijkt-na", why="Plan klopt niet", by=hall.bram)
    assert case.step.key == "kijkt-na"
    event = history(case, "case.sent_back")[0]
    assert (event.internal_text, event.public_text) == ("Plan klopt niet", "")


def test_the_resident_takes_it_back(ask, mails_to):
    case = moving.withdraw(ask(), why="Het regent.")
    assert case.state == CaseState.WITHDRAWN
    assert mails_to("an@voorbeeld.be")[-1].template == "case_withdrawn"
    with pytest.raises(CannotChange):
        moving.withdraw(case)


def test_a_closed_request_can_be_opened_again(hall, ask):
    case = moving.close(ask(), granted=False, text="Verkeerde straat.", by=hall.eva)
    with pytest.raises(CannotChange, match="waarom"):
        moving.reopen(case, why="", by=hall.eva)
    case = moving.reopen(case, why="Wij vergisten ons.", by=hall.eva)
    assert (case.state, case.closed_at, case.outcome) == (CaseState.OPEN, None, "")
    assert case.step.key == "kijkt-na"
    assert case.passages.filter(left_at=None).count() == 1


def test_what_one_did_not_see_is_not_overwritten(hall, ask):
    case = ask()
    assigning.take(case, by=hall.eva, expected_version=case.version)
    with pytest.raises(ChangedMeanwhile):
        moving.advance(case, by=hall.fatma, expected_version=case.version)


def test_a_handler_works_in_the_team(hall, ask):
    with pytest.raises(CannotChange, match="hoort niet bij team"):
        assigning.assign(ask(), team=hall.front, handler=hall.bram, by=hall.joris)


def test_a_team_with_open_requests_does_not_stop(hall, ask):
    ask()
    hall.front.is_active = False
    with pytest.raises(StillInUse, match="1 open aanvraag"):
        save_team(team=hall.front, by=hall.joris)


def test_who_is_late_hears_it_once(hall, ask, on):
    on("2026-11-23 10:00")
    case = assigning.take(ask(), by=hall.eva)
    other = ask()
    on("2026-11-26 07:10")
    assert remind.func() == 2
    assert remind.func() == 0
    late = Message.objects.filter(template="case_late")
    assert set(late.values_list("to_address", flat=True)) == {hall.eva.email, hall.front.email}
    assert case.reference in late.get(to_address=hall.eva.email).subject
    moving.advance(other, by=hall.eva)
    assert remind.func() == 0


def test_a_question_that_waits_a_week_is_repeated_once(hall, ask, on, mails_to):
    on("2026-11-23 10:00")
    asking.ask(ask(), text="Welke straat?", by=hall.eva)
    on("2026-11-30 09:00")
    assert remind.func() == 0
    on("2026-12-01 07:10")
    assert (remind.func(), remind.func()) == (1, 0)
    assert mails_to("an@voorbeeld.be")[-1].template == "case_question_again"


def test_figures_hold_the_norm_beside_what_happened(hall, ask, on):
    on("2026-11-23 10:00")
    first, second = ask(), ask()
    asking.ask(second, text="Welke?", by=hall.eva)
    second = asking.answer(second, text="Deze.")
    on("2026-11-26 10:00")
    for case in (first, second):
        case = moving.advance(case, by=hall.eva)
        moving.advance(case, by=hall.eva, answer="Ja")
    moving.close(first, granted=True, text="Goed.", by=hall.bram)
    moving.close(second, granted=False, text="Niet goed.", by=hall.bram)
    period = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    found = figures.products(*period)[hall.product.pk]
    assert (found.closed, found.lead_median, found.complete) == (2, 3, 0.5)
    assert (found.handovers, found.refused) == (1, 0.5)
    steps = {each.key: each for each in figures.steps(hall.product, *period)}
    checks = steps["kijkt-na"]
    assert (checks.norm_days, checks.median_days, checks.within_norm) == (2, 3, 0)
    assert list(steps) == ["vraagt-aan", "kijkt-na", "volledig", "advies"]
