"""Small words for the templates of this app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from onthaal.appointments import words
from onthaal.appointments.models import Kind, State
from onthaal.appointments.rules import spaced_phone
from onthaal.appointments.selection import Selection
from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location

register = template.Library()

_ICONS = {Kind.COUNTER: "building-2", Kind.HOME: "house", Kind.VIDEO: "camera"}


@register.simple_tag
def hour_choices(moments: Iterable[dt.datetime]) -> SafeString:
    """Radio buttons to choose one of ``moments`` (in Belgian time)."""
    return format_html_join(
        "",
        '<label class="hours__choice"><input type="radio" name="start" value="{}" required>'
        "<span>{}.{}</span></label>",
        ((each.isoformat(), each.hour, f"{each.minute:02}") for each in moments),
    )


@register.filter
def words_of(text: str) -> list[str]:
    """``"a,b"`` as a list."""
    return text.split(",")


@register.filter
def way(kind: str) -> str:
    return str(Kind(kind).label)


@register.filter
def way_icon(kind: str) -> str:
    return _ICONS[Kind(kind)]


_TONES = {
    State.HELD: "waiting",
    State.BOOKED: "new",
    State.ARRIVED: "busy",
    State.SERVED: "done",
    State.MISSED: "danger",
}


@register.filter
def tone(state: str) -> str:
    """The colour of a state."""
    return _TONES.get(State(state), "stopped")


@register.filter
def persons_of(product: Product) -> range:
    return range(1, product.max_persons + 1)


@register.filter
def persons(number: int) -> str:
    return words.persons(number)


@register.filter
def spelled(code: str) -> str:
    """``K7`` as ``K 7``: read aloud letter by letter."""
    return " ".join(code)


@register.filter
def phone(number: str) -> str:
    return spaced_phone(number)


@register.filter
def at_place(chosen: Selection, place: Location) -> str:
    return replace(chosen, place=place).query()


@register.filter
def in_way(chosen: Selection, kind: str) -> str:
    return replace(chosen, kind=kind).query()
