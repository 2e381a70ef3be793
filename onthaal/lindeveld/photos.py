"""Giving drawn photos to the meldingen of the last weeks."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile

from onthaal.issues.models import Issue, Photo, PhotoSource
from onthaal.issues.states import Status
from onthaal.lindeveld.pictures import AFTER, KIND_OF, Snapshot, load

MOST = 90
_WEEKS = 6


class Studio:
    """Draws every picture once, in a process of its own, while the town is being built."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._drawing = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "onthaal.lindeveld.pictures", self._folder.name]
        )

    def photo(self, kind: str) -> Snapshot:
        """The picture of this kind; waits until all are drawn. Raises RuntimeError on failure."""
        if self._drawing.wait() != 0:
            raise RuntimeError("drawing the photos failed; see the output above")
        return load(Path(self._folder.name), kind)

    def close(self) -> None:
        self._drawing.terminate()
        self._drawing.wait()
        self._folder.cleanup()


def hang(studio: Studio, *, today: dt.date, seed: int) -> int:
    """Photos for recent meldingen, from the reporter and sometimes of the result; how many."""
    chance = random.Random(f"photos-{seed}")
    since = today - dt.timedelta(weeks=_WEEKS)
    recent = (
        Issue.objects.filter(received_at__date__gte=since, category__slug__in=KIND_OF)
        .select_related("category")
        .order_by("-received_at")
    )
    photos: list[Photo] = []
    for issue in recent[: 3 * MOST]:
        if len(photos) >= MOST:
            break
        if chance.random() > 0.55:
            continue
        slug = issue.category.slug
        photos.append(_photo(issue, studio.photo(KIND_OF[slug]), PhotoSource.REPORTER, chance))
        if slug in AFTER and issue.status == Status.RESOLVED and issue.closed_at:
            photos.append(_photo(issue, studio.photo(AFTER[slug]), PhotoSource.STAFF, chance))
    Photo.objects.bulk_create(photos)
    return len(photos)


def _photo(issue: Issue, picture: Snapshot, source: str, chance: random.Random) -> Photo:
    by_staff = source == PhotoSource.STAFF
    photo = Photo(
        issue=issue,
        width=picture.width,
        height=picture.height,
        source=source,
        added_by_id=issue.handler_id if by_staff else None,
        added_at=issue.closed_at if by_staff and issue.closed_at else issue.received_at,
        is_public=bool(issue.released_at) and chance.random() < 0.8,
    )
    photo.file.save("foto.jpg", ContentFile(picture.jpeg), save=False)
    photo.thumbnail.save("klein.jpg", ContentFile(picture.thumbnail), save=False)
    return photo
