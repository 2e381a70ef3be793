"""Minutes as a clerk reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

if TYPE_CHECKING:
    from onthaal.reception.board import ServedProduct

register = template.Library()


@register.filter
def minutes_since(moment: dt.datetime, now: dt.datetime) -> str:
    """``3 min``, or ``net`` within the minute; the page's script counts on from there."""
    minutes = int((now - moment).total_seconds() // 60)
    return f"{minutes} min" if minutes > 0 else "net"


@register.filter
def seconds_in_words(seconds: int) -> str:
    """``14 min``, or ``1 u. 5 min``."""
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} u. {minutes % 60} min"


@register.filter
def round_minutes(minutes: float) -> str:
    """Whole minutes, at least one."""
    return str(max(1, round(minutes)))


@register.filter
def open_number(products: Sequence[ServedProduct]) -> int:
    """How many products are still to do."""
    return sum(1 for product in products if product.is_open)


@register.filter
def clock_time(moment: dt.datetime) -> str:
    """``9.42.07``: in a history, seconds matter."""
    local = timezone.localtime(moment)
    return f"{local.hour}.{local.minute:02}.{local.second:02}"
