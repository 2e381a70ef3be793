"""Administrators say who hears our news; the worker brings it.

The promise is a row, made in the transaction in which the timeline hands the event over. Sending
happens outside any transaction, and the row is put off before it: a killed worker loses nothing,
and a message that arrives twice has the same id, by which the receiver knows it.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from onthaal.api import happenings, mails, signatures
from onthaal.api.models import (
    MessageState,
    Pause,
    WebhookAttempt,
    WebhookEndpoint,
    WebhookMessage,
)
from onthaal.core import clock
from onthaal.core.secrecy import Unreadable, decrypt, encrypt
from onthaal.integrations.open311 import outbound
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event

# What Standard Webhooks advises: about three days in all. The worker looks every minute, and the
# first wait is longer than an attempt can last, so that two never overlap.
WAITS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=5),
    dt.timedelta(hours=10),
    dt.timedelta(hours=14),
    dt.timedelta(hours=20),
    dt.timedelta(hours=24),
)
# An end point that takes nothing for so long is paused.
DEAD_AFTER = dt.timedelta(days=5)
_JITTER = 0.1
_LARGEST_ANSWER = 64 * 1024
_ANSWER_KEPT = 500
_SWEPT_PER_ENDPOINT = 500
_GONE = 410


class CannotDo(Exception):
    """Not possible now; the message says why, in Dutch, for on the page."""


@transaction.atomic
def keep(endpoint: WebhookEndpoint, *, by: User) -> str:
    """Store the end point; returns its secret when it is new, else ""."""
    secret = ""
    if is_new := endpoint.pk is None:
        secret = signatures.new_secret()
        endpoint.encrypted_secret = encrypt(secret)
        endpoint.made_by = by
    endpoint.save()
    record(
        "webhook.made" if is_new else "webhook.changed",
        endpoint,
        by=by,
        data={"types": list(endpoint.types)},
    )
    return secret


@transaction.atomic
def replace_secret(endpoint: WebhookEndpoint, *, both_for: dt.timedelta, by: User) -> str:
    """A new secret; the old one signs along for ``both_for``."""
    endpoint = _locked(endpoint)
    secret = signatures.new_secret()
    endpoint.encrypted_old_secret = endpoint.encrypted_secret if both_for else ""
    endpoint.old_secret_until = clock.now() + both_for if both_for else None
    endpoint.encrypted_secret = encrypt(secret)
    endpoint.save(update_fields=["encrypted_secret", "encrypted_old_secret", "old_secret_until"])
    record(
        "webhook.secret_replaced", endpoint, by=by, data={"hours": both_for.total_seconds() / 3600}
    )
    return secret


@transaction.atomic
def pause(endpoint: WebhookEndpoint, *, by: User) -> None:
    """Send nothing for now; what happens meanwhile waits."""
    endpoint = _locked(endpoint)
    if not endpoint.paused:
        _pause(endpoint, Pause.BY_HAND, by=by)


@transaction.atomic
def resume(endpoint: WebhookEndpoint, *, by: User) -> int:
    """Send again, beginning with what waited; returns how much that is."""
    endpoint = _locked(endpoint)
    endpoint.paused, endpoint.failing_since = "", None
    endpoint.save(update_fields=["paused", "failing_since"])
    waiting = endpoint.messages.filter(state=MessageState.WAITING)
    number = waiting.update(attempts_made=0, next_attempt_at=clock.now())
    record("webhook.resumed", endpoint, by=by, data={"waiting": number})
    return number


@transaction.atomic
def remove(endpoint: WebhookEndpoint, *, by: User) -> None:
    """Forget the end point, with its log and what still waits for it."""
    endpoint = _locked(endpoint)
    record("webhook.removed", endpoint, by=by, data={"name": endpoint.name})
    endpoint.delete()


@transaction.atomic
def send_test(endpoint: WebhookEndpoint, *, by: User) -> WebhookMessage:
    """A message without news, to try whether it arrives. Raises CannotDo while paused."""
    if endpoint.paused:
        raise CannotDo("Deze ontvanger staat stil. Zet hem eerst weer aan.")
    now = clock.now()
    message = _promise(
        endpoint, happenings.TEST, now, {"text": f"Proefbericht van {settings.PUBLIC_URL}"}
    )
    record("webhook.tried", endpoint, by=by)
    return message


@transaction.atomic
def send_again(message: WebhookMessage, *, by: User) -> None:
    """Send a message once more, with the same id, whether it failed or arrived."""
    _replay(WebhookMessage.objects.filter(pk=message.pk), message.endpoint, by)


@transaction.atomic
def send_failed_again(endpoint: WebhookEndpoint, *, since: dt.datetime, by: User) -> int:
    """Send everything again that failed since then; returns how many that are."""
    failed = endpoint.messages.filter(state=MessageState.FAILED, made_at__gte=since)
    return _replay(failed, endpoint, by)


def _replay(messages: QuerySet[WebhookMessage], endpoint: WebhookEndpoint, by: User) -> int:
    pks = list(messages.select_for_update().order_by("pk").values_list("pk", flat=True))
    WebhookMessage.objects.filter(pk__in=pks).update(
        state=MessageState.WAITING, attempts_made=0, next_attempt_at=clock.now(), done_at=None
    )
    record("webhook.replayed", endpoint, by=by, data={"messages": len(pks)})
    for pk in pks:
        deliver.enqueue(pk)
    return len(pks)


def promise(event_id: int) -> None:
    """Make a message for every end point that wants this news. Subscriber of the timeline; a
    second time for the same event changes nothing."""
    event = Event.objects.get(pk=event_id)
    wanted = happenings.BY_KIND.get(event.kind)
    endpoints = (
        list(WebhookEndpoint.objects.filter(types__contains=[wanted.name])) if wanted else []
    )
    if wanted is None or not endpoints:
        return
    data = happenings.about(event)
    if data is None:
        return
    for endpoint in endpoints:
        if not endpoint.messages.filter(event_id=event.pk).exists():
            _promise(endpoint, wanted.name, event.at, data, event_id=event.pk)


def _promise(
    endpoint: WebhookEndpoint,
    kind: str,
    at: dt.datetime,
    data: happenings.Facts,
    event_id: int | None = None,
) -> WebhookMessage:
    body = json.dumps(happenings.envelope(kind, at, data), ensure_ascii=False)
    message = WebhookMessage.objects.create(
        endpoint=endpoint, event_id=event_id, type=kind, body=body
    )
    # where things go wrong already, the sweep tries once for all that waits
    if not endpoint.failing_since:
        deliver.enqueue(message.pk)
    return message


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def deliver(message_pk: int) -> None:
    """Send one message, if it is due. Safe to run at any moment, any number of times."""
    if message := _claim(WebhookMessage.objects.filter(pk=message_pk)):
        _send(message)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Send what is due, oldest first, until an end point fails; returns how many were tried.

    The timetable runs it every minute. An end point that is down costs one attempt, however much
    waits for it, and the others do not wait for it.
    """
    tried = 0
    waiting = WebhookMessage.objects.filter(
        state=MessageState.WAITING, next_attempt_at__lte=clock.now(), endpoint__paused=""
    )
    for endpoint_pk in waiting.order_by().values_list("endpoint", flat=True).distinct():
        for _ in range(_SWEPT_PER_ENDPOINT):
            message = _claim(WebhookMessage.objects.filter(endpoint=endpoint_pk))
            if message is None:
                break
            tried += 1
            if not _send(message):
                break
    return tried


@transaction.atomic
def _claim(which: QuerySet[WebhookMessage]) -> WebhookMessage | None:
    """The oldest due message, put off to its next attempt."""
    now = clock.now()
    message = (
        which.select_for_update(skip_locked=True, of=("self",))
        .select_related("endpoint")
        .filter(state=MessageState.WAITING, next_attempt_at__lte=now, endpoint__paused="")
        .order_by("pk")
        .first()
    )
    if message is None:
        return None
    wait = WAITS[min(message.attempts_made, len(WAITS) - 1)]
    message.next_attempt_at = now + wait * (1 + random.uniform(0, _JITTER))  # noqa: S311  # no secret
    message.attempts_made += 1
    message.save(update_fields=["next_attempt_at", "attempts_made"])
    return message


def _send(message: WebhookMessage) -> bool:
    """One attempt, outside any transaction; whether the receiver took it."""
    endpoint = message.endpoint
    began = time.monotonic()
    status: int | None = None
    answer = error = ""
    try:
        body = message.body.encode()
        got = outbound.ask(
            endpoint.url,
            method="POST",
            body=body,
            headers=signatures.headers(
                _secrets(endpoint),
                message_id=message.message_id,
                timestamp=int(clock.now().timestamp()),
                body=body,
            ),
            largest=_LARGEST_ANSWER,
            near=settings.PARTNER_NETWORKS,
        )
        status, answer = got.status, got.body.decode("utf-8", "replace").replace("\x00", "")
    except (outbound.Unreachable, outbound.NotAllowed) as failure:
        error = str(failure)
    except Unreadable:
        error = "Het geheim is niet meer leesbaar. Vervang het."
    attempt = WebhookAttempt(
        message=message,
        status=status,
        milliseconds=round((time.monotonic() - began) * 1000),
        answer=answer[:_ANSWER_KEPT],
        error=error[:300],
    )
    taken = status is not None and 200 <= status < 300
    _note(message, attempt, taken=taken)
    return taken


def _secrets(endpoint: WebhookEndpoint) -> Sequence[str]:
    keys = [endpoint.encrypted_secret]
    if endpoint.old_secret_until and endpoint.old_secret_until > clock.now():
        keys.append(endpoint.encrypted_old_secret)
    return [decrypt(key) for key in keys]


@transaction.atomic
def _note(message: WebhookMessage, attempt: WebhookAttempt, *, taken: bool) -> None:
    """Keep what became of it."""
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=message.endpoint_id).first()
    if endpoint is None:
        return  # removed while we knocked
    attempt.save(force_insert=True)
    now = clock.now()
    if taken:
        WebhookMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, done_at=now)
        if endpoint.failing_since:
            endpoint.failing_since = None
            endpoint.save(update_fields=["failing_since"])
            # it lives again: what waited need not wait longer
            endpoint.messages.filter(state=MessageState.WAITING).update(next_attempt_at=now)
        return
    if message.attempts_made > len(WAITS):
        WebhookMessage.objects.filter(pk=message.pk).update(state=MessageState.FAILED, done_at=now)
    if endpoint.failing_since is None:
        endpoint.failing_since = now
        endpoint.save(update_fields=["failing_since"])
    if endpoint.paused:
        return
    if attempt.status == _GONE:
        _pause(endpoint, Pause.GONE)
    elif now - endpoint.failing_since >= DEAD_AFTER:
        _pause(endpoint, Pause.DEAD)


def _pause(endpoint: WebhookEndpoint, why: Pause, *, by: User | None = None) -> None:
    endpoint.paused = why
    endpoint.save(update_fields=["paused"])
    record("webhook.paused", endpoint, by=by, data={"why": why.value})
    if why != Pause.BY_HAND:
        mails.endpoint_paused(endpoint)


def _locked(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    return WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
