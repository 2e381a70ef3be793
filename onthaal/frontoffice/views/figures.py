"""The manager's pages about the counters, in numbers that can be checked."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.frontoffice.figures import (
    arrivals,
    bookings,
    hall,
    hours,
    ledger,
    occupation,
    outlook,
    products,
)
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.forms.figures import PeriodForm
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import ENOUGH_DAYS
from onthaal.organisation.models import Location, Weekday
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.reception import promises
from onthaal.reception.models import Arrival, QueuePolicy
from onthaal.ui.spreadsheets import spreadsheet

manager = role_required(Role.MANAGER)
USUAL_WEEKS = 13
Shown = Callable[[StaffRequest, Period], dict[str, Any]]
Page = Callable[[StaffRequest], HttpResponseBase]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``period`` is None while there is no place at all."""

    form: PeriodForm
    period: Period | None


def _page(name: str) -> Callable[[Shown], Page]:
    """A manager's page of the place and days asked for; without any place it has no figures."""

    def page(shown: Shown) -> Page:
        @require_safe
        @manager
        @functools.wraps(shown)
        def view(request: StaffRequest) -> HttpResponse:
            asked = _asked(request)
            context = {
                "form": asked.form,
                "period": asked.period,
                "presets": _presets(clock.today()),
                "query_string": request.GET.urlencode(),
                "is_one_place": Location.objects.count() == 1,
                **(shown(request, asked.period) if asked.period else {}),
            }
            status = 422 if asked.form.is_bound and asked.form.errors else 200
            return render(request, f"frontoffice/figures/{name}.html", context, status=status)

        return view

    return page


@_page("overview")
def overview(request: StaffRequest, period: Period) -> dict[str, Any]:
    rows = ledger.visits(period)
    before = ledger.visits(period.before)
    weeks = hall.weeks(rows)
    norm = QueuePolicy.of(period.location).norm_minutes
    return {
        "per_day": clusters.per_day(list(arrivals.per_open_day(rows, period).values())),
        "totals": hall.totals(rows),
        "before": hall.totals(before),
        "everybody": hall.waiting(rows, "Iedereen", norm),
        "waiting": hall.waiting_by_class(rows, norm),
        "norm": norm,
        "weeks": weeks,
        "week_labels": [week.label for week in weeks],
        "week_arrived": [week.arrived for week in weeks],
        "week_p90": [_rounded(week.p90.value) if week.p90 else None for week in weeks],
        "week_low": [_rounded(week.p90.low) if week.p90 else None for week in weeks],
        "week_high": [_rounded(week.p90.high) if week.p90 else None for week in weeks],
        "every": max(1, len(weeks) // 16),
        "weekdays": [
            (Weekday(day).label, estimate) for day, estimate in arrivals.by_weekday(rows, period)
        ],
        "ways": arrivals.shares([(row.day, str(Arrival(row.arrival).label)) for row in rows]),
        "promises": promises.since(
            _begin(period.start),
            until=_begin(period.last + dt.timedelta(days=1)),
            location_id=period.location.pk,
        ),
        **_enough(row.day for row in rows),
    }


@_page("arrivals")
def arrivals_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    rows, items = ledger.visits(period), ledger.items(period)
    names = _asked_products(items)
    # the days of everybody: on a quiet day this product was simply not asked
    days = {row.day for row in rows}
    rows = _narrowed(request, rows, items, names)
    heat = arrivals.heat(rows, period)
    return {
        "heat": heat,
        "weekday_labels": [Weekday(day).label for day in heat.weekdays],
        "products": [(each.name, each.slug) for each in names.values()],
        "product": request.GET.get("product", ""),
        "ways": Arrival.choices,
        "way": request.GET.get("kanaal", ""),
        "number": len(rows),
        **_enough(days),
    }


@_page("products")
def products_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    items = ledger.items(period)
    return {
        "services": products.services(items),
        **_enough(item.day for item in items),
    }


@_page("hours")
def hours_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    rows = ledger.visits(period)
    used = occupation.occupation(period)
    staffed = occupation.staffed(period)
    blocks = hours.blocks(rows, period, staffed)
    by_hour = hours.blocks(rows, period, staffed, step=60)
    return {
        "blocks": [(Weekday(block.weekday).label, block) for block in blocks],
        "by_hour": [(Weekday(block.weekday).label, block) for block in by_hour],
        "used": used,
        "slot_labels": [slot.label for slot in used.slots] if used else [],
        "slot_staffed": [
            _rounded(slot.staffed.value) if slot.staffed else None
            for slot in (used.slots if used else [])
        ],
        "busiest": occupation.busiest(used.slots) if used else None,
        **_enough(row.day for row in rows),
    }


@_page("appointments")
def appointments_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    found = bookings.bookings(period)
    return {"booked": found, "is_thin": 0 < found.days < ENOUGH_DAYS, "enough_days": ENOUGH_DAYS}


@_page("outlook")
def outlook_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    found = outlook.outlook(period.location, clock.today())
    return {
        "outlook": found,
        "days": [(day, _peak(found.half_hours(day))) for day in found.days],
        "labels": [f"{day.day.day}/{day.day.month}" for day in found.days],
        "values": [round(day.value, 1) for day in found.days],
        "lows": [round(day.low, 1) for day in found.days],
        "highs": [round(day.high, 1) for day in found.days],
    }


@require_safe
@manager
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The visits of the period one by one, without names: what other tools can count on. With a
    product or a way of registering only those, as on the page with the arrivals."""
    asked = _asked(request)
    if kind not in ("csv", "xlsx") or asked.period is None:
        raise Http404
    items = ledger.items(asked.period)
    by_pk = _asked_products(items)
    own: dict[int, list[ledger.ItemRow]] = defaultdict(list)
    for item in items:
        own[item.visit].append(item)
    rows: list[list[Any]] = [
        [
            "Dag",
            "Binnen om",
            "Aangemeld via",
            "Met afspraak",
            "Producten",
            "Personen",
            "Te vroeg (min)",
            "Gewacht (min)",
            "Onderweg (min)",
            "Aan het loket (min)",
            "Even weg (min)",
            "Samen (min)",
            "Afloop",
        ],
        *(
            [
                row.day,
                arrivals.half_hour_label(row.half_hour),
                Arrival(row.arrival).label,
                "ja" if row.has_appointment else "nee",
                ", ".join(by_pk[item.product].name for item in own[row.pk]),
                max((item.persons for item in own[row.pk]), default=1),
                _rounded(row.early),
                _rounded(row.in_vain if row.waited is None else row.waited),
                _rounded(row.way),
                _rounded(row.served),
                _rounded(row.away),
                _rounded(row.minutes),
                _outcome(row),
            ]
            for row in _narrowed(request, ledger.visits(asked.period), items, by_pk)
        ),
    ]
    period = asked.period
    return spreadsheet(rows, kind, f"bezoeken-{period.start:%Y%m%d}-{period.last:%Y%m%d}")


def _asked_products(items: Iterable[ledger.ItemRow]) -> dict[int, Product]:
    asked = Product.objects.filter(pk__in={item.product for item in items}).order_by("name")
    return {each.pk: each for each in asked}


def _narrowed(
    request: StaffRequest,
    rows: list[ledger.VisitRow],
    items: Iterable[ledger.ItemRow],
    names: Mapping[int, Product],
) -> list[ledger.VisitRow]:
    """Only those for the product and by the way of registering in the address."""
    slug, way = request.GET.get("product", ""), request.GET.get("kanaal", "")
    product = next((each.pk for each in names.values() if each.slug == slug), None)
    if product:
        wanted = {item.visit for item in items if item.product == product}
        rows = [row for row in rows if row.pk in wanted]
    if way in Arrival.values:
        rows = [row for row in rows if row.arrival == way]
    return rows


def _asked(request: StaffRequest) -> Asked:
    """The place and days asked for, else the main place and the last thirteen weeks."""
    today = clock.today()
    main = Location.objects.order_by("-is_main", "pk").first()
    usual: dict[str, Any] = {
        "plaats": main,
        "van": today - dt.timedelta(days=7 * USUAL_WEEKS - 1),
        "tot": today,
    }
    if {"van", "tot", "plaats"} & set(request.GET):
        given = {
            "plaats": main.pk if main else "",
            "van": usual["van"].isoformat(),
            "tot": today.isoformat(),
            **{key: request.GET[key] for key in ("van", "tot", "plaats") if key in request.GET},
        }
        form = PeriodForm(given)
        data = form.cleaned_data if form.is_valid() else usual
    else:
        form, data = PeriodForm(initial=usual), usual
    place = data["plaats"]
    return Asked(form, Period(place, data["van"], data["tot"]) if place else None)


def _presets(today: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """The periods that people ask for most: label, first day and last day."""
    new_year = today.replace(month=1, day=1)
    return [
        ("Vandaag", today, today),
        ("Laatste vier weken", today - dt.timedelta(days=27), today),
        ("Dertien weken", today - dt.timedelta(days=90), today),
        ("Dit jaar", new_year, today),
        ("Twaalf maanden", today - dt.timedelta(days=364), today),
    ]


def _enough(days: Iterable[dt.date]) -> dict[str, Any]:
    """Whether so few days have visitors that the page must warn."""
    return {
        "is_thin": 0 < len(set(days)) < ENOUGH_DAYS,
        "enough_days": ENOUGH_DAYS,
    }


def _peak(half_hours: list[tuple[int, float]]) -> tuple[str, float] | None:
    """The busiest half hour in words, and how many to expect then."""
    if not half_hours:
        return None
    half_hour, number = max(half_hours, key=lambda each: each[1])
    return arrivals.half_hour_label(half_hour), number


def _outcome(row: ledger.VisitRow) -> str:
    if row.is_served:
        return "geholpen"
    if row.gave_up:
        return "niet opgedaagd" if row.state == "no_show" else "weggegaan"
    return "niet gekend" if row.state == "unknown" else "bezig"


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
