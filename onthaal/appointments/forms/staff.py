"""What colleagues fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from onthaal.appointments.models import (
    ROOM,
    TICK,
    BookingPolicy,
    CapacityBlock,
    CapacityLane,
    Kind,
    is_video_address,
)
from onthaal.catalogue import skills
from onthaal.core import clock
from onthaal.organisation.models import Location, Weekday
from onthaal.people.models import User
from onthaal.ui.forms import DayInput

POLICY_PARTS: Sequence[tuple[str, Sequence[str]]] = (
    ("Wanneer boeken", ("lead_minutes", "horizon_days", "staff_horizon_days", "same_day_share")),
    ("Tijd van een afspraak", ("grid_minutes", "turnover_minutes", "travel_minutes")),
    (
        "Vasthouden en teruggeven",
        ("hold_minutes", "reoffer_min_minutes", "reoffer_max_minutes"),
    ),
    ("Tegen hamsteren", ("max_per_email", "max_per_phone")),
    ("Rond de afspraak", ("reminder_hours", "check_in_minutes", "video_address", "video_text")),
)

_TIME = {"type": "time", "step": TICK * 60}


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Opmerking bij de afspraak",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LaneForm(forms.ModelForm[CapacityLane]):
    class Meta:
        model = CapacityLane
        fields = ["name", "skills", "host", "position", "is_active"]
        widgets = {"skills": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": "Bijvoorbeeld: Burgerzaken 1.",
            "skills": "Een product komt alleen op een baan die alles kan wat het product vraagt.",
            "host": (
                "Hier komt wie om deze persoon vraagt, en wat een bekwaamheid vraagt die deze baan "
                "heeft. Op uren dat de eigen agenda bezet is, komt er niets."
            ),
            "position": "Banen met een lager cijfer worden eerst gevuld.",
            "is_active": "Op een baan die niet actief is, wordt niets meer geboekt.",
        }

    def __init__(self, *args: Any, location: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.location = location
        people = User.objects.staff().filter(is_active=True).order_by("name")
        self.fields["host"].queryset = people  # type: ignore[attr-defined]
        self.fields["host"].empty_label = "Niemand in het bijzonder"  # type: ignore[attr-defined]
        skills.tell_if_none(self.fields["skills"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = CapacityLane.objects.filter(location=self.instance.location, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Er is hier al een baan met deze naam.")
        return name


class BlockForm(forms.ModelForm[CapacityBlock]):
    """Hours with lanes, either every week or on one day."""

    class Meta:
        model = CapacityBlock
        fields = [
            "kind",
            "starts_at",
            "ends_at",
            "lanes",
            "public_ceiling",
            "staff_ceiling",
            "walk_in_reserve",
            "note",
        ]
        widgets = {
            "starts_at": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "lanes": forms.CheckboxSelectMultiple,
        }
        labels = {"kind": "Waar zijn deze afspraken?"}
        help_texts = {
            "public_ceiling": "Zoveel banen mogen tegelijk bezet zijn door wie zelf boekt.",
            "staff_ceiling": "Een collega aan de telefoon mag tot hier gaan.",
            "walk_in_reserve": "Deze banen blijven altijd vrij, wie er ook boekt.",
            "note": "Alleen voor collega’s.",
        }

    def __init__(self, *args: Any, location: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location = location
        lanes = CapacityLane.objects.filter(location=location, is_active=True)
        self.fields["lanes"].queryset = lanes  # type: ignore[attr-defined]
        for name in ("starts_at", "ends_at", "lanes"):
            self.fields[name].required = True
        self.fields["lanes"].error_messages["required"] = "Kies minstens één baan."
        if self.instance.pk:
            # a rule of another kind is another rule
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        for name, time in (("starts_at", begin), ("ends_at", end)):
            if time and time.minute % TICK:
                self.add_error(name, "Kies een uur op vijf minuten, zoals 9.05.")
        if begin and end and end <= begin:
            self.add_error("ends_at", "‘Tot’ moet na ‘van’ liggen, op dezelfde dag.")
        public, staff = cleaned.get("public_ceiling"), cleaned.get("staff_ceiling")
        if public is not None and staff is not None and public > staff:
            self.add_error(
                "staff_ceiling", "Collega’s mogen minstens zoveel banen vullen als inwoners."
            )
        lanes, reserve = cleaned.get("lanes"), cleaned.get("walk_in_reserve")
        if lanes and reserve is not None and reserve >= len(lanes):
            self.add_error("walk_in_reserve", "Zo blijft er geen baan over voor afspraken.")
        return cleaned

    def blocks(self) -> list[CapacityBlock]:
        """The rules that this form makes, not stored yet."""
        raise NotImplementedError

    def _block(self, **more: Any) -> CapacityBlock:
        cleaned = self.cleaned_data
        return CapacityBlock(
            location=self.location,
            kind=cleaned.get("kind") or self.instance.kind,
            starts_at=cleaned["starts_at"],
            ends_at=cleaned["ends_at"],
            public_ceiling=cleaned["public_ceiling"],
            staff_ceiling=cleaned["staff_ceiling"],
            walk_in_reserve=cleaned["walk_in_reserve"],
            note=cleaned["note"],
            **more,
        )


class WeekBlockForm(BlockForm):
    weekdays = forms.TypedMultipleChoiceField(
        label="Op welke dagen?",
        choices=[(number, label.capitalize()) for number, label in Weekday.choices],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één dag."},
    )
    valid_from = forms.DateField(label="Vanaf", widget=DayInput)
    valid_until = forms.DateField(
        label="Tot en met", required=False, widget=DayInput, help_text="Leeg = tot u het verandert."
    )

    field_order = ["kind", "weekdays", "starts_at", "ends_at", "lanes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = max(
            clock.today(), self.instance.valid_from or clock.today()
        )
        if self.instance.pk:
            self.fields["weekdays"].initial = [self.instance.weekday]
            self.fields["valid_from"].label = "De verandering gaat in op"
            self.fields["valid_until"].initial = self.instance.valid_until

    def clean_valid_from(self) -> dt.date:
        day: dt.date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise forms.ValidationError("Kies vandaag of later: wat voorbij is, verandert niet.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", "De laatste dag ligt voor de eerste.")
        return cleaned

    def blocks(self) -> list[CapacityBlock]:
        return [
            self._block(
                weekday=weekday,
                valid_from=self.cleaned_data["valid_from"],
                valid_until=self.cleaned_data["valid_until"],
            )
            for weekday in self.cleaned_data["weekdays"]
        ]


class DayBlockForm(BlockForm):
    """Hours of one day, in place of the weekly ones."""

    day = forms.DateField(
        label="Dag",
        widget=DayInput,
        help_text="De weekblokken gelden dan die dag niet. Maak voor elke periode een blok.",
    )

    field_order = ["kind", "day", "starts_at", "ends_at", "lanes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["day"].initial = self.instance.day

    def clean_day(self) -> dt.date:
        return _not_past(self.cleaned_data["day"])

    def blocks(self) -> list[CapacityBlock]:
        day = self.cleaned_data["day"]
        return [self._block(day=day, valid_from=day)]


class DayWithoutForm(forms.Form):
    """A day on which there are no appointments, although the place is open."""

    kind = forms.ChoiceField(label="Welke afspraken niet?", choices=Kind.choices)
    day = forms.DateField(label="Dag", widget=DayInput)
    note = forms.CharField(
        label="Waarom?", required=False, max_length=160, help_text="Alleen voor collega’s."
    )

    def __init__(self, *args: Any, location: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location = location

    def clean_day(self) -> dt.date:
        return _not_past(self.cleaned_data["day"])

    def blocks(self) -> list[CapacityBlock]:
        cleaned = self.cleaned_data
        return [
            CapacityBlock(
                location=self.location,
                kind=cleaned["kind"],
                day=cleaned["day"],
                note=cleaned["note"],
                valid_from=cleaned["day"],
                public_ceiling=0,
                staff_ceiling=0,
            )
        ]


class EndForm(forms.Form):
    last_day = forms.DateField(label="Laatste dag", widget=DayInput)

    def clean_last_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["last_day"]
        if day < clock.today() - dt.timedelta(days=1):
            raise forms.ValidationError("Kies gisteren of later: wat voorbij is, verandert niet.")
        return day


class VideoLinkForm(forms.Form):
    video_link = forms.CharField(
        label="Link voor het videogesprek",
        max_length=300,
        help_text="De inwoner krijgt ze meteen in een mail.",
        validators=[is_video_address],
        error_messages={"required": "Plak hier de link van het videogesprek."},
    )


class CancellationForm(forms.Form):
    """Why a colleague cancels; the resident reads it."""

    reason = forms.CharField(
        label="Waarom gaat het niet door?",
        required=False,
        max_length=300,
        help_text="Staat in de mail. Bijvoorbeeld: wij zijn die dag gesloten.",
    )


class CancelEachForm(CancellationForm):
    """Several of them at once."""

    chosen = forms.MultipleChoiceField(
        label="Afspraken",
        error_messages={
            "required": "Duid aan welke afspraken u wilt annuleren.",
            "invalid_choice": "Een van de afspraken veranderde ondertussen. Kies opnieuw.",
        },
    )

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each, each) for each in choices
        ]


class PolicyForm(forms.ModelForm[BookingPolicy]):
    class Meta:
        model = BookingPolicy
        fields = [name for _, names in POLICY_PARTS for name in names]
        widgets = {"video_text": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "lead_minutes": "Ten laatste zoveel minuten vooraf boeken",
            "horizon_days": "Zoveel dagen vooruit voor inwoners",
            "staff_horizon_days": "Zoveel dagen vooruit voor collega’s",
            "hold_minutes": "Minuten vasthouden terwijl iemand typt",
            "same_day_share": "Percent dat pas op de dag zelf vrijkomt",
            "turnover_minutes": "Minuten tussen twee afspraken",
            "travel_minutes": "Minuten onderweg na een huisbezoek",
            "grid_minutes": "Afspraken beginnen om de",
            "max_per_email": "Hoogstens komende afspraken per e-mailadres",
            "max_per_phone": "Hoogstens komende afspraken per telefoonnummer",
            "reoffer_min_minutes": "Een geannuleerd moment komt terug na minstens (minuten)",
            "reoffer_max_minutes": "en na hoogstens (minuten)",
            "reminder_hours": "Herinnering zoveel uur vooraf",
            "check_in_minutes": "Aanmelden kan zoveel minuten vooraf",
            "video_address": "Adres van de videokamer",
            "video_text": "Uitleg zolang er geen link is",
        }
        help_texts = {
            "lead_minutes": "Collega’s mogen wel nog boeken tot op het laatste moment.",
            "same_day_share": (
                "Van elk blok: voor de eerste plaats het einde, voor de tweede het begin, en zo om "
                "de beurt. Zo is er elke dag nog iets vrij voor wie dringend komt."
            ),
            "reoffer_max_minutes": "Het juiste moment is toeval: zo ruilt niemand afspraken.",
            "reminder_hours": "0 = geen herinnering.",
            "video_address": (
                f"Zoals https://video.voorbeeld.be/{ROOM}. {ROOM} wordt voor elke afspraak een "
                "andere kamer. Laat u dit leeg, dan geeft u de link zelf, bij elke afspraak."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        early, late = cleaned.get("reoffer_min_minutes"), cleaned.get("reoffer_max_minutes")
        if early is not None and late is not None and early > late:
            self.add_error("reoffer_max_minutes", "Dit moet minstens zo lang zijn als het eerste.")
        near, far = cleaned.get("horizon_days"), cleaned.get("staff_horizon_days")
        if near is not None and far is not None and near > far:
            self.add_error("staff_horizon_days", "Collega’s zien minstens zover als inwoners.")
        return cleaned


def _not_past(day: dt.date) -> dt.date:
    if day < clock.today():
        raise forms.ValidationError("Kies vandaag of later: wat voorbij is, verandert niet.")
    return day
