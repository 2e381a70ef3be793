"""A clerk's day: call, receive, set aside, pass on, finish."""

from __future__ import annotations

import uuid

import pytest

from onthaal.catalogue.models import Skill
from onthaal.core import clock
from onthaal.reception import board, queue, waits
from onthaal.reception.actions import calling, deeds, duty, registration, settings
from onthaal.reception.actions.calling import ParkReason, Refused
from onthaal.reception.models import Counter, EventKind, QueuePolicy, VisitState
from onthaal.reception.rules.times import durations
from onthaal.reception.tests.test_events import says_the_same


def served(hall, sits, comes, *products):
    """Bram at counter 1 with somebody before him."""
    bram = sits(hall.bram, hall.one)
    visit = comes(*(products or (hall.passport,)))
    calling.call_next(duty=bram)
    return bram, calling.show_up(duty=bram, visit=visit)


def test_the_longest_waiting_is_called_and_the_call_says_why(hall, sits, comes, later):
    first, second = comes(hall.bags), comes(hall.bags)
    later(4)
    comes(hall.bags)
    later(3)
    visit = calling.call_next(duty=sits(hall.bram, hall.one))
    assert visit == first
    assert (visit.state, visit.counter, visit.clerk) == (VisitState.CALLED, hall.one, hall.bram)
    why = visit.events.get(kind=EventKind.CALLED).data
    assert why["why"] == "A001: 7 min gewacht"
    assert why["others"] == [
        {"number": second.number, "score": 7.0},
        {"number": "A003", "score": 3.0},
    ]
    says_the_same(visit)


def test_nobody_waits_is_no_error(hall, sits):
    assert calling.call_next(duty=sits(hall.bram, hall.one)) is None


def test_a_clerk_calls_only_for_what_he_or_she_can_do(hall, sits, comes):
    comes(hall.passport)
    address = comes(hall.address, hall.passport)
    eva = sits(hall.eva, hall.two)
    assert calling.call_next(duty=eva) == address
    calling.show_up(duty=eva, visit=address)
    calling.finish(duty=eva, visit=address)
    assert calling.call_next(duty=eva) is None


def test_a_supervisor_gives_a_skill_for_this_sitting_only(hall, sits, comes):
    comes(hall.passport)
    eva = sits(hall.eva, hall.two)
    duty.give_skills(duty=eva, skills=[hall.passports])
    visit = calling.call_next(duty=eva)
    assert visit is not None
    calling.show_up(duty=eva, visit=visit)
    calling.finish(duty=eva, visit=visit)
    duty.leave(duty=eva)
    comes(hall.passport)
    assert calling.call_next(duty=sits(hall.eva, hall.two)) is None


def test_who_has_somebody_first_finishes(hall, sits, comes):
    comes(hall.bags)
    comes(hall.bags)
    bram = sits(hall.bram, hall.one)
    calling.call_next(duty=bram)
    with pytest.raises(Refused, match=r"A001 is nog opgeroepen\. Rond dat bezoek af"):
        calling.call_next(duty=bram)


def test_a_double_click_calls_once(hall, sits, comes):
    comes(hall.bags)
    comes(hall.bags)
    bram, act = sits(hall.bram, hall.one), uuid.uuid4()
    assert calling.call_next(duty=bram, act=act) == calling.call_next(duty=bram, act=act)


def test_nobody_calls_during_a_pause_or_after_leaving(hall, sits, comes):
    comes(hall.bags)
    bram = sits(hall.bram, hall.one)
    duty.pause(duty=bram)
    with pytest.raises(Refused, match="in pauze"):
        calling.call_next(duty=bram)
    duty.resume(duty=bram)
    duty.leave(duty=bram)
    with pytest.raises(Refused, match="niet meer aan dit loket"):
        calling.call_next(duty=bram)


def test_somebody_out_of_turn_keeps_where_he_stood(hall, sits, comes, later):
    comes(hall.bags)
    later(5)
    second = comes(hall.bags)
    visit = calling.call(duty=sits(hall.bram, hall.one), visit=second)
    data = visit.events.get(kind=EventKind.CALLED).data
    assert (data["chosen"], data["passed"]) == (True, 1)


def test_no_show_only_after_calling_again(hall, sits, comes):
    QueuePolicy.objects.create(location=hall.place, recalls_before_no_show=1)
    bram, visit = sits(hall.bram, hall.one), comes(hall.bags)
    calling.call_next(duty=bram)
    with pytest.raises(Refused, match="eerst nog één keer"):
        calling.no_show(duty=bram, visit=visit)
    calling.recall(duty=bram, visit=visit)
    visit = calling.no_show(duty=bram, visit=visit)
    assert visit.state == VisitState.NO_SHOW
    says_the_same(visit)


def test_a_double_press_on_calling_again_is_one(hall, sits, comes):
    bram, visit = sits(hall.bram, hall.one), comes(hall.bags)
    calling.call_next(duty=bram)
    act = uuid.uuid4()
    for _ in range(2):
        visit = calling.recall(duty=bram, visit=visit, act=act)
    assert visit.recalls == 1


def test_a_family_takes_its_usual_time(hall, sits, comes):
    hall.passport.minutes_per_extra_person = 5
    hall.passport.save()
    visit = comes(hall.passport, persons=4)
    assert [product.usual for product in board.products(visit)] == [30]


def test_back_in_the_queue_once_and_at_its_end(hall, sits, comes, later):
    bram, visit = sits(hall.bram, hall.one), comes(hall.bags)
    later(20)
    other = comes(hall.bags)
    calling.call_next(duty=bram)
    calling.recall(duty=bram, visit=visit)
    later(1)
    visit = calling.no_show(duty=bram, visit=visit, back=True)
    assert (visit.state, visit.earlier_wait, visit.returns) == (VisitState.WAITING, 0, 1)
    assert calling.call_next(duty=bram) == other
    calling.show_up(duty=bram, visit=other)
    calling.finish(duty=bram, visit=other)
    assert calling.call_next(duty=bram) == visit
    calling.recall(duty=bram, visit=visit)
    with pytest.raises(Refused, match="kwam al eens terug"):
        calling.no_show(duty=bram, visit=visit, back=True)


def test_two_products_in_one_visit_each_with_its_own_time(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes, hall.passport, hall.bags)
    passport, bags = visit.items.all()
    later(12)
    calling.finish_item(duty=bram, item=passport, complete=True)
    later(2)
    calling.finish(duty=bram, visit=visit, complete=False)
    passport.refresh_from_db()
    bags.refresh_from_db()
    assert (passport.is_complete, bags.is_complete) == (True, False)
    assert durations(visit.events.all()).items == {passport.pk: 720, bags.pk: 120}
    says_the_same(visit)


def test_a_product_more_during_the_visit(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes, hall.bags)
    calling.finish_item(duty=bram, item=visit.items.get(), complete=True)
    act = uuid.uuid4()
    item = calling.add_item(duty=bram, visit=visit, product=hall.address, act=act)
    assert calling.add_item(duty=bram, visit=visit, product=hall.address, act=act) == item
    assert calling.running_item(visit) == item.pk
    later(3)
    calling.finish(duty=bram, visit=visit)
    assert durations(visit.events.all()).items[item.pk] == 180
    says_the_same(visit)


def test_set_aside_another_helped_and_taken_up_again(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes)
    later(6)
    calling.park(duty=bram, visit=visit, reason=ParkReason.FETCHES)
    other = comes(hall.bags)
    assert calling.call_next(duty=bram) == other
    calling.show_up(duty=bram, visit=other)
    later(5)
    calling.finish(duty=bram, visit=other)
    visit = calling.call(duty=bram, visit=visit)
    assert visit.state == VisitState.CALLED
    calling.show_up(duty=bram, visit=visit)
    later(4)
    visit = calling.finish(duty=bram, visit=visit)
    took = durations(visit.events.all())
    assert (took.service, took.aside) == (600, 300)
    says_the_same(visit)


def test_passed_on_to_a_colleague_who_is_there(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes, hall.address)
    eva = sits(hall.eva, hall.two)
    visit = calling.transfer(duty=bram, visit=visit, clerk=hall.eva)
    assert (visit.state, visit.wanted_clerk, visit.counter) == (VisitState.WAITING, hall.eva, None)
    assert calling.call_next(duty=bram) is None
    assert calling.call_next(duty=eva) == visit
    says_the_same(visit)


def test_passed_on_to_who_lacks_the_skill_of_the_product_nobody_is_forgotten(hall, sits, comes):
    bram, visit = served(hall, sits, comes, hall.passport)
    eva = sits(hall.eva, hall.two)
    visit = calling.transfer(duty=bram, visit=visit, counter=hall.two)
    assert calling.call_next(duty=bram) is None
    assert calling.call_next(duty=eva) == visit


def test_who_waits_for_one_colleague_is_told_when_that_one_is_free(hall, sits, comes):
    bram, visit = served(hall, sits, comes, hall.address)
    eva = sits(hall.eva, hall.two)
    other = comes(hall.bags)
    calling.show_up(duty=eva, visit=calling.call(duty=eva, visit=other))
    calling.transfer(duty=bram, visit=visit, clerk=hall.eva)
    told = waits.of(hall.place)
    assert told.of(visit).high > 5, "Bram is free, but it is for Eva"
    calling.finish(duty=eva, visit=other)
    duty.pause(duty=eva)
    assert waits.of(hall.place).of(visit) is None, "nobody knows how long a pause takes"
    assert not queue.is_stuck(visit), "but Eva comes back"


def test_passing_on_to_what_nobody_there_can_says_so(hall, sits, comes):
    sits(hall.eva, hall.one)
    visit = comes(hall.address)
    calling.call_next(duty=duty.of(hall.eva))
    rare = Skill.objects.create(name="Huwelijken", slug="huwelijken")
    said = deeds.perform(
        user=hall.eva, deed=deeds.Deed(deeds.TRANSFER, visit=visit.pk, to=f"skill:{rare.pk}")
    )
    assert "doorgegeven naar wie “Huwelijken” kan" in said
    assert "niemand die nu aan een loket zit, kan dit" in said


def test_passed_on_the_earlier_wait_counts(hall, sits, comes, later):
    bram = sits(hall.bram, hall.one)
    visit = comes(hall.address)
    later(15)
    calling.call_next(duty=bram)
    calling.show_up(duty=bram, visit=visit)
    later(2)
    calling.transfer(duty=bram, visit=visit, skill=hall.people)
    other = comes(hall.bags)
    later(5)
    eva = sits(hall.eva, hall.two)
    chosen = calling.call_next(duty=eva)
    assert chosen == visit != other
    why = chosen.events.filter(kind=EventKind.CALLED).last().data["why"]
    assert why == "A001: 5 min gewacht + 15 eerder gewacht = 20"


def test_a_mistaken_press_is_taken_back(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes, hall.passport, hall.bags)
    calling.finish(duty=bram, visit=visit)
    later(0, seconds=10)
    visit = calling.undo(duty=bram)
    assert visit.state == VisitState.SERVING
    assert visit.items.still_to_do().count() == 2
    assert visit.events.filter(kind=EventKind.FINISHED).exists(), "what happened stays written"
    says_the_same(visit)


def test_not_after_a_while_and_not_what_others_did(hall, sits, comes, later):
    bram, visit = served(hall, sits, comes)
    eva = sits(hall.eva, hall.two)
    with pytest.raises(Refused, match="niets meer"):
        calling.undo(duty=eva)
    later(0, seconds=calling.UNDO_WITHIN + 1)
    with pytest.raises(Refused, match="niets meer"):
        calling.undo(duty=bram)
    assert visit.state == VisitState.SERVING


def test_undo_step_by_step_back_to_the_queue(hall, sits, comes):
    bram, _ = served(hall, sits, comes)
    assert calling.undo(duty=bram).state == VisitState.CALLED
    visit = calling.undo(duty=bram)
    assert (visit.state, visit.counter) == (VisitState.WAITING, None)
    with pytest.raises(Refused):
        calling.undo(duty=bram)


def test_a_counter_is_for_one_and_who_moves_leaves_the_other(hall, sits):
    bram = sits(hall.bram, hall.one)
    with pytest.raises(Refused, match="Bram zit aan Loket 1"):
        sits(hall.eva, hall.one)
    sits(hall.bram, hall.two)
    bram.refresh_from_db()
    assert bram.ended_at == clock.now()
    assert sits(hall.eva, hall.one).counter == hall.one


def test_nobody_leaves_or_pauses_with_a_visitor(hall, sits, comes):
    bram, _ = served(hall, sits, comes)
    for deed in (duty.pause, duty.leave):
        with pytest.raises(Refused, match="nog aan Loket 1"):
            deed(duty=bram)


def test_who_is_gone_is_not_called(hall, sits, comes):
    registration.leave(visit=comes(hall.bags))
    registration.void(visit=comes(hall.bags))
    assert calling.call_next(duty=sits(hall.bram, hall.one)) is None


def test_another_number_of_persons_during_the_service_goes_on(hall, sits, comes, later):
    _, visit = served(hall, sits, comes, hall.passport, hall.bags)
    later(5)
    item = registration.change_persons(
        item=visit.items.get(product=hall.passport), persons=2, by=hall.fatma
    )
    assert calling.running_item(visit) == item.pk
    says_the_same(visit)


def test_what_was_not_going_on_does_not_begin_by_a_correction(hall, sits, comes):
    _, visit = served(hall, sits, comes, hall.passport, hall.bags)
    running = calling.running_item(visit)
    registration.change_persons(item=visit.items.get(product=hall.bags), persons=2)
    assert calling.running_item(visit) == running


def test_from_another_counter_nobody_is_taken_back(hall, sits, comes):
    bram, visit = served(hall, sits, comes)
    calling.finish(duty=bram, visit=visit)
    elsewhere = sits(hall.bram, hall.two)
    with pytest.raises(Refused, match="intussen aan een ander loket"):
        calling.undo(duty=elsewhere)
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE


def test_in_a_pause_nothing_is_taken_back(hall, sits, comes):
    bram, visit = served(hall, sits, comes)
    calling.finish(duty=bram, visit=visit)
    bram = duty.pause(duty=bram)
    assert calling.last_press(bram) is None
    with pytest.raises(Refused, match="in pauze"):
        calling.undo(duty=bram)
    assert calling.undo(duty=duty.resume(duty=bram)).state == VisitState.SERVING


def test_a_counter_that_was_just_closed_is_not_taken(hall, sits):
    as_seen_before = Counter.objects.get(pk=hall.one.pk)
    settings.open_counter(counter=hall.one, is_open=False)
    with pytest.raises(Refused, match="gesloten"):
        sits(hall.bram, as_seen_before)
