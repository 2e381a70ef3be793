"""The front office: finding a product, booking, calling, figures, simulating.

Races run with real parallel connections, through the gate of one web process. Times are those of
the one clock on the wall, with the wait at the gate, PostgreSQL and all the others in them.
"""

from __future__ import annotations

import datetime as dt
import gc
import threading
import time
from collections import Counter as Count
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from onthaal.appointments import availability
from onthaal.appointments.actions import booking
from onthaal.appointments.models import (
    Appointment,
    AppointmentItem,
    BookedBy,
    BookingPolicy,
    CapacityBlock,
    CapacityLane,
    OccupiedTick,
    State,
)
from onthaal.appointments.rules.ticks import tick_of
from onthaal.catalogue import search
from onthaal.catalogue.models import Product, ProductVersion, VersionState
from onthaal.config.gate import AT_ONCE, Places
from onthaal.core import clock
from onthaal.core.references import new_reference
from onthaal.frontoffice.actions import studies
from onthaal.frontoffice.models import Study
from onthaal.frontoffice.simulation import measure
from onthaal.lindeveld import hall, seed, visits
from onthaal.lindeveld.storage import Columns, next_id, set_sequence
from onthaal.operations.bench.measuring import (
    ROUNDS,
    SEED,
    Budget,
    cost,
    keep,
    throw_away_database,
    verdict,
    words,
)
from onthaal.organisation.models import Location, OpeningHours
from onthaal.people.models import Role, User
from onthaal.reception.actions import calling, duty, registration
from onthaal.reception.models import Arrival, Counter, Duty, EventKind, Visit, VisitEvent

T = TypeVar("T")

VISITS = 200_000
PRODUCTS = 700
DAYS, LANES, PER_LANE = 60, 4, 27
CLIENTS, CLERKS, WAITING = 24, 6, 400
# what 40 weeks of Lindeveld give
_VISITS_A_WEEK = 395

HEAD = "| Wat | Gemeten | Budget | |\n|---|---|---|---|"


@dataclass(frozen=True)
class Finding:
    """One thing that was measured; without a budget it is only shown."""

    what: str
    found: str
    budget: str = ""
    is_within: bool = True


def run(number: int, say: Callable[[str], object]) -> list[Finding]:
    """Measure with about ``number`` visits behind it, in a database that is thrown away."""
    findings: list[Finding] = []
    with throw_away_database():
        for finding in _measure(number):
            say(row(finding))
            findings.append(finding)
    return findings


def row(finding: Finding) -> str:
    """One line of the table."""
    good = verdict(Budget(), is_within=True)
    if finding.budget:
        good = "goed" if finding.is_within else "**te traag**"
    return f"| {finding.what} | {finding.found} | {finding.budget} | {good} |"


def write(findings: Sequence[Finding], file: Path) -> None:
    """Keep the table with the day and the machine."""
    told = (
        f"Pagina’s en vragen: mediaan van {ROUNDS} keer in één proces, zonder netwerk; CPU is die "
        "van Onthaal zelf, de tijd telt PostgreSQL mee. Wedlopen: echte gelijktijdige "
        f"verbindingen zoals in één webproces ({AT_ONCE} verzoeken zijn tegelijk aan het werk), "
        "tijd op de klok met het wachten erbij."
    )
    keep(file, "frontoffice", "Frontoffice", told, [HEAD, *map(row, findings)])


def _measure(number: int) -> Iterator[Finding]:
    yield _filled(number)
    _many_products()
    place = _busy_place()
    # as a web process does when it has started; see config.wsgi
    gc.collect()
    gc.freeze()
    yield from _finding_products()
    yield from _first_free(place)
    yield from _pages(place)
    yield _scarce_day(place)
    yield from _rush()
    yield from _simulating()


# Volume.


def _filled(number: int) -> Finding:
    began = time.monotonic()
    seed.fill(issues=0, seed=SEED, today=clock.today())
    weeks = max(1, round(number / _VISITS_A_WEEK))
    made = visits.live_through(seed=SEED, now=clock.now(), weeks=weeks)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = time.monotonic() - began
    return Finding(f"vullen: {_thousands(made)} bezoeken in {weeks} weken", f"{took:.0f} s")


def _many_products() -> None:
    """As many as a real municipality has: those of Lindeveld, again and again under other names."""
    own = list(Product.objects.published().select_related("published"))
    copies = []
    for number in range(PRODUCTS - len(own)):
        copy = Product.objects.get(pk=own[number % len(own)].pk)
        copy.pk = None
        copy.uuid = Product._meta.get_field("uuid").get_default()
        copy.slug = f"{copy.slug}-{number}"
        copy.name = f"{copy.name} ({_WORDS[number % len(_WORDS)]} {number})"
        copy.synonyms = [f"{word} {_WORDS[number % len(_WORDS)]}" for word in copy.synonyms]
        copies.append(copy)
    texts = {product.slug: product.published.content for product in own if product.published}
    for copy in copies:
        copy.published = None
    made = Product.objects.bulk_create(copies)
    versions = ProductVersion.objects.bulk_create(
        ProductVersion(
            product=product,
            number=1,
            state=VersionState.PUBLISHED,
            content=texts[product.slug.rsplit("-", 1)[0]],
            published_at=clock.now(),
        )
        for product in made
    )
    for product, version in zip(made, versions, strict=True):
        product.published = version
    Product.objects.bulk_update(made, ["published"])


_WORDS = ("centrum", "school", "jeugd", "sport", "buurt", "senioren", "handel", "haven", "markt")


def _busy_place() -> Location:
    """A place with four lanes, open every day, nearly full for sixty days."""
    town_hall = Location.objects.get(name=hall.GEMEENTEHUIS)
    place = Location.objects.create(
        unit=town_hall.unit,
        name="Meetpunt",
        street_line="Markt 99",
        postcode=town_hall.postcode,
        town=town_hall.town,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(location=place, weekday=day, opens_at=dt.time(8), closes_at=dt.time(17))
        for day in range(7)
    )
    BookingPolicy.objects.create(location=place, grid_minutes=15, max_per_email=100)
    skills = set(Product.objects.get(slug="identiteitskaart").skills.values_list("pk", flat=True))
    lanes = CapacityLane.objects.bulk_create(
        CapacityLane(location=place, name=f"Baan {number}", position=number)
        for number in range(1, LANES + 1)
    )
    for lane in lanes:
        lane.skills.set(skills)
    for day in range(7):
        block = CapacityBlock.objects.create(
            location=place,
            weekday=day,
            starts_at=dt.time(8),
            ends_at=dt.time(17),
            public_ceiling=LANES,
            staff_ceiling=LANES,
            valid_from=clock.today() - dt.timedelta(days=1),
        )
        block.lanes.set(lanes)
    _fill_lanes(place, lanes)
    return place


def _fill_lanes(place: Location, lanes: Sequence[CapacityLane]) -> None:
    product = Product.objects.get(slug="identiteitskaart")
    first = next_id(Appointment)
    today = clock.today()
    rows: list[tuple[int, CapacityLane, dt.datetime]] = []
    for day in range(1, DAYS + 1):
        for lane in lanes:
            for number in range(PER_LANE):
                start = _local(today + dt.timedelta(days=day), 8 * 60 + 15 * number)
                rows.append((first + len(rows), lane, start))
    quarter = dt.timedelta(minutes=15)
    Columns(
        Appointment,
        "id",
        "reference",
        "location_id",
        "lane_id",
        "check_in_code",
        "starts_at",
        "ends_at",
        "state",
        "booked_by",
    ).copy(
        (
            key,
            new_reference("LV"),
            place.pk,
            lane.pk,
            f"{key % 1_000_000:06}",
            start,
            start + quarter,
            State.BOOKED,
            BookedBy.WEB,
        )
        for key, lane, start in rows
    )
    Columns(AppointmentItem, "appointment_id", "product_id", "persons").copy(
        (key, product.pk, 1) for key, _, _ in rows
    )
    Columns(OccupiedTick, "lane_id", "tick", "appointment_id").copy(
        (lane.pk, tick, key)
        for key, lane, start in rows
        for tick in range(tick_of(start), tick_of(start) + 3)
    )
    set_sequence(Appointment)


def _local(day: dt.date, minutes: int) -> dt.datetime:
    time_of_day = dt.time(minutes // 60, minutes % 60, tzinfo=timezone.get_default_timezone())
    return dt.datetime.combine(day, time_of_day)


# What is measured.


def _page(what: str, client: Client, address: str, budget: Budget) -> Finding:
    def ask() -> None:
        response = client.get(address)
        b"".join(response) if response.streaming else response.content
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    return _asked(what, ask, budget)


def _asked(what: str, ask: Callable[[], object], budget: Budget) -> Finding:
    took = cost(ask)
    found = (
        f"{took.statements} statements, {took.cpu_ms:.1f} ms CPU (p95 {took.cpu_p95_ms:.1f}), "
        f"{took.wall_ms:.1f} ms"
    )
    return Finding(what, found, words(budget), took.is_within(budget))


def _finding_products() -> Iterator[Finding]:
    search.find("pas")  # the index is made at the first search after a change
    for typed in ("pas", "identiteitskart", "container voor de deur", "gezinssamenstelling"):
        yield _asked(
            f"zoeken tussen {PRODUCTS} producten: “{typed}”",
            partial(search.find, typed),
            Budget(statements=6, cpu_ms=50),
        )


def _first_free(place: Location) -> Iterator[Finding]:
    taken = Appointment.objects.filter(location=place).count()
    product = Product.objects.get(slug="identiteitskaart")
    policy = BookingPolicy.objects.of(place)
    wanted = availability.wish(location=place, items=[(product, 1)], policy=policy)
    what = f"vrije momenten over {DAYS} dagen, {LANES} banen, {_thousands(taken)} afspraken"
    yield _asked(what, lambda: availability.free_moments(wanted), Budget(wall_ms=20))


def _pages(place: Location) -> Iterator[Finding]:
    client = Client(SERVER_NAME="127.0.0.1")
    open_page = Budget(cpu_ms=60)
    yield _page("publiek: alle producten", client, "/producten/", open_page)
    yield _page("publiek: product", client, "/producten/identiteitskaart/", open_page)
    yield _page("publiek: zoeken", client, "/producten/?q=reispas", open_page)
    yield _page("publiek: afspraak, product kiezen", client, "/afspraak/", open_page)
    manager = User.objects.filter(roles__contains=[Role.MANAGER]).order_by("pk").first()
    clerk = User.objects.get(name="Fatma O.")
    client.force_login(clerk)
    yield _page("balie: loket", client, "/balie/loket/", Budget(wall_ms=1000))
    if manager:
        client.force_login(manager)
    for what, path in (
        ("cijfers van de hal, drie maanden", "/balie/cijfers/onthaal/"),
        ("cijfers: aankomsten", "/balie/cijfers/onthaal/aankomsten/"),
        ("cijfers: producten", "/balie/cijfers/onthaal/producten/"),
        ("frontoffice-score", "/balie/frontoffice-score/"),
    ):
        yield _page(what, client, path, Budget(wall_ms=1000))


def _scarce_day(place: Location) -> Finding:
    """Everybody wants one of the last moments of one day, at the same time."""
    product = Product.objects.get(slug="identiteitskaart")
    day = clock.today() + dt.timedelta(days=7)
    wanted = availability.wish(location=place, items=[(product, 1)])
    # four lanes, from the end of what is taken until the place closes
    starts = [_local(day, minutes) for minutes in range(8 * 60 + 15 * PER_LANE, 17 * 60, 15)]
    room = sum(len(availability.lanes_for(wanted, _plan(wanted, day), start)) for start in starts)
    taken: list[Appointment] = []
    process = _Process()
    contacts = [booking.Contact("An", f"an{number}@post.example") for number in range(CLIENTS)]

    def warm_up(number: int) -> None:
        start = starts[number % len(starts)] + dt.timedelta(days=1)
        held = booking.hold(location=place, items=[(product, 1)], start=start)
        booking.confirm(appointment=held, contact=contacts[number])

    def client(number: int) -> None:
        for attempt in range(len(starts)):
            start = starts[(number + attempt) % len(starts)]
            hold = partial(booking.hold, location=place, items=[(product, 1)], start=start)
            try:
                held = process.ask(hold)
                taken.append(
                    process.ask(
                        partial(booking.confirm, appointment=held, contact=contacts[number])
                    )
                )
            except booking.Taken:
                continue

    _race([partial(client, number) for number in range(CLIENTS)], warm_up)
    times = process.times
    double = OccupiedTick.objects.values_list("lane", "tick")
    most = max(Count(double).values())
    overlaps = _overlaps(place, day)
    p99 = _quantile(times, 0.99)
    return Finding(
        f"{CLIENTS} boeken tegelijk op een schaarse dag, {len(times)} verzoeken",
        f"{len(taken)} geboekt van {room} plaatsen, {overlaps} dubbel, "
        f"p50 {_quantile(times, 0.5):.0f} ms, p99 {p99:.0f} ms",
        "0 dubbel, p99 ≤ 300 ms",
        overlaps == 0 and most == 1 and p99 <= 300,
    )


def _plan(wanted: availability.Wish, day: dt.date) -> availability.Plan:
    return availability.with_taken(wanted, availability.look(wanted, first=day, number=1))


def _overlaps(place: Location, day: dt.date) -> int:
    """How many appointments of one lane lie over another one; from the appointments themselves."""
    rows = Appointment.objects.filter(
        location=place, starts_at__date=day, state__in=(State.BOOKED, State.HELD)
    ).order_by("lane", "starts_at")
    found, before = 0, None
    for each in rows:
        if before and before.lane_id == each.lane_id and before.ends_at > each.starts_at:
            found += 1
        before = each
    return found


def _rush() -> Iterator[Finding]:
    """A full hall, and every clerk calls, receives and finishes as fast as it goes."""
    place = Location.objects.create(
        unit=Location.objects.get(name=hall.GEMEENTEHUIS).unit,
        name="Drukke hal",
        street_line="Markt 98",
        postcode="2499",
        town="Lindeveld",
    )
    product = Product.objects.get(slug="attest-van-woonst")
    for _ in range(WAITING):
        registration.register(location=place, items=[(product, 1)], arrival=Arrival.KIOSK)
    names = [name for name, able in hall.CLERKS.items() if "attesten" in able][:CLERKS]
    sittings = [
        duty.sit_down(
            user=User.objects.get(name=name),
            counter=Counter.objects.create(location=place, name=f"Loket {number}"),
        )
        for number, name in enumerate(names, 1)
    ]
    called: list[int] = []
    process = _Process()

    def clerk(sitting: Duty) -> None:
        while visit := process.ask(partial(calling.call_next, duty=sitting)):
            called.append(visit.pk)
            calling.show_up(duty=sitting, visit=visit)
            calling.finish(duty=sitting, visit=visit)

    def warm_up(number: int) -> None:
        Visit.objects.waiting().filter(location=place).count()

    _race([partial(clerk, sitting) for sitting in sittings], warm_up)
    calls = process.times
    twice = len(called) - len(set(called))
    events = VisitEvent.objects.filter(visit__location=place, kind=EventKind.CALLED)
    missed = Visit.objects.waiting().filter(location=place).count()
    p99 = _quantile(calls, 0.99)
    yield Finding(
        f"{CLERKS} medewerkers roepen op, {WAITING} wachtenden",
        f"{len(set(called))} opgeroepen, {twice} dubbel, {missed} vergeten, "
        f"p50 {_quantile(calls, 0.5):.0f} ms, p99 {p99:.0f} ms",
        "elk juist één keer",
        twice == 0 and missed == 0 and events.count() == WAITING,
    )


def _simulating() -> Iterator[Finding]:
    speed = measure.days_per_second()
    yield Finding(
        "simulatie van een drukke dag, één kern",
        f"{speed:.0f} dagen per seconde CPU",
        "≥ 300 dagen per seconde",
        speed >= 300,
    )
    yield _study()


def _study() -> Finding:
    """A study of twenty scenarios, as the worker does it, without the wait between its jobs."""
    from onthaal.frontoffice.actions import running

    manager = User.objects.filter(roles__contains=[Role.MANAGER]).order_by("pk").first()
    assert manager  # noqa: S101 -- Lindeveld has one
    study = studies.begin(
        title="Meting",
        question="share",
        location=Location.objects.get(name=hall.GEMEENTEHUIS),
        people_per_week=None,
        by=manager,
    )
    study.scenarios.exclude(position=0).delete()
    for number in range(19):
        studies.add_scenario(study=study, name=f"Scenario {number + 1}")
    began, cpu = time.monotonic(), time.process_time()
    study = running.start(study=study, by=manager)
    while (study := Study.objects.get(pk=study.pk)).is_running:
        running.advance.call(study.pk, str(study.run), study.step)
    took, spent = time.monotonic() - began, time.process_time() - cpu
    return Finding(
        f"studie van 20 scenario’s × {study.days} dagen",
        f"{took:.0f} s, {spent:.0f} s CPU",
        "≤ 60 s",
        study.is_done and took <= 60,
    )


class _Process:
    """One web process, that lets only so many requests work at once. Keeps the milliseconds that
    each took, its wait included."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._room = Places(AT_ONCE)

    def ask(self, deed: Callable[[], T]) -> T:
        began = time.perf_counter()
        self._room.acquire()
        try:
            return deed()
        finally:
            self._room.release()
            self.times.append((time.perf_counter() - began) * 1000)


def _race(runners: Sequence[Callable[[], None]], warm_up: Callable[[int], None]) -> None:
    """Let each runner go in its own thread, all from one start, on a connection that was used
    before, as those in the pool of a web process. Raises what a runner raised."""
    start = threading.Barrier(len(runners))
    failures: list[Exception] = []

    def go(number: int, runner: Callable[[], None]) -> None:
        try:
            warm_up(number)
            start.wait()
            runner()
        except Exception as failure:  # noqa: BLE001 -- raised again by who started the race
            failures.append(failure)
            start.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=each) for each in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _quantile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
