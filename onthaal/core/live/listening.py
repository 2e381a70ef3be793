"""One listener per web process, and the open pages that it tells.

The listener has a connection of its own, outside the pool of the pages, that only waits. When it
breaks (the database restarts, a network falls away) it is made again, and every page is told to ask
anew: a hint that came meanwhile cannot be lost that way.
"""

from __future__ import annotations

import logging
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

import psycopg
from django.db import connection

from onthaal.core.live.announcing import CHANNEL

log = logging.getLogger(__name__)

# Streams in one process. Each holds a thread that sleeps; see config.gate for the threads.
MOST_STREAMS = 100
# One address may be a whole town hall with its own wifi, but not everybody.
MOST_OF_ONE_ADDRESS = 60
CHECK_EVERY = 5.0
LONGEST_PAUSE = 2.0


class Full(Exception):
    """There is no room for one more stream; the page asks every few seconds instead."""


class Subscription:
    """What one open page waits for. Hints do not pile up: twice the same topic is once."""

    def __init__(self, topics: Iterable[str], address: str) -> None:
        self.topics = frozenset(topics)
        self.address = address
        self._told: set[str] = set()
        self._is_over = False
        self._woken = threading.Event()

    def tell(self, topics: Iterable[str]) -> None:
        self._told.update(self.topics.intersection(topics))
        if self._told:
            self._woken.set()

    def end(self) -> None:
        self._is_over = True
        self._woken.set()

    def wait(self, seconds: float) -> set[str] | None:
        """The topics that changed, or nothing when ``seconds`` went by; None = stop waiting."""
        self._woken.wait(seconds)
        if self._is_over:
            return None
        # cleared first: what is told from here on wakes the next wait
        self._woken.clear()
        told = set()
        while self._told:
            told.add(self._told.pop())
        return told


class Hub:
    """The open pages of this process. The listener starts with the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()
        self._addresses: Counter[str] = Counter()
        self._listener: threading.Thread | None = None
        self._stopping = threading.Event()
        self._is_closed = False
        self.is_listening = threading.Event()

    def __len__(self) -> int:
        return len(self._subscriptions)

    def subscribe(self, topics: Iterable[str], address: str = "") -> Subscription:
        """From now on ``topics`` are told to what this gives, until ``leave``. Raises Full."""
        one = Subscription(topics, address)
        with self._lock:
            if (
                self._is_closed
                or len(self._subscriptions) >= MOST_STREAMS
                or self._addresses[address] >= MOST_OF_ONE_ADDRESS
            ):
                raise Full
            self._subscriptions.add(one)
            self._addresses[address] += 1
            if self._listener is None or not self._listener.is_alive():
                # asked here: the settings of a test differ from those of the next one
                parameters = connection.get_connection_params()
                self._stopping = threading.Event()
                self._listener = threading.Thread(
                    target=self._listen,
                    args=(parameters, self._stopping),
                    name="live",
                    daemon=True,
                )
                self._listener.start()
        return one

    def leave(self, one: Subscription) -> None:
        """Forget ``one``; doing it twice is harmless."""
        with self._lock:
            if one in self._subscriptions:
                self._subscriptions.remove(one)
                self._addresses[one.address] -= 1
                if not self._addresses[one.address]:
                    del self._addresses[one.address]

    def tell(self, topics: Iterable[str] | None = None) -> None:
        """Wake who waits for one of ``topics``; None = everybody, for all that they wait for."""
        with self._lock:
            everybody = list(self._subscriptions)
        for one in everybody:
            one.tell(one.topics if topics is None else topics)

    def end_streams(self) -> None:
        """For good: this process is about to end. Does not wait for anything."""
        self._is_closed = True
        with self._lock:
            everybody = list(self._subscriptions)
        for one in everybody:
            one.end()
        self._stopping.set()

    def stop(self) -> None:
        """End every stream and the listener, and wait for the listener. For tests."""
        with self._lock:
            everybody, listener = list(self._subscriptions), self._listener
        for one in everybody:
            one.end()
        self._stopping.set()
        if listener is not None:
            listener.join(5)
        self._listener = None

    def _listen(self, parameters: dict[str, Any], stopping: threading.Event) -> None:
        for name in ("context", "cursor_factory", "prepare_threshold", "pool"):
            parameters.pop(name, None)
        # a network that falls away without a word is noticed too
        quick = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 3}
        pause = 0.1
        while not stopping.is_set():
            try:
                with psycopg.connect(**{**quick, **parameters}, autocommit=True) as database:
                    database.execute(f"LISTEN {CHANNEL}")
                    self.is_listening.set()
                    pause = 0.1
                    self.tell()
                    self._hear(database, stopping)
            except (psycopg.Error, OSError) as problem:
                if stopping.is_set():
                    break
                if self.is_listening.is_set():
                    log.warning("live connection lost: %s", type(problem).__name__)
                    self.is_listening.clear()
                    # the pages try for themselves, and say that what they show is old
                    self.tell()
                stopping.wait(pause * random.uniform(0.7, 1.3))  # noqa: S311 -- only spreads
                pause = min(pause * 2, LONGEST_PAUSE)
        self.is_listening.clear()

    def _hear(self, database: psycopg.Connection[Any], stopping: threading.Event) -> None:
        checked = time.monotonic()
        while not stopping.is_set():
            heard = {note.payload for note in database.notifies(timeout=0.5, stop_after=1)}
            if heard:
                self.tell(heard)
            elif time.monotonic() - checked > CHECK_EVERY:
                database.execute("SELECT 1")
                checked = time.monotonic()


hub = Hub()


def end_at_signal() -> None:
    """Let every stream of this process end as soon as it is asked to stop.

    The web server waits for open answers before it ends, and a stream would be open for minutes.
    Python tells the file descriptor of every signal for which the server has a handler. Call it in
    the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    here, there = socket.socketpair()
    there.setblocking(False)
    other = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    if other != -1:  # another kind of server listens to signals itself
        signal.set_wakeup_fd(other)
        return

    def watch() -> None:
        while told := here.recv(64):
            if {signal.SIGTERM, signal.SIGINT}.intersection(told):
                hub.end_streams()
                there.close()
                return

    threading.Thread(target=watch, name="live-end", daemon=True).start()
