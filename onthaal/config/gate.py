"""How many requests are at work at once in one web process.

Streams of live pages hold a thread each, so the web server has many threads; but a page is made by
Python code, which gains nothing from more than a few at once. See docs/adr/0016-live-pages.md.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connections

from onthaal.core.live import LiveResponse
from onthaal.core.live.listening import MOST_STREAMS

AT_ONCE = 4
# every stream, what is at work, and what waits for its turn
THREADS = MOST_STREAMS + AT_ONCE + 24

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Places:
    """So many places, given in the order in which they were asked for: a semaphore of Python gives
    one to whoever happens to run, and under pressure the unlucky wait for seconds."""

    def __init__(self, number: int) -> None:
        self._lock = threading.Lock()
        self.free = number
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def acquire(self) -> None:
        with self._lock:
            if self.free:
                self.free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        # who gives a place back opens it
        turn.acquire()

    def release(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self.free += 1


class Gate:
    """WSGI: lets ``AT_ONCE`` requests work and the others wait; a stream leaves when it waits."""

    def __init__(self, application: Application, at_once: int = AT_ONCE) -> None:
        self.application = application
        self.room = Places(at_once)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        self.room.acquire()
        try:
            answer = self.application(environ, start_response)
        except BaseException:
            self.room.release()
            raise
        if isinstance(answer, LiveResponse):
            # it would keep its connection from the others for minutes
            connections.close_all()
            self.room.release()
            return answer
        return _Answer(answer, self.room)


class _Answer:
    """An answer that gives its place back when the server is done with it, whatever happens."""

    def __init__(self, answer: Iterable[bytes], room: Places) -> None:
        self._answer = answer
        self._room: Places | None = room

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            self._leave()

    def _leave(self) -> None:
        room, self._room = self._room, None
        if room is not None:
            room.release()

    # a server that breaks off without a word must not keep the place
    __del__ = _leave
