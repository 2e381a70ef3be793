"""Four requests work at once; a stream does not keep a place, and nothing that fails does."""

from __future__ import annotations

import threading
import time

import pytest

from onthaal.config.gate import Gate
from onthaal.core.live import LiveResponse


def test_only_so_many_at_once():
    at_work, most, lock = [0], [0], threading.Lock()

    def pages(environ, start):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        time.sleep(0.02)
        with lock:
            at_work[0] -= 1
        return [b"x"]

    gate = Gate(pages, at_once=2)

    def visit():
        gate({}, None).close()

    visitors = [threading.Thread(target=visit) for _ in range(10)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    assert most[0] == 2


def test_who_came_first_goes_first():
    """Also before somebody who asks again at the very moment that a place comes free."""
    order = []
    gate = Gate(lambda environ, start: order.append(environ["who"]) or [b"x"], at_once=1)
    here = gate({"who": "first"}, None)
    waiting = []
    for number in range(5):
        waiting.append(threading.Thread(target=lambda who=number: gate({"who": who}, None).close()))
        waiting[-1].start()
        wait_until(lambda number=number: gate.room.waiting == number + 1)
    here.close()
    gate({"who": "again"}, None).close()
    for each in waiting:
        each.join()
    assert order == ["first", 0, 1, 2, 3, 4, "again"]


def wait_until(is_so):
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_what_fails_or_is_dropped_gives_its_place_back():
    def fails(environ, start):
        raise ZeroDivisionError

    gate = Gate(fails, at_once=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            gate({}, None)
    gate.application = lambda environ, start: [b"x"]
    for _ in range(3):
        gate({}, None)  # never closed
    answer = gate({}, None)
    assert list(answer) == [b"x"]
    answer.close()
    answer.close()
    assert gate.room.free == 1


def test_a_stream_does_not_count():
    gate = Gate(lambda environ, start: LiveResponse(iter(())), at_once=1)
    streams = [gate({}, None) for _ in range(5)]
    assert gate.room.free == 1
    assert all(isinstance(one, LiveResponse) for one in streams)
