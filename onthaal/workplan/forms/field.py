"""Forms of a crew in the street: few fields, large, and each also over a slow network."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms

from onthaal.issues.forms.citizen.photos import WithPhotos
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.people.models import User
from onthaal.workplan.actions.field import Deed
from onthaal.workplan.models import ActKind, Material, WorkOrder
from onthaal.workplan.states import NotDoneReason

MATERIAL_ROWS = 3


class DeedForm(WithPhotos):
    """One deed; ``kind`` decides what else is asked. ``key`` makes it count once, ``at`` is when
    it was done by the clock of the telephone."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    text = LongTextField(
        label="Opmerking", max_length=2000, rows=3, required=False, help_text="Wat u deed of zag."
    )
    reason = forms.ChoiceField(
        label="Waarom is het niet gelukt?",
        choices=[("", "Kies een reden"), *NotDoneReason.choices],
        required=False,
    )
    before = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: ActKind,
        order: WorkOrder,
        people: list[User],
        materials: list[Material] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        kwargs.setdefault("auto_id", f"id_{order.pk}_{kind}_%s")
        super().__init__(*args, **kwargs)
        self.kind, self.order, self.people = kind, order, people
        self.fields["photos"].label = "Foto’s"
        self.fields["photos"].help_text = "Liefst zonder herkenbare personen of nummerplaten."
        if kind in (ActKind.START, ActKind.STOP):
            for name in ("text", "reason", "photos", "before"):
                del self.fields[name]
        elif kind == ActKind.PHOTO:
            del self.fields["text"], self.fields["reason"]
        else:
            del self.fields["before"]
        if kind == ActKind.DONE:
            del self.fields["reason"]
            self._ask_costs(materials)
        if kind == ActKind.NOT_DONE:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Kies waarom het niet gelukt is."

    def _ask_costs(self, materials: list[Material] | None) -> None:
        """``materials`` saves asking for them again at each order of a day."""
        if materials is None:
            materials = list(Material.objects.filter(is_active=True))
        for person in self.people:
            self.fields[f"minutes_{person.pk}"] = forms.IntegerField(
                label=f"Minuten van {person}", required=False, min_value=0, max_value=1440
            )
        choices = [
            ("", "Geen"),
            *((str(row.pk), str(row)) for row in materials),
        ]
        for number in range(1, MATERIAL_ROWS + 1):
            self.fields[f"material_{number}"] = forms.ChoiceField(
                label=f"Materiaal {number}", required=False, choices=choices
            )
            self.fields[f"quantity_{number}"] = forms.DecimalField(
                label=f"Hoeveelheid {number}",
                required=False,
                min_value=0,
                max_value=100_000,
                decimal_places=2,
                localize=True,
            )

    @property
    def cost_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [
            (self[f"material_{number}"], self[f"quantity_{number}"])
            for number in range(1, MATERIAL_ROWS + 1)
        ]

    @property
    def hour_fields(self) -> list[forms.BoundField]:
        return [self[f"minutes_{person.pk}"] for person in self.people]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() if "photos" in self.fields else self.cleaned_data
        for number in range(1, MATERIAL_ROWS + 1):
            chosen, much = cleaned.get(f"material_{number}"), cleaned.get(f"quantity_{number}")
            if chosen and not much and f"quantity_{number}" not in self.errors:
                self.add_error(f"quantity_{number}", "Vul in hoeveel u gebruikte.")
        return cleaned

    def deed(self) -> Deed:
        data = self.cleaned_data
        materials: dict[int, Decimal] = {}
        for number in range(1, MATERIAL_ROWS + 1):
            if chosen := data.get(f"material_{number}"):
                pk = int(chosen)
                materials[pk] = materials.get(pk, Decimal(0)) + data[f"quantity_{number}"]
        at: dt.datetime | None = data.get("at")
        return Deed(
            self.kind,
            data["key"],
            at=at,
            text=data.get("text", ""),
            reason=data.get("reason", ""),
            minutes={
                person.pk: data[f"minutes_{person.pk}"]
                for person in self.people
                if data.get(f"minutes_{person.pk}")
            },
            materials=materials,
            photos=[photo for _, photo in self.accepted],
            before=bool(data.get("before")),
        )
