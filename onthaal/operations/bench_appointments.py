"""Booking under load: the first free moment of a busy place, and a crowd on one scarce day.

The crowd is 24 clients, each with a connection of its own, in as many processes as there are
processors, so that they really compete. Each books until the day is full.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection, connections
from django.utils import timezone

from onthaal.appointments import availability, rules
from onthaal.appointments.actions.booking import Contact, Taken, confirm, hold
from onthaal.appointments.models import (
    Appointment,
    BookingPolicy,
    CapacityBlock,
    CapacityLane,
    OccupiedTick,
    State,
)
from onthaal.catalogue.models import Access, Product, ProductVersion, VersionState
from onthaal.core import clock
from onthaal.core.references import new_reference
from onthaal.operations.bench import throw_away_database
from onthaal.organisation.models import AdministrativeUnit, Location, OpeningHours

DAYS, LANES, CLIENTS = 60, 4, 24
FIRST_FREE_MS, P99_MS = 20.0, 300.0
ROUNDS = 25


def run(say: Callable[[str], object]) -> bool:
    """Measure both in a database that is thrown away; whether all is within its budget."""
    with throw_away_database():
        place, product = _town_hall()
        booked = _fill(place, product)
        first, cpu = _first_free(place, product)
        good = first <= FIRST_FREE_MS
        say(
            f"Eerste vrije moment, {DAYS} dagen, {LANES} banen, {booked} afspraken: "
            f"{first:.1f} ms, waarvan {cpu:.1f} ms rekenen (≤ {FIRST_FREE_MS:g}){'' if good else ' **te traag**'}"
        )
        Appointment.objects.all().delete()
        times, faults = _crowd(place, product)
        doubles = _doubles()
        sold = Appointment.objects.filter(state=State.BOOKED).count()
        p99 = statistics.quantiles(times, n=100)[-1]
        fast = p99 <= P99_MS
        say(
            f"{CLIENTS} tegelijk op één dag: {sold} afspraken in {len(times)} drukken op een knop, "
            f"{doubles} dubbel, {faults} fouten, mediaan {statistics.median(times):.0f} ms, "
            f"p99 {p99:.0f} ms (≤ {P99_MS:g}){'' if fast else ' **te traag**'}"
        )
        return good and fast and not doubles and not faults


def _town_hall() -> tuple[Location, Product]:
    """Open from eight to eight on weekdays, with four lanes that take anything."""
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Meetveld")
    place = Location.objects.create(
        unit=unit, name="Gemeentehuis", street_line="Markt 1", postcode="2499", town="Meetveld"
    )
    lanes = [
        CapacityLane.objects.create(location=place, name=f"Baan {number}", position=number)
        for number in range(LANES)
    ]
    for weekday in range(5):
        hours = (dt.time(8), dt.time(20))
        OpeningHours.objects.create(
            location=place, weekday=weekday, opens_at=hours[0], closes_at=hours[1]
        )
        block = CapacityBlock.objects.create(
            location=place,
            weekday=weekday,
            starts_at=hours[0],
            ends_at=hours[1],
            public_ceiling=LANES,
            staff_ceiling=LANES,
        )
        block.lanes.set(lanes)
    BookingPolicy.objects.create(location=place, horizon_days=DAYS, grid_minutes=5)
    product = Product.objects.create(
        slug="reispas", name="Reispas", access=Access.APPOINTMENT, minutes=15
    )
    product.published = ProductVersion.objects.create(
        product=product, number=1, state=VersionState.PUBLISHED
    )
    product.save()
    return place, product


def _fill(place: Location, product: Product) -> int:
    """Every lane full with appointments that leave five useless minutes: the hardest case."""
    lanes = list(place.lanes.all())
    rows = []
    for offset in range(DAYS + 1):
        day = clock.today() + dt.timedelta(days=offset)
        if day.weekday() > 4:
            continue
        begin = timezone.make_aware(dt.datetime.combine(day, dt.time(8)))
        for lane in lanes:
            for number in range(36):
                start = begin + dt.timedelta(minutes=20 * number)
                rows.append(
                    Appointment(
                        reference=new_reference("LV"),
                        check_in_code="ZZZZZZ",
                        location=place,
                        lane=lane,
                        starts_at=start,
                        ends_at=start + dt.timedelta(minutes=15),
                        state=State.BOOKED,
                    )
                )
    Appointment.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE appointments_appointment")
    return len(rows)


def _first_free(place: Location, product: Product) -> tuple[float, float]:
    """The whole, PostgreSQL included, and what our own process counts."""

    def ask() -> None:
        wanted = availability.wish(location=place, items=[(product, 1)])
        availability.free_moments(wanted).first()

    ask()
    times, own = [], []
    for _ in range(ROUNDS):
        began, cpu_began = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - cpu_began) * 1000)
    return statistics.median(times), statistics.median(own)


def _crowd(place: Location, product: Product) -> tuple[list[float], int]:
    """How long every press took (to hold, to confirm), and how many ended in something no resident may see."""
    day = clock.today() + dt.timedelta(days=1)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    _make_scarce(place, day)
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL only, says the stub
    processes = min(CLIENTS, max(2, os.cpu_count() or 2))
    # a fork knows the throw-away database, and has no connection that it shares
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    share = CLIENTS // processes
    workers = [
        context.Process(
            target=_clients,
            args=(place, product, day, range(n * share, (n + 1) * share), answers),
            daemon=True,
        )
        for n in range(processes)
    ]
    for worker in workers:
        worker.start()
    outcomes = [answers.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(30)
    return [time for times, _ in outcomes for time in times], sum(faults for _, faults in outcomes)


def _make_scarce(place: Location, day: dt.date) -> None:
    """Three hours with four lanes: 48 moments for 24 people who each want as many as they get."""
    block = CapacityBlock.objects.create(
        location=place,
        day=day,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        public_ceiling=LANES,
        staff_ceiling=LANES,
    )
    block.lanes.set(place.lanes.all())
    BookingPolicy.objects.filter(location=place).update(grid_minutes=15)


def _clients(place: Location, product: Product, day: dt.date, numbers: range, answers: Any) -> None:
    times: list[float] = []
    faults: list[Exception] = []
    options = connections["default"].settings_dict["OPTIONS"]
    if pool := options.get("pool"):
        options["pool"] = {**pool, "max_size": len(numbers) + 2}

    def live(number: int) -> None:
        dice = random.Random(number)  # noqa: S311 -- the same throws in every run
        start = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
        while True:
            began = time.perf_counter()
            try:
                held = hold(location=place, items=[(product, 1)], start=start)
                times.append((time.perf_counter() - began) * 1000)
                began = time.perf_counter()
                contact = Contact(f"Klant {number}", f"{number}-{time.time_ns()}@voorbeeld.be")
                confirm(appointment=held, contact=contact)
                nearest = [start]
            except Taken as taken:
                nearest = [each for each in taken.alternatives if each.date() == day]
            except Exception as fault:  # noqa: BLE001 -- whatever it is, nobody may see it
                faults.append(fault)
                break
            finally:
                times.append((time.perf_counter() - began) * 1000)
            if not nearest:
                break
            start = dice.choice(nearest)
        connections.close_all()

    threads = [threading.Thread(target=live, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL only, says the stub
    answers.put((times, len(faults)))


def _doubles() -> int:
    """How often two appointments have the same five minutes of a lane, by both accounts."""
    counts: Counter[tuple[int | None, int]] = Counter()
    for row in Appointment.objects.filter(state=State.BOOKED):
        end = rules.tick_of(row.room_until or row.ends_at)
        counts.update((row.lane_id, tick) for tick in range(rules.tick_of(row.starts_at), end))
    booked = sum(counts.values())
    return (booked - len(counts)) + abs(booked - OccupiedTick.objects.count())
