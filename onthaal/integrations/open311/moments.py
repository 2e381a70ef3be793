"""Moments as the specification writes them (W3C): ``2026-11-23T17:05:00+01:00``."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS_ONLY = re.compile(r"\d{4}(-\d{2})?")
# a plus sign that was not encoded in the address arrives as a space
_LOST_PLUS = re.compile(r" (\d{2}:?\d{2})$")


class BadMoment(ValueError):
    """Not a moment that we can use."""


def write(moment: dt.datetime | None, zone: dt.tzinfo) -> str | None:
    """The moment in ``zone``, to the second."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def read(text: str, zone: dt.tzinfo) -> dt.datetime:
    """The moment; without a time midnight, without a zone in ``zone``. Raises BadMoment."""
    tidy = _LOST_PLUS.sub(r"+\1", text.strip())
    if _MONTHS_ONLY.fullmatch(tidy):
        tidy += "-01" * (2 - tidy.count("-"))
    try:
        moment = dt.datetime.fromisoformat(tidy)
    except ValueError as error:
        raise BadMoment(text) from error
    if not 1970 <= moment.year <= 2200:
        raise BadMoment(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
