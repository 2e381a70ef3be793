"""The weeks of the halls: what is stored is what the program itself would have written."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter as Count

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from onthaal.appointments.models import Appointment, OccupiedTick, State
from onthaal.catalogue.models import Product, ProductVersion, VersionState
from onthaal.core.references import is_reference
from onthaal.lindeveld import hall, seed, visits
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.reception.actions import calling
from onthaal.reception.models import (
    Duty,
    EventKind,
    QueuePolicy,
    TicketSeries,
    Visit,
    VisitEvent,
    VisitState,
)
from onthaal.reception.rules import states, times
from onthaal.territory import lookup

pytestmark = pytest.mark.django_db
BRUSSELS = timezone.get_default_timezone()
# a Monday morning, a Sunday, and a Wednesday afternoon by appointment
MONDAY = dt.datetime(2026, 3, 9, 10, 20, tzinfo=BRUSSELS)
SUNDAY = dt.datetime(2026, 3, 8, 15, 0, tzinfo=BRUSSELS)
WEDNESDAY = dt.datetime(2026, 3, 11, 14, 40, tzinfo=BRUSSELS)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """One town, with its weeks up to a Monday morning, for all tests; each undoes its changes."""
    lookup.forget()
    with (
        override_settings(PRODUCTION=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        seed.fill(issues=0, seed=1, today=dt.date(2026, 3, 1))
        visits.live_through(seed=1, now=MONDAY.astimezone(dt.UTC), weeks=7)
        yield Location.objects.get(name=hall.GEMEENTEHUIS)
        transaction.set_rollback(True)
    lookup.forget()


def live(now, weeks=2, number=1):
    """Other weeks in the place of those of the fixture."""
    visits.throw_away()
    visits.live_through(seed=number, now=now.astimezone(dt.UTC), weeks=weeks)


def test_what_a_visit_is_follows_from_its_events(town):
    chance = random.Random(1)
    for visit in chance.sample(list(Visit.objects.prefetch_related("events", "items")), 150):
        facts = list(visit.events.all())
        for place in range(len(facts)):
            before = states.derive(facts[:place]) if place else None
            states.check(before, facts[place].kind)
        said = states.derive(facts)
        for name in (
            "state",
            "state_since",
            "due_at",
            "visit_class",
            "counter_id",
            "clerk_id",
            "wanted_skill_id",
            "earlier_wait",
            "recalls",
            "returns",
        ):
            assert getattr(visit, name) == getattr(said, name), name
        assert [fact.at for fact in facts] == sorted(fact.at for fact in facts)
        for item in visit.items.all():
            kept = said.items.get(item.pk)
            assert item.is_complete == (kept.is_complete if kept else None)
        assert times.durations(facts, now=MONDAY).waiting >= 0


def test_on_a_monday_morning_the_hall_is_alive(town):
    here = Visit.objects.here().filter(location=town)
    assert here.filter(day=MONDAY.date()).count() == here.count()
    now = Count(here.values_list("state", flat=True))
    assert now[VisitState.WAITING] >= 2
    assert now[VisitState.SERVING] >= 3
    seated = Duty.objects.open().filter(counter__location=town)
    assert seated.count() == len(hall.ROSTER[hall.GEMEENTEHUIS][0, False])
    for visit in here.filter(state=VisitState.SERVING):
        duty = seated.get(counter=visit.counter_id)
        assert duty.clerk_id == visit.clerk_id
        assert calling.current(duty) == visit
    assert Appointment.objects.filter(starts_at__date=MONDAY.date(), starts_at__gt=MONDAY).exists()
    assert not VisitEvent.objects.filter(at__gt=MONDAY).exists()


def test_a_clerk_goes_on_with_the_made_up_queue(town):
    duty = Duty.objects.open().filter(counter__location=town).order_by("pk").first()
    visit = calling.current(duty)
    if visit is not None:
        if visit.state == VisitState.CALLED:
            calling.show_up(duty=duty, visit=visit)
        calling.finish(duty=duty, visit=visit)
        visit.refresh_from_db()
        assert visit.state == VisitState.DONE
    last = TicketSeries.objects.get(location=town, day=MONDAY.date(), letter="A").last
    numbers = Visit.objects.filter(location=town, day=MONDAY.date(), number__startswith="A")
    assert numbers.count() == last


@pytest.mark.parametrize("now", [SUNDAY, MONDAY.replace(hour=21), MONDAY.replace(hour=6)])
def test_when_it_is_closed_nobody_is_there(town, now):
    live(now)
    assert not Visit.objects.here().exists()
    assert not Duty.objects.open().exists()
    assert Visit.objects.exists()


def test_an_afternoon_by_appointment_has_no_walk_ins(town):
    live(WEDNESDAY)
    today = Visit.objects.filter(
        location=town, day=WEDNESDAY.date(), arrived_at__gte=(WEDNESDAY.replace(hour=12, minute=45))
    )
    assert today.exists()
    assert not today.filter(appointment=None).exists()


def test_appointments_keep_to_their_lanes_and_to_the_opening_hours(town):
    rows = Appointment.objects.select_related("location", "lane")
    assert not rows.filter(state=State.HELD).exists()
    assert rows.filter(state=State.BOOKED, starts_at__gt=MONDAY).count() > 80
    assert not rows.filter(
        state=State.SERVED, starts_at__gt=MONDAY + dt.timedelta(hours=1)
    ).exists()
    assert not rows.filter(booked_at__gt=MONDAY).exists()
    assert {row.reference for row in rows if not is_reference(row.reference)} == set()
    live_ticks = Count(OccupiedTick.objects.values_list("lane_id", "tick"))
    assert max(live_ticks.values()) == 1
    taken = set(OccupiedTick.objects.values_list("appointment", flat=True))
    assert taken == {row.pk for row in rows if row.state != State.CANCELLED}
    for row in random.Random(2).sample(list(rows.filter(kind="counter")), 60):
        (day,) = opening.days(row.location, timezone.localdate(row.starts_at), 1)
        begin = timezone.localtime(row.starts_at).time()
        end = timezone.localtime(row.ends_at).time()
        assert any(each.opens_at <= begin and end <= each.closes_at for each in day.periods)


def test_only_the_latest_weeks_are_known_by_name_and_nobody_is_real(town):
    old = Appointment.objects.filter(starts_at__lt=MONDAY - dt.timedelta(days=31))
    assert old.exists()
    assert not old.exclude(name="", email="", phone="").exists()
    known = Appointment.objects.exclude(email="")
    assert known.exists()
    assert not known.exclude(email__endswith="@post.example").exists()
    assert not Appointment.objects.exclude(phone="").exclude(phone__startswith="0470 00").exists()
    assert not Visit.objects.filter(day__lt=MONDAY.date() - dt.timedelta(days=31)).exclude(name="")


def test_the_same_seed_gives_the_same_weeks(town):
    live(SUNDAY)
    rows = list(Visit.objects.order_by("pk").values_list("number", "day", "arrived_at", "state"))
    live(SUNDAY)
    assert rows == list(
        Visit.objects.order_by("pk").values_list("number", "day", "arrived_at", "state")
    )
    live(SUNDAY, number=2)
    assert rows != list(
        Visit.objects.order_by("pk").values_list("number", "day", "arrived_at", "state")
    )


def test_the_calling_order_is_kept_with_its_reason(town):
    called = VisitEvent.objects.filter(kind=EventKind.CALLED, visit__location=town)
    assert called.filter(data__why__icontains="min gewacht").exists()
    assert not called.filter(counter=None).exists()
    limit = QueuePolicy.of(town).appointments_in_a_row
    assert limit == 3
    assert called.filter(data__why__icontains="beurt van wie zonder afspraak komt").exists()


def test_the_hall_can_be_opened_on_a_sunday(town):
    live(SUNDAY)
    came = visits.open_now(seed=1, now=SUNDAY.astimezone(dt.UTC))
    assert came > 10
    here = Visit.objects.here().filter(location=town)
    assert here.filter(state=VisitState.WAITING).exists()
    assert here.filter(state=VisitState.SERVING).exists()
    (today,) = opening.days(town, SUNDAY.date(), 1)
    assert opening.open_now(today, SUNDAY.time())
    with pytest.raises(visits.AlreadyOpen):
        visits.open_now(seed=1, now=SUNDAY.astimezone(dt.UTC))


def test_numbers_go_on_when_the_hall_opens_again(town):
    evening = MONDAY.replace(hour=21)
    live(evening)
    before = TicketSeries.objects.get(location=town, day=MONDAY.date(), letter="A").last
    visits.open_now(seed=1, now=evening.astimezone(dt.UTC))
    after = TicketSeries.objects.get(location=town, day=MONDAY.date(), letter="A").last
    assert after > before
    (today,) = opening.days(town, MONDAY.date(), 1)
    assert len(today.periods) == 3


def test_in_the_lunch_hour_it_simply_stays_open(town):
    noon = MONDAY.replace(hour=12, minute=40)
    live(noon)
    visits.open_now(seed=1, now=noon.astimezone(dt.UTC))
    (today,) = opening.days(town, MONDAY.date(), 1)
    assert [(each.opens_at, each.closes_at) for each in today.periods] == [
        (dt.time(9), dt.time(15, 45)),
        # whoever has an appointment this evening can still come
        (dt.time(16), dt.time(19)),
    ]


def test_the_command_opens_the_hall_once(town, capsys):
    visits.throw_away()
    call_command("seed", open_now=True)
    assert "nog drie uur open" in capsys.readouterr().out
    with pytest.raises(CommandError, match="al open"):
        call_command("seed", open_now=True)


def test_the_products_are_published_by_four_eyes(town):
    assert Product.objects.published().count() == Product.objects.count() >= 60
    for version in ProductVersion.objects.filter(state=VersionState.PUBLISHED):
        assert version.author != version.reviewer
    assert ProductVersion.objects.exclude(state=VersionState.PUBLISHED).count() == 3
