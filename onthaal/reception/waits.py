"""The wait of everybody in a hall, from what is known at this moment."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db import connection
from django.db.models import Max

from onthaal.appointments.models import Appointment
from onthaal.appointments.models import Kind as AppointmentKind
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.reception import queue
from onthaal.reception.models import (
    Arrival,
    Duty,
    QueuePolicy,
    Visit,
    VisitClass,
    VisitEvent,
    VisitItem,
    VisitState,
)
from onthaal.reception.rules import arrival, estimate, scoring
from onthaal.reception.rules.estimate import Desk, Estimate, Outcome, Party, Service
from onthaal.reception.rules.scoring import Caller, Candidate

# who looks at the same hall within this time gets the same answer, unless something happened
FRESH_SECONDS = 15
# measured durations change slowly
MEASURED_FOR_SECONDS = 900
WEEKS = 8
# below so many it is no measure
ENOUGH = 12
# stands in for the number of a visit that is not there yet: behind whoever came at the same moment
LAST = 1 << 62
# booked appointments of the next hours count, and who is a little late
AHEAD, LATE = dt.timedelta(hours=2), dt.timedelta(minutes=10)

_MEASURE = """
SELECT item.product_id, percentile_cont(%(shares)s) WITHIN GROUP (
         ORDER BY extract(epoch FROM ended.at - began.at))
FROM reception_visitevent began
JOIN reception_visititem item ON item.id = began.item_id
JOIN reception_visit visit ON visit.id = began.visit_id
JOIN reception_visitevent ended
  ON ended.item_id = began.item_id AND ended.kind = 'item_finished' AND ended.at >= began.at
WHERE began.kind = 'item_started' AND began.at >= %(since)s AND visit.location_id = %(location)s
  AND item.persons = 1 AND ended.at - began.at < interval '3 hours'
  AND NOT EXISTS (SELECT 1 FROM reception_visitevent other WHERE other.visit_id = visit.id
                  AND other.kind IN ('parked', 'transferred', 'undone'))
GROUP BY item.product_id HAVING count(*) >= %(enough)s
"""


@dataclass(frozen=True)
class Hall:
    """A hall at one moment: what everybody's wait is, and who goes before whom."""

    at: dt.datetime
    parties: tuple[Party, ...]
    desks: tuple[Desk, ...]
    outcome: Outcome
    waiting: int
    key: str = ""

    def of(self, visit: Visit) -> Estimate | None:
        """How long ``visit`` still waits; ``None`` when nobody can say (no clerk for it)."""
        return self.outcome.estimate(visit.pk)

    def ahead(self, visit: Visit) -> int:
        """How many who are here go before ``visit`` to a counter where it may go too."""
        mine = next((one for one in self.parties if one.visit_id == visit.pk), None)
        if mine is None:
            return 0
        desks = [desk for desk in self.desks if estimate.fits(mine, desk)] or self.desks
        return sum(
            one.comes >= 1
            and (one.key, one.visit_id) < (mine.key, mine.visit_id)
            and (not desks or any(estimate.fits(one, desk) for desk in desks))
            for one in self.parties
        )


def of(location: Location) -> Hall:
    """The hall of ``location`` as it is now; that time passes is seen after ``FRESH_SECONDS``."""
    key = f"reception.waits.{location.pk}.{_version(location)}"
    found: Hall | None = cache.get(key)
    if found is None:
        found = replace(_look(location), key=key)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _version(location: Location) -> str:
    """Differs as soon as something happened to a visit or a counter here, whichever process did
    it: an old count must not stay on a screen that just heard of something new."""
    # by the visits of today: backwards through all events would be long on a morning without any
    today = VisitEvent.objects.filter(visit__location=location, visit__day=clock.today())
    last = today.aggregate(last=Max("pk"))["last"]
    sitting = Duty.objects.open().filter(counter__location=location).order_by("pk")
    duties = sitting.values_list("pk", "paused_at", "counter")
    return hashlib.sha256(f"{clock.today()} {last} {list(duties)}".encode()).hexdigest()[:16]


def for_new(location: Location, skills: Iterable[int] = ()) -> Estimate | None:
    """How long somebody waits who takes a number now for something that asks ``skills``."""
    hall, asked = of(location), frozenset(skills)
    key = f"{hall.key}.{'-'.join(map(str, sorted(asked)))}"
    found: list[Estimate | None] | None = cache.get(key)
    if found is None:
        newcomer = Party(LAST, 0.0, asked, ())
        found = [estimate.play([*hall.parties, newcomer], hall.desks, runs=60).estimate(LAST)]
        cache.set(key, found, FRESH_SECONDS)
    return found[0]


def for_products(location: Location, products: Sequence[Product]) -> dict[int, Estimate | None]:
    """The same per product; products that ask the same skills are worked out once."""
    needed = skills_of(products)
    by_skills: dict[frozenset[int], Estimate | None] = {}
    for skills in needed.values():
        if skills not in by_skills:
            by_skills[skills] = for_new(location, skills)
    return {product.pk: by_skills[needed[product.pk]] for product in products}


def skills_of(products: Iterable[Product]) -> dict[int, frozenset[int]]:
    """What each product asks of who serves it."""
    needed: dict[int, set[int]] = {product.pk: set() for product in products}
    for product_id, skill_id in Product.skills.through.objects.filter(
        product__in=needed
    ).values_list("product_id", "skill_id"):
        needed[product_id].add(skill_id)
    return {pk: frozenset(skills) for pk, skills in needed.items()}


def measured(location: Location) -> dict[int, tuple[float, ...]]:
    """Per product the durations of the last weeks at ``estimate.SHARES``, in seconds; only what
    was done often enough."""
    key = f"reception.durations.{location.pk}"
    found: dict[int, tuple[float, ...]] | None = cache.get(key)
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(
                _MEASURE,
                {
                    "shares": list(estimate.SHARES),
                    "since": clock.now() - dt.timedelta(weeks=WEEKS),
                    "location": location.pk,
                    "enough": ENOUGH,
                },
            )
            found = {product: tuple(shares) for product, shares in cursor.fetchall()}
        cache.set(key, found, MEASURED_FOR_SECONDS)
    return found


def _look(location: Location) -> Hall:
    now, known = clock.now(), measured(location)
    policy = QueuePolicy.of(location)
    here = list(
        Visit.objects.filter(
            location=location,
            state__in=(VisitState.WAITING, VisitState.CALLED, VisitState.SERVING),
            day=clock.today(),
        ).exclude(arrival=Arrival.TALLY)
    )
    services = _services([visit.pk for visit in here], known)
    waiting = [visit for visit in here if visit.state == VisitState.WAITING]
    callers = queue.callers(location)
    parties = [
        _party(candidate, callers, policy, now, services.get(candidate.visit_id, ()))
        for candidate in queue.candidates(waiting)
    ]
    parties += _coming(location, policy, now, known)
    at_counters = {visit.counter_id: visit for visit in here if visit.state != VisitState.WAITING}
    desks = [_desk(caller, at_counters.get(caller.counter), services, now) for caller in callers]
    outcome = estimate.play(parties, desks)
    return Hall(now, tuple(parties), tuple(desks), outcome, len(waiting))


def _party(
    candidate: Candidate,
    callers: Sequence[Caller],
    policy: QueuePolicy,
    now: dt.datetime,
    services: Sequence[tuple[Service, float]],
) -> Party:
    is_appointment = candidate.visit_class == VisitClass.APPOINTMENT
    bonus = candidate.bonus_minutes + (policy.appointment_bonus if is_appointment else 0)
    return Party(
        visit_id=candidate.visit_id,
        key=estimate.order_key(
            candidate.due_at, now, earlier_wait=candidate.earlier_wait, bonus_minutes=bonus
        ),
        skills=candidate.skills,
        services=tuple(services),
        from_second=max(0.0, (candidate.due_at - now).total_seconds()),
        counters=frozenset(
            caller.counter for caller in callers if scoring.can_serve(candidate, caller)
        ),
    )


def _desk(
    caller: Caller,
    visit: Visit | None,
    services: dict[int, list[tuple[Service, float]]],
    now: dt.datetime,
) -> Desk:
    if visit is None:
        return Desk(caller.counter, caller.skills)
    busy_for = (now - visit.state_since).total_seconds()
    if visit.state == VisitState.CALLED:
        busy_for = 0.0
    return Desk(caller.counter, caller.skills, tuple(services.get(visit.pk, ())), busy_for)


def _services(
    visits: Sequence[int], known: dict[int, tuple[float, ...]]
) -> dict[int, list[tuple[Service, float]]]:
    found: dict[int, list[tuple[Service, float]]] = {}
    items = VisitItem.objects.still_to_do().filter(visit__in=visits).select_related("product")
    for item in items.order_by("visit", "position"):
        found.setdefault(item.visit_id, []).append(_service(item.product, item.persons, known))
    return found


def _service(
    product: Product, persons: int, known: dict[int, tuple[float, ...]]
) -> tuple[Service, float]:
    extra = 60.0 * product.minutes_per_extra_person * (persons - 1)
    return Service(product.minutes * 60.0, known.get(product.pk, ())), extra


def _coming(
    location: Location,
    policy: QueuePolicy,
    now: dt.datetime,
    known: dict[int, tuple[float, ...]],
) -> list[Party]:
    """Appointments of the next hours: they go before who waits, as soon as they are due."""
    booked = list(
        Appointment.objects.coming()
        .filter(
            location=location,
            kind=AppointmentKind.COUNTER,
            lane__host__isnull=True,
            starts_at__range=(now - LATE, now + AHEAD),
        )
        .prefetch_related("items__product")
    )
    products = {item.product for each in booked for item in each.items.all()}
    needed = skills_of(products)
    parties = []
    for each in booked:
        items = list(each.items.all())
        due = max(each.starts_at - arrival.EARLY, now)
        parties.append(
            Party(
                # below zero: no visit has that number
                visit_id=-each.pk,
                key=estimate.order_key(
                    due, now, earlier_wait=0, bonus_minutes=policy.appointment_bonus
                ),
                skills=needed[items[0].product_id] if items else frozenset(),
                services=tuple(_service(item.product, item.persons, known) for item in items),
                from_second=(due - now).total_seconds(),
                comes=estimate.SHOW_UP,
            )
        )
    return parties
