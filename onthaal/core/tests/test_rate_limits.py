"""A stranger may come often, but not endlessly; counted right by parallel processes."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from onthaal.core import clock, rate_limits
from onthaal.core.models import RateCount

HOUR = dt.timedelta(hours=1)


def use(who: str = "192.0.2.1", purpose: str = "melding", limit: int = 3) -> bool:
    try:
        rate_limits.count(purpose, who, limit=limit, period=HOUR)
    except rate_limits.Limited:
        return False
    return True


@pytest.mark.django_db
def test_the_limit_counts_per_visitor_and_per_purpose():
    assert [use() for _ in range(5)] == [True, True, True, False, False]
    assert use("192.0.2.2")
    assert use(purpose="klacht")


@pytest.mark.django_db
def test_after_the_period_counting_starts_again(monkeypatch):
    start = clock.now()
    assert [use() for _ in range(4)][-1] is False
    monkeypatch.setattr(clock, "now", lambda: start + HOUR - dt.timedelta(seconds=5))
    assert not use()
    monkeypatch.setattr(clock, "now", lambda: start + HOUR + dt.timedelta(seconds=5))
    assert [use() for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_refused_visits_do_not_make_the_wait_longer(monkeypatch):
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    for _ in range(4):
        use()
    monkeypatch.setattr(clock, "now", lambda: start + HOUR / 2)
    with pytest.raises(rate_limits.Limited) as refusal:
        rate_limits.count("melding", "192.0.2.1", limit=3, period=HOUR)
    assert refusal.value.until == start + HOUR


@pytest.mark.django_db
def test_forgetting_and_sweeping(monkeypatch):
    for _ in range(3):
        use()
    rate_limits.forget("melding", "192.0.2.1")
    assert use()
    assert rate_limits.sweep.call() == 0
    later = clock.now() + HOUR * 2
    monkeypatch.setattr(clock, "now", lambda: later)
    assert rate_limits.sweep.call() == 1


@pytest.mark.django_db
def test_no_address_is_stored():
    use("an@voorbeeld.be")
    row = RateCount.objects.get()
    assert "an@" not in row.key
    assert "voorbeeld" not in row.key


@pytest.mark.django_db(transaction=True)
def test_forty_parallel_visitors_get_exactly_the_limit():
    def visit(_: int) -> bool:
        try:
            return use(limit=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(visit, range(40)))
    assert answers.count(True) == 10
    assert RateCount.objects.get().hits == 40


@pytest.mark.django_db
def test_a_limited_page_answers_429_and_says_when_to_come_back():
    @rate_limits.limited("proef", per_minute=2)
    def page(request):
        return HttpResponse("goed")

    post = RequestFactory().post("/")
    assert [page(post).status_code for _ in range(2)] == [200, 200]
    refusal = page(post)
    assert refusal.status_code == 429
    assert 0 < int(refusal["Retry-After"]) <= 60
    assert "1 minuut" in refusal.content.decode()
    assert page(RequestFactory().get("/")).status_code == 200


@pytest.mark.django_db
def test_the_factor_zero_switches_counting_off(settings):
    settings.RATE_LIMIT_FACTOR = 0
    assert all(use() for _ in range(10))


def test_a_limit_must_say_how_often():
    with pytest.raises(ImproperlyConfigured):
        rate_limits.limited("proef")


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "visitor"),
    [
        ([], "198.51.100.7", "", "198.51.100.7"),
        # a stranger may write anything in the header
        ([], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.9", "203.0.113.9"),
        # only what our own proxies added counts, from the right
        (["10.0.0.0/8"], "10.0.0.2", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.2", "1.2.3.4, 203.0.113.9, 10.0.0.3", "203.0.113.9"),
        (["10.0.0.2"], "10.0.0.2", "", "10.0.0.2"),
        (["10.0.0.2"], "10.0.0.2", "<script>", "unknown"),
        ([], "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::/64"),
        ([], "::ffff:198.51.100.7", "", "198.51.100.7"),
        ([], "", "203.0.113.9", "unknown"),
    ],
)
def test_who_the_visitor_is(settings, proxies, remote, forwarded, visitor):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert rate_limits.client_address(request) == visitor


def test_a_wrong_proxy_setting_is_named(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/99"]
    with pytest.raises(ImproperlyConfigured, match=r"10\.0\.0\.0/99"):
        rate_limits.trusted_networks()
