"""Days in little room."""

import datetime as dt

from onthaal.core import clock
from onthaal.ui.templatetags.ui import short_day


def test_a_month_is_shortened_as_people_do(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 30))
    assert short_day(dt.date(2027, 3, 28)) == "zo 28 mrt 2027"
    assert short_day(dt.date(2026, 12, 1)) == "di 1 dec"
