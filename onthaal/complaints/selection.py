"""Which complaints a list shows: tabs, filters and the cases behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import F, Q

from onthaal.complaints.figures import ANSWER_DAYS
from onthaal.complaints.models import Complaint
from onthaal.complaints.models.complaint import ComplaintQuerySet
from onthaal.complaints.states import State
from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.core.references import tidy_reference
from onthaal.people.models import User

TABS = (
    ("beslissen", "Te beslissen"),
    ("behandeling", "In behandeling"),
    ("laat", "Te laat"),
    ("mijn", "Bij mij"),
    ("afgesloten", "Afgesloten"),
    ("alles", "Alles"),
)
# parameter of the address → column
_COLUMNS = {
    "stand": "state",
    "grond": "ground",
    "uitspraak": "ruling",
    "opgelost": "degree",
    "kanaal": "channel",
}
_JUDGED = (State.INADMISSIBLE, State.ADMISSIBLE, State.INVESTIGATION, State.RULED)


def of_tab(rows: ComplaintQuerySet, tab: str, user: User) -> ComplaintQuerySet:
    match tab:
        case "beslissen":
            return rows.filter(state=State.RECEIVED)
        case "behandeling":
            return rows.filter(state__in=[State.ADMISSIBLE, State.INVESTIGATION])
        case "laat":
            return rows.late(clock.today())
        case "mijn":
            return rows.open().filter(Q(handler=user) | Q(deputy=user) | Q(advice__adviser=user))
        case "afgesloten":
            return rows.closed()
        case _:
            return rows


def filtered(rows: ComplaintQuerySet, asked: Mapping[str, str]) -> ComplaintQuerySet:
    """The rows that the parameters of the address leave; unknown values leave nothing out."""
    if text := " ".join(asked.get("q", "").split())[:200]:
        rows = rows.filter(
            Q(reference=tidy_reference(text))
            | Q(description__icontains=text)
            | Q(complainant__name__icontains=text)
            | Q(complainant__email__iexact=text)
        )
    for parameter, column in _COLUMNS.items():
        if value := asked.get(parameter):
            rows = rows.filter(**{column: value})
    if (year := whole(asked.get("jaar", ""), most=9998)) and year > 1900:
        rows = rows.filter(received_on__year=year)
    for parameter in ("team", "process"):
        value = asked.get({"process": "proces"}.get(parameter, parameter), "")
        if value == "0":
            rows = rows.filter(**{f"{parameter}__isnull": True})
        elif number := whole(value):
            rows = rows.filter(**{parameter: number})
    if norm := asked.get("norm"):
        rows = rows.filter(norms__contains=[norm])
    return _behind_a_figure(rows, asked)


def _behind_a_figure(rows: ComplaintQuerySet, asked: Mapping[str, str]) -> ComplaintQuerySet:
    match asked.get("klacht"):
        case "ja":
            rows = rows.exclude(state=State.CONVERTED)
        case "nee":
            rows = rows.filter(state=State.CONVERTED)
    match asked.get("ontvankelijk"):
        case "ja":
            rows = rows.filter(state__in=_JUDGED).exclude(state=State.INADMISSIBLE)
        case "nee":
            rows = rows.filter(state=State.INADMISSIBLE)
    if within := asked.get("dagen"):
        limit = F("received_on") + dt.timedelta(days=ANSWER_DAYS)
        rows = rows.filter(state__in=[State.RULED, State.INADMISSIBLE])
        rows = (
            rows.filter(closed_on__lte=limit)
            if within == "tijdig"
            else rows.filter(closed_on__gt=limit)
        )
    return rows


def tabs(rows: ComplaintQuerySet, user: User, chosen: str) -> list[tuple[str, str, int, bool]]:
    """Key, words, number and whether it is the chosen one."""
    return [
        (key, words, of_tab(rows, key, user).distinct().count(), key == chosen)
        for key, words in TABS
    ]


def visible(user: User) -> ComplaintQuerySet:
    return Complaint.objects.visible_to(user)
