"""Finding the appointment of a secret link."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from onthaal.appointments.models import Appointment


def find(secret: str) -> Appointment:
    """The appointment of this link, with its products. Raises Http404."""
    return get_object_or_404(
        Appointment.objects.select_related("location", "lane__host").prefetch_related(
            "items__product"
        ),
        secret=secret,
    )
