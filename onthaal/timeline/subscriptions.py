"""Who wants to hear of which events. Higher apps say so at start, in ``AppConfig.ready``."""

from __future__ import annotations

_subscribers: list[tuple[str, str]] = []


def on(kind: str, function: str) -> None:
    """Run the function at dotted path ``function`` for every event of ``kind``.

    ``kind`` is whole (``issue.resolved``) or a prefix with a star (``issue.*``). The function
    takes the event's id and runs later in a job, once per event, inside one transaction.
    """
    if (kind, function) not in _subscribers:
        _subscribers.append((kind, function))


def subscribers_of(kind: str) -> list[str]:
    """The dotted paths to run for an event of ``kind``."""
    return [
        function
        for wanted, function in _subscribers
        if wanted == kind or (wanted.endswith("*") and kind.startswith(wanted[:-1]))
    ]
