"""How long a file that nobody read in is kept."""

from __future__ import annotations

from onthaal.people import personal_data
from onthaal.reception.models import ImportState, LogImport


def register() -> None:
    """Called once at start."""
    personal_data.register_retention(
        "reception.log_imports",
        "Opgeladen bezoekerslijsten die niet ingelezen werden",
        default_days=30,
        explanation="Het bestand wordt gewist. Wat wel ingelezen is, houdt geen namen bij.",
        find=lambda cutoff: LogImport.objects.filter(made_at__lt=cutoff, state=ImportState.DRAFT),
        moment="made_at",
        erase=lambda ids: LogImport.objects.filter(pk__in=ids, state=ImportState.DRAFT).delete(),
    )
