"""The one place that reads the clock, so that a test can set it."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The present day in Belgium."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
