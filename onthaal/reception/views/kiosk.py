"""The kiosk: a number, or signing in with an appointment. Works by touch, keyboard and scanner."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.appointments.actions import visiting
from onthaal.catalogue.models import Product
from onthaal.core import live
from onthaal.core.rate_limits import HOUR, Limited, count, limited, too_many
from onthaal.reception import events, hall, offer, waits
from onthaal.reception.actions import screens, visitor
from onthaal.reception.forms.public import CodeForm, NumberForm
from onthaal.reception.models import Arrival, Screen, ScreenKind, Visit, VisitState
from onthaal.reception.rules.pictures import picture
from onthaal.reception.views.codes import qr

FIRST_TILES, FIRST_TILES_SIMPLE = 9, 4
CODE_ROWS = ("1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ")
LONGEST_CODE = 14
PHONE_PER_HOUR = 120


@dataclass(frozen=True)
class Way:
    """How this visitor wants the kiosk, and what is chosen so far: all of it in the address, so
    that nothing stays for the next one."""

    modes: str
    items: tuple[str, ...]

    # letter → what the page is called in that mode
    MODES = {"g": "large", "e": "simple", "c": "contrast", "l": "low"}

    @classmethod
    def of(cls, asked: QueryDict) -> Way:
        modes = "".join(letter for letter in cls.MODES if letter in asked.get("m", ""))
        return cls(modes, tuple(asked.getlist("p")[:10]))

    @property
    def classes(self) -> str:
        return " ".join(f"kiosk-page--{self.MODES[letter]}" for letter in self.modes)

    def query(self, *, modes: str | None = None, items: tuple[str, ...] | None = None) -> str:
        pairs = [("p", item) for item in (self.items if items is None else items)]
        chosen = self.modes if modes is None else modes
        if chosen:
            pairs.append(("m", chosen))
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, letter: str) -> str:
        modes = self.modes.replace(letter, "") if letter in self.modes else self.modes + letter
        return self.query(modes=modes)


def _screen(key: str) -> Screen:
    rows = Screen.objects.select_related("location").filter(kind=ScreenKind.KIOSK)
    screen = get_object_or_404(rows, key=key)
    screens.seen(screen)
    return screen


def _page(
    request: HttpRequest,
    screen: Screen,
    template: str,
    context: dict[str, Any],
    *,
    way: Way,
    status: int = 200,
) -> HttpResponse:
    toggles = [
        ("g", "Groter", "a-large-small"),
        ("e", "Eenvoudiger", "layout-grid"),
        ("c", "Meer contrast", "contrast"),
        ("l", "Knoppen lager", "accessibility"),
    ]
    classes = way.classes
    if screen.large_print and "g" not in way.modes:
        classes += " kiosk-page--large"
    whole = {
        "screen": screen,
        "way": way,
        "classes": classes,
        "toggles": [
            (letter in way.modes, words, icon, f"{request.path}{way.toggled(letter)}")
            for letter, words, icon in toggles
        ],
        "start": reverse("kiosk", args=[screen.key]),
        **context,
    }
    answer = render(request, template, whole, status=status)
    # nothing of this visitor may come back with the next one's Back button
    answer["Cache-Control"] = "no-store"
    return answer


def _start(screen: Screen, way: Way, *, everything: bool) -> dict[str, Any]:
    found = offer.of(screen.location)
    most = FIRST_TILES_SIMPLE if "e" in way.modes else FIRST_TILES
    if everything or len(found.tiles) <= most + 1:
        most = len(found.tiles)
    choice = reverse("kiosk-choice", args=[screen.key])
    return {
        "offer": found,
        "tiles": [
            (tile, f"{choice}{way.query(items=_with(way.items, tile.product))}")
            for tile in found.tiles[:most]
        ],
        "has_more": len(found.tiles) > most,
        "is_all": everything,
        "chosen": offer.chosen(found, way.items),
        "query": way.query(),
    }


def _with(items: tuple[str, ...], product: Product) -> tuple[str, ...]:
    if any(item.partition("-")[0] == str(product.pk) for item in items):
        return items
    return (*items, f"{product.pk}-1")


@require_safe
def kiosk(request: HttpRequest, key: str) -> HttpResponse:
    screen, way = _screen(key), Way.of(request.GET)
    context = _start(screen, way, everything="alles" in request.GET)
    context |= {"topic": events.topic(screen.location_id), "is_start": True}
    return _page(request, screen, "reception/kiosk/start.html", context, way=way)


@require_safe
def kiosk_now(request: HttpRequest, key: str) -> HttpResponseBase:
    """The tiles, which come and go with who sits at the counters."""
    screen, way = _screen(key), Way.of(request.GET)
    context = _start(screen, way, everything="alles" in request.GET)
    context |= {"screen": screen, "way": way, "start": reverse("kiosk", args=[screen.key])}
    return live.fragment(request, "reception/kiosk/tiles.html", context)


@limited("kiosk-number", per_minute=40, per_hour=900)
def choice(request: HttpRequest, key: str) -> HttpResponse:
    """What was chosen, for how many, and the button that gives the number."""
    screen = _screen(key)
    way = Way.of(request.POST if request.method == "POST" else request.GET)
    found = offer.of(screen.location)
    items = offer.chosen(found, way.items)
    form = NumberForm(request.POST if request.method == "POST" else None)
    refusal = found.closed
    if request.method == "POST" and form.is_valid() and not refusal:
        try:
            visit = visitor.take_number(
                location=screen.location,
                items=items,
                arrival=Arrival.KIOSK,
                act=form.cleaned_data["act"],
            )
            return redirect(_ticket(screen, visit, way, is_new=True))
        except visitor.Refused as problem:
            refusal = str(problem)
    lines = [_line(screen, way, product, persons) for product, persons in items]
    first = next((tile for tile in found.tiles if items and tile.product == items[0][0]), None)
    context = {
        "lines": lines,
        "estimate": first.estimate if first else None,
        "bring": list(dict.fromkeys(thing for product, _ in items for thing in product.bring)),
        "refusal": refusal or ("" if items else "Kies eerst waarvoor u komt."),
        "form": form,
        "act": form.data.get("act") if form.is_bound else uuid.uuid4(),
        "items": [f"{product.pk}-{persons}" for product, persons in items],
        "more": f"{reverse('kiosk', args=[screen.key])}{way.query()}",
        "can_more": len(items) < offer.MOST_ITEMS,
    }
    status = 422 if request.method == "POST" else 200
    return _page(request, screen, "reception/kiosk/choice.html", context, way=way, status=status)


def _line(screen: Screen, way: Way, product: Product, persons: int) -> dict[str, Any]:
    """One chosen product, with the addresses that change it."""
    here = reverse("kiosk-choice", args=[screen.key])

    def other(number: int) -> str:
        items = tuple(
            f"{product.pk}-{number}" if item.partition("-")[0] == str(product.pk) else item
            for item in way.items
        )
        return f"{here}{way.query(items=items)}"

    rest = tuple(item for item in way.items if item.partition("-")[0] != str(product.pk))
    without = f"{here}{way.query(items=rest)}" if rest else reverse("kiosk", args=[screen.key])
    return {
        "product": product,
        "picture": picture(product.name, product.themes),
        "persons": persons,
        "fewer": other(persons - 1) if persons > 1 else "",
        "more": other(persons + 1) if persons < product.max_persons else "",
        "without": without,
    }


@limited("kiosk-code", per_minute=40, per_hour=900)
def appointment(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in with the code of an appointment: scanned, typed, or tapped on the screen.

    Without script each key is a button that posts; with script they type.
    """
    screen = _screen(key)
    way = Way.of(request.POST if request.method == "POST" else request.GET)
    form, typed = CodeForm(), ""
    status = 200
    if request.method == "POST":
        typed = visitor_types(request.POST)
        is_key = "toets" in request.POST
        form = CodeForm() if is_key else CodeForm({"code": typed})
        if not is_key and form.is_valid():
            try:
                visit = visitor.arrive(
                    location=screen.location,
                    code=form.cleaned_data["code"],
                    arrival=Arrival.KIOSK,
                )
                return redirect(_ticket(screen, visit, way, is_new=True))
            except visiting.NotHere as problem:
                form.add_error("code", problem.advice)
        status = 422 if form.errors else 200
    context = {"form": form, "typed": typed, "rows": CODE_ROWS, "longest": LONGEST_CODE}
    return _page(
        request, screen, "reception/kiosk/appointment.html", context, way=way, status=status
    )


def visitor_types(data: QueryDict) -> str:
    """What stands in the field after a key of the page was pressed."""
    typed, pressed = data.get("code", "")[:40], data.get("toets", "")
    if pressed == "wis":
        return typed[:-1]
    if len(pressed) == 1 and len(typed) < LONGEST_CODE:
        return typed + pressed
    return typed


def _ticket(screen: Screen, visit: Visit, way: Way, *, is_new: bool) -> str:
    query = way.query(items=()) or "?"
    address = reverse("kiosk-ticket", args=[screen.key, visit.secret])
    return f"{address}{query}{'&' if len(query) > 1 else ''}{'nieuw=1' if is_new else ''}"


@require_safe
def ticket(request: HttpRequest, key: str, secret: str) -> HttpResponse:
    """The number, how long it takes, and where to wait; on paper or on one's telephone."""
    screen, way = _screen(key), Way.of(request.GET)
    visit = hall.visit_of(secret)
    if visit is None or visit.location_id != screen.location_id:
        raise Http404
    state = waits.of(screen.location)
    is_waiting = visit.state == VisitState.WAITING
    context = {
        "visit": visit,
        "items": visit.items.kept().select_related("product"),
        "estimate": state.of(visit) if is_waiting else None,
        "ahead": state.ahead(visit) if is_waiting else 0,
        "code": qr(reverse("visit", args=[visit.secret]), label="QR-code van uw volgnummer"),
        "prints_now": screen.prints and "nieuw" in request.GET,
        "is_over": True,
    }
    return _page(request, screen, "reception/kiosk/ticket.html", context, way=way)


@limited("phone-number", per_minute=30, per_hour=300)
def phone(request: HttpRequest, key: str) -> HttpResponse:
    """Take a number with one's own telephone, at the QR code in the hall."""
    rows = Screen.objects.select_related("location").filter(kind=ScreenKind.DISPLAY, by_phone=True)
    screen = get_object_or_404(rows, key=key)
    found = offer.of(screen.location)
    form = NumberForm(request.POST if request.method == "POST" else None)
    asked = request.POST.getlist("p")
    refusal = ""
    if request.method == "POST" and not found.closed:
        persons = request.POST.get("personen", "1")
        items = offer.chosen(found, [f"{pk}-{persons}" for pk in asked])
        if not items:
            refusal = "Kies waarvoor u komt."
        elif form.is_valid():
            try:
                # whoever has the address may send it on: also together they do not fill the queue
                count("phone-number-screen", str(screen.pk), limit=PHONE_PER_HOUR, period=HOUR)
                visit = visitor.take_number(
                    location=screen.location,
                    items=items,
                    arrival=Arrival.PHONE,
                    act=form.cleaned_data["act"],
                )
                return redirect("visit", secret=visit.secret)
            except Limited as full:
                return too_many(request, full.until)
            except visitor.Refused as problem:
                refusal = str(problem)
    context = {
        "screen": screen,
        "offer": found,
        "refusal": refusal,
        "asked": asked,
        "persons": request.POST.get("personen", "1"),
        "act": form.data.get("act") if form.is_bound else uuid.uuid4(),
        "hours": hall.hours(screen.location),
        "first": found.tiles[:8],
        "rest": found.tiles[8:],
    }
    answer = render(
        request,
        "reception/visit/register.html",
        context,
        status=422 if request.method == "POST" else 200,
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
