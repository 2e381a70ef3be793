"""Photos that stand at a partner: promised with the melding, fetched by a job."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django_tasks import task

from onthaal.api.models import FetchState, PhotoFetch
from onthaal.core import clock
from onthaal.core.uploads import MAX_FILE
from onthaal.integrations.open311 import outbound
from onthaal.issues.actions.contributions import CannotAdd, add_remark
from onthaal.issues.models import Issue
from onthaal.issues.photos import BadPhoto, EncodedPhoto, encode

# After the last one we stop trying; the melding itself is in since long.
WAITS = (1, 5, 30, 120, 720)  # minutes
_SPACE = uuid.UUID("d2a1f4f0-31b6-4c1e-9c55-3a6c7f311311")


def promise(issue: Issue, urls: Sequence[str]) -> None:
    """Fetch these photos after the commit, inside the caller's transaction."""
    for row in PhotoFetch.objects.bulk_create(PhotoFetch(issue=issue, url=url) for url in urls):
        fetch.enqueue(row.pk)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def fetch(fetch_id: int) -> None:
    """Fetch one photo, if it is due. Safe to run at any moment, any number of times."""
    if row := _claim(Q(pk=fetch_id)):
        _fetch(row)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Fetch what is due; returns how many were tried. Run by the timetable."""
    tried = 0
    while row := _claim(Q()):
        _fetch(row)
        tried += 1
    return tried


@transaction.atomic
def _claim(which: Q) -> PhotoFetch | None:
    """A due row, put off to its next attempt: who is killed now leaves it for later."""
    now = clock.now()
    row = (
        PhotoFetch.objects.select_for_update(skip_locked=True)
        .filter(which, state=FetchState.WAITING, next_attempt_at__lte=now)
        .order_by("next_attempt_at")
        .first()
    )
    if row is None:
        return None
    row.next_attempt_at = now + dt.timedelta(minutes=WAITS[min(row.attempts, len(WAITS) - 1)])
    row.attempts += 1
    row.save(update_fields=["next_attempt_at", "attempts"])
    return row


def _fetch(row: PhotoFetch) -> None:
    try:
        answer = outbound.ask(row.url, largest=MAX_FILE, near=settings.PARTNER_NETWORKS)
        if answer.status >= 500 or answer.status == 429:
            raise outbound.Unreachable(f"answer {answer.status}")
        if answer.status != 200:
            raise outbound.NotAllowed(f"answer {answer.status}")
        photo = encode(io.BytesIO(answer.body), "")
    except outbound.Unreachable as error:
        _note(row, str(error), given_up=row.attempts > len(WAITS))
    except (outbound.NotAllowed, BadPhoto) as error:
        _note(row, str(error), given_up=True)
    else:
        _keep(row, photo)


def _note(row: PhotoFetch, error: str, *, given_up: bool) -> None:
    row.error = error[:300]
    row.state = FetchState.FAILED if given_up else FetchState.WAITING
    row.save(update_fields=["error", "state"])


def _keep(row: PhotoFetch, photo: EncodedPhoto) -> None:
    """The photo becomes part of the melding; twice is once, by the key of the remark."""
    try:
        with transaction.atomic():
            add_remark(
                issue=row.issue, text="", photos=[photo], key=uuid.uuid5(_SPACE, str(row.pk))
            )
            row.state, row.error = FetchState.DONE, ""
            row.save(update_fields=["state", "error"])
    except CannotAdd as refusal:
        _note(row, str(refusal), given_up=True)
