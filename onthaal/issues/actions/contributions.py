"""What a resident adds while the form is open, and after the melding is in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import save_next
from onthaal.issues import rules
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.submission import add_photos
from onthaal.issues.models import DraftPhoto, Issue, PhotoSource
from onthaal.issues.photos import MAX_PHOTOS, EncodedPhoto
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event

# Together with those of the melding itself.
MAX_PHOTOS_OF_REPORTER = 12
DRAFTS_KEPT_FOR = dt.timedelta(days=2)


class CannotAdd(Exception):
    """Nothing can be added; the message says why, in Dutch, for on the page."""


@transaction.atomic
def add_remark(
    *,
    issue: Issue,
    text: str,
    photos: Sequence[EncodedPhoto] = (),
    key: uuid.UUID,
    also_late: bool = False,
) -> None:
    """Keep what the reporter still wants to say about an open issue.

    With ``also_late`` also about one that was closed shortly before: the page was open, the photo
    was under way. It stays closed; its handler sees that there is news.

    The same ``key`` again, after a double click, adds nothing. Raises CannotAdd when the issue is
    closed, when there is nothing to add or when there are too many photos.
    """
    issue = locked(issue.pk, None)
    history = Event.objects.about(issue).filter(kind="issue.remark_added")
    if history.filter(data__key=str(key)).exists():
        return
    if not issue.is_open and not (
        also_late and rules.takes_late_remarks(issue.closed_at, clock.now())
    ):
        raise CannotAdd("Deze melding is afgesloten. Doe een nieuwe melding als er nog iets is.")
    if not text.strip() and not photos:
        raise CannotAdd("Schrijf een opmerking of kies een foto.")
    if photos:
        present = issue.photos.filter(source=PhotoSource.REPORTER).count()
        if present + len(photos) > MAX_PHOTOS_OF_REPORTER:
            raise CannotAdd(
                f"Er staan al {present} foto’s bij deze melding. Meer dan "
                f"{MAX_PHOTOS_OF_REPORTER} kunnen wij er niet bewaren."
            )
        add_photos(issue, photos, source=PhotoSource.REPORTER)
    issue.news_at = issue.news_at or clock.now()
    save_next(issue, "news_at")
    record(
        "issue.remark_added",
        issue,
        by_label="melder",
        public_text=text.strip(),
        data={"key": str(key), "photos": len(photos), "late": not issue.is_open},
    )


@transaction.atomic
def keep_drafts(
    *, submission_key: uuid.UUID, photos: Sequence[tuple[str, EncodedPhoto]]
) -> list[DraftPhoto]:
    """Keep accepted photos (name, photo) of a form that is not sent yet; returns them all,
    earlier ones first. What goes over the maximum is not kept."""
    earlier = list(drafts(submission_key))
    room = max(0, MAX_PHOTOS - len(earlier))
    fresh = DraftPhoto.objects.bulk_create(
        DraftPhoto(
            submission_key=submission_key,
            name=name[:80],
            jpeg=photo.jpeg,
            thumbnail=photo.thumbnail,
            width=photo.width,
            height=photo.height,
        )
        for name, photo in photos[:room]
    )
    return [*earlier, *fresh]


def drafts(submission_key: uuid.UUID) -> list[DraftPhoto]:
    """The photos that are kept for this form, without their contents."""
    return list(DraftPhoto.objects.filter(submission_key=submission_key).defer("jpeg", "thumbnail"))


def drafts_as_photos(submission_key: uuid.UUID) -> list[EncodedPhoto]:
    """The kept photos, ready to go with the melding."""
    return [
        EncodedPhoto(
            jpeg=bytes(row.jpeg),
            thumbnail=bytes(row.thumbnail),
            width=row.width,
            height=row.height,
        )
        for row in DraftPhoto.objects.filter(submission_key=submission_key)[:MAX_PHOTOS]
    ]


@transaction.atomic
def drop_drafts(*, submission_key: uuid.UUID, keys: Sequence[str] | None = None) -> None:
    """Throw away kept photos of this form: those with ``keys``, or all of them."""
    rows = DraftPhoto.objects.filter(submission_key=submission_key)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    rows.delete()


@transaction.atomic
def forget_old_drafts() -> int:
    """Throw away what belongs to forms that were never sent; returns how many photos."""
    count, _ = DraftPhoto.objects.filter(made_at__lt=clock.now() - DRAFTS_KEPT_FOR).delete()
    return count
