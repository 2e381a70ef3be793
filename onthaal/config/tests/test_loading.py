"""The first visitor does not wait for what can be had at start."""

from django.urls import clear_url_caches, get_resolver

from onthaal.config.loading import load_ahead
from onthaal.organisation.rules import public_holidays


def test_pages_and_calendar_are_there_before_the_first_request():
    clear_url_caches()
    public_holidays.cache_clear()
    load_ahead()
    assert "url_patterns" in vars(get_resolver())
    assert public_holidays.cache_info().currsize == 1
