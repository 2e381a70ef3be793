"""Meldingen: how fast it is on a lot of data.

A page is asked through Django's own test client, so the figures hold the whole program but no
network: CPU seconds of this process, wall time (with PostgreSQL's part), and SQL statements.
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.test import Client

from onthaal.core import clock
from onthaal.issues import selection
from onthaal.issues.models import Category, Issue
from onthaal.lindeveld import seed
from onthaal.operations.bench.measuring import (
    ROUNDS,
    SEED,
    Budget,
    Cost,
    cost,
    keep,
    throw_away_database,
    verdict,
    words,
)
from onthaal.people.models import Role, User
from onthaal.territory.models import Address

LIST = "/balie/meldingen/"


@dataclass(frozen=True)
class Figure:
    """One thing that was measured."""

    issues: int
    what: str
    cost: Cost
    budget: Budget

    @property
    def is_within(self) -> bool:
        return self.cost.is_within(self.budget)


LIST_BUDGET = Budget(statements=10, cpu_ms=60)
CREATE_BUDGET = Budget(statements=15, cpu_ms=25)
FIGURES_BUDGET = Budget(wall_ms=1000)


def run(numbers: list[int], say: Callable[[str], object]) -> list[Figure]:
    """Measure at each number of issues, in a database of its own that is thrown away."""
    figures: list[Figure] = []
    for number in numbers:
        with throw_away_database():
            began = time.monotonic()
            seed.fill(
                issues=number, seed=SEED, today=clock.today(), with_photos=False, say=lambda _: None
            )
            say(f"{number} meldingen gemaakt in {time.monotonic() - began:.0f} s")
            for figure in _measure(number):
                say(row(figure))
                figures.append(figure)
    return figures


def _measure(number: int) -> Iterator[Figure]:
    handler = User.objects.filter(email__startswith="bram").get()
    manager = User.objects.filter(roles__contains=[Role.MANAGER]).first()
    assert manager  # noqa: S101 -- Lindeveld has one
    client = Client(SERVER_NAME="127.0.0.1")

    def page(what: str, who: User, address: str, budget: Budget) -> Figure:
        client.force_login(who)

        def ask() -> None:
            response = client.get(address)
            b"".join(response) if response.streaming else response.content
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")

        return _figure(number, what, ask, budget)

    yield page("werklijst, team, 50 rijen", handler, LIST, LIST_BUDGET)
    yield page("werklijst, alles, 50 rijen", manager, f"{LIST}?tab=alles", LIST_BUDGET)
    few = Issue.objects.open().values_list("reference", flat=True).first()
    yield page("werklijst, 1 rij", manager, f"{LIST}?tab=alles&q={few}", LIST_BUDGET)
    deep = _deep_page(manager)
    yield page("werklijst, diep in de afgesloten", manager, deep, LIST_BUDGET)
    yield page("werklijst, zoeken op woord", manager, f"{LIST}?tab=alles&q=lantaarn", LIST_BUDGET)
    yield page("werklijst, alleen te laat", manager, f"{LIST}?tab=alles&te_laat=1", LIST_BUDGET)
    box = "bbox=4.9,51.0,5.2,51.3&zoom=13"
    yield page("kaart, open meldingen", manager, f"{LIST}kaart/?tab=alles&{box}", Budget(10, 60))
    yield page("overzicht van een behandelaar", handler, "/balie/", Budget(12, 60))
    yield page("detail van een melding", handler, _detail(handler), Budget())
    yield page("cijfers, drie maanden", manager, "/balie/cijfers/meldingen/", FIGURES_BUDGET)
    coordinator = User.objects.filter(roles__contains=[Role.COMPLAINTS]).first()
    assert coordinator  # noqa: S101 -- Lindeveld has one
    improve = "/balie/verbeteren/"
    yield page("verbeteren, alle processen, een jaar", manager, improve, FIGURES_BUDGET)
    roads = f"{improve}processen/wegen-herstellen/?weken=104&cijfer=lead"
    yield page("verbeteren, een proces, twee jaar", manager, roads, FIGURES_BUDGET)
    yearly = f"/balie/klachten/jaarverslag/{clock.today().year - 1}/"
    yield page("jaarverslag van de klachten", coordinator, yearly, FIGURES_BUDGET)
    client.logout()
    yield _figure(number, "publiek: open311, 50 meldingen", _open311(client), FIGURES_BUDGET)
    yield _figure(number, "publiek: lijst", lambda: client.get("/meldingen/"), Budget())
    yield _figure(number, "publiek: formulier", lambda: client.get("/melden/"), Budget())
    yield _figure(number, "melding doen", _create(client), CREATE_BUDGET)


def _open311(client: Client) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get("/open311/v2/requests.json?page_size=50")
        if answer.status_code != 200 or len(answer.json()) != 50:
            raise RuntimeError(f"open311: {answer.status_code}")

    return ask


def _figure(number: int, what: str, ask: Callable[[], object], budget: Budget) -> Figure:
    return Figure(number, what, cost(ask), budget)


def _deep_page(user: User) -> str:
    """The address of a page about two thirds down the closed issues."""
    asked = {"tab": "alles", "status": "afgesloten", "volgorde": "nieuwste"}
    rows = Issue.objects.closed().order_by("-received_at")
    start = rows[int(rows.count() * 0.66)]
    # the page that begins there gives a cursor of our own making
    day = start.received_at.date() + dt.timedelta(days=1)
    found = selection.page(selection.parse({**asked, "tot": day.isoformat()}, user), user)
    return f"{LIST}?tab=alles&status=afgesloten&volgorde=nieuwste&na={found.next}"


def _detail(user: User) -> str:
    issue = Issue.objects.visible_to(user).open().first()
    assert issue  # noqa: S101 -- there is always work for Wegen
    return f"{LIST}{issue.reference}/"


def _create(client: Client) -> Callable[[], None]:
    place = str(Address.objects.select_related("street").first())
    category = Category.objects.filter(is_active=True, stopper="", questions=None).first()
    assert category  # noqa: S101 -- Lindeveld has such ones

    def create() -> None:
        response = client.post(
            "/melden/",
            {
                "key": str(uuid.uuid4()),
                "address": place,
                "description": f"De stoep ligt er los bij, al {uuid.uuid4().hex[:6]} dagen.",
                "category": category.slug,
                "email": "an@voorbeeld.example",
            },
        )
        if response.status_code != 302:
            raise RuntimeError(f"the melding was refused: {response.status_code}")

    return create


HEAD = (
    "| Meldingen | Wat | Statements | CPU ms (mediaan) | CPU ms (p95) | Tijd ms | Budget | |\n"
    "|---:|---|---:|---:|---:|---:|---|---|"
)


def row(figure: Figure) -> str:
    """One line of the table."""
    found, budget = figure.cost, figure.budget
    return (
        f"| {figure.issues} | {figure.what} | {found.statements} | {found.cpu_ms:.1f} | "
        f"{found.cpu_p95_ms:.1f} | {found.wall_ms:.1f} | {words(budget)} | "
        f"{verdict(budget, is_within=figure.is_within)} |"
    )


def write(figures: list[Figure], file: Path) -> None:
    """Keep the table with the day and the machine."""
    told = (
        f"Mediaan van {ROUNDS} keer, in één proces, zonder netwerk. CPU is die van Onthaal zelf; "
        "de tijd telt PostgreSQL mee."
    )
    keep(file, "issues", "Meldingen", told, [HEAD, *map(row, figures)])
