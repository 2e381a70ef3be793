"""Work in words."""

from __future__ import annotations

from django import template

from onthaal.workplan import rules

register = template.Library()


@register.filter
def as_hours(minutes: int | None) -> str:
    """90 → 1 u 30"""
    return rules.hours(minutes) if minutes is not None else ""
