"""The answer to the resident after the work: read, bettered and released by a colleague."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from onthaal.core import changes, clock
from onthaal.core.changes import CannotChange
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.submission import add_photos
from onthaal.issues.models import PhotoSource, Status
from onthaal.issues.photos import EncodedPhoto
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.workplan.models import DraftAnswer, WorkPhoto


@transaction.atomic
def release(answer: DraftAnswer, *, text: str, photos: Collection[int], by: User) -> DraftAnswer:
    """Resolve the melding with this text and these photos (ids) of the crew; the resident hears.

    Raises CannotChange without a text or when a colleague settled it already, and what the melding
    itself says (issues' CannotChange) when it is closed meanwhile.
    """
    if not text.strip():
        raise CannotChange("Schrijf een antwoord voor de melder.", "text")
    answer = _waiting(answer)
    answer.text, answer.is_released = text.strip(), True
    _settle(answer, by)
    chosen = answer.order.photos.filter(pk__in=photos)
    add_photos(answer.issue, [_encoded(photo) for photo in chosen], source=PhotoSource.STAFF, by=by)
    change_status(answer.issue, change=Change(to=Status.RESOLVED, text=answer.text), by=by)
    record(
        "workorder.answer_released",
        answer.order,
        by=by,
        data={"issue": answer.issue_id, "photos": len(chosen)},
    )
    return answer


@transaction.atomic
def drop(answer: DraftAnswer, *, by: User) -> DraftAnswer:
    """No answer for now; the melding stays open. Raises CannotChange when settled already."""
    answer = _waiting(answer)
    _settle(answer, by)
    record("workorder.answer_dropped", answer.order, by=by, data={"issue": answer.issue_id})
    return answer


def _waiting(answer: DraftAnswer) -> DraftAnswer:
    answer = changes.locked(DraftAnswer.objects.select_related("order", "issue"), answer.pk)
    if answer.settled_at:
        raise CannotChange("Een collega heeft dit antwoord al afgehandeld.")
    return answer


def _settle(answer: DraftAnswer, by: User) -> None:
    answer.settled_at, answer.settled_by = clock.now(), by
    answer.save(update_fields=["text", "is_released", "settled_at", "settled_by"])


def _encoded(photo: WorkPhoto) -> EncodedPhoto:
    with photo.file.open("rb") as large, photo.thumbnail.open("rb") as small:
        return EncodedPhoto(
            jpeg=large.read(), thumbnail=small.read(), width=photo.width, height=photo.height
        )
