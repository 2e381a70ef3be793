"""What messages and mail hold about people: how long, how it is handed over, how it is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from onthaal.core.references import new_secret
from onthaal.intake.models import Attachment, IncomingMail, MailState, State, Suggestion
from onthaal.intake.models.suggestion import open_to
from onthaal.people import personal_data
from onthaal.people.models import User
from onthaal.people.personal_data import Person, Record
from onthaal.timeline.actions import erase_texts, record
from onthaal.timeline.models import Event

GONE = "(gewist)"


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "intake",
        "Suggesties, vragen, complimenten en mail",
        export=export,
        erase=erase,
        keeps="Dat er een bericht kwam en wat ermee gebeurde, zonder tekst en gegevens.",
        move=move,
    )
    personal_data.register_retention(
        "intake.messages",
        "Beantwoorde suggesties, vragen en complimenten",
        default_days=730,
        explanation="Tekst, antwoord en gegevens van de inwoner worden gewist.",
        find=old_messages,
        moment="received_at",
        erase=erase_messages,
    )
    personal_data.register_retention(
        "intake.mail",
        "Behandelde mail",
        default_days=365,
        explanation="De mail zelf, de bijlagen en de afzender worden gewist. Wat bij een melding "
        "of bericht kwam, volgt de termijn daarvan.",
        find=old_mail,
        moment="fetched_at",
        erase=erase_mail,
    )
    personal_data.register_retention(
        "intake.noise",
        "Automatische mail en mail die niet voor ons is",
        default_days=60,
        explanation="De mail zelf, de bijlagen en de afzender worden gewist.",
        find=old_noise,
        moment="fetched_at",
        erase=erase_mail,
    )


def old_messages(cutoff: dt.datetime) -> QuerySet[Suggestion]:
    return (
        Suggestion.objects.filter(received_at__lt=cutoff)
        .exclude(state=State.RECEIVED)
        .exclude(text=GONE)
    )


def old_mail(cutoff: dt.datetime) -> QuerySet[IncomingMail]:
    done = [MailState.ADDED, MailState.TURNED]
    return IncomingMail.objects.filter(fetched_at__lt=cutoff, state__in=done).exclude(raw="")


def old_noise(cutoff: dt.datetime) -> QuerySet[IncomingMail]:
    noise = [MailState.NOT_OURS, MailState.AUTOMATIC, MailState.BOUNCE]
    return IncomingMail.objects.filter(fetched_at__lt=cutoff, state__in=noise).exclude(raw="")


def erase_messages(ids: Sequence[int]) -> None:
    """Forget what was written, answered and by whom; the secret link stops working too."""
    for suggestion in Suggestion.objects.filter(pk__in=ids).select_for_update():
        suggestion.text, suggestion.answer, suggestion.became_path = GONE, "", ""
        suggestion.name = suggestion.email = suggestion.phone = ""
        suggestion.user, suggestion.secret = None, new_secret()
        suggestion.save()
        erase_texts(suggestion)
        record("suggestion.personal_data_erased", suggestion)


def erase_mail(ids: Sequence[int]) -> None:
    """Forget the mail; the nightly sweep removes its files."""
    Attachment.objects.filter(mail__in=ids).delete()
    IncomingMail.objects.filter(pk__in=ids).update(
        raw="",
        sender_name="",
        sender_email="",
        subject=GONE,
        text="",
        own_text="",
        message_id="",
        note="",
    )


def export(who: Person) -> Iterable[Record]:
    for suggestion in _messages_of(who):
        texts = Event.objects.about(suggestion).exclude(public_text="")
        yield Record(
            str(suggestion),
            {
                "Tekst": suggestion.text,
                "Ontvangen": suggestion.received_at,
                "Toestand": suggestion.get_state_display(),
                "Naam": suggestion.name,
                "E-mailadres": suggestion.email,
                "Telefoonnummer": suggestion.phone,
                **{f"{n}. {each.who}": each.public_text for n, each in enumerate(texts, start=1)},
            },
            seen_by=_readers(suggestion),
        )
    for mail in IncomingMail.objects.filter(sender_email__iexact=who.email).exclude(raw=""):
        yield Record(
            f"Mail: {mail}",
            {
                "Binnengekomen": mail.fetched_at,
                "Tekst": mail.text,
                "Toestand": mail.get_state_display(),
            },
            files={f"mail-{mail.pk}.eml": partial(mail.raw.open, "rb")},
            seen_by=_readers(mail),
        )


def _readers(row: Suggestion | IncomingMail) -> Callable[[User], bool]:
    """Who may read it in somebody's data: what became a klacht is only for who sees the klacht."""

    def may_read(reader: User) -> bool:
        return type(row).objects.filter(open_to(reader), pk=row.pk).exists()

    return may_read


@transaction.atomic
def erase(who: Person) -> int:
    """Forget the person; a message that still waits for an answer goes too."""
    messages = list(_messages_of(who).values_list("pk", flat=True))
    Suggestion.objects.filter(pk__in=messages, state=State.RECEIVED).update(state=State.CLOSED)
    erase_messages(messages)
    mails = list(
        IncomingMail.objects.filter(sender_email__iexact=who.email).values_list("pk", flat=True)
    )
    IncomingMail.objects.filter(pk__in=mails, state__in=[MailState.REVIEW]).update(
        state=MailState.NOT_OURS
    )
    erase_mail(mails)
    return len(messages) + len(mails)


def move(old: str, new: str) -> None:
    """Let messages go along to a new address."""
    Suggestion.objects.filter(email__iexact=old).update(email=new)


def _messages_of(who: Person) -> QuerySet[Suggestion]:
    mine = Q(email__iexact=who.email)
    if who.resident:
        mine |= Q(user=who.resident)
    return Suggestion.objects.filter(mine).order_by("pk")
