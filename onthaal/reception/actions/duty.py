"""Who sits where: sit down, pause, resume, leave."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from onthaal.catalogue.models import Skill
from onthaal.core import clock, live
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.actions import calling
from onthaal.reception.models import Counter, Duty
from onthaal.reception.rules.states import Refused as Refused  # what callers catch


def of(user: User) -> Duty | None:
    """Where this person sits now."""
    return (
        Duty.objects.open().filter(clerk=user).select_related("counter__location", "clerk").first()
    )


@transaction.atomic
def sit_down(*, user: User, counter: Counter) -> Duty:
    """Take place at a counter; who sat elsewhere moves there. Sitting down twice is once.

    Raises Refused when the counter is closed or somebody else sits there, and when this person
    still has a visitor elsewhere.
    """
    now = of(user)
    if now is not None and now.counter_id == counter.pk:
        return now
    # who closes it at the same moment waits, and then sees somebody sitting
    counter = Counter.objects.select_for_update(no_key=True).get(pk=counter.pk)
    if not counter.is_active:
        raise Refused(f"{counter} is gesloten. Kies een ander loket.")
    if now is not None:
        leave(duty=now)
    try:
        with transaction.atomic():
            duty = Duty.objects.create(counter=counter, clerk=user, started_at=clock.now())
    except IntegrityError:
        other = Duty.objects.open().filter(counter=counter).select_related("clerk").first()
        if other is not None and other.clerk_id == user.pk:
            return other
        who = f"{other.clerk} zit" if other else "Een collega ging net"
        raise Refused(f"{who} aan {counter}. Kies een ander loket.") from None
    _told(duty)
    return duty


@transaction.atomic
def pause(*, duty: Duty) -> Duty:
    """Nobody is called for a while; who is at the counter is first helped. Pausing twice is once.

    Raises Refused while there is a visitor.
    """
    duty = _locked(duty)
    _check_empty(duty)
    if duty.paused_at is None:
        duty.paused_at = clock.now()
        duty.save(update_fields=["paused_at"])
        _told(duty)
    return duty


@transaction.atomic
def resume(*, duty: Duty) -> Duty:
    duty = _locked(duty)
    if duty.paused_at is not None:
        duty.paused_at = None
        duty.save(update_fields=["paused_at"])
        _told(duty)
    return duty


@transaction.atomic
def leave(*, duty: Duty, by_night: bool = False) -> Duty:
    """The end of a sitting; who waits for this counter is called by the others.

    Raises Refused while there is a visitor.
    """
    duty = Duty.objects.select_for_update(of=("self",)).select_related("counter").get(pk=duty.pk)
    if duty.ended_at is not None:
        return duty
    _check_empty(duty)
    duty.ended_at = clock.now()
    duty.is_ended_by_night = by_night
    duty.save(update_fields=["ended_at", "is_ended_by_night"])
    _told(duty)
    return duty


@transaction.atomic
def give_skills(*, duty: Duty, skills: Iterable[Skill]) -> Duty:
    """What somebody can serve besides, in this sitting only. Replaces what was given before."""
    duty = _locked(duty)
    duty.extra_skills.set(skills)
    _told(duty)
    return duty


def _locked(duty: Duty) -> Duty:
    found = Duty.objects.select_for_update(of=("self",)).select_related("counter").get(pk=duty.pk)
    if found.ended_at is not None:
        raise Refused("U zit niet meer aan dit loket. Neem eerst weer plaats.")
    return found


def _check_empty(duty: Duty) -> None:
    if busy := calling.current(duty):
        raise Refused(
            f"{busy.number} is nog aan {duty.counter}. Rond dat bezoek eerst af, zet het opzij of "
            "geef het door."
        )


def _told(duty: Duty) -> None:
    live.announce(events.topic(duty.counter.location_id))
