"""A melding goes to another party, and its news comes back.

Nothing is lost: the row is there before the network is touched, and a sweep takes up what a
killed worker left. Nothing is doubled: before the network is touched the row says that it may
have arrived, and then we look, or ask a person, before sending again.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django_tasks import task

from onthaal.api.actions.parties import service
from onthaal.api.models import ExternalParty, Passage, ServiceMapping, Transmission
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.secrecy import Unreadable
from onthaal.integrations.open311 import outbound
from onthaal.integrations.open311.client import Refused, Seen
from onthaal.issues.actions import lifecycle, notes
from onthaal.issues.actions.lifecycle import Change
from onthaal.issues.models import Issue, Status
from onthaal.people.models import User
from onthaal.timeline.actions import record

# In minutes. The first is longer than an attempt can last, so that two never overlap.
WAITS = (3, 10, 30, 60, 240, 720)
# Later than this no answer changes anything any more, and asking costs.
FOLLOWED_FOR = dt.timedelta(days=365)
# What one question about the state of requests may ask at once.
_AT_ONCE = 50
STUCK = (Passage.FAILED, Passage.DOUBTFUL)
SETTLED_BY_HAND = (*STUCK, Passage.SENT)
_WAITING = (Passage.PENDING, Passage.SENT)


@transaction.atomic
def send(
    issue: Issue,
    *,
    party: ExternalParty,
    text: str,
    by: User,
    expected_version: int | None = None,
) -> Transmission:
    """Promise to pass the melding on; it waits for a third party from now, and its clock stops.

    Raises CannotChange, also when the party has it already, and ChangedMeanwhile.
    """
    mapping = ServiceMapping.objects.filter(party=party, category=issue.category_id).first()
    if mapping is None or not party.is_active:
        raise CannotChange(f"{party} krijgt geen meldingen over dit onderwerp.", "party")
    if not text.strip():
        raise CannotChange("Schrijf wat de andere partij moet weten.", "text")
    if issue.state != Status.WAITING_THIRD_PARTY:
        issue = lifecycle.change_status(
            issue,
            change=Change(
                to=Status.WAITING_THIRD_PARTY, note=f"Doorgestuurd naar {party} via Open311."
            ),
            by=by,
            expected_version=expected_version,
        )
    else:
        notes.add_note(issue, text=f"Doorgestuurd naar {party} via Open311.", by=by)
    try:
        with transaction.atomic():
            row = Transmission.objects.create(
                party=party,
                issue=issue,
                service_code=mapping.service_code,
                text=text.strip(),
                made_by=by,
            )
    except IntegrityError as error:
        raise CannotChange(f"Deze melding ging al naar {party}.", "party") from error
    deliver.enqueue(row.pk)
    return row


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def deliver(transmission_id: int) -> None:
    """Send one melding, if it is due. Safe to run at any moment, any number of times."""
    if row := _claim(Q(pk=transmission_id)):
        _pass_on(row)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Send what is due; returns how many were tried. Run by the timetable."""
    tried = 0
    while row := _claim(Q()):
        _pass_on(row)
        tried += 1
    return tried


@transaction.atomic
def _claim(which: Q) -> Transmission | None:
    """A due row, put off to its next attempt. Says what is known of the attempts before."""
    now = clock.now()
    row = (
        Transmission.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("party", "issue__category")
        .filter(which, state__in=_WAITING, next_attempt_at__lte=now)
        .order_by("next_attempt_at")
        .first()
    )
    if row is None:
        return None
    row.next_attempt_at = now + dt.timedelta(minutes=WAITS[min(row.attempts, len(WAITS) - 1)])
    row.attempts += 1
    row.save(update_fields=["next_attempt_at", "attempts"])
    return row


def _pass_on(row: Transmission) -> None:
    """One attempt, outside any transaction."""
    try:
        theirs = service(row.party)
        if row.token:
            number = theirs.number(row.token)
        else:
            number = _find_again(row) if row.may_have_arrived else ""
            if row.state == Passage.DOUBTFUL:
                return
            if not number:
                Transmission.objects.filter(pk=row.pk).update(may_have_arrived=True)
                number, token = theirs.report(_fields(row))
                if not number:
                    _note(row, state=Passage.SENT, token=token[:200])
                    return
        if number:
            _arrived(row, number)
    except outbound.Unreachable as error:
        known = (
            {} if error.may_have_arrived or row.may_have_arrived else {"may_have_arrived": False}
        )
        given_up = row.attempts > len(WAITS)
        doubt = given_up and not known
        _note(row, error=str(error), **known, **_ending(given_up=given_up, doubt=doubt))
    except (outbound.NotAllowed, Refused) as error:
        # a token may be unknown for a while; and an earlier attempt may have arrived
        waits = bool(row.token) and row.attempts <= len(WAITS)
        doubt = row.may_have_arrived
        _note(row, error=str(error), **_ending(given_up=not waits, doubt=doubt))
    except Unreadable:
        _note(
            row, error="De sleutel is niet meer leesbaar. Vul hem opnieuw in.", state=Passage.FAILED
        )


def _ending(*, given_up: bool, doubt: bool) -> dict[str, str]:
    if not given_up:
        return {}
    return {"state": Passage.DOUBTFUL if doubt else Passage.FAILED}


def _find_again(row: Transmission) -> str:
    """The number under which an earlier attempt arrived; "" = it did not.

    Where the other side does not show our words, only a person can tell.
    """
    if not row.party.shows_our_words:
        _note(row, state=Passage.DOUBTFUL)
        return ""
    return service(row.party).with_words(
        row.issue.reference,
        code=row.service_code,
        since=row.made_at - dt.timedelta(hours=1),
        until=clock.now() + dt.timedelta(hours=1),
    )


def _fields(row: Transmission) -> dict[str, str]:
    """What the party gets: never who reported it."""
    issue = row.issue
    fields = {
        "service_code": row.service_code,
        "description": f"{row.text[:3900]}\n\nOns nummer: {issue.reference}",
        "address_string": ", ".join(part for part in (issue.place, issue.place_note) if part)[:200],
        "account_id": issue.reference,
    }
    if issue.lat is not None:
        fields |= {"lat": f"{issue.lat:.6f}", "long": f"{issue.lon:.6f}"}
    photo = issue.photos.filter(is_public=True).first() if issue.released_at else None
    if photo:
        fields["media_url"] = settings.PUBLIC_URL + reverse("photo", args=[photo.key])
    return fields


def _note(row: Transmission, **facts: object) -> None:
    for name, value in facts.items():
        setattr(row, name, value[:300] if name == "error" and isinstance(value, str) else value)
    row.save(update_fields=list(facts))


@transaction.atomic
def _arrived(row: Transmission, number: str) -> None:
    row = Transmission.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state == Passage.ACKNOWLEDGED:
        return
    _note(row, state=Passage.ACKNOWLEDGED, their_id=number[:200], error="")
    record(
        "issue.noted",
        row.issue,
        by_label=row.party.name,
        internal_text=f"Aangekomen bij {row.party}, met nummer {number}.",
    )


@transaction.atomic
def retry(row: Transmission, *, by: User) -> None:
    """Send a failed or doubtful melding again; a person looked and it is not there."""
    row = Transmission.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state not in STUCK:
        raise CannotChange("Deze verzending loopt nog of is al aangekomen.")
    try:
        with transaction.atomic():
            _note(
                row,
                state=Passage.PENDING,
                attempts=0,
                next_attempt_at=clock.now(),
                may_have_arrived=False,
                token="",
                error="",
            )
    except IntegrityError as error:
        raise CannotChange(f"Deze melding ging intussen opnieuw naar {row.party}.") from error
    record("transmission.retried", row, by=by)
    deliver.enqueue(row.pk)


@transaction.atomic
def settle(row: Transmission, *, number: str, by: User) -> None:
    """A person found the melding at the other side, under this number."""
    row = Transmission.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state not in SETTLED_BY_HAND:
        raise CannotChange("Deze verzending heeft al een nummer of loopt nog.")
    record("transmission.settled", row, by=by, data={"number": number[:200]})
    _arrived(row, number)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def follow() -> int:
    """Ask every party how our meldingen stand; returns how much news there was."""
    news = 0
    parties = ExternalParty.objects.filter(is_active=True)
    for party in parties:
        rows = list(
            party.transmissions.filter(
                state=Passage.ACKNOWLEDGED, made_at__gte=clock.now() - FOLLOWED_FOR
            ).exclude(their_status="closed")
        )
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            try:
                seen = service(party).requests([row.their_id for row in some])
            except (outbound.Unreachable, outbound.NotAllowed, Refused, Unreadable):
                break  # the next round asks again
            news += sum(_hear(row, seen.get(row.their_id)) for row in some)
    return news


@transaction.atomic
def _hear(row: Transmission, seen: Seen | None) -> bool:
    """Keep what changed, once; tell the handler. True when there was news."""
    row = Transmission.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if seen is None:
        if not row.is_missing:
            _note(row, is_missing=True)
        return False
    if (row.their_status, row.their_notes, row.is_missing) == (seen.status, seen.notes, False):
        return False
    first = not row.their_status and seen.status == "open" and not seen.notes
    _note(row, their_status=seen.status, their_notes=seen.notes, is_missing=False)
    if first:
        return False
    words = {"open": "Nog open", "closed": "Afgesloten"}.get(seen.status, seen.status)
    told = f"{words}. {seen.notes}" if seen.notes else f"{words}."
    notes.add_partner_note(row.issue, text=told, partner=row.party.name)
    return True
