"""The manager's pages about the counters, in numbers that can be checked."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
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
from onthaal.frontoffice.rules.clusters import ENOUGH_DAYS
from onthaal.organisation.models import Location, Weekday
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.reception import promises
from onthaal.reception.models import Arrival
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
    return {
        "totals": hall.totals(rows),
        "before": hall.totals(before),
        "everybody": hall.waiting(rows, "Iedereen", hall.NORM_MINUTES),
        "waiting": hall.waiting_by_class(rows, hall.NORM_MINUTES),
        "norm": hall.NORM_MINUTES,
        "weeks": weeks,
        "week_labels": [week.label for week in weeks],
        "week_arrived": [week.arrived for week in weeks],
        "week_p90": [week.p90 for week in weeks],
        "every": max(1, len(weeks) // 16),
        "weekdays": [
            (Weekday(day).label, estimate) for day, estimate in arrivals.by_weekday(rows, period)
        ],
        "ways": arrivals.shares(_counted_ways(rows)),
        "promises": promises.since(
            _begin(period.start),
            until=_begin(period.last + dt.timedelta(days=1)),
            location_id=period.location.pk,
        ),
        **_enough(rows),
    }


@_page("arrivals")
def arrivals_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    rows = ledger.visits(period)
    product = request.GET.get("product", "")
    way = request.GET.get("kanaal", "")
    items = ledger.items(period)
    asked = Product.objects.filter(pk__in={item.product for item in items}).order_by("name")
    names = {each.slug: each for each in asked}
    if product in names:
        wanted = {item.visit for item in items if item.product == names[product].pk}
        rows = [row for row in rows if row.pk in wanted]
    if way in Arrival.values:
        rows = [row for row in rows if row.arrival == way]
    heat = arrivals.heat(rows, period)
    return {
        "heat": heat,
        "weekday_labels": [Weekday(day).label for day in heat.weekdays],
        "products": [(each.name, slug) for slug, each in names.items()],
        "product": product,
        "ways": Arrival.choices,
        "way": way,
        "number": len(rows),
        **_enough(rows),
    }


@_page("products")
def products_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    return {"services": products.services(ledger.items(period))}


@_page("hours")
def hours_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    rows = ledger.visits(period)
    used = occupation.occupation(period)
    blocks = hours.blocks(rows, period, occupation.staffed(period))
    return {
        "blocks": [(Weekday(block.weekday).label, block) for block in blocks],
        "used": used,
        "slot_labels": [slot.label for slot in used.slots] if used else [],
        "slot_staffed": [round(slot.staffed, 1) for slot in used.slots] if used else [],
        "busiest": occupation.busiest(used.slots) if used else None,
        **_enough(rows),
    }


@_page("appointments")
def appointments_page(request: StaffRequest, period: Period) -> dict[str, Any]:
    return {"booked": bookings.bookings(period)}


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
    """The visits of the period one by one, without names: what other tools can count on."""
    asked = _asked(request)
    if kind not in ("csv", "xlsx") or asked.period is None:
        raise Http404
    rows: list[list[Any]] = [
        [
            "Dag",
            "Binnen om",
            "Aangemeld via",
            "Met afspraak",
            "Gewacht (min)",
            "Onderweg (min)",
            "Aan het loket (min)",
            "Afloop",
        ],
        *(
            [
                row.day,
                arrivals.half_hour_label(row.half_hour),
                Arrival(row.arrival).label,
                "ja" if row.has_appointment else "nee",
                _rounded(row.waited),
                _rounded(row.way),
                _rounded(row.served),
                _outcome(row),
            ]
            for row in ledger.visits(asked.period)
        ),
    ]
    period = asked.period
    return spreadsheet(rows, kind, f"bezoeken-{period.start:%Y%m%d}-{period.last:%Y%m%d}")


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


def _enough(rows: list[ledger.VisitRow]) -> dict[str, Any]:
    """Whether so few days have visitors that the page must warn."""
    return {
        "is_thin": 0 < len({row.day for row in rows}) < ENOUGH_DAYS,
        "enough_days": ENOUGH_DAYS,
    }


def _counted_ways(rows: list[ledger.VisitRow]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        label = str(Arrival(row.arrival).label)
        counted[label] = counted.get(label, 0) + 1
    return counted


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
        return "weggegaan"
    return "niet gekend" if row.state == "unknown" else "bezig"


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
