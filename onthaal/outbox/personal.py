"""The mail that we keep about a person, and when its text is erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q

from onthaal.outbox import confidential
from onthaal.outbox.models import DeliveryAttempt, Message, State
from onthaal.people import personal_data
from onthaal.people.personal_data import Person, Record

_GONE = "gewist@invalid"


def register() -> None:
    """Make export, erasing and retention of mail known; called once at start."""
    personal_data.register(
        "outbox",
        "Verzonden mails",
        export=export,
        erase=erase,
        keeps="Dat er een mail verzonden werd en wanneer, zonder adres en tekst.",
    )
    personal_data.register_retention(
        "outbox.messages",
        "Mails: adres en tekst",
        default_days=365,
        explanation="Na deze termijn worden adres en tekst van verzonden mails gewist.",
        find=lambda cutoff: (
            Message.objects.filter(created_at__lt=cutoff)
            .exclude(state__in=[State.QUEUED, State.SENDING])
            .exclude(to_address=_GONE)
        ),
        moment="created_at",
        erase=erase_rows,
    )


def export(who: Person) -> Iterable[Record]:
    for message in Message.objects.filter(to_address__iexact=who.email).order_by("created_at"):
        yield Record(
            message.subject,
            {
                "Gemaakt": message.created_at,
                "Verzonden": message.sent_at,
                "Toestand": message.get_state_display(),
                # a code or link to log in is for the mailbox only, also while it waits
                "Tekst": "" if message.forget_text else message.body_text,
            },
            seen_by=partial(confidential.may_see, message.about_type, message.about_id),
        )


def erase(who: Person) -> int:
    """Blank every mail to this person; what still waits is not sent any more."""
    ids = list(Message.objects.filter(to_address__iexact=who.email).values_list("pk", flat=True))
    with transaction.atomic():
        Message.objects.filter(pk__in=ids, state=State.QUEUED).update(state=State.CANCELLED)
        erase_rows(ids)
    return len(ids)


def erase_rows(ids: Sequence[int]) -> None:
    """Blank address, name and text of these mails; that they were sent stays."""
    Message.objects.filter(Q(pk__in=ids)).update(
        to_address=_GONE,
        to_name="",
        subject="(gewist)",
        body_text="",
        body_html="",
        list_unsubscribe="",
        error="",
    )
    DeliveryAttempt.objects.filter(message__in=ids).update(outcome="")
