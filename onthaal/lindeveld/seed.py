"""Filling a database with Lindeveld."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from onthaal.catalogue.actions.snapshots import catch_up
from onthaal.core import clock
from onthaal.improvement.actions.mining import count
from onthaal.improvement.sources import SOURCES
from onthaal.issues.models import Category, Issue
from onthaal.issues.suggestions import learn
from onthaal.lindeveld import (
    complaints,
    crews,
    foundation,
    letters,
    photos,
    post,
    requests,
    storage,
    visits,
)
from onthaal.lindeveld.categories import ONTHAAL
from onthaal.lindeveld.ground import NIS_CODE
from onthaal.lindeveld.history import Author, Cast, Place, TeamCast
from onthaal.lindeveld.staff import RHYTHM
from onthaal.lindeveld.town import Town, build
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import Team, TeamMembership
from onthaal.people.models import Role, User
from onthaal.territory import lookup
from onthaal.territory.models import Address, RoadManager, Territory

FIRST_START = 1500
# from so many on, building the indexes afterwards is quicker
MANY = 20_000


class NotEmpty(Exception):
    """The database already holds meldingen, or another municipality."""


@dataclass(frozen=True)
class Filled:
    """What was made; ``summary`` is a Dutch sentence."""

    summary: str
    issues: int = 0


def fill(
    *,
    issues: int,
    seed: int,
    today: dt.date,
    only_if_empty: bool = False,
    replace: bool = False,
    with_photos: bool = True,
    say: Callable[[str], object] = lambda text: None,
) -> Filled:
    """Make the town and its history up to ``today``; the same numbers give the same town.

    All of it happens in one transaction: after a failure the database is as it was.

    Raises NotEmpty when there are meldingen already (unless ``replace``) or when the territory is
    another municipality.
    """
    if only_if_empty and Territory.objects.exists():
        return Filled("Er is al een gemeente. Niets veranderd.")
    _check(replace)
    began = time.monotonic()
    studio = photos.Studio() if issues and with_photos else None
    try:
        with transaction.atomic():
            if replace:
                storage.throw_away()
                visits.throw_away()
                requests.throw_away()
            town = build(seed)
            foundation.lay(town=town, today=today, with_accounts=not settings.PRODUCTION)
            say(f"Gemeente: {time.monotonic() - began:.1f} s")
            written = _history(town, issues, seed, today) if issues else 0
            say(f"Meldingen: {time.monotonic() - began:.1f} s")
            met = visits.live_through(seed=seed, now=_end_of(today)) if issues else 0
            asked = requests.send_in(seed=seed, now=_end_of(today)) if issues else 0
            say(f"Bezoeken: {time.monotonic() - began:.1f} s")
            if issues:
                post.bring(today=today)
                letters.write(now=_end_of(today), seed=seed)
                say(f"Post: {time.monotonic() - began:.1f} s")
                crews.drive_out(
                    seed=seed,
                    today=today,
                    with_accounts=not settings.PRODUCTION,
                    replace=replace,
                )
                complaints.write(today=today, seed=seed)
            if studio:
                photos.hang(studio, today=today, seed=seed)
                say(f"Foto’s: {time.monotonic() - began:.1f} s")
    finally:
        if studio:
            studio.close()
    # what other systems read about the products
    catch_up()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    learn()
    for source in SOURCES:
        count(source)
    say(f"Klaar: {time.monotonic() - began:.1f} s")
    return Filled(
        f"{town.NAME} staat klaar: {len(town.houses)} huizen, {written} meldingen, {met} bezoeken, "
        f"{asked} aanvragen.",
        written,
    )


def _check(replace: bool) -> None:
    here = Territory.objects.first()
    if here and here.nis_code != NIS_CODE:
        raise NotEmpty(
            f"Deze databank is van {here.name}. Lindeveld past alleen in een lege databank."
        )
    if Issue.objects.exists() and not replace:
        raise NotEmpty(
            "Er zijn al meldingen. Met --replace worden ze weggegooid en opnieuw gemaakt."
        )


def _history(town: Town, number: int, seed: int, today: dt.date) -> int:
    storage.trust_our_rows()
    now = _end_of(today)
    categories = dict(Category.objects.values_list("slug", "id"))
    author = Author(_cast(town, seed), number=number, seed=seed, now=now)
    store = storage.Storage(categories, seed=seed, number=number)
    with storage.indexes_afterwards() if number >= MANY else nullcontext():
        return store.write(author.issues())


def _end_of(today: dt.date) -> dt.datetime:
    """The moment at which history ends."""
    now = clock.now()
    if timezone.localdate(now) != today:
        return dt.datetime.combine(today, dt.time(14, 30), tzinfo=dt.UTC)
    return now


def _cast(town: Town, seed: int) -> Cast:
    teams = {
        team.name: TeamCast(
            team.id,
            [
                user
                for user, roles in TeamMembership.objects.filter(team=team)
                .order_by("user")
                .values_list("user", "user__roles")
                if Role.MANAGER not in roles
            ],
            RHYTHM[team.name][1],
        )
        for team in Team.objects.filter(name__in=RHYTHM)
    }
    places, regional = _places(seed)
    return Cast(
        teams=teams,
        categories=dict(Category.objects.values_list("slug", "id")),
        places=places,
        play_places=_play_places(town),
        desk=list(
            User.objects.filter(roles__contains=[Role.DESK], teams__name=ONTHAAL)
            .order_by("email")
            .values_list("id", flat=True)
        ),
        regional=regional,
        closing_days=closing_days(),
    )


def _places(seed: int) -> tuple[list[Place], list[Place]]:
    """Addresses where things are reported, each with its neighbourhood; and the regional ones."""
    here = lookup.ground()
    managers = {street.id: (street.name, street.manager) for street in here.streets}
    names = [street.name for street in here.streets]
    chance = random.Random(f"places-{seed}")
    rows = list(
        Address.objects.filter(box="")
        .order_by("street__name", "number", "house_number")
        .values_list("id", "street_id", "house_number", "lat", "lon")
    )
    places = []
    for key, street_id, number, lat, lon in rows:
        street, manager = managers[street_id]
        neighbourhood = here.neighbourhood_at(lat, lon)
        places.append(
            Place(
                key,
                f"{street} {number}",
                street,
                number,
                chance.choice(names),
                lat,
                lon,
                neighbourhood.id if neighbourhood else None,
                manager == RoadManager.REGION,
            )
        )
    return places, [place for place in places if place.is_regional]


def _play_places(town: Town) -> list[Place]:
    from onthaal.lindeveld.town.plane import lon_lat

    out = []
    for mark in town.landmarks:
        if mark.name and mark.kind in ("park", "pitch"):
            lon, lat = lon_lat(mark.middle)
            facts = lookup.place_at(lat, lon)
            out.append(
                Place(
                    None,
                    mark.name,
                    mark.name,
                    "",
                    mark.name,
                    lat,
                    lon,
                    facts.neighbourhood.id if facts.neighbourhood else None,
                )
            )
    return out
