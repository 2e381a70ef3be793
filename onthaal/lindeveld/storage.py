"""Bringing the made-up history into the database, by COPY."""

from __future__ import annotations

import json
import random
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, models, transaction

from onthaal.core.references import ALPHABET, check_character, new_secret
from onthaal.improvement.models import LeadCount, MiningRun, PathCount, WaitCount, WeekCount
from onthaal.issues.models import Follower, Issue, Reporter, Survey
from onthaal.lindeveld import history
from onthaal.lindeveld.history.writer import YEARS
from onthaal.organisation.house_style import reference_prefix
from onthaal.outbox.models import DeliveryAttempt, Message
from onthaal.timeline.models import Delivery, Event

_SUBJECT = Issue._meta.label_lower


class Columns:
    """How rows of a model are written: every stored column, defaults where nothing is given."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        fields = [
            field
            for field in model._meta.local_concrete_fields
            if not field.generated and (not field.primary_key or "id" in given)
        ]
        self.table = model._meta.db_table
        self.names = ", ".join(f'"{field.column}"' for field in fields)
        known = {field.column for field in fields}
        if unknown := set(given) - known:
            raise ValueError(f"{self.table} has no {sorted(unknown)}")
        order = {name: position for position, name in enumerate(given)}
        self._pick: list[tuple[int, Callable[[], Any] | None, Any]] = []
        for field in fields:
            if field.column in order:
                self._pick.append((order[field.column], None, None))
            else:
                default = field.get_default()
                if isinstance(default, dict | list):
                    default = json.dumps(default)
                makes_each = field.unique and field.has_default() and callable(field.default)
                again = field.default if makes_each else None
                self._pick.append((-1, again, default))

    def copy(self, rows: Iterable[tuple[Any, ...]]) -> int:
        number = 0
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{self.table}" ({self.names}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row(
                    [
                        row[position] if position >= 0 else again() if again else constant
                        for position, again, constant in self._pick
                    ]
                )
                number += 1
        return number


class Storage:
    """Writes issues with all that hangs on them, in batches, oldest first."""

    def __init__(self, categories: dict[str, int], *, seed: int, number: int) -> None:
        self.categories = categories
        self.prefix = reference_prefix()
        self.chance = random.Random(f"references-{seed}")
        self.taken = set(Issue.objects.values_list("reference", flat=True))
        self.issue_base = next_id(Issue)
        self.reporter_id = next_id(Reporter)
        self.references: dict[int, str] = {}
        # a double reaches two weeks back; three times as many issues as then come in on average
        self.look_back = max(1000, 3 * 14 * number // (YEARS * 365))
        self.written = 0

    def write(self, issues: Iterator[history.Issue]) -> int:
        """Store them all; returns how many."""
        waiting: list[history.Issue] = []
        for issue in issues:
            self.references[issue.key] = self._reference()
            waiting.append(issue)
            if len(waiting) >= 2 * self.look_back + 4000:
                self._flush(waiting[: -self.look_back])
                waiting = waiting[-self.look_back :]
        self._flush(waiting)
        for model in (Issue, Reporter):
            set_sequence(model)
        return self.written

    def id_of(self, key: int) -> int:
        return self.issue_base + key

    def _reference(self) -> str:
        while True:
            body = "".join(self.chance.choices(ALPHABET, k=7))
            code = body + check_character(body)
            reference = f"{self.prefix}-{code[:4]}-{code[4:]}"
            if reference not in self.taken:
                self.taken.add(reference)
                return reference

    def _flush(self, batch: list[history.Issue]) -> None:
        reporters: dict[int, int] = {}
        rows = []
        for issue in batch:
            if issue.reporter:
                reporters[issue.key] = self.reporter_id
                who = issue.reporter
                rows.append((self.reporter_id, who.name, who.email, who.phone))
                self.reporter_id += 1
        Columns(Reporter, "id", "name", "email", "phone").copy(rows)
        _ISSUE.copy(self._issue_row(issue, reporters.get(issue.key)) for issue in batch)
        _EVENT.copy(
            self._event_row(issue, event)
            for issue in batch
            for event in sorted(issue.events, key=lambda event: event.at)
        )
        _SURVEY.copy(
            (
                self.id_of(issue.key),
                new_secret(),
                s.sent_at,
                s.expires_at,
                s.answered_at,
                s.satisfaction,
                s.solved,
                s.text,
            )
            for issue in batch
            for s in issue.surveys
        )
        _FOLLOWER.copy(
            (self.id_of(issue.key), f.email, secrets.token_urlsafe(16), f.asked_at, f.confirmed_at)
            for issue in batch
            for f in issue.followers
        )
        self.written += len(batch)

    def _issue_row(self, i: history.Issue, reporter: int | None) -> tuple[Any, ...]:
        return (
            self.id_of(i.key),
            self.references[i.key],
            new_secret(),
            uuid.uuid4(),
            i.title,
            i.description,
            self.categories[i.slug],
            json.dumps(i.answers),
            i.lat,
            i.lon,
            i.address,
            i.place,
            i.neighbourhood,
            i.channel,
            reporter,
            i.submitter,
            i.team,
            i.handler,
            i.status,
            i.reason,
            i.forwarded_to,
            self.id_of(i.duplicate_of) if i.duplicate_of is not None else None,
            i.received_at,
            i.changed_at,
            i.first_answer_at,
            i.closed_at,
            i.paused_at,
            i.due_on,
            i.expected_on,
            i.first_answer_days,
            i.lead_days,
            i.within_term,
            i.reopenings,
            sum(1 for f in i.followers if f.confirmed_at),
            i.version,
            i.public_title,
            i.released_at,
        )

    def _event_row(self, issue: history.Issue, event: history.Event) -> tuple[Any, ...]:
        data = event.data
        if event.kind == "issue.duplicate":
            data = {**data, "original": self.id_of(data["original"])}
        elif event.kind == "issue.merged_in":
            data = {
                **data,
                "duplicate": self.id_of(data["duplicate"]),
                "reference": self.references[data["reference"]],
            }
        return (
            event.kind,
            _SUBJECT,
            self.id_of(issue.key),
            event.at,
            event.by,
            event.by_label,
            event.public_text,
            event.internal_text,
            json.dumps(data),
        )


_ISSUE = Columns(
    Issue,
    "id",
    "reference",
    "secret",
    "submission_key",
    "title",
    "description",
    "category_id",
    "answers",
    "lat",
    "lon",
    "address_id",
    "place",
    "neighbourhood_id",
    "channel",
    "reporter_id",
    "submitter_id",
    "team_id",
    "handler_id",
    "status",
    "reason",
    "forwarded_to",
    "duplicate_of_id",
    "received_at",
    "changed_at",
    "first_answer_at",
    "closed_at",
    "paused_at",
    "due_on",
    "expected_on",
    "first_answer_days",
    "lead_days",
    "within_term",
    "reopenings",
    "followers_count",
    "version",
    "public_title",
    "released_at",
)
_EVENT = Columns(
    Event,
    "kind",
    "subject_type",
    "subject_id",
    "at",
    "actor_id",
    "actor_label",
    "public_text",
    "internal_text",
    "data",
)
_SURVEY = Columns(
    Survey,
    "issue_id",
    "secret",
    "sent_at",
    "expires_at",
    "answered_at",
    "satisfaction",
    "solved",
    "text",
)
_FOLLOWER = Columns(
    Follower,
    "issue_id",
    "email",
    "secret",
    "asked_at",
    "confirmed_at",
)


def next_id(model: type[models.Model]) -> int:
    """The id that the next row would get, when nobody else writes."""
    last = model._default_manager.aggregate(last=models.Max("id"))["last"]
    return (last or 0) + 1


def set_sequence(model: type[models.Model]) -> None:
    """Let the database go on counting after ids that were given by hand."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), "  # noqa: S608  # our own name
            f'GREATEST(1, (SELECT COALESCE(MAX(id), 1) FROM "{table}")))',
            [table],
        )


def trust_our_rows() -> None:
    """Skip the checks of foreign keys in this transaction, where the account may do that.

    Every id comes from rows that were just read, and checking them costs half of the time.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
    except DatabaseError:
        return


@contextmanager
def indexes_afterwards() -> Iterator[None]:
    """Drop the plain indexes of the big tables and build them again at the end: one sort each
    instead of a search per row. Constraints stay. Inside the caller's transaction."""
    with connection.cursor() as cursor:
        # an index cannot go while a check of a foreign key still waits
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
            "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
            [[f'"{model._meta.db_table}"' for model in (Issue, Event, Reporter, Survey, Follower)]],
        )
        dropped = cursor.fetchall()
        for name, _ in dropped:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _, definition in dropped:
            cursor.execute(definition)


# what was counted from the meldingen
_COUNTS = (WeekCount, LeadCount, WaitCount, PathCount, MiningRun)


def throw_away() -> None:
    """Remove every melding with its history, for a fresh start."""
    DeliveryAttempt.objects.filter(message__about_type=_SUBJECT).delete()
    Message.objects.filter(about_type=_SUBJECT).delete()
    Delivery.objects.filter(event__subject_type=_SUBJECT).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        Event.objects.filter(subject_type=_SUBJECT)._raw_delete(DEFAULT_DB_ALIAS)
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
        tables = ", ".join(model._meta.db_table for model in (Issue, Reporter, *_COUNTS))
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
