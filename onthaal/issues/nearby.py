"""What has already been reported around a point, so that nobody needs to report it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from onthaal.core import clock
from onthaal.issues import public
from onthaal.issues.models import Issue
from onthaal.people.models import User
from onthaal.territory.geometry import degrees_around, metres_between

WITHIN = 250.0


@dataclass(frozen=True)
class Nearby:
    issue: Issue
    metres: float

    @property
    def distance(self) -> str:
        """``op 40 m``: rounded, because the pin is not that precise either."""
        if self.metres < 10:
            return "op deze plek"
        return f"op {round(self.metres / 10) * 10:.0f} m"


def nearby(
    lat: float, lon: float, *, within_m: float = WITHIN, limit: int = 4, group_id: int | None = None
) -> list[Nearby]:
    """Public issues near a point, open or closed at most 30 days ago, nearest first; one
    statement. Only what everybody may see."""
    dlon, dlat = degrees_around(lat, within_m)
    around = public.issues().filter(
        lat__range=(lat - dlat, lat + dlat), lon__range=(lon - dlon, lon + dlon)
    )
    if group_id is not None:
        around = around.filter(category__group=group_id)
    found = [
        Nearby(issue, metres_between(lon, lat, issue.lon, issue.lat))
        for issue in around[:200]
        if issue.lat is not None and issue.lon is not None
    ]
    close = [each for each in found if each.metres <= within_m]
    return sorted(close, key=lambda each: (not each.issue.is_open, each.metres))[:limit]


def near_for_staff(issue: Issue, user: User, within_m: float = 150.0) -> list[Nearby]:
    """Open or recently closed issues around ``issue`` that ``user`` may see; one statement."""
    if issue.lat is None or issue.lon is None:
        return []
    found = around_point(issue.lat, issue.lon, user, within_m)
    return [each for each in found if each.issue.pk != issue.pk]


def around_point(lat: float, lon: float, user: User, within_m: float = 150.0) -> list[Nearby]:
    """Open or recently closed issues around a point that ``user`` may see, nearest first; one
    statement."""
    dlon, dlat = degrees_around(lat, within_m)
    since = clock.now() - dt.timedelta(days=60)
    around = (
        Issue.objects.visible_to(user)
        .filter(lat__range=(lat - dlat, lat + dlat), lon__range=(lon - dlon, lon + dlon))
        .filter(Q(closed_at__isnull=True) | Q(closed_at__gt=since))
        .select_related("category")
    )
    found = [
        Nearby(each, metres_between(lon, lat, each.lon, each.lat))
        for each in around[:200]
        if each.lat is not None and each.lon is not None
    ]
    return sorted((each for each in found if each.metres <= within_m), key=lambda e: e.metres)
