"""Where apps say how they export, erase and outlive the personal data that they hold.

An app calls ``register`` and ``register_retention`` at start, in ``AppConfig.ready``::

    personal_data.register(
        "issues", "Meldingen", export=personal.export, erase=personal.erase,
        keeps="De melding zelf blijft bestaan, zonder uw naam, adres en tekst.",
    )
    personal_data.register_retention(
        "issues.closed", "Afgesloten meldingen: gegevens van de melder", default_days=1825,
        explanation="Na deze termijn worden naam, adres en foto’s gewist.",
        find=lambda cutoff: Issue.objects.filter(closed_at__lt=cutoff), moment="closed_at",
        erase=personal.erase_issues,
    )

``people.actions.retention`` and the pages under ``/balie/beheer/`` do the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from onthaal.people.models import User


@dataclass(frozen=True)
class Person:
    """Whose data is asked: an e-mail address in lower case, and the accounts that have it."""

    email: str
    resident: User | None = None
    staff: User | None = None

    @property
    def reference(self) -> str:
        """A keyed hash of the address: the same for the same person, and no way back."""
        return salted_hmac(
            "onthaal.people.person", self.email, secret=settings.SECRET_KEY, algorithm="sha256"
        ).hexdigest()


@dataclass(frozen=True)
class Record:
    """One thing that an app holds about a person, ready to read.

    ``fields`` is Dutch label → value (text, number, truth, day or moment). ``files`` is file name
    → function that opens it; they end up beside the texts in the export.
    """

    title: str
    fields: Mapping[str, object]
    files: Mapping[str, Callable[[], IO[bytes]]] = field(default_factory=dict)
    # which other members of staff may read it; None = whoever may look up personal data
    seen_by: Callable[[User], bool] | None = None


Export = Callable[[Person], Iterable[Record]]
Erase = Callable[[Person], int]
Move = Callable[[str, str], object]
Find = Callable[[dt.datetime], QuerySet[Any]]
EraseRows = Callable[[Sequence[Any]], object]


@dataclass(frozen=True)
class Holder:
    key: str
    label: str
    export: Export
    erase: Erase
    keeps: str
    move: Move | None


@dataclass(frozen=True)
class RetentionKind:
    key: str
    label: str
    default_days: int
    explanation: str
    find: Find
    moment: str
    erase: EraseRows
    active_by_default: bool
    selection_rule: str


_holders: dict[str, Holder] = {}
_kinds: dict[str, RetentionKind] = {}


def register(
    key: str,
    label: str,
    *,
    export: Export,
    erase: Erase,
    keeps: str = "",
    move: Move | None = None,
) -> None:
    """Make an app known as holder of personal data.

    ``erase`` removes or anonymises what can be, and returns how many things it touched; it runs
    inside one transaction with the erasure of every other app and may run twice. ``keeps`` tells
    the person, in plain Dutch, what stays and why. Holders are erased in order of registration,
    the accounts themselves last.

    ``move(old, new)`` makes what is known by an address follow a resident to a new one; it runs in
    the transaction that changes the account, after both addresses were proved.
    """
    _holders[key] = Holder(key, label, export, erase, keeps, move)


def register_retention(
    key: str,
    label: str,
    *,
    default_days: int,
    explanation: str,
    find: Find,
    moment: str,
    erase: EraseRows,
    active_by_default: bool = True,
    selection_rule: str = "",
) -> None:
    """Make a kind of data known that must not be kept for ever.

    ``find(cutoff)`` gives a queryset of what has been kept long enough; ``moment`` names the
    field whose age counts. ``erase(ids)`` erases one batch of primary keys inside a transaction;
    what it erased must no longer be found. Administrators may change the days and switch a kind
    off; ``active_by_default=False`` waits until somebody has filled in the selection rule.
    """
    _kinds[key] = RetentionKind(
        key,
        label,
        default_days,
        explanation,
        find,
        moment,
        erase,
        active_by_default,
        selection_rule,
    )


def holders() -> list[Holder]:
    """Every holder in the order in which to erase: the accounts (``people``) last."""
    return sorted(_holders.values(), key=lambda holder: holder.key == "people")


def retention_kinds() -> list[RetentionKind]:
    """Every kind, by label."""
    return sorted(_kinds.values(), key=lambda kind: kind.label)


def retention_kind(key: str) -> RetentionKind:
    """The kind ``key``. Raises KeyError."""
    return _kinds[key]
