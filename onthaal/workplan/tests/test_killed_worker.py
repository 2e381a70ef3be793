"""A worker is killed, with the signal that nobody can catch, at every moment of a planned order's
way to the crew's calendar (a real Radicale). Nothing gets lost and nothing gets doubled."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction

from onthaal.core import clock
from onthaal.timeline.actions import sweep as hand_over
from onthaal.timeline.models import Delivery
from onthaal.workplan.actions.calendars import connect, name_of, push_due
from onthaal.workplan.models import CalendarPush, PushState, ReviewItem, WorkOrder
from onthaal.workplan.tests.test_calendars import (  # noqa: F401 -- fixtures
    PASSWORD,
    USER,
    far,
    later,
    radicale,
)

pytestmark = pytest.mark.django_db(transaction=True)

# a worker that does what the timetable asks every minute, at a moment that the test sets
WORKER = """
import datetime as dt, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "onthaal.config.settings"
import django
from django.conf import settings
django.setup()
from django.db import connections
settings.DATABASES["default"]["NAME"] = sys.argv[1]
connections["default"].settings_dict["NAME"] = sys.argv[1]
from onthaal.core import clock
clock.now = lambda: dt.datetime.fromisoformat(sys.argv[2])
from django.utils.module_loading import import_string
import_string(sys.argv[3]).call()
"""
HAND_OVER = "onthaal.timeline.actions.sweep"
PUSH = "onthaal.workplan.actions.calendars.push_due"


class Road:
    """What lies between us and the calendar. ``holds`` is "question" or "answer": there it stops
    once the worker writes, and ``stopped`` says so."""

    def __init__(self, port):
        self.far, self.holds = port, ""
        self.stopped, self.free = threading.Event(), threading.Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.open, daemon=True).start()

    def open(self):
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:
                return
            host = socket.create_connection(("127.0.0.1", self.far))
            for one, other, way in ((visitor, host, "question"), (host, visitor, "answer")):
                threading.Thread(target=self.carry, args=(one, other, way), daemon=True).start()

    def carry(self, one, other, way):
        writes = False
        try:
            while piece := one.recv(65536):
                writes = writes or piece.startswith(b"PUT") or way == "answer"
                if way == self.holds and writes and self.may_stop(way, piece):
                    self.stopped.set()
                    self.free.wait(20)
                other.sendall(piece)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    @staticmethod
    def may_stop(way, piece):
        # "201 Created" is the answer to the entry that was written
        return way == "question" or b" 201 " in piece[:20]


@pytest.fixture
def road(far):  # noqa: F811
    between = Road(far.port)
    yield between
    between.free.set()
    between.door.close()


@pytest.fixture
def planned(road, order, yard, town):
    """Three orders, planned on the board for crew Wegen 1, whose calendar lies over the road."""
    url = f"http://127.0.0.1:{road.port}/{USER}/wegen/"
    connect(yard.one, url=url, username=USER, password=PASSWORD, by=town.bram)
    return [order(f"Put {number}", crew=yard.one) for number in range(3)]


def start(task):
    arguments = [connection.settings_dict["NAME"], clock.now().isoformat(), task]
    return subprocess.Popen([sys.executable, "-c", WORKER, *arguments])


def kill(worker):
    worker.kill()
    worker.wait()


def all_stands(far, orders):  # noqa: F811
    assert set(far.entries()) == {name_of(each) for each in orders}
    assert CalendarPush.objects.count() == len(orders)
    assert set(CalendarPush.objects.values_list("state", flat=True)) == {PushState.ACKNOWLEDGED}
    assert not ReviewItem.objects.exists()


@pytest.mark.parametrize("where", ["question", "answer"])
def test_while_the_calendar_is_written(where, planned, road, far, on):  # noqa: F811
    later(on, 5)
    hand_over.call()
    road.holds = where
    worker = start(PUSH)
    try:
        assert road.stopped.wait(30)
    finally:
        kill(worker)
    road.holds = ""
    road.free.set()
    later(on, 30)
    push_due.call()
    all_stands(far, planned)


def test_while_the_news_is_handed_over(planned, far, on):  # noqa: F811
    later(on, 5)
    with transaction.atomic():
        # the worker comes to the promise of the push and waits there for us
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE workplan_calendarpush IN EXCLUSIVE MODE")
        worker = start(HAND_OVER)
        wait_until_blocked()
        kill(worker)
    assert CalendarPush.objects.count() == 0
    assert Delivery.objects.undone().exists()
    later(on, 10)
    hand_over.call()
    hand_over.call()
    push_due.call()
    all_stands(far, planned)
    assert WorkOrder.objects.count() == 3


def wait_until_blocked():
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    raise AssertionError("the worker never came")
