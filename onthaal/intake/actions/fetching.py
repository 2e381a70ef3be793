"""Getting mail out of the mailbox: nothing lost, nothing twice, whatever dies meanwhile.

A mail, and how far we have read, are stored in one transaction; only then the next one is asked.
Two workers at once get in each other's way nowhere: the fingerprint of a mail is unique.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.intake import imap, reading
from onthaal.intake.actions.sorting import sort, sort_waiting
from onthaal.intake.models import IncomingMail, Mailbox

# What lay in the mailbox longer when we read it for the first time is not for us to sort.
LOOK_BACK = dt.timedelta(days=14)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def fetch() -> int:
    """Take over what is new in the mailbox; returns how many mails. Safe at any moment, also
    twice at once. Run every two minutes by the timetable; does nothing without ``IMAP_URL``."""
    if not settings.IMAP_URL:
        return 0
    where = imap.account(settings.IMAP_URL)
    box, _ = Mailbox.objects.get_or_create(
        name=where.name[:200], defaults={"reads_since": clock.today() - LOOK_BACK}
    )
    try:
        with imap.opened(where) as folder:
            number = _take_over(box, folder)
    except imap.MailboxDown as problem:
        _note_trouble(box, str(problem))
        number = 0
    else:
        _note_success(box)
    # jobs may get lost, rows do not
    sort_waiting()
    return number


def _take_over(box: Mailbox, folder: imap.Folder) -> int:
    if box.uid_validity != folder.uid_validity:
        _begin_anew(box, folder.uid_validity)
        box.refresh_from_db()
    number = 0
    for uid in folder.uids(after=box.last_uid, since=box.reads_since):
        size = folder.size(uid)
        too_large = (size or 0) > imap.MAX_SIZE
        raw = folder.mail(uid, only_headers=too_large)
        if raw is None:
            # gone since we asked: taken away by somebody
            _advance(box, folder.uid_validity, uid)
            continue
        note = "Deze mail is te groot. Bekijk ze in de mailbox zelf." if too_large else ""
        number += keep(box, folder.uid_validity, uid, raw, note=note)
    return number


def keep(box: Mailbox, uid_validity: int, uid: int, raw: bytes, *, note: str = "") -> bool:
    """Store one mail and that it was read, and let it be sorted; False when it is known."""
    fingerprint = reading.fingerprint(raw)
    try:
        with transaction.atomic():
            if IncomingMail.objects.filter(fingerprint=fingerprint).exists():
                _advance(box, uid_validity, uid)
                return False
            mail = IncomingMail(
                mailbox=box,
                uid_validity=uid_validity,
                uid=uid,
                fingerprint=fingerprint,
                size=len(raw),
                note=note,
            )
            # a rollback leaves a file without row, which the nightly sweep removes
            mail.raw.save(f"{uuid.uuid4().hex}.eml", ContentFile(raw), save=False)
            mail.save(force_insert=True)
            _advance(box, uid_validity, uid)
            sort.enqueue(mail.pk)
    except IntegrityError:
        if not IncomingMail.objects.filter(fingerprint=fingerprint).exists():
            raise
        # another worker stored it at this very moment
        _advance(box, uid_validity, uid)
        return False
    return True


def _advance(box: Mailbox, uid_validity: int, uid: int) -> None:
    """Read up to here; never back, as another worker may be further."""
    Mailbox.objects.filter(pk=box.pk, uid_validity=uid_validity, last_uid__lt=uid).update(
        last_uid=uid
    )


def _begin_anew(box: Mailbox, uid_validity: int) -> None:
    Mailbox.objects.filter(pk=box.pk).exclude(uid_validity=uid_validity).update(
        uid_validity=uid_validity, last_uid=0
    )
    Mailbox.objects.filter(pk=box.pk, uid_validity__isnull=True).update(
        uid_validity=uid_validity, last_uid=0
    )


def _note_success(box: Mailbox) -> None:
    Mailbox.objects.filter(pk=box.pk).update(checked_at=clock.now(), failing_since=None, problem="")


def _note_trouble(box: Mailbox, problem: str) -> None:
    Mailbox.objects.filter(pk=box.pk, failing_since__isnull=True).update(failing_since=clock.now())
    Mailbox.objects.filter(pk=box.pk).update(problem=problem[:300])
