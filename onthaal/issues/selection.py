"""Which issues a member of staff is looking at: tab, filters, search, order and page.

A page is found by the last row of the one before (keyset), so page 1000 is as quick as page 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone

from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.core.references import is_reference, tidy_reference
from onthaal.issues.models import Category, Channel, Issue, IssueQuerySet, Photo, Reporter, Status
from onthaal.issues.models.contact import PHONE_KEY_LENGTH, phone_key
from onthaal.issues.models.issue import CLOSED_STATUSES
from onthaal.organisation.models import Team
from onthaal.people.models import User

PAGE = 50
COUNT_UP_TO = 10_000

TABS = (
    ("mijn", "Mijn werk"),
    ("team", "Mijn team"),
    ("vrij", "Niet toegewezen"),
    ("alles", "Alles"),
)
STATUSES = (
    ("", "Alle open"),
    *((value, label) for value, label in Status.choices),
    ("afgesloten", "Alle afgesloten"),
    ("alle", "Open en afgesloten"),
)
# name → (field, descending)
ORDERS = {
    "streefdatum": ("due_on", False),
    "nieuwste": ("received_at", True),
    "oudste": ("received_at", False),
    "gewijzigd": ("changed_at", True),
    "afgesloten": ("closed_at", True),
    "plaats": ("place", False),
}
ORDER_LABELS = (
    ("", "Gewone volgorde"),
    ("streefdatum", "Streefdatum"),
    ("nieuwste", "Nieuwste eerst"),
    ("oudste", "Oudste eerst"),
    ("gewijzigd", "Laatst gewijzigd"),
    ("plaats", "Straat, A tot Z"),
)
# A search takes PostgreSQL to each row it finds; a count of that is not worth the wait.
COUNT_FOUND_UP_TO = 1_000
# Beginnings of words, from this many letters on: fewer would find nearly everything.
SHORTEST_BEGINNING = 3
_signer = signing.Signer(salt="issues.page")
_FIRST_PHOTO = Prefetch(
    "photos",
    Photo.objects.order_by("issue_id", "added_at", "id").distinct("issue_id"),
    to_attr="first_photo",
)


@dataclass(frozen=True)
class Selection:
    """What was asked, cleaned; whatever made no sense is left out."""

    tab: str = "team"
    text: str = ""
    status: str = ""
    category: int | None = None
    group: int | None = None
    team: int | None = None
    handler: str = ""
    neighbourhood: int | None = None
    channel: str = ""
    late: bool = False
    followed: bool = False
    reopened: bool = False
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    order: str = ""
    cursor: str = ""
    backwards: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def sort(self) -> str:
        """The order asked for, else the one that suits what is shown."""
        if self.order:
            return self.order
        if self.status == "alle":
            return "nieuwste"
        return "afgesloten" if self.shows_closed_only else "streefdatum"

    @property
    def shows_closed_only(self) -> bool:
        return self.status == "afgesloten" or self.status in CLOSED_STATUSES

    @property
    def is_filtered(self) -> bool:
        return any(
            (
                self.text,
                self.status,
                self.category,
                self.group,
                self.team,
                self.handler,
                self.neighbourhood,
                self.channel,
                self.late,
                self.followed,
                self.reopened,
                self.received_from,
                self.received_to,
            )
        )

    @property
    def uses_more_filters(self) -> bool:
        """Whether something is chosen that is folded away by default."""
        return bool(self.order) or any(
            (
                self.group,
                self.team,
                self.handler,
                self.neighbourhood,
                self.channel,
                self.followed,
                self.reopened,
                self.received_from,
                self.received_to,
            )
        )


def parse(params: Mapping[str, str], user: User) -> Selection:
    """The selection that a query string asks for."""
    get = params.get
    default = "team" if not user.has_role("desk", "manager", "editor") else "alles"
    tab = get("tab") if get("tab") in dict(TABS) else default
    status = get("status", "")
    return Selection(
        tab=tab or default,
        text=" ".join((get("q") or "").split())[:200],
        status=status if status in dict(STATUSES) else "",
        category=whole(get("onderwerp", "")),
        group=whole(get("groep", "")),
        team=whole(get("team", "")),
        handler=bij if (bij := get("bij", "")) == "niemand" or whole(bij) is not None else "",
        neighbourhood=whole(get("wijk", "")),
        channel=channel if (channel := get("kanaal") or "") in Channel.values else "",
        late=get("te_laat") == "1",
        followed=get("gevolgd") == "1",
        reopened=get("heropend") == "1",
        received_from=_day(get("van")),
        received_to=_day(get("tot")),
        order=order if (order := get("volgorde") or "") in dict(ORDER_LABELS) else "",
        cursor=get("na") or get("voor") or "",
        backwards=bool(get("voor")),
    )


def issues(selection: Selection, user: User) -> IssueQuerySet:
    """Every issue of the selection, without order or page."""
    rows = tab_issues(selection.tab, user, with_closed=bool(selection.status))
    if selection.status == "afgesloten":
        rows = rows.closed()
    elif selection.status in Status.values:
        rows = rows.closed() if selection.status in CLOSED_STATUSES else rows.open()
        rows = rows.filter(status=selection.status)
    if selection.text:
        rows = rows.filter(matches(selection.text))
    if selection.late:
        rows = rows.late(clock.today())
    for name, value in (
        ("category", selection.category),
        ("team", selection.team),
        ("neighbourhood", selection.neighbourhood),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    if selection.group is not None:
        # a set, not a join: the index on the list holds the category itself
        rows = rows.filter(category__in=Category.objects.filter(group=selection.group))
    if selection.handler:
        nobody = selection.handler == "niemand"
        rows = rows.filter(handler=None if nobody else int(selection.handler))
    if selection.channel:
        rows = rows.filter(channel=selection.channel)
    if selection.followed:
        rows = rows.filter(followers_count__gt=0)
    if selection.reopened:
        rows = rows.filter(reopenings__gt=0)
    if selection.received_from:
        rows = rows.filter(received_at__gte=_midnight(selection.received_from))
    if selection.received_to:
        next_day = selection.received_to + dt.timedelta(days=1)
        rows = rows.filter(received_at__lt=_midnight(next_day))
    return rows


def tab_issues(tab: str, user: User, *, with_closed: bool = False) -> IssueQuerySet:
    """The issues of one tab; only open ones unless asked otherwise."""
    rows: IssueQuerySet = Issue.objects.visible_to(user)
    if not with_closed:
        rows = rows.open()
    if tab == "mijn":
        return rows.filter(handler=user)
    if tab == "team":
        return rows.filter(team__in=Team.objects.of(user))
    if tab == "vrij":
        return rows.filter(handler__isnull=True)
    return rows


@dataclass(frozen=True)
class Page:
    rows: list[Issue]
    next: str
    previous: str


def page(selection: Selection, user: User) -> Page:
    """The rows of one page with the cursors around it, in two statements.

    Each row has ``first_photo``: a list with at most one photo.
    """
    name, descending = ORDERS[selection.sort]
    forwards = not selection.backwards
    ascending = descending != forwards
    rows = issues(selection, user)
    at = _read_cursor(selection)
    if at is not None:
        value, pk = at
        beyond = "gt" if ascending else "lt"
        rows = rows.filter(
            Q(**{f"{name}__{beyond}": value}) | Q(**{name: value, f"pk__{beyond}": pk}),
            # lets the index be entered at the right place
            **{f"{name}__{beyond}e": value},
        )
    sign = "" if ascending else "-"
    order = (f"{sign}{name}", f"{sign}pk")
    # which rows is answered by an index alone; only those of the page are read
    found = list(
        Issue.objects.filter(pk__in=rows.order_by(*order).values("pk")[: PAGE + 1])
        .order_by(*order)
        .select_related("category", "handler", "team")
        .defer("description", "answers", "public_text", "search")
        .prefetch_related(_FIRST_PHOTO)
    )
    more = len(found) > PAGE
    found = found[:PAGE]
    if not forwards:
        found.reverse()
    has_next = more if forwards else True
    has_previous = (at is not None) if forwards else more
    return Page(
        rows=found,
        next=_write_cursor(selection, found[-1], name) if found and has_next else "",
        previous=_write_cursor(selection, found[0], name) if found and has_previous else "",
    )


@dataclass(frozen=True)
class Number:
    """A count that stops at a limit."""

    value: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.value:,}".replace(",", ".") + ("+" if self.is_more else "")


def counts(
    querysets: Mapping[str, QuerySet[Issue]], *, limits: Mapping[str, int] | None = None
) -> dict[str, Number]:
    """How many rows each queryset has, in one statement; counting stops at the limit of that name
    in ``limits``, else at ``COUNT_UP_TO``."""
    parts: list[str] = []
    params: list[Any] = []
    most = {name: (limits or {}).get(name, COUNT_UP_TO) for name in querysets}
    for name, rows in querysets.items():
        sql, given = rows.order_by().values("pk")[: most[name] + 1].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS found)")  # noqa: S608 -- SQL that Django made
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        found = cursor.fetchone()
    return {
        name: Number(min(number, most[name]), number > most[name])
        for name, number in zip(querysets, found, strict=True)
    }


def matches(text: str) -> Q:
    """Dutch word stems, beginnings of words (streets), or exactly a reference."""
    reference = tidy_reference(text)
    if is_reference(reference):
        return Q(reference=reference)
    words = re.findall(r"\w+", text.lower())[:8]
    beginnings = " & ".join(
        f"{word}:*" if len(word) >= SHORTEST_BEGINNING else word for word in words
    )
    query = SearchQuery(text, config="dutch", search_type="websearch")
    if beginnings:
        query |= SearchQuery(beginnings, config="simple", search_type="raw")
    return Q(search=query)


def of_reporter(issues: IssueQuerySet, text: str) -> IssueQuerySet:
    """The issues whose reporter has exactly this e-mail address or telephone number."""
    if "@" in text:
        same = Exact(Lower("email"), text.strip().lower())
    elif len(digits := re.sub(r"\D", "", text)) >= PHONE_KEY_LENGTH:
        same = Exact(phone_key("phone"), digits[-PHONE_KEY_LENGTH:])
    else:
        return issues.none()
    return issues.filter(reporter__in=Reporter.objects.filter(same))


def _write_cursor(selection: Selection, issue: Issue, name: str) -> str:
    value = getattr(issue, name)
    text = value if isinstance(value, str) else value.isoformat()
    return _signer.sign(f"{selection.sort}|{issue.pk}|{text}")


def _read_cursor(selection: Selection) -> tuple[dt.date | dt.datetime | str, int] | None:
    """Where the page before ended; None when there is none, or none that we wrote."""
    if not selection.cursor:
        return None
    try:
        order, pk, value = _signer.unsign(selection.cursor).split("|", 2)
    except (signing.BadSignature, ValueError):
        return None
    if order != selection.sort:
        return None
    if order == "plaats":
        return value, int(pk)
    if order == "streefdatum":
        return dt.date.fromisoformat(value), int(pk)
    return dt.datetime.fromisoformat(value), int(pk)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
