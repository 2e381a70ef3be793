"""From melding to plan to street to answer."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue, Status
from onthaal.issues.photos import encode
from onthaal.organisation import calendar
from onthaal.organisation.models import ClosingDay
from onthaal.workplan.actions.answers import drop, release
from onthaal.workplan.actions.orders import cancel, on_issue
from onthaal.workplan.actions.planning import arrange, plan, suggested_route, unplan
from onthaal.workplan.actions.rounds import make_ahead, save_round
from onthaal.workplan.models import (
    DraftAnswer,
    FieldAct,
    ReviewItem,
    Round,
    State,
    WorkOrder,
    WorkPhoto,
)
from onthaal.workplan.retention import erase_orders, finished, sweep_photo_files
from onthaal.workplan.tests.conftest import MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db


def day_of(crew, day):
    lane = WorkOrder.objects.in_lane(crew, day)
    assert [order.position for order in lane] == list(range(1, len(lane) + 1))
    return [order.title for order in lane]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_an_order_takes_place_and_term_from_its_melding(order, report):
    issue = report()
    made = order(issues=[issue])
    assert (made.place, made.lat, made.due_on) == (issue.place, issue.lat, issue.due_on)
    assert made.stage == State.TO_PLAN


def test_no_order_for_a_closed_melding(order, report, town):
    issue = change_status(report(), change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
    with pytest.raises(CannotChange):
        order(issues=[issue])


def test_planning_tells_an_which_day(order, report, yard, town, mails_to, history):
    issue = report()
    made = order(issues=[issue], crew=yard.one, day=TUESDAY)
    issue = fresh(issue)
    assert (issue.state, issue.expected_on) == (Status.PLANNED, TUESDAY)
    assert "24 november" in mails_to("an@voorbeeld.be")[-1].body_text
    assert [event.kind for event in history(made)] == ["workorder.made", "workorder.planned"]


def test_another_day_tells_an_another_place_in_the_day_does_not(
    order, report, yard, town, mails_to
):
    issue = report()
    order("Stoep", crew=yard.one, day=TUESDAY)
    made = order(issues=[issue], crew=yard.one, day=TUESDAY)
    told = len(mails_to("an@voorbeeld.be"))
    plan(made, crew=yard.one, on=TUESDAY, position=1, by=town.bram)
    assert len(mails_to("an@voorbeeld.be")) == told
    plan(made, crew=yard.two, on=WEDNESDAY, by=town.bram)
    assert len(mails_to("an@voorbeeld.be")) == told + 1
    assert fresh(issue).expected_on == WEDNESDAY


def test_places_in_a_day_never_have_gaps(order, yard, town):
    first, second, third = (order(name, crew=yard.one) for name in ("A", "B", "C"))
    plan(third, crew=yard.one, on=MONDAY, position=1, by=town.bram)
    assert day_of(yard.one, MONDAY) == ["C", "A", "B"]
    plan(first, crew=yard.two, on=MONDAY, position=9, by=town.bram)
    assert day_of(yard.one, MONDAY) == ["C", "B"]
    assert day_of(yard.two, MONDAY) == ["A"]
    unplan(third, by=town.bram)
    assert day_of(yard.one, MONDAY) == ["B"]
    cancel(second, why="Niet meer nodig", by=town.bram)
    assert day_of(yard.one, MONDAY) == []


def test_what_planning_refuses(order, yard, town):
    high = order(skill=yard.lift)
    with pytest.raises(CannotChange, match="Hoogwerker"):
        plan(high, crew=yard.two, on=MONDAY, by=town.bram)
    with pytest.raises(CannotChange, match="vanaf vandaag"):
        plan(high, crew=yard.one, on=MONDAY - dt.timedelta(days=1), by=town.bram)
    yard.one.is_active = False
    with pytest.raises(CannotChange, match="werkt niet meer"):
        plan(high, crew=yard.one, on=MONDAY, by=town.bram)
    assert fresh(high).stage == State.TO_PLAN


def test_who_plans_on_an_old_picture_hears_it(order, yard, town):
    made = order(crew=yard.one)
    seen = made.version
    plan(made, crew=yard.two, on=MONDAY, by=town.joris, expected_version=seen)
    with pytest.raises(ChangedMeanwhile):
        plan(made, crew=yard.one, on=TUESDAY, by=town.bram, expected_version=seen)
    assert fresh(made).crew == yard.two


def test_the_route_goes_past_the_nearest_first_and_a_hand_may_change_it(order, yard, town):
    far = order("Ver", crew=yard.one, place="Ver", lat=51.010, lon=5.018)
    near = order("Dichtbij", crew=yard.one, place="Dicht", lat=51.010, lon=5.002)
    nowhere = order("Zonder plaats", crew=yard.one)
    depot = (yard.one.depot_lat, yard.one.depot_lon)
    best = suggested_route(yard.one, MONDAY, depot)
    assert best == [near, far, nowhere]
    arrange(crew=yard.one, on=MONDAY, order_ids=[each.pk for each in best], by=town.bram)
    assert day_of(yard.one, MONDAY) == ["Dichtbij", "Ver", "Zonder plaats"]
    with pytest.raises(ChangedMeanwhile):
        arrange(crew=yard.one, on=MONDAY, order_ids=[near.pk, far.pk], by=town.bram)


def test_ward_does_the_work_and_bram_releases_the_answer(
    order, report, yard, town, did, on, photo_file, mails_to
):
    issue = report()
    made = order(issues=[issue], crew=yard.one)
    on("2026-11-23 09:00")
    did(made, "start")
    on("2026-11-23 09:40")
    did(
        made,
        "done",
        text="Nieuwe lamp gezet.",
        minutes={yard.ward.pk: 40},
        materials={yard.asphalt.pk: Decimal("2")},
        photos=[encode(photo_file(), "na.jpg")],
    )
    made = fresh(made)
    assert (made.stage, made.worked_minutes, made.running_since) == (State.DONE, 40, None)
    assert [line.cents for line in made.materials.all()] == [2500]
    assert [line.cents for line in made.hours.all()] == [2800]
    # nothing leaves before a colleague has read it
    assert fresh(issue).state == Status.PLANNED
    assert fresh(issue).news_at
    told = len(mails_to("an@voorbeeld.be"))
    answer = DraftAnswer.objects.get()
    assert "Nieuwe lamp gezet." in answer.text
    release(
        answer,
        text="De lamp brandt weer.",
        photos=WorkPhoto.objects.values_list("pk", flat=True),
        by=town.bram,
    )
    issue = fresh(issue)
    assert issue.state == Status.RESOLVED
    assert issue.photos.get().source == "staff"
    mails = mails_to("an@voorbeeld.be")
    assert len(mails) == told + 1
    assert "De lamp brandt weer." in mails[-1].body_text
    with pytest.raises(CannotChange, match="al afgehandeld"):
        release(answer, text="Nog eens", photos=[], by=town.bram)
    assert len(mails_to("an@voorbeeld.be")) == told + 1


def test_an_answer_for_a_melding_that_closed_meanwhile_is_refused_whole(
    order, report, yard, town, did
):
    issue = report()
    did(order(issues=[issue], crew=yard.one), "done")
    change_status(issue, change=Change(to=Status.RESOLVED, text="Gebeld."), by=town.bram)
    answer = DraftAnswer.objects.get()
    with pytest.raises(CannotChange):
        release(answer, text="Klaar", photos=[], by=town.bram)
    assert fresh(answer).settled_at is None
    drop(answer, by=town.bram)
    assert fresh(answer).settled_at
    assert not fresh(answer).is_released


def test_not_done_asks_why_and_tells_the_handler(order, report, yard, did, history):
    issue = report()
    made = order(issues=[issue], crew=yard.one)
    with pytest.raises(CannotChange, match="Kies waarom"):
        did(made, "not_done")
    did(made, "not_done", reason="no_access", text="Auto in de weg.")
    assert fresh(made).stage == State.NOT_DONE
    assert fresh(issue).state == Status.PLANNED
    assert "Auto in de weg." in history(issue, "issue.noted")[-1].internal_text
    assert not DraftAnswer.objects.exists()


def test_not_done_goes_back_on_the_list(order, yard, town, did):
    made = order(crew=yard.one)
    did(made, "not_done", reason="weather")
    again = plan(unplan(made, by=town.bram), crew=yard.one, on=TUESDAY, by=town.bram)
    assert (again.stage, again.reason) == (State.PLANNED, "")


def test_stopping_for_lunch_does_not_count(order, yard, did, on):
    made = order(crew=yard.one)
    for moment, kind in (("10:00", "start"), ("12:00", "stop"), ("13:00", "start")):
        on(f"2026-11-23 {moment}")
        did(made, kind)
    on("2026-11-23 13:30")
    did(made, "done")
    assert fresh(made).worked_minutes == 150


def test_the_same_deed_sent_twice_counts_once(order, report, yard, did, photo_file):
    made, key = order(issues=[report()], crew=yard.one), uuid.uuid4()
    for _ in range(2):
        did(
            made,
            "done",
            key=key,
            minutes={yard.ward.pk: 30},
            photos=[encode(photo_file(), "na.jpg")],
        )
    assert (made.hours.count(), made.photos.count(), made.answers.count()) == (1, 1, 1)
    assert FieldAct.objects.count() == 1
    assert not ReviewItem.objects.exists()


def test_the_clock_of_a_telephone_is_believed_within_reason(order, yard, did, on):
    made = order(crew=yard.one)
    now = on("2026-11-23 12:00")
    did(made, "start", at=now - dt.timedelta(hours=2))
    did(made, "done", at=now + dt.timedelta(days=400))
    assert fresh(made).worked_minutes == 120


@pytest.mark.parametrize("what", ["cancelled", "unplanned", "other crew", "closed"])
def test_a_deed_that_comes_too_late_is_not_lost(what, order, report, yard, town, did, photo_file):
    made = order(issues=[report()], crew=yard.one)
    if what == "cancelled":
        cancel(made, why="Dubbel", by=town.bram)
    elif what == "unplanned":
        unplan(made, by=town.bram)
    elif what == "other crew":
        plan(made, crew=yard.two, on=MONDAY, by=town.bram)
    else:
        did(made, "not_done", by=town.bram, reason="weather")
    before = fresh(made).state
    act = did(
        made,
        "done",
        text="Gedaan om 10 uur.",
        minutes={yard.ward.pk: 30},
        photos=[encode(photo_file(), "na.jpg")],
    )
    assert act.conflict
    assert fresh(made).state == before
    item = ReviewItem.objects.visible_to(town.bram).get()
    assert "Gedaan om 10 uur." in item.text
    assert "30 min" in item.text
    assert made.photos.count() == 1
    assert not ReviewItem.objects.visible_to(town.eva).exists()


def test_a_cancelled_order_tells_the_handler_and_asks_why(order, report, town, history):
    issue = report()
    made = order(issues=[issue])
    with pytest.raises(CannotChange):
        cancel(made, why=" ", by=town.bram)
    cancel(made, why="Staat al in een ander project", by=town.bram)
    assert "ander project" in history(issue, "issue.noted")[-1].internal_text


@pytest.fixture
def gullies(yard, town):
    return save_round(
        Round(
            title="Kolken reinigen",
            crew=yard.one,
            estimated_minutes=240,
            every=1,
            period="week",
            starts_on=dt.date(2026, 11, 20),
        ),
        by=town.bram,
    )


def test_a_round_makes_six_weeks_ahead_and_skips_days_off(gullies, yard):
    ClosingDay.objects.create(day=dt.date(2026, 12, 28), name="Brug")
    calendar.forget()
    WorkOrder.objects.all().delete()
    make_ahead(gullies)
    planned = [order.planned_on for order in WorkOrder.objects.order_by("round_on")]
    assert planned == [
        dt.date(2026, 11, 27),
        dt.date(2026, 12, 4),
        dt.date(2026, 12, 11),
        dt.date(2026, 12, 18),
        dt.date(2026, 12, 29),  # 25 is Christmas, then a weekend and a bridge day
        dt.date(2027, 1, 4),  # 1 January, then a weekend
    ]
    calendar.forget()


def test_a_round_never_doubles_not_even_after_a_move(gullies, town, yard):
    count = WorkOrder.objects.count()
    plan(WorkOrder.objects.first(), crew=yard.two, on=TUESDAY, by=town.bram)
    assert make_ahead(gullies) == []
    assert WorkOrder.objects.count() == count


def test_a_stopped_round_makes_nothing(gullies, town):
    WorkOrder.objects.all().delete()
    gullies.is_active = False
    save_round(gullies, by=town.bram)
    assert not WorkOrder.objects.exists()


def test_who_sees_and_plans_what(order, yard, town):
    made = order(crew=yard.one)
    see, may_plan = WorkOrder.objects.visible_to, WorkOrder.objects.plannable_by
    assert [list(see(who)) for who in (town.bram, town.joris, yard.ward)] == [[made]] * 3
    assert [list(see(who)) for who in (town.eva, yard.els, yard.gust, town.an)] == [[]] * 4
    assert [list(may_plan(who)) for who in (town.bram, town.joris)] == [[made]] * 2
    assert [list(may_plan(who)) for who in (yard.ward, town.eva, town.an)] == [[]] * 3


def test_resident_facts_stay_out_of_the_history_data(order, yard, history, report):
    made = order(issues=[report()], crew=yard.one)
    assert "Kerkstraat" not in str([event.data for event in history(made)])


def test_two_orders_for_one_melding(order, report, yard, town):
    issue = report()
    order("Lamp uit", issues=[issue], crew=yard.one, day=TUESDAY)
    order("Lamp in", issues=[issue], crew=yard.one, day=WEDNESDAY)
    assert Issue.objects.get(pk=issue.pk).expected_on == WEDNESDAY


def test_a_melding_that_closes_before_the_work_asks_the_planner(order, report, yard, town, history):
    issue = report()
    made = order(issues=[issue], crew=yard.one)
    change_status(issue, change=Change(to=Status.RESOLVED, text="Al in orde."), by=town.bram)
    event = history(issue, "issue.resolved")[-1]
    for _ in range(2):
        on_issue(event.pk)
    assert "Moet de ploeg nog gaan?" in ReviewItem.objects.visible_to(town.bram).get().text
    assert fresh(made).stage == State.PLANNED


def test_old_work_loses_its_words_and_photos_not_its_figures(
    order, report, yard, did, photo_file, on, history
):
    made = order("Bij mevrouw Peeters", issues=[report()], crew=yard.one)
    did(
        made,
        "done",
        text="Gepraat met mevrouw Peeters.",
        minutes={yard.ward.pk: 30},
        photos=[encode(photo_file(), "na.jpg")],
    )
    open_one = order("Nog te doen", crew=yard.one)
    now = on("2030-01-01 08:00")
    assert list(finished(now)) == [made]
    erase_orders([made.pk])
    made = fresh(made)
    assert "Peeters" not in made.title + made.outcome + made.description
    assert "Peeters" not in "".join(event.internal_text for event in history(made))
    assert DraftAnswer.objects.get().text == ""
    assert not made.photos.exists()
    assert made.hours.get().minutes == 30
    assert list(finished(now)) == []
    assert fresh(open_one).title == "Nog te doen"


def test_files_of_erased_photos_go_in_the_night(order, yard, did, photo_file, on):
    made = order(crew=yard.one)
    did(made, "photo", photos=[encode(photo_file(), "voor.jpg")], before=True)
    WorkPhoto.objects.all().delete()
    assert sweep_photo_files.func() == 0  # young files may belong to a request that still runs
    on("2030-01-01 08:00")
    assert sweep_photo_files.func() == 2
