"""What every measurement needs: budgets, counting, a database to throw away, the written page."""

from __future__ import annotations

import platform
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings

from onthaal.core import clock

SEED = 1
ROUNDS = 15


@dataclass(frozen=True)
class Budget:
    """The most that may be; None = no budget, only shown."""

    statements: int | None = None
    cpu_ms: float | None = None
    wall_ms: float | None = None


@dataclass(frozen=True)
class Cost:
    """What one piece of work took. Medians, with the 95th percentile of the CPU time."""

    statements: int
    cpu_ms: float
    cpu_p95_ms: float
    wall_ms: float

    def is_within(self, budget: Budget) -> bool:
        limits = (
            (budget.statements, self.statements),
            (budget.cpu_ms, self.cpu_ms),
            (budget.wall_ms, self.wall_ms),
        )
        return all(limit is None or value <= limit for limit, value in limits)


def cost(ask: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    """Ask it once to warm up, once to count, and ``rounds`` times with the clock."""
    ask()  # what is kept in memory is kept now, as in a process that runs
    number = statements(ask)
    cpu, wall = [], []
    for _ in range(rounds):
        cpu_began, wall_began = time.process_time(), time.perf_counter()
        ask()
        cpu.append((time.process_time() - cpu_began) * 1000)
        wall.append((time.perf_counter() - wall_began) * 1000)
    return Cost(
        statements=number,
        cpu_ms=statistics.median(cpu),
        cpu_p95_ms=statistics.quantiles(cpu, n=20)[-1],
        wall_ms=statistics.median(wall),
    )


def statements(ask: Callable[[], object]) -> int:
    """How many SQL statements it takes; the marks of a transaction are no work."""
    number = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal number
        number += not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        ask()
    return number


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Another database on the same server, with this version's tables."""
    own = connection.settings_dict["NAME"]
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        RATE_LIMIT_FACTOR=0, STORAGES={**settings.STORAGES, "staticfiles": static}
    ):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        cache.clear()
        try:
            yield
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)
            cache.clear()


def words(budget: Budget) -> str:
    """The budget as it stands in the table."""
    return ", ".join(
        f"≤ {limit:g} {unit}"
        for limit, unit in (
            (budget.statements, "statements"),
            (budget.cpu_ms, "ms CPU"),
            (budget.wall_ms, "ms"),
        )
        if limit is not None
    )


def verdict(budget: Budget, *, is_within: bool) -> str:
    if budget == Budget():
        return ""
    return "goed" if is_within else "**te traag**"


def machine() -> str:
    """Python and processor."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"Python {platform.python_version()}, {processor}"


def keep(file: Path, subject: str, title: str, told: str, table: Sequence[str]) -> None:
    """Put the measurement in its own part of the page: what is written around it stays."""
    begin, end = f"<!-- meting: {subject} -->", "<!-- einde meting -->"
    measured = (
        f"{begin}\nGemeten op {clock.today():%d/%m/%Y} met `onthaal bench {subject}`, begingetal "
        f"{SEED}, {machine()}. {told}\n\n" + "\n".join(table) + f"\n{end}"
    )
    page = file.read_text() if file.exists() else "# Prestaties\n"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda _: measured, page, count=1)
    else:
        page = f"{page.rstrip()}\n\n## {title}\n\n{measured}\n"
    file.write_text(page)
