"""How values of a person's data and terms of keeping are read aloud."""

from __future__ import annotations

import datetime as dt

from django import template

from onthaal.core.dutch import day_in_words, moment_in_words
from onthaal.people.rules import term_in_words

register = template.Library()


@register.filter
def as_words(value: object) -> str:
    """Any value of a ``personal_data.Record``: yes and no, days and moments in Dutch."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime):
        return moment_in_words(value)
    if isinstance(value, dt.date):
        return day_in_words(value)
    if isinstance(value, (list, tuple, set)):
        return ", ".join(as_words(each) for each in value) or "–"
    return str(value)


@register.filter
def as_term(days: int) -> str:
    """``2 jaar`` for 730, ``90 dagen`` for 90."""
    return term_in_words(days)
