"""What can be wrong with a running installation. Each app registers its own checks at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong and what to do about it, in Dutch. ``serious`` = the town hall cannot work.

    Everybody may read ``what`` on the health page; addresses and paths belong in ``advice``.
    """

    what: str
    advice: str
    serious: bool = True


Check = Callable[[], Problem | None]
_checks: dict[str, Check] = {}
_essential: set[str] = set()
_gauges: dict[str, tuple[str, Callable[[], float]]] = {}


def register(name: str, check: Check, *, essential: bool = False) -> None:
    """Add a check; it must be quick and may raise: an exception is a problem too.

    While an ``essential`` one has a problem, the rest is not asked: it could only wait.
    """
    _checks[name] = check
    if essential:
        _essential.add(name)


def register_gauge(name: str, meaning: str, read: Callable[[], float]) -> None:
    """Add a number to the metrics page; ``name`` in Prometheus style."""
    _gauges[name] = (meaning, read)


def problems() -> dict[str, Problem | None]:
    """Every check with its outcome; None = fine."""
    found = {name: outcome(_checks[name]) for name in sorted(_essential)}
    if any(found.values()):
        return found
    return found | {
        name: outcome(check) for name, check in _checks.items() if name not in _essential
    }


def gauges() -> dict[str, tuple[str, float]]:
    """Every gauge with its meaning and present value."""
    return {name: (meaning, read()) for name, (meaning, read) in _gauges.items()}


def outcome(check: Check) -> Problem | None:
    """What ``check`` finds; an exception is a problem, whose words only ``advice`` repeats."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 -- a check that breaks is what we want to hear of
        said = (str(error).splitlines() or [""])[0]
        return Problem("de controle zelf mislukt", f"{type(error).__name__}: {said}")
