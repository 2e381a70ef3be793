"""What a colleague fills in while somebody is on the telephone."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from onthaal.appointments import finding, rules
from onthaal.appointments.actions.booking import Contact
from onthaal.appointments.models import BookedBy, CapacityLane, Kind
from onthaal.appointments.places import places
from onthaal.appointments.selection import read_moment
from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.ui.forms import DayInput, EmailField

PRODUCTS = 3


class WishForm(forms.Form):
    """For what, for how many, where and from when on; enough to show what is free."""

    soort = forms.ChoiceField(label="Hoe", choices=Kind.choices, initial=Kind.COUNTER)
    plaats = forms.ModelChoiceField(
        label="Plaats", queryset=Location.objects.none(), empty_label=None
    )
    met = forms.ModelChoiceField(
        label="Met wie",
        queryset=User.objects.none(),
        required=False,
        empty_label="Maakt niet uit",
    )
    vanaf = forms.DateField(label="Vanaf", required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = places()
        where = self.fields["plaats"]
        where.queryset = Location.objects.filter(  # type: ignore[attr-defined]  # a model choice
            pk__in=[place.pk for place in everywhere]
        )
        where.initial = everywhere[0].pk if everywhere else None
        self.fields["met"].queryset = hosts()  # type: ignore[attr-defined]  # a model choice
        for number in range(1, PRODUCTS + 1):
            self.fields[f"product_{number}"] = forms.CharField(
                label="Product" if number == 1 else f"Nog een product ({number})",
                required=number == 1,
                error_messages={"required": "Kies waarvoor men komt."},
                max_length=200,
                widget=forms.TextInput(attrs={"list": "producten", "autocomplete": "off"}),
            )
            self.fields[f"persons_{number}"] = forms.IntegerField(
                label="Personen",
                required=False,
                initial=1,
                min_value=1,
                max_value=20,
                error_messages={"max_value": "Hoogstens 20 personen. Splits de groep."},
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"product_{n}"], self[f"persons_{n}"]) for n in range(1, PRODUCTS + 1)]

    @property
    def items(self) -> list[tuple[Product, int]]:
        """The products that were found, each once, with their persons."""
        return list(self.cleaned_data.get("items", ()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found: dict[Product, int] = {}
        for number in range(1, PRODUCTS + 1):
            typed = (cleaned.get(f"product_{number}") or "").strip()
            if not typed:
                continue
            product = _product(typed)
            if product is None:
                self.add_error(
                    f"product_{number}",
                    f"Geen product dat op “{typed}” lijkt waarvoor men een afspraak kan maken.",
                )
                continue
            persons = cleaned.get(f"persons_{number}") or 1
            if persons > product.max_persons:
                self.add_error(
                    f"persons_{number}",
                    f"{product.name} kan voor hoogstens {product.max_persons} personen tegelijk.",
                )
            found[product] = min(persons, product.max_persons)
        cleaned["items"] = list(found.items())
        return cleaned


class TelephoneForm(WishForm):
    """Everything for the appointment itself."""

    act = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    start = forms.CharField(
        max_length=40, error_messages={"required": "Kies een vrij moment uit de lijst."}
    )
    name = forms.CharField(
        label="Naam", max_length=120, error_messages={"required": "Vul de naam in."}
    )
    phone = forms.CharField(label="Telefoonnummer", required=False, max_length=40)
    email = EmailField(
        label="E-mailadres",
        required=False,
        help_text="Met een adres gaan bevestiging en herinnering vanzelf.",
    )
    address_line = forms.CharField(
        label="Adres voor het huisbezoek", required=False, max_length=200
    )
    note = forms.CharField(label="Opmerking", required=False, max_length=500)
    booked_by = forms.ChoiceField(
        label="Gevraagd",
        choices=[(BookedBy.PHONE, "per telefoon"), (BookedBy.DESK, "aan het onthaal")],
        initial=BookedBy.PHONE,
    )

    def clean_start(self) -> dt.datetime:
        moment = read_moment(self.cleaned_data["start"])
        if moment is None:
            raise forms.ValidationError("Kies een vrij moment uit de lijst.")
        return moment

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if typed and not rules.is_phone(typed):
            raise forms.ValidationError("Dit is geen telefoonnummer. Typ het zoals 0470 12 34 56.")
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("soort") == Kind.HOME and not cleaned.get("address_line"):
            self.add_error("address_line", "Vul in waar wij langskomen.")
        given = any(cleaned.get(each) or each in self.errors for each in ("phone", "email"))
        if not given:
            self.add_error("phone", "Vraag een telefoonnummer of een e-mailadres.")
        return cleaned

    @property
    def contact(self) -> Contact:
        cleaned = self.cleaned_data
        return Contact(
            name=cleaned["name"],
            email=cleaned["email"],
            phone=cleaned["phone"],
            address_line=cleaned["address_line"],
            note=cleaned["note"],
        )


def hosts() -> QuerySet[User]:
    """The colleagues with whom one can make an appointment in person."""
    hosting = CapacityLane.objects.filter(is_active=True, host__isnull=False)
    return User.objects.filter(pk__in=hosting.values("host")).order_by("name")


def _product(typed: str) -> Product | None:
    """The product that somebody typed: by its name, else the likeliest one."""
    exact = Product.objects.bookable().filter(name__iexact=typed).first()
    if exact:
        return exact
    bookable = {product.pk for product in finding.bookable()}
    return next((each for each in finding.search(typed) if each.pk in bookable), None)
