"""Ticking skills of the register in a form of any app."""

from __future__ import annotations

from django.forms import Field

from onthaal.catalogue.models import Skill


def tell_if_none(field: Field) -> None:
    """With an empty register there is nothing to tick: then ``field`` says where it is kept."""
    if not Skill.objects.exists():
        field.help_text = (
            "Er staan nog geen bekwaamheden in het register (Producten, Bekwaamheden). Tot dan "
            "kan iedereen alles."
        )
