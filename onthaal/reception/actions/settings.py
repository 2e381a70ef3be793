"""Counters, clerks and how a place receives."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from onthaal.catalogue.models import Skill
from onthaal.core import live
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.models import Clerk, Counter, Duty, QueuePolicy
from onthaal.reception.rules.states import Refused


@transaction.atomic
def save_counter(counter: Counter) -> Counter:
    """Keep a counter. Raises Refused when it would close while somebody sits there."""
    if counter.pk and not counter.is_active:
        _lock(counter)
        _refuse_when_manned(counter)
    counter.save()
    live.announce(events.topic(counter.location_id))
    return counter


@transaction.atomic
def open_counter(*, counter: Counter, is_open: bool) -> Counter:
    """Open or close a counter. Raises Refused while somebody sits there."""
    counter = _lock(counter)
    if not is_open:
        _refuse_when_manned(counter)
    counter.is_active = is_open
    counter.save(update_fields=["is_active"])
    live.announce(events.topic(counter.location_id))
    return counter


def _lock(counter: Counter) -> Counter:
    """Who sits down at the same moment waits, and then sees it closed; a call there does not."""
    return Counter.objects.select_for_update(no_key=True).get(pk=counter.pk)


def _refuse_when_manned(counter: Counter) -> None:
    duty = Duty.objects.open().filter(counter=counter).select_related("clerk").first()
    if duty is not None:
        raise Refused(f"{duty.clerk} zit nog aan {counter}. Laat eerst het loket verlaten.")


@transaction.atomic
def save_clerk(*, user: User, skills: Iterable[Skill]) -> Clerk:
    """Let this colleague serve at counters, with these skills."""
    clerk, _ = Clerk.objects.get_or_create(user=user)
    clerk.skills.set(skills)
    return clerk


@transaction.atomic
def remove_clerk(*, clerk: Clerk) -> None:
    """This colleague serves no more; what he or she did stays. Raises Refused while seated."""
    if Duty.objects.open().filter(clerk=clerk.user_id).exists():
        raise Refused(f"{clerk} zit nu aan een loket. Verwijder pas daarna.")
    clerk.delete()


@transaction.atomic
def save_policy(policy: QueuePolicy) -> QueuePolicy:
    """Keep the settings of a place."""
    kept, _ = QueuePolicy.objects.update_or_create(
        location=policy.location,
        defaults={
            field.attname: getattr(policy, field.attname)
            for field in QueuePolicy._meta.concrete_fields
            if field.name not in ("id", "location")
        },
    )
    live.announce(events.topic(policy.location_id))
    return kept


@transaction.atomic
def tell_kiosk(*, location: Location, message: str) -> QueuePolicy:
    """Let the kiosk give no numbers and say why; an empty message lets it go on."""
    policy, _ = QueuePolicy.objects.get_or_create(location=location)
    policy.kiosk_message = message.strip()[:200]
    policy.save(update_fields=["kiosk_message"])
    live.announce(events.topic(location.pk))
    return policy
