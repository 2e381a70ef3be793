"""What would otherwise be loaded while somebody waits for the first page."""

from __future__ import annotations

from django.template import engines
from django.urls import get_resolver

from onthaal.core import clock
from onthaal.organisation.rules import public_holidays


def load_ahead() -> None:
    """Load every page with what it needs, the templates' own tags, and the calendar of this year.

    Together they take more than a second, which belongs to starting and not to a visitor. Needs no
    database.
    """
    _ = get_resolver().reverse_dict
    engines.all()
    public_holidays(clock.today().year)
