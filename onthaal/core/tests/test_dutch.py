import datetime as dt

from onthaal.core import clock
from onthaal.core.dutch import day_in_words, moment_in_words


def test_a_day_this_year_needs_no_year(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 23))
    assert day_in_words(dt.date(2026, 11, 25)) == "woensdag 25 november"
    assert day_in_words(dt.date(2027, 1, 4)) == "maandag 4 januari 2027"


def test_a_moment_is_told_in_belgian_time(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 7, 1))
    just_before_midnight_in_london = dt.datetime(2026, 7, 1, 22, 5, tzinfo=dt.UTC)
    assert moment_in_words(just_before_midnight_in_london) == "donderdag 2 juli om 0.05 uur"
