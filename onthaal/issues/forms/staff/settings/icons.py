"""Choosing a picture for a category, out of those that the pages can draw."""

from __future__ import annotations

from typing import Any

from django import forms

ICONS = {
    "lamp": "Lamp",
    "lamp-floor": "Lantaarn",
    "lightbulb": "Gloeilamp",
    "zap": "Elektriciteit",
    "construction": "Wegversperring",
    "traffic-cone": "Verkeerskegel",
    "cone": "Kegel",
    "route": "Weg",
    "footprints": "Voetpad",
    "bike": "Fiets",
    "car": "Auto",
    "truck": "Vrachtwagen",
    "parking-meter": "Parkeermeter",
    "signpost": "Wegwijzer",
    "shovel": "Spade",
    "trash": "Afval",
    "trash-2": "Vuilnisbak",
    "recycle": "Recycleren",
    "paintbrush": "Graffiti",
    "droplets": "Water",
    "waves": "Golven",
    "pipette": "Druppelaar",
    "tree-deciduous": "Boom",
    "tree-pine": "Naaldboom",
    "leaf": "Blad",
    "sprout": "Kiem",
    "flower-2": "Bloem",
    "paw-print": "Dier",
    "dog": "Hond",
    "rat": "Rat",
    "bird": "Vogel",
    "snowflake": "Sneeuw",
    "wind": "Wind",
    "flame": "Vuur",
    "thermometer": "Warmte",
    "volume-2": "Geluid",
    "toy-brick": "Speeltuin",
    "sofa": "Grof vuil",
    "building": "Gebouw",
    "building-2": "Gebouwen",
    "house": "Huis",
    "school": "School",
    "store": "Winkel",
    "toilet": "Toilet",
    "wrench": "Sleutel",
    "shield": "Veiligheid",
    "flag": "Vlag",
    "megaphone": "Megafoon",
    "map-pin": "Plaats",
    "triangle-alert": "Opgelet",
    "circle-help": "Vraag",
    "ellipsis": "Andere",
}


class IconPicker(forms.RadioSelect):
    """Radio buttons that show the picture."""

    template_name = "issues/staff/settings/icon_picker.html"
    option_template_name = "issues/staff/settings/icon_option.html"


def icon_field() -> forms.ChoiceField:
    """A choice of one picture."""
    return forms.ChoiceField(
        label="Pictogram",
        choices=list(ICONS.items()),
        widget=IconPicker,
        error_messages={"required": "Kies een pictogram."},
    )


def with_present_icon(field: forms.Field, icon: str) -> None:
    """Offer ``icon`` too when it is not one of the list, so that saving keeps it."""
    if icon and icon not in ICONS:
        choices: list[Any] = [*ICONS.items(), (icon, icon)]
        field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField
