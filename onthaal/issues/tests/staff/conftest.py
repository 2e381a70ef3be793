"""What tests of the handlers' side share: the clock, and what landed in whose mailbox."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from onthaal.core import clock
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event


@pytest.fixture
def on(monkeypatch):
    """``on("2026-11-23 10:00")`` sets the clock to that moment in Belgium."""

    def set_clock(moment):
        at = dt.datetime.fromisoformat(moment)
        at = timezone.make_aware(at, timezone.get_default_timezone())
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(clock, "today", lambda: timezone.localdate(at))
        return at

    return set_clock


@pytest.fixture
def mails_to():
    """``mails_to("an@…")`` gives the promised mails to that address, the oldest first."""

    def find(address):
        return list(Message.objects.filter(to_address=address).order_by("pk"))

    return find


@pytest.fixture
def history():
    """``history(issue)`` gives the events, the oldest first."""

    def find(issue, kind=None):
        events = Event.objects.about(issue)
        return list(events.filter(kind=kind) if kind else events)

    return find


@pytest.fixture
def as_staff(client):
    """``as_staff(town.bram)`` is a browser in which Bram is logged in."""

    def log_in(user):
        client.force_login(user, "onthaal.people.backends.StaffPasswords")
        return client

    return log_in
