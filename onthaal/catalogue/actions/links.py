"""Do the web addresses in our products still work? Asked at night, one by one, politely."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django_tasks import task

from onthaal.catalogue import document
from onthaal.catalogue.models import LinkCheck, Product
from onthaal.core import clock
from onthaal.integrations.open311 import outbound

LARGEST = 512 * 1024
AGAIN_AFTER = dt.timedelta(hours=20)
# between two questions to one server
PAUSE = 1.0
LONGEST = 2000
# there is something, but not for a program like ours
NOT_FOR_US = {401, 402, 403, 405, 406, 407, 418, 429, 451}
GONE = {404, 410}


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def check_links() -> int:
    """List the addresses anew and ask those that were not asked today; returns how many."""
    collect()
    asked = 0
    for row in _in_turn():
        _ask(row)
        asked += 1
    return asked


@transaction.atomic
def collect() -> None:
    """Which addresses stand in products that residents see, and in which products."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for product in Product.objects.published().select_related("published"):
        version = product.published
        found = [url for _, url in document.urls(version.content)] if version else []
        for url in [*found, product.online_url]:
            if url.lower().startswith(("http://", "https://")) and len(url) <= LONGEST:
                wanted[url.partition("#")[0]].add(product.pk)
    LinkCheck.objects.exclude(url__in=wanted).delete()
    LinkCheck.objects.bulk_create((LinkCheck(url=url) for url in wanted), ignore_conflicts=True)
    for row in LinkCheck.objects.prefetch_related("products"):
        if {each.pk for each in row.products.all()} != wanted[row.url]:
            row.products.set(wanted[row.url])


def _in_turn() -> Iterator[LinkCheck]:
    """What is due, a different server each time as far as possible."""
    before = clock.now() - AGAIN_AFTER
    due: dict[str, list[LinkCheck]] = defaultdict(list)
    for row in LinkCheck.objects.exclude(checked_at__gt=before).order_by("url"):
        due[urlsplit(row.url).netloc].append(row)
    last: dict[str, float] = {}
    while due:
        for host in list(due):
            rest = last.get(host, 0.0) + PAUSE - time.monotonic()
            if rest > 0 and len(due) > 1:
                # others first; with one server left we wait below
                rest = min(rest, PAUSE / len(due))
            if rest > 0:
                time.sleep(rest)
            yield due[host].pop()
            last[host] = time.monotonic()
            if not due[host]:
                del due[host]


def _ask(row: LinkCheck) -> None:
    """Outside any transaction: a slow server keeps no row locked."""
    works, answer, surely = look(row.url)
    row.checked_at, row.works, row.answer = clock.now(), works, answer[:200]
    if works is False:
        row.failures += 1
        # a server may have a bad night; a page that says it is gone, is gone
        if row.broken_since is None and (surely or row.failures > 1):
            row.broken_since = row.checked_at
    else:
        row.failures, row.broken_since = 0, None
    LinkCheck.objects.filter(pk=row.pk).update(
        checked_at=row.checked_at,
        works=row.works,
        answer=row.answer,
        failures=row.failures,
        broken_since=row.broken_since,
    )


def look(url: str) -> tuple[bool | None, str, bool]:
    """Whether an address works (None = we may not ask), what came back, whether that is sure."""
    try:
        status = _status(url)
    except outbound.NotAllowed:
        return None, "Niet nagekeken: geen adres op het openbare internet.", True
    except outbound.Unreachable as problem:
        return False, f"Geen antwoord ({problem}).", False
    if status in GONE:
        return False, f"De pagina bestaat niet meer ({status}).", True
    if status >= 500:
        return False, f"De server heeft een probleem ({status}).", False
    if status >= 400 and status not in NOT_FOR_US:
        return False, f"De server weigert het adres ({status}).", False
    if status in NOT_FOR_US:
        return True, f"Bestaat, maar laat ons programma niet kijken ({status}).", False
    return True, "Werkt.", True


def _status(url: str) -> int:
    """HEAD first, which costs the other server least; GET where HEAD gets no good answer."""
    near = settings.PARTNER_NETWORKS
    try:
        status = outbound.ask(url, method="HEAD", largest=LARGEST, near=near).status
        if status < 400:
            return status
    except outbound.Unreachable as problem:
        if not str(problem).startswith("redirect") and not problem.may_have_arrived:
            raise
    try:
        return outbound.ask(url, largest=LARGEST, near=near).status
    except outbound.TooLarge:
        return 200  # a long page is a page
