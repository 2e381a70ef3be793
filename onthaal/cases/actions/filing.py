"""The files that come with a request, and those that we put with it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from onthaal.cases import files, mails
from onthaal.cases.actions.locking import locked, touch
from onthaal.cases.models import Case, CaseFile, DraftFile, SentBy
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.issues.incoming_files import Taken
from onthaal.people.models import User
from onthaal.timeline.actions import record

MAX_FILES = 5
_NAME = 120
_Row = TypeVar("_Row", CaseFile, DraftFile)
_ANSWERS = uuid.UUID("0f8f1c1e-6a52-4f0c-9b56-3b0a3f6f7a11")


@dataclass(frozen=True)
class Enclosed:
    """What goes with one form: the files that came in just now, and the keys of those that were
    kept when the form came back earlier."""

    form_key: uuid.UUID
    fresh: Sequence[Taken] = ()
    kept: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.fresh or self.kept)


def answer_key(case: Case) -> uuid.UUID:
    """The key of the form that answers our latest question. It stays the same once that is
    answered, so that files that have arrived are not called lost."""
    question = case.questions.last()
    return uuid.uuid5(_ANSWERS, f"{case.secret}/{question.pk if question else 0}")


def drafts(form_key: uuid.UUID) -> list[DraftFile]:
    """The files that were kept for a form, the oldest first."""
    return list(DraftFile.objects.filter(form_key=form_key))


def lost(form_key: uuid.UUID, keys: Collection[str]) -> bool:
    """Whether a file that was kept for this form is gone, without having arrived."""
    known = {*DraftFile.objects.filter(form_key=form_key).values_list("key", flat=True)}
    known |= {*CaseFile.objects.filter(form_key=form_key).values_list("key", flat=True)}
    return not known.issuperset(keys)


@transaction.atomic
def keep(enclosed: Enclosed) -> list[DraftFile]:
    """Keep the good files of a form that goes back; those that were unticked go. Returns all."""
    rows = DraftFile.objects.select_for_update().filter(form_key=enclosed.form_key)
    forget_drafts([row for row in rows if row.key not in enclosed.kept])
    room = max(0, MAX_FILES - len(enclosed.kept))
    DraftFile.objects.bulk_create(
        _written(DraftFile(form_key=enclosed.form_key), taken) for taken in enclosed.fresh[:room]
    )
    return drafts(enclosed.form_key)


@transaction.atomic
def forget_drafts(rows: Collection[DraftFile]) -> None:
    """Throw away files of forms that were never sent."""
    DraftFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    files.delete_after_commit(row.file.name or "" for row in rows)


def attach(
    case: Case,
    enclosed: Enclosed | None,
    *,
    sent_by: SentBy,
    at: dt.datetime,
    by: User | None = None,
    visible: bool = True,
) -> dict[str, list[int]]:
    """Put the files, if there are any, with a locked request, in the caller's transaction; returns
    what the timeline keeps of it.

    The files are written before the commit: a rollback leaves orphans on disk, which the nightly
    sweep removes, but never a row without its file.
    """
    if not enclosed:
        return {}

    def new(**more: object) -> CaseFile:
        return CaseFile(
            case=case,
            step=case.step,
            form_key=enclosed.form_key,
            sent_by=sent_by,
            added_by=by,
            added_at=at,
            visible_to_resident=visible,
            **more,
        )

    kept = DraftFile.objects.select_for_update().filter(form_key=enclosed.form_key)
    rows = []
    for draft in kept:
        if draft.key in enclosed.kept:
            # the same file on the disk and the same key: sent twice, it is known to have arrived
            rows.append(
                new(
                    key=draft.key,
                    name=draft.name,
                    size=draft.size,
                    is_photo=draft.is_photo,
                    file=draft.file.name,
                )
            )
        else:
            files.delete_after_commit([draft.file.name or ""])
    kept.delete()
    rows += [_written(new(), taken) for taken in enclosed.fresh]
    made = CaseFile.objects.bulk_create(rows[:MAX_FILES])
    return {"files": [row.pk for row in made]} if made else {}


@transaction.atomic
def add(case: Case, *, enclosed: Enclosed, visible: bool, by: User) -> None:
    """Put files with a request, also with a closed one. With ``visible`` the resident finds them
    on the page of the request and gets a mail.

    The same form again adds nothing. Raises CannotChange without files.
    """
    case = locked(case.pk)
    if case.files.filter(form_key=enclosed.form_key).exists():
        return
    if not enclosed:
        raise CannotChange("Kies een bestand.", "uploads")
    now = clock.now()
    data = attach(case, enclosed, sent_by=SentBy.STAFF, at=now, by=by, visible=visible)
    touch(case)
    kind = "case.document_ready" if visible else "case.file_added"
    record(kind, case, by=by, at=now, data=data)
    if visible:
        mails.document_ready(case)


@transaction.atomic
def take_back(file: CaseFile, *, by: User) -> None:
    """Take away a file that a colleague put with the request by mistake. That it was there stays
    in the history. Raises CannotChange for what residents sent themselves, and for what is gone
    already."""
    case = locked(file.case_id)
    file = CaseFile.objects.get(pk=file.pk)
    if not file.through_us:
        raise CannotChange("Dit bestand is van de inwoner. U kunt het niet weghalen.")
    if file.removed_at:
        raise CannotChange("Een collega haalde dit bestand al weg.")
    now = clock.now()
    files.delete_after_commit([file.file.name or ""])
    file.file, file.removed_at, file.removed_by = "", now, by
    file.save(update_fields=["file", "removed_at", "removed_by"])
    touch(case)
    kind = "case.document_removed" if file.visible_to_resident else "case.file_removed"
    record(kind, case, by=by, at=now, data={"files": [file.pk]})


def _written(row: _Row, taken: Taken) -> _Row:
    content = taken.photo.jpeg if taken.photo else taken.content
    assert content is not None  # noqa: S101 -- a refused file does not come this far
    stem, dot, ending = (taken.name or "bestand").rpartition(".")
    if taken.photo:
        stem, ending = (stem if dot else ending), "jpg"
    elif not dot:
        stem, ending = ending, ""
    ending = f".{ending}" if ending else ""
    row.name = f"{stem[: _NAME - len(ending)]}{ending}"
    row.size, row.is_photo = len(content), taken.photo is not None
    row.file.save(uuid.uuid4().hex, ContentFile(content), save=False)
    return row
