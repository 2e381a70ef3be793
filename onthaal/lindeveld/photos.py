"""Giving drawn photos to the meldingen of the last weeks."""

from __future__ import annotations

import datetime as dt
import io
import random
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.files.base import ContentFile

from onthaal.issues.models import Issue, Photo, PhotoSource
from onthaal.issues.photos import EncodedPhoto, encode
from onthaal.issues.states import Status
from onthaal.lindeveld.pictures import AFTER, KIND_OF, SCENES, draw

MOST = 90
_WEEKS = 6


class Studio:
    """Draws every picture once, beside other work; two threads, as Pillow lets go of the lock."""

    def __init__(self, variants: int = 1) -> None:
        self._pool = ThreadPoolExecutor(2)
        self._made: dict[str, list[Future[EncodedPhoto]]] = {
            kind: [self._pool.submit(_make, kind, n) for n in range(variants)] for kind in SCENES
        }

    def photo(self, kind: str, chance: random.Random) -> EncodedPhoto:
        return chance.choice(self._made[kind]).result()

    def close(self) -> None:
        self._pool.shutdown()


def _make(kind: str, number: int) -> EncodedPhoto:
    file = io.BytesIO()
    draw(kind, number).save(file, "PNG", compress_level=1)
    return encode(file, f"{kind}.png")


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
        photos.append(
            _photo(issue, studio.photo(KIND_OF[slug], chance), PhotoSource.REPORTER, chance)
        )
        if slug in AFTER and issue.status == Status.RESOLVED and issue.closed_at:
            photos.append(
                _photo(issue, studio.photo(AFTER[slug], chance), PhotoSource.STAFF, chance)
            )
    Photo.objects.bulk_create(photos)
    return len(photos)


def _photo(issue: Issue, picture: EncodedPhoto, source: str, chance: random.Random) -> Photo:
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
