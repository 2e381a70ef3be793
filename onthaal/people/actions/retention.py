"""Erasing what has been kept long enough, by rules that administrators keep."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Min

from onthaal.core import clock
from onthaal.core.history import note
from onthaal.people import personal_data, rules
from onthaal.people.models import DeletionLog, RetentionRule, User
from onthaal.people.personal_data import RetentionKind

BATCH = 200
_LOCK = 7_301_944  # any number of our own; see pg_advisory_xact_lock


class NeedsSelectionRule(Exception):
    """This kind may only be erased under a published selection rule; none was given."""


@dataclass(frozen=True)
class DryRun:
    """What a run would erase at this moment."""

    kind: RetentionKind
    rule: RetentionRule
    count: int
    oldest: dt.datetime | None


def rule_for(kind: RetentionKind) -> RetentionRule:
    """The rule of this kind, made with its standard term the first time."""
    rule, _ = RetentionRule.objects.get_or_create(
        key=kind.key,
        defaults={
            "days": kind.default_days,
            "active": kind.active_by_default,
            "selection_rule": kind.selection_rule,
        },
    )
    return rule


def dry_run(kind: RetentionKind) -> DryRun:
    """How much a run would erase now, and since when the oldest waits. Changes nothing."""
    rule = rule_for(kind)
    found = kind.find(rules.cutoff(clock.now(), rule.days)).order_by()
    oldest = found.aggregate(oldest=Min(kind.moment))["oldest"]
    return DryRun(kind, rule, found.count(), oldest)


@transaction.atomic
def change_rule(
    kind: RetentionKind, *, days: int, active: bool, selection_rule: str, reason: str, by: User
) -> RetentionRule:
    """Change how long a kind is kept; the history keeps who, why and what it was.

    Raises NeedsSelectionRule.
    """
    if active and not kind.active_by_default and not selection_rule:
        raise NeedsSelectionRule
    rule = RetentionRule.objects.select_for_update().get(pk=rule_for(kind).pk)
    before = {"days": rule.days, "active": rule.active, "selection_rule": rule.selection_rule}
    rule.days, rule.active, rule.selection_rule = days, active, selection_rule
    rule.changed_at, rule.changed_by = clock.now(), by
    rule.save()
    after = {"days": days, "active": active, "selection_rule": selection_rule}
    note(
        "retention_rule.changed",
        rule,
        by=by,
        data={"before": before, "after": after, "reason": reason},
    )
    return rule


def apply_all(*, by: User | None = None) -> dict[str, int]:
    """Apply every active rule; returns how many were erased per kind."""
    return {
        kind.key: apply(kind, by=by)
        for kind in personal_data.retention_kinds()
        if rule_for(kind).active
    }


def apply(kind: RetentionKind, *, by: User | None = None) -> int:
    """Erase what this kind's rule says, in batches that are each whole or not at all.

    May be stopped at any moment and started again; two runs at once do not hinder each other.
    """
    rule = rule_for(kind)
    until = rules.cutoff(clock.now(), rule.days)
    total = 0
    while erased := _erase_batch(kind, rule, until, by):
        total += erased
    RetentionRule.objects.filter(pk=rule.pk).update(last_run_at=clock.now(), last_count=total)
    return total


@transaction.atomic
def _erase_batch(
    kind: RetentionKind, rule: RetentionRule, until: dt.datetime, by: User | None
) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    waiting = kind.find(until).order_by(kind.moment, "pk")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    kind.erase(ids)
    if kind.find(until).filter(pk__in=ids).exists():
        raise RuntimeError(f"erasing {kind.key} left some of it behind")
    DeletionLog.objects.create(
        kind=kind.key,
        count=len(ids),
        rule=f"Bewaartermijn {rules.term_in_words(rule.days)}"
        + (f" – {rule.selection_rule}" if rule.selection_rule else ""),
        by=by,
    )
    return len(ids)
