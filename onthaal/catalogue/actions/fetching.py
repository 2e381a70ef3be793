"""Following the stream of concepts of the IPDC, page after page, from where we were."""

from __future__ import annotations

import logging

from django_tasks import task

from onthaal.catalogue.actions import concepts
from onthaal.catalogue.actions.concepts import Report
from onthaal.catalogue.exchange import pages
from onthaal.catalogue.models import FeedPosition
from onthaal.core import clock
from onthaal.integrations.ipdc import client

log = logging.getLogger(__name__)
MOST_PAGES = 2000


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def fetch_concepts() -> None:
    """Read what is new. The timetable runs it every night; twice at once does no harm."""
    if client.address():
        fetch()


def fetch() -> Report:
    """Read every page that follows the last one read, which is read again: it may have grown.

    What goes wrong is kept on the position and shown to the editors; the next time we begin where
    it stopped.
    """
    start = client.address()
    position, _ = FeedPosition.objects.get_or_create(
        address=start, defaults={"next_address": start}
    )
    report, problem = Report(), ""
    address = position.next_address
    for _ in range(MOST_PAGES):
        try:
            page = pages.read(client.page(address), expected=pages.CONCEPT)
        except (client.Unreachable, pages.Unreadable) as error:
            problem = str(error)
            break
        report.add(concepts.receive(page.members))
        if not page.next_address:
            break
        if len(page.next_address) > 500:
            problem = "Het adres van de volgende bladzijde is te lang."
            break
        # who else moved it on meanwhile has read this page, too
        FeedPosition.objects.filter(pk=position.pk, next_address=address).update(
            next_address=page.next_address
        )
        address = page.next_address
    if not problem and report.refused:
        problem = f"{len(report.refused)} geweigerd. {report.refused[0]}"
    FeedPosition.objects.filter(pk=position.pk).update(
        fetched_at=clock.now(), problem=problem[:300]
    )
    log.info(
        "concepts fetched", extra={"snapshots": report.snapshots, "refused": len(report.refused)}
    )
    return report
