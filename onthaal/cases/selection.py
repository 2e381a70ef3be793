"""Which requests a member of staff is looking at: tab, filters, search and page.

A page is found by the last row of the one before (keyset), so page 1000 is as quick as page 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db.models import Q
from django.utils import timezone

from onthaal.cases.models import Case, CaseQuerySet
from onthaal.cases.states import CLOSED, CaseState
from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.core.references import is_reference, tidy_reference
from onthaal.organisation.models import Team
from onthaal.people.models import User

PAGE = 50
COUNT_UP_TO = 10_000
TABS = (("mijn", "Mijn werk"), ("team", "Mijn team"), ("alles", "Alles"), ("laat", "Te laat"))
STATES = (
    ("", "Alle open"),
    *((value, label) for value, label in CaseState.choices),
    ("afgesloten", "Alle afgesloten"),
)
_signer = signing.Signer(salt="cases.page")


@dataclass(frozen=True)
class Selection:
    """What was asked, cleaned; whatever made no sense is left out."""

    tab: str
    text: str = ""
    state: str = ""
    product: int | None = None
    team: int | None = None
    cursor: str = ""
    backwards: bool = False

    @property
    def shows_closed(self) -> bool:
        return self.state == "afgesloten" or self.state in CLOSED

    @property
    def order(self) -> tuple[str, bool]:
        """Field and whether the highest comes first."""
        return ("closed_at", True) if self.shows_closed else ("due_on", False)

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.state or self.product or self.team)


@dataclass(frozen=True)
class Page:
    rows: list[Case]
    next: str
    previous: str


def parse(params: Mapping[str, str], user: User) -> Selection:
    """The selection that a query string asks for."""
    default = "alles" if user.has_role("manager") else "team"
    tab = params.get("tab", "")
    state = params.get("toestand", "")
    return Selection(
        tab=tab if tab in dict(TABS) else default,
        text=" ".join((params.get("q") or "").split())[:200],
        state=state if state in dict(STATES) else "",
        product=whole(params.get("product", "")),
        team=whole(params.get("team", "")),
        cursor=params.get("na") or params.get("voor") or "",
        backwards=bool(params.get("voor")),
    )


def cases(selection: Selection, user: User) -> CaseQuerySet:
    """Every request of the selection, without order or page."""
    rows = tab_cases(selection.tab, user, with_closed=selection.shows_closed)
    if selection.shows_closed:
        rows = rows.closed()
    if selection.state in CaseState.values:
        rows = rows.filter(state=selection.state)
    if selection.product:
        rows = rows.filter(product=selection.product)
    if selection.team:
        rows = rows.filter(team=selection.team)
    if selection.text:
        rows = rows.filter(matches(selection.text))
    return rows


def tab_cases(tab: str, user: User, *, with_closed: bool = False) -> CaseQuerySet:
    """The requests of one tab; only open ones unless asked otherwise."""
    rows: CaseQuerySet = Case.objects.visible_to(user)
    if not with_closed:
        rows = rows.open()
    if tab == "mijn":
        return rows.filter(handler=user)
    if tab == "team":
        return rows.filter(team__in=Team.objects.of(user))
    if tab == "laat" and not with_closed:
        return rows.late(clock.today())
    return rows


def matches(text: str) -> Q:
    """Exactly a number or an e-mail address, else words of name, address, text or product."""
    reference = tidy_reference(text)
    if is_reference(reference):
        return Q(reference=reference)
    if "@" in text:
        return Q(email=text.lower())
    words = re.findall(r"\w+", text.lower())[:8]
    found = Q(product__name__icontains=text)
    if words:
        beginnings = " & ".join(f"{word}:*" if len(word) > 2 else word for word in words)
        found |= Q(search=SearchQuery(beginnings, config="simple", search_type="raw"))
        found |= Q(search=SearchQuery(text, config="dutch", search_type="websearch"))
    return found


def counts(user: User) -> dict[str, int]:
    """How many open requests each tab has, up to a limit."""
    return {tab: tab_cases(tab, user)[:COUNT_UP_TO].count() for tab, _ in TABS}


def page(selection: Selection, user: User) -> Page:
    """The rows of one page with the cursors around it."""
    name, descending = selection.order
    forwards = not selection.backwards
    ascending = descending != forwards
    rows = cases(selection, user)
    at = _read_cursor(selection)
    if at is not None:
        value, pk = at
        beyond = "gt" if ascending else "lt"
        rows = rows.filter(
            Q(**{f"{name}__{beyond}": value}) | Q(**{name: value, f"pk__{beyond}": pk})
        )
    sign = "" if ascending else "-"
    found = list(
        rows.order_by(f"{sign}{name}", f"{sign}pk")
        .select_related("product", "step", "team", "handler")
        .defer("request", "outcome", "search")[: PAGE + 1]
    )
    more = len(found) > PAGE
    found = found[:PAGE]
    if not forwards:
        found.reverse()
    has_next = more if forwards else True
    has_previous = (at is not None) if forwards else more
    return Page(
        rows=found,
        next=_cursor(found[-1], name) if found and has_next else "",
        previous=_cursor(found[0], name) if found and has_previous else "",
    )


def table(rows: CaseQuerySet) -> Iterator[list[Any]]:
    """The requests as rows for a spreadsheet, with a head."""
    yield [
        "Nummer",
        "Product",
        "Toestand",
        "Stap",
        "Team",
        "Behandelaar",
        "Naam",
        "E-mailadres",
        "Telefoon",
        "Adres",
        "Kanaal",
        "Ontvangen",
        "Stap klaar tegen",
        "Streefdatum",
        "Afgesloten",
        "Doorlooptijd (werkdagen)",
        "Binnen termijn",
        "Versie van het proces",
    ]
    selected = rows.select_related("product", "step", "team", "handler", "process_version")
    for case in selected.order_by("-opened_at", "-pk").iterator(chunk_size=1000):
        yield [
            case.reference,
            case.product.name,
            case.get_state_display(),
            case.step.name,
            case.team.name,
            str(case.handler or ""),
            case.name,
            case.email,
            case.phone,
            case.address,
            case.get_channel_display(),
            f"{timezone.localtime(case.opened_at):%d/%m/%Y %H:%M}",
            f"{case.step_due_on:%d/%m/%Y}" if case.step_due_on else "",
            f"{case.due_on:%d/%m/%Y}",
            f"{timezone.localtime(case.closed_at):%d/%m/%Y %H:%M}" if case.closed_at else "",
            case.lead_days,
            {True: "ja", False: "nee", None: ""}[case.within_term],
            case.process_version.number,
        ]


def _cursor(case: Case, name: str) -> str:
    return _signer.sign(f"{name}|{case.pk}|{getattr(case, name).isoformat()}")


def _read_cursor(selection: Selection) -> tuple[dt.date | dt.datetime, int] | None:
    if not selection.cursor:
        return None
    try:
        name, pk, value = _signer.unsign(selection.cursor).split("|", 2)
    except (signing.BadSignature, ValueError):
        return None
    if name != selection.order[0]:
        return None
    moment = dt.datetime.fromisoformat(value)
    return (moment.date() if name == "due_on" else moment), int(pk)
