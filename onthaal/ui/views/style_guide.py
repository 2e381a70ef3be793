"""The living style guide: every component as it really is, in every house style that is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.ui import colour, example_pictures, house_style, specimens
from onthaal.ui.example_forms import ExampleForm, wrong_form

PAGES = (
    ("style-guide", "Basis"),
    ("style-guide-forms", "Formulieren"),
    ("style-guide-parts", "Onderdelen"),
    ("style-guide-map", "Kaart"),
    ("style-guide-staff", "Balie"),
)


@dataclass(frozen=True)
class Person:
    """Stands for a member of staff."""

    pk: int
    name: str
    initials: str

    def __str__(self) -> str:
        return self.name


@require_safe
def basics(request: HttpRequest) -> HttpResponse:
    look = _chosen(request) or house_style.current()
    tokens = colour.scale(look.header_colour, look.action_colour, look.accent_colour)
    pairs = [
        {
            "pair": pair,
            "front": tokens.get(pair.front, pair.front),
            "back": tokens.get(pair.back, pair.back),
            "ratio": ratio,
            "name": f"pair-{number}",
        }
        for number, (pair, ratio) in enumerate(colour.measured(tokens))
    ]
    icons = (specimens.EXAMPLES.parents[3] / "icons.txt").read_text().split()
    return _page(request, "basics", tokens=tokens, pairs=pairs, icons=icons)


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    return _page(request, "specimens", list=specimens.FORMS, heading="Formulieren")


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    return _page(request, "specimens", list=specimens.PARTS, heading="Onderdelen")


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    return _page(request, "staff", list=specimens.STAFF, heading="Balie")


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    return _page(request, "map", items=example_pictures.MARKERS, **example_pictures.CENTRE)


@require_safe
def house_style_css(request: HttpRequest, name: str) -> HttpResponse:
    """One of the ready house styles, as the stylesheet of the organisation would be."""
    if name not in house_style.READY:
        raise Http404
    return HttpResponse(house_style.css(house_style.READY[name]), content_type="text/css")


@require_safe
@cache_control(public=True, max_age=3600)
def swatches_css(request: HttpRequest) -> HttpResponse:
    """The fixed colour pairs of the contrast table: a page may not carry styles of its own."""
    lines = []
    for number, pair in enumerate(colour.PAIRS):
        front, back = (
            name if name.startswith("#") else f"var(--{name})" for name in (pair.front, pair.back)
        )
        lines.append(f".pair-{number}{{color:{front};background:{back}}}")
    for name in colour.scale("#000000", "#000000", "#000000"):
        lines.append(f".swatch--{name}{{background:var(--{name})}}")
    return HttpResponse(f"@layer pages{{{''.join(lines)}}}", content_type="text/css")


@require_safe
@cache_control(public=True, max_age=86400)
def picture(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(example_pictures.photo(number), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=86400)
def pattern(request: HttpRequest) -> HttpResponse:
    return HttpResponse(example_pictures.pattern(), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=86400)
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    return HttpResponse(example_pictures.tile(z, x, y), content_type="image/svg+xml")


def _chosen(request: HttpRequest) -> house_style.Look | None:
    return house_style.READY.get(request.GET.get("huisstijl", ""))


def _page(request: HttpRequest, name: str, **more: Any) -> HttpResponse:
    chosen = request.GET.get("huisstijl", "")
    now = clock.now()
    menu = [
        {
            "label": label,
            "url": reverse(url_name),
            "is_here": bool(request.resolver_match and request.resolver_match.url_name == url_name),
        }
        for url_name, label in PAGES
    ]
    context = {
        "menu": menu,
        "styles": list(house_style.READY),
        "chosen": chosen if chosen in house_style.READY else "",
        "moment": now,
        "people": [
            Person(0, "Bram Peeters", "BP"),
            Person(1, "Eva Claes", "EC"),
            Person(2, "Fatma Yilmaz", "FY"),
        ],
        "form": ExampleForm(),
        "staff_form": ExampleForm(auto_id="balie_%s"),
        "wrong": wrong_form(),
        "weeks": [str(week) for week in range(39, 47)],
        "received": [9, 11, 8, 13, 12, 9, 10, 8],
        "solved": [8, 9, 11, 10, 13, 12, 9, 11],
        "months": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt"],
        "first_answer": [3.1, 2.8, 2.6, 2.9, 2.2, 1.9, None, 2.0, 1.7, 1.8],
        "year_before": [4.0, 3.8, 4.1, 3.6, 3.7, 3.3, 3.9, 3.4, 3.2, 3.0],
    }
    return render(request, f"ui/style_guide/{name}.html", {**context, **more})
