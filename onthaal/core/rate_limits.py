"""How often a visitor may do something: counted in PostgreSQL, shared by all processes.

A period begins at the first use and lasts as long as the limit says; then counting starts again.
Put ``@limited`` on every view that a stranger may POST to.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django_tasks import task

from onthaal.core import clock
from onthaal.core.models import RateCount

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)

# One statement: PostgreSQL locks the row, so that parallel visitors cannot both take the last one.
_COUNT = """
INSERT INTO core_ratecount AS known (key, hits, ends_at) VALUES (%(key)s, 1, %(end)s)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN known.ends_at <= %(now)s THEN 1
                ELSE least(known.hits, 1000000) + 1 END,
    ends_at = CASE WHEN known.ends_at <= %(now)s THEN %(end)s ELSE known.ends_at END
RETURNING hits, ends_at
"""


class Limited(Exception):
    """Too often; ``until`` is when it may be tried again."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(f"until {until.isoformat()}")
        self.until = until


def count(purpose: str, who: str, *, limit: int, period: dt.timedelta) -> None:
    """Count one use of ``purpose`` by ``who`` and raise Limited beyond ``limit`` per ``period``.

    ``who`` (an internet address, an e-mail address) is stored only as a keyed hash. Call it
    outside a transaction: a rollback would forget the count.
    """
    if settings.RATE_LIMIT_FACTOR == 0:
        return
    hits, until = _hit(purpose, who, period)
    if hits > limit * settings.RATE_LIMIT_FACTOR:
        raise Limited(until)


def first_time(purpose: str, who: str, *, period: dt.timedelta) -> bool:
    """Whether this is the first use within ``period``; true for one of many parallel callers.

    Against replay: it also holds when the limits are switched off.
    """
    return _hit(purpose, who, period)[0] == 1


def forget(purpose: str, who: str) -> None:
    """Start counting again, for instance after a successful log-in."""
    RateCount.objects.filter(key=_key(purpose, who)).delete()


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Delete the counts whose period is over; returns how many. Run daily by the timetable."""
    return RateCount.objects.filter(ends_at__lte=clock.now()).delete()[0]


def limited(
    purpose: str,
    *,
    per_minute: int = 0,
    per_hour: int = 0,
    per_day: int = 0,
    methods: Sequence[str] = ("POST",),
) -> Callable[[View[P]], View[P]]:
    """Let a view answer the 429 page to a client address that comes too often.

    ``@limited("melding", per_hour=20)``. Counts only requests with one of ``methods``. Whole
    households, schools and offices share one address: be generous. A view that wants to count
    something else beside the address (an e-mail address) calls ``count`` and returns
    ``too_many``.
    """
    limits = [
        (name, limit, period)
        for name, limit, period in (
            (f"{purpose}/min", per_minute, MINUTE),
            (f"{purpose}/uur", per_hour, HOUR),
            (f"{purpose}/dag", per_day, DAY),
        )
        if limit
    ]
    if not limits:
        raise ImproperlyConfigured(f"@limited({purpose!r}) needs per_minute, per_hour or per_day")

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in methods:
                who = client_address(request)
                try:
                    for name, limit, period in limits:
                        count(name, who, limit=limit, period=period)
                except Limited as refusal:
                    return too_many(request, refusal.until)
            return view(request, *args, **kwargs)

        guarded.rate_limit = purpose  # type: ignore[attr-defined]  # the habit test reads it
        return cast("View[P]", guarded)

    return decorate


def too_many(request: HttpRequest, until: dt.datetime) -> HttpResponse:
    """The 429 page, which says when to try again."""
    seconds = max(1, math.ceil((until - clock.now()).total_seconds()))
    answer = render(
        request, "429.html", {"until": until, "minutes": math.ceil(seconds / 60)}, status=429
    )
    answer["Retry-After"] = str(seconds)
    return answer


def client_address(request: HttpRequest) -> str:
    """The internet address of the visitor; an IPv6 visitor is known by the /64 network.

    ``X-Forwarded-For`` counts only as far as the hops are in the setting ``TRUSTED_PROXIES``.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    trusted = trusted_networks()
    while hops and hops[-1] and _is_within(address, trusted):
        address = hops.pop()
    return _visitor(address)


def trusted_networks() -> list[Network]:
    """``TRUSTED_PROXIES`` as networks. Raises ImproperlyConfigured."""
    try:
        return [ipaddress.ip_network(text, strict=False) for text in settings.TRUSTED_PROXIES]
    except ValueError as problem:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES: {problem}") from None


def _hit(purpose: str, who: str, period: dt.timedelta) -> tuple[int, dt.datetime]:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(purpose, who), "now": now, "end": now + period})
        hits, until = cursor.fetchone()
    return hits, until


def _is_within(address: str, networks: list[Network]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in networks)


def _visitor(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        # one household has a whole /64 to choose addresses from
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def _key(purpose: str, who: str) -> str:
    digest = salted_hmac("onthaal.core.rate_limits", who, algorithm="sha256").hexdigest()
    return f"{purpose}:{digest[:40]}"
