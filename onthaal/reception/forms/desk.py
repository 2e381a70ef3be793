"""What is typed at the reception desk."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue.models import Product, Skill
from onthaal.people.models import User
from onthaal.reception import queue
from onthaal.reception.actions.registration import BonusReason
from onthaal.reception.forms.workplace import find_product
from onthaal.reception.models import Counter, Duty, Visit
from onthaal.reception.rules.scoring import MAX_HAND_BONUS

ROWS = 4


class ProductField(forms.CharField):
    """A product, typed or chosen from the list on the page; becomes the product itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs.update({"list": "producten", "autocomplete": "off"})

    def clean(self, value: Any) -> Product | None:
        typed = super().clean(value)
        return find_product(typed) if typed else None


class WalkInForm(forms.Form):
    """Somebody without appointment: one to four products, each for a number of persons."""

    name = forms.CharField(label="Naam", max_length=80, required=False)
    note = forms.CharField(
        label="Notitie voor het loket",
        max_length=200,
        required=False,
        help_text="Schrijf niets over gezondheid.",
    )
    act = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields[f"product_{number}"] = ProductField(
                label="Waarvoor komt de bezoeker?" if number == 1 else f"Product {number}",
                required=number == 1,
                error_messages={"required": "Typ waarvoor de bezoeker komt."},
            )
            self.fields[f"persons_{number}"] = forms.IntegerField(
                label="Personen",
                min_value=1,
                max_value=20,
                initial=1,
                required=number == 1,
                error_messages={
                    "min_value": "Geef minstens 1 persoon.",
                    "required": "Geef voor hoeveel personen.",
                },
            )
        self.fields["product_1"].widget.attrs.update({"data-key": "r", "data-first": ""})

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields in pairs, for on the page."""
        return [(self[f"product_{n}"], self[f"persons_{n}"]) for n in range(1, ROWS + 1)]

    @property
    def has_more(self) -> bool:
        """Whether somebody typed in the second line or further."""
        return any(self[f"product_{n}"].value() for n in range(2, ROWS + 1))

    def items(self) -> list[tuple[Product, int]]:
        found: list[tuple[Product, int]] = []
        for number in range(1, ROWS + 1):
            if product := self.cleaned_data[f"product_{number}"]:
                found.append((product, self.cleaned_data[f"persons_{number}"] or 1))
        return found


class VisitForm(forms.Form):
    name = forms.CharField(label="Naam", max_length=80, required=False)
    note = forms.CharField(
        label="Notitie voor het loket",
        max_length=200,
        required=False,
        help_text="Schrijf niets over gezondheid.",
    )


class AddProductForm(forms.Form):
    product = ProductField(
        label="Product", error_messages={"required": "Kies welk product erbij komt."}
    )
    persons = forms.IntegerField(
        label="Personen",
        min_value=1,
        max_value=20,
        initial=1,
        error_messages={"required": "Geef voor hoeveel personen."},
    )
    act = forms.UUIDField(widget=forms.HiddenInput, required=False)


class PersonsForm(forms.Form):
    persons = forms.IntegerField(
        label="Personen",
        min_value=1,
        max_value=20,
        error_messages={"required": "Geef voor hoeveel personen."},
    )


class BonusForm(forms.Form):
    minutes = forms.IntegerField(
        label="Minuten voorrang",
        min_value=0,
        max_value=MAX_HAND_BONUS,
        help_text="De bezoeker telt alsof hij of zij zo veel langer wacht. 0 = geen voorrang.",
        error_messages={"required": "Geef een aantal minuten."},
    )
    reason = forms.ChoiceField(label="Waarom?", choices=BonusReason.choices)


class DestinationForm(forms.Form):
    """To whom a visitor is passed on."""

    to = forms.ChoiceField(label="Naar wie?", error_messages={"required": "Kies naar wie."})

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = Duty.objects.open().filter(counter__location=visit.location_id)
        sitting = sitting.select_related("counter", "clerk")
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Kies"),
            ("Loket", [(f"counter:{one.counter_id}", str(one)) for one in sitting]),
            ("Collega", [(f"clerk:{one.clerk_id}", str(one.clerk)) for one in sitting]),
            ("Wie dit kan", queue.skill_choices(visit.location)),
        ]

    def where(self) -> dict[str, Any]:
        """``counter``, ``clerk`` or ``skill``, as ``calling.transfer`` takes it."""
        kind, _, number = self.cleaned_data["to"].partition(":")
        models: dict[str, Any] = {"counter": Counter, "clerk": User, "skill": Skill}
        return {kind: models[kind].objects.get(pk=int(number))}
