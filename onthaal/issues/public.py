"""What everybody may see: no personal data, and of an issue's own words only what was released."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Avg, Count, F, Min, Q
from django.db.models.functions import Floor

from onthaal.core import clock
from onthaal.issues.models import Issue, IssueQuerySet, Photo
from onthaal.issues.states import Status
from onthaal.territory.geometry import Box

SHOWN_AFTER_CLOSING = dt.timedelta(days=30)
# Only this is fetched: the reporter's own words and details stay in the database.
_FIELDS = (
    "id",
    "reference",
    "category__name",
    "category__icon",
    "category__group__name",
    "category__group__slug",
    "category__group__icon",
    "lat",
    "lon",
    "place",
    "neighbourhood__name",
    "neighbourhood__code",
    "status",
    "received_at",
    "closed_at",
    "paused_at",
    "expected_on",
    "due_on",
    "followers_count",
    "public_title",
    "public_text",
    "released_at",
)
# Pixels on the map within which issues are drawn as one number.
_CELL = 64
_MOST_CELLS = 400
_ALONE_FROM_ZOOM = 18


class Shown:
    """The choices of the status filter, as they stand in the address of the page."""

    ALL = ""
    OPEN = "open"
    CLOSED = "afgesloten"


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see on the public map and in the public list."""

    group: str = ""
    status: str = Shown.ALL
    neighbourhood: str = ""


@dataclass(frozen=True)
class Spot:
    """One mark on the map: one issue, or a number of issues that lie close together."""

    lat: float
    lon: float
    count: int
    issue: Issue | None = None


def issues() -> IssueQuerySet:
    """Open issues of public categories, and those closed at most 30 days ago."""
    return (
        Issue.objects.public()
        .filter(
            Q(closed_at__isnull=True) | Q(closed_at__gte=clock.now() - SHOWN_AFTER_CLOSING),
        )
        .select_related("category__group", "neighbourhood")
        .only(*_FIELDS)
    )


def chosen(choice: Choice) -> IssueQuerySet:
    """The public issues that fit the choice, newest first."""
    found = issues()
    if choice.group:
        found = found.filter(category__group__slug=choice.group)
    if choice.neighbourhood:
        found = found.filter(neighbourhood__code=choice.neighbourhood)
    if choice.status == Shown.OPEN:
        found = found.open()
    elif choice.status == Shown.CLOSED:
        found = found.closed()
    return found.order_by("-received_at", "-id")


def mentioning(text: str) -> IssueQuerySet:
    """The public issues in whose street, subject or released title every word of ``text`` stands.

    Only what everybody may read is looked at: the reporter's own words are not.
    """
    found = issues()
    for word in text.split()[:6]:
        found = found.filter(
            Q(place__icontains=word)
            | Q(category__name__icontains=word)
            | Q(released_at__isnull=False, public_title__icontains=word)
        )
    return found.order_by("-received_at", "-id")


def spots(choice: Choice, box: Box, zoom: int) -> list[Spot]:
    """The marks for a piece of the map, grouped by the database; at most two statements."""
    inside = chosen(choice).filter(
        lat__range=(box.min_lat, box.max_lat), lon__range=(box.min_lon, box.max_lon)
    )
    # web mercator: a pixel is this many degrees wide, and less high the further from the equator
    step = 360 / (256 * 2**zoom) * (_CELL if zoom < _ALONE_FROM_ZOOM else 1)
    height = step * math.cos(math.radians(box.centre[1]))
    cells = (
        inside.order_by()
        .annotate(x=Floor(F("lon") / step), y=Floor(F("lat") / height))
        .values("x", "y")
        .annotate(n=Count("id"), at_lat=Avg("lat"), at_lon=Avg("lon"), one=Min("id"))
        .order_by("-n")[:_MOST_CELLS]
    )
    rows = list(cells.values_list("n", "at_lat", "at_lon", "one"))
    alone: Mapping[int, Issue] = issues().in_bulk([one for n, _, _, one in rows if n == 1])
    return [
        Spot(lat=lat, lon=lon, count=n, issue=alone.get(one) if n == 1 else None)
        for n, lat, lon, one in rows
    ]


def find(reference: str) -> Issue | None:
    """The public issue with this number; for a duplicate the one it belongs to."""
    if issue := issues().filter(reference=reference).first():
        return issue
    original = (
        Issue.objects.filter(reference=reference, status=Status.DUPLICATE)
        .values_list("duplicate_of", flat=True)
        .first()
    )
    return issues().filter(pk=original).first() if original else None


def photos(issue: Issue) -> list[Photo]:
    """The photos that everybody may see: marked so, of an issue that was released."""
    if not issue.released_at:
        return []
    return list(Photo.objects.filter(issue=issue, is_public=True))


@dataclass(frozen=True)
class TownFigures:
    open: int
    solved: int
    median_days: int | None


def town_figures() -> TownFigures:
    """How the town is doing over the last 30 days, for the front page; at most five minutes old."""
    figures: TownFigures | None = cache.get("issues.town_figures")
    if figures is None:
        since = clock.now() - SHOWN_AFTER_CLOSING
        lead = list(
            Issue.objects.filter(closed_at__gte=since, status=Status.RESOLVED)
            .order_by("lead_days")
            .values_list("lead_days", flat=True)
        )
        figures = TownFigures(
            open=Issue.objects.open().count(),
            solved=len(lead),
            median_days=lead[len(lead) // 2] if lead else None,
        )
        cache.set("issues.town_figures", figures, 300)
    return figures
