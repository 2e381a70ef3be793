"""An reads at home how busy it is before she leaves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache

from onthaal.organisation.models import OpeningHours
from onthaal.reception import crowd


@pytest.fixture
def open_hall(hall):
    OpeningHours.objects.create(
        location=hall.place, weekday=0, opens_at=dt.time(9), closes_at=dt.time(12)
    )
    return hall


def told(hall) -> str:
    cache.clear()
    return crowd.words(hall.place, hall.passport)


def test_the_product_page_tells_who_waits_and_how_long(client, open_hall, sits, comes):
    sits(open_hall.bram, open_hall.one)
    assert told(open_hall).startswith("Er wacht nu niemand. Wie nu komt, wacht naar schatting")
    comes(open_hall.passport)
    assert told(open_hall).startswith("Er wacht nu 1 bezoeker.")
    comes(open_hall.passport)
    assert told(open_hall).startswith("Er wachten nu 2 bezoekers.")
    assert "Er wachten nu 2 bezoekers." in client.get(open_hall.passport.get_absolute_url()).text


def test_it_says_nothing_while_nobody_sits_or_the_doors_are_closed(open_hall, sits, on):
    assert told(open_hall) == ""
    sits(open_hall.bram, open_hall.one)
    on("2026-11-23 12:30")
    assert told(open_hall) == ""


def test_who_comes_by_appointment_need_not_know(open_hall, sits):
    sits(open_hall.bram, open_hall.one)
    OpeningHours.objects.update(by_appointment=True)
    assert told(open_hall) == ""
