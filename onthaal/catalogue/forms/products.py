"""Beginning a product, how it is served, the second pair of eyes, archiving, skills, settings."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.urls import is_valid_path
from django.utils import timezone

from onthaal.catalogue import rich_text, skills
from onthaal.catalogue.models import (
    CatalogueSettings,
    Channel,
    Concept,
    Process,
    Product,
    Skill,
)
from onthaal.catalogue.topics import LIFE_EVENT_CHOICES
from onthaal.core import clock
from onthaal.organisation.models import Team
from onthaal.ui.forms import DayInput, out_of_range


class NewProductForm(forms.Form):
    name = forms.CharField(
        label="Naam van het product",
        max_length=200,
        required=False,
        help_text="Zoals een inwoner het noemt, bijvoorbeeld “Reispas”.",
        error_messages={"max_length": "Maak de naam korter: hoogstens %(limit_value)d tekens."},
    )
    concept = forms.ModelChoiceField(
        Concept.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concept = self.fields["concept"]
        concept.queryset = Concept.objects.filter(newest__isnull=False)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["name"] = rich_text.plain(data.get("name") or "")
        if not data["name"] and not data.get("concept"):
            self.add_error("name", "Geef het product een naam.")
        return data


class LinesField(forms.CharField):
    """A list, one thing per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, longest: int, most: int = 40, **kwargs: Any) -> None:
        self.longest, self.most = longest, most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [rich_text.plain(line) for line in (super().clean(value) or "").split("\n")]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > self.most:
            raise forms.ValidationError(f"Zet hier hoogstens {self.most} regels.")
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    f"“{line[:40]}…” is te lang: hoogstens {self.longest} tekens per regel."
                )
        return lines


class EurosField(forms.CharField):
    """An amount in euro, as cents. Empty = not known, 0 = free."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}".replace(".", ",") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        typed = (super().clean(value) or "").replace("€", "").replace(" ", "").replace("\xa0", "")
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,6}([.,]\d{1,2})?", typed):
            raise forms.ValidationError("Schrijf een bedrag, zoals 25 of 12,50.")
        return int(Decimal(typed.replace(",", ".")) * 100)


class OperationsForm(forms.ModelForm[Product]):
    """``edition`` is how often the product was changed when the page was shown."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    channels = forms.MultipleChoiceField(
        label="Kanalen",
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Waar een inwoner dit kan regelen.",
    )
    bring = LinesField(
        label="Mee te brengen",
        longest=200,
        required=False,
        help_text="Eén ding per regel. Dit staat in de bevestiging van een afspraak.",
    )
    life_events = forms.MultipleChoiceField(
        label="Levensgebeurtenissen",
        choices=LIFE_EVENT_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fee_cents = EurosField(
        label="Retributie in euro", required=False, help_text="0 is gratis. Leeg is niet bekend."
    )
    systems = LinesField(
        label="Systemen",
        longest=80,
        required=False,
        help_text="Programma’s die u nodig hebt, één per regel.",
    )
    authorisations = LinesField(
        label="Machtigingen", longest=80, required=False, help_text="Eén per regel."
    )
    privacy_level = forms.TypedChoiceField(
        label="Vertrouwelijkheid",
        coerce=int,
        choices=[
            (0, "0 – niets bijzonders"),
            (1, "1 – persoonsgegevens"),
            (2, "2 – gevoelige gegevens"),
            (3, "3 – alleen in een gesprekslokaal"),
        ],
        help_text="Vanaf 2 zien behandelaars van een ander team de afspraken ervoor niet, en wordt "
        "bijgehouden wie zo’n afspraak bekijkt.",
    )

    class Meta:
        model = Product
        fields = [
            "owner",
            "process",
            "access",
            "office",
            "channels",
            "minutes",
            "minutes_per_extra_person",
            "shared_minutes",
            "max_persons",
            "skills",
            "bring",
            "fee_cents",
            "online_url",
            "pays_online",
            "life_events",
            "systems",
            "authorisations",
            "privacy_level",
        ]
        widgets = {"skills": forms.CheckboxSelectMultiple}
        labels = {"owner": "Eigenaar", "process": "Proces", "access": "Aan het loket"}
        help_texts = {
            "minutes": "Voor één persoon, van “goedemorgen” tot “tot ziens”.",
            "shared_minutes": "Wat maar één keer hoeft als iemand meer dingen tegelijk regelt.",
            "max_persons": "In één afspraak.",
            "online_url": (
                "Een formulier op een andere site (https://…) of een pagina van deze site, "
                "zoals /melden/."
            ),
            "office": "Wie het product afwerkt.",
        }
        error_messages = {
            "minutes": {
                "required": "Vul in hoeveel minuten het duurt, ongeveer.",
                **out_of_range("Het duurt 1 tot 480 minuten."),
            },
            "minutes_per_extra_person": out_of_range("Reken 0 tot 240 minuten per extra persoon."),
            "shared_minutes": out_of_range("Er vallen 0 tot 240 minuten weg."),
            "max_persons": out_of_range("In één afspraak passen 1 tot 20 personen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].initial = self.instance.edition
        owner: Any = self.fields["owner"]
        owner.queryset = Team.objects.active() | Team.objects.filter(pk=self.instance.owner_id or 0)
        owner.empty_label = "Nog niemand"
        process: Any = self.fields["process"]
        process.queryset = Process.objects.active_or(self.instance.process_id)
        process.empty_label = "Nog geen"
        skills.tell_if_none(self.fields["skills"])

    def clean_online_url(self) -> str:
        address = str(self.cleaned_data["online_url"]).strip()
        # two slashes, or one that some browsers read as a slash, lead to another site
        ours = re.match(r"/(?![/\\])", address)
        if address and not ours and not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
            raise forms.ValidationError(
                "Geef een volledig webadres, dat begint met https://, of een pagina van deze site, "
                "die begint met één /."
            )
        if address and not rich_text.is_address(f"https://x{address}" if ours else address):
            raise forms.ValidationError("In een webadres staan geen spaties of aanhalingstekens.")
        if ours and not is_valid_path(urlsplit(address).path):
            raise forms.ValidationError("Deze pagina bestaat niet op deze site. Kijk het adres na.")
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        shared, minutes = data.get("shared_minutes"), data.get("minutes")
        # a duration that is wrong itself is told apart
        if shared is not None and minutes and shared >= minutes:
            self.add_error("shared_minutes", "Dit moet minder zijn dan de duur zelf.")
        if data.get("pays_online") and not data.get("fee_cents"):
            self.add_error("fee_cents", "Vul het bedrag in dat men online betaalt.")
        return data


class ApproveForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="Publiceren op",
        required=False,
        widget=DayInput,
        help_text="Laat leeg om nu te publiceren.",
    )
    at = forms.TimeField(
        label="Om",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, hour = data.get("on"), data.get("at")
        data["moment"] = None
        if hour and not day and "on" not in self.errors:
            self.add_error("on", "Kies ook een dag.")
        if day:
            moment = timezone.make_aware(dt.datetime.combine(day, hour or dt.time(0, 0)))
            if moment <= clock.now():
                self.add_error("on", "Kies een moment in de toekomst, of laat leeg voor nu.")
            elif moment > clock.now() + dt.timedelta(days=730):
                self.add_error("on", "Kies een moment binnen twee jaar.")
            data["moment"] = moment
        return data


class SendBackForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Wat moet er beter?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf wat er beter moet, dan weet uw collega wat te doen."},
    )


class ArchiveForm(forms.Form):
    why = forms.CharField(
        label="Waarom?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen collega’s lezen dit.",
        error_messages={"required": "Schrijf kort waarom, dan weet een collega het later nog."},
    )


class SkillForm(forms.ModelForm[Skill]):
    class Meta:
        model = Skill
        fields = ["name"]
        help_texts = {"name": "Wat iemand aan het loket moet kunnen en mogen."}
        error_messages = {
            "name": {
                "required": "Geef de bekwaamheid een naam.",
                "max_length": "Maak de naam korter: hoogstens %(limit_value)d tekens.",
                "unique": "Er is al een bekwaamheid met deze naam.",
            }
        }


class SettingsForm(forms.ModelForm[CatalogueSettings]):
    class Meta:
        model = CatalogueSettings
        fields = ["form", "area"]
        widgets = {"form": forms.RadioSelect}
        labels = {"form": "Hoe spreekt u inwoners aan in productteksten?"}
        help_texts = {
            "area": "Een code van Eurostat (zoals BE21313021) of een adres. Leeg: wij leiden het "
            "af van de NIS-code.",
        }

    def clean_area(self) -> str:
        area = str(self.cleaned_data["area"]).strip()
        if area and not re.fullmatch(r"BE[0-9A-Z]{1,8}|https?://[^\s<>\"]+", area):
            raise forms.ValidationError("Geef een code die begint met BE, of een volledig adres.")
        return area


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Bestand",
        help_text="JSON uit LPDC of de IPDC, of XML uit Cevi. Hoogstens 20 MB.",
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Het bestand is leeg.",
            "missing": "Kies een bestand.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.jsonld,.xml,application/json"}),
    )

    def __init__(self, *args: Any, left_out: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out = left_out or []
        if self.left_out:
            self.fields["file"].error_messages["required"] = (
                f"{self.left_out[0]} is groter dan 20 MB. Splits het bestand en probeer opnieuw."
            )
