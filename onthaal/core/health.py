"""What can be wrong with a running installation. Each app registers its own checks at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong and what to do about it, in Dutch. ``serious`` = the town hall cannot work."""

    what: str
    advice: str
    serious: bool = True


Check = Callable[[], Problem | None]
_checks: dict[str, Check] = {}
_gauges: dict[str, tuple[str, Callable[[], float]]] = {}


def register(name: str, check: Check) -> None:
    """Add a check; it must be quick and may raise: an exception is a problem too."""
    _checks[name] = check


def register_gauge(name: str, meaning: str, read: Callable[[], float]) -> None:
    """Add a number to the metrics page; ``name`` in Prometheus style."""
    _gauges[name] = (meaning, read)


def problems() -> dict[str, Problem | None]:
    """Every check with its outcome; None = fine."""
    return {name: _outcome(check) for name, check in _checks.items()}


def gauges() -> dict[str, tuple[str, float]]:
    """Every gauge with its meaning and present value."""
    return {name: (meaning, read()) for name, (meaning, read) in _gauges.items()}


def _outcome(check: Check) -> Problem | None:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 -- a check that breaks is what we want to hear of
        return Problem(f"de controle zelf mislukt: {error}", "Bekijk het logboek.")
