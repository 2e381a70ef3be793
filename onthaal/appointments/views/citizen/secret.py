"""Finding the appointment of a secret link."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from onthaal.appointments.models import Appointment


def find(secret: str) -> Appointment:
    """The appointment of this link, with its products. Raises Http404."""
    rows = Appointment.objects.select_related("location", "lane__host")
    found = get_object_or_404(rows, secret=secret)
    found.read_items()
    return found
