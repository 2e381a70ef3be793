"""The municipality's own texts for what it sends elsewhere."""

from __future__ import annotations

from django.db import transaction

from onthaal.core import clock
from onthaal.intake.doors import Elsewhere
from onthaal.intake.models import Signpost
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def save_signpost(
    kind: Elsewhere, *, text: str, phone: str, email: str, link: str, by: User
) -> Signpost:
    """Use this text and these contact details from now on."""
    row, _ = Signpost.objects.update_or_create(
        kind=kind,
        defaults={
            "text": text,
            "phone": phone,
            "email": email,
            "link": link,
            "changed_at": clock.now(),
            "changed_by": by,
        },
    )
    record("signpost.saved", row, by=by, data={"kind": kind.value})
    return row


@transaction.atomic
def restore_signpost(kind: Elsewhere, *, by: User) -> None:
    """Go back to the standard text."""
    for row in Signpost.objects.filter(kind=kind):
        record("signpost.restored", row, by=by, data={"kind": kind.value})
        row.delete()
