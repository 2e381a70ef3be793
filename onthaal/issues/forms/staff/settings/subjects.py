"""Groups, categories and their questions."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue.models import Process
from onthaal.issues.forms.staff.settings.icons import icon_field, with_present_icon
from onthaal.issues.models import Category, CategoryGroup, Question, QuestionKind, Stopper
from onthaal.organisation.models import Team

_CHOICE_KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICES)


class GroupForm(forms.ModelForm[CategoryGroup]):
    icon = icon_field()

    class Meta:
        model = CategoryGroup
        fields = ["name", "hint", "icon"]
        help_texts = {"hint": "Enkele voorbeelden, in kleine letters onder de naam."}
        error_messages = {"name": {"unique": "Er is al een groep met deze naam."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_present_icon(self.fields["icon"], self.instance.icon)


class LinesField(forms.CharField):
    """A list, one item a line (or separated by commas)."""

    def __init__(self, *, commas: bool = False, **kwargs: Any) -> None:
        self.commas = commas
        rows = 2 if commas else 5
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return (", " if self.commas else "\n").join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        items = text.replace(",", "\n").splitlines() if self.commas else text.splitlines()
        return list(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))


class CategoryForm(forms.ModelForm[Category]):
    icon = icon_field()
    keywords = LinesField(
        label="Trefwoorden",
        commas=True,
        required=False,
        help_text="Woorden die inwoners gebruiken, met een komma ertussen. Hiermee stellen wij "
        "het onderwerp voor.",
    )

    class Meta:
        model = Category
        fields = [
            "group",
            "name",
            "hint",
            "icon",
            "team",
            "process",
            "working_days",
            "keywords",
            "notice",
            "stopper",
            "stopper_text",
            "is_public",
            "is_active",
        ]
        help_texts = {
            "hint": "Eén regel onder de naam.",
            "process": "Het proces waarbij dit onderwerp in de cijfers telt.",
            "working_days": "Zo lang mag het duren. Bestaande meldingen houden hun datum.",
            "notice": "Staat bij het formulier als iemand dit onderwerp kiest.",
            "stopper": "Dan kan men dit onderwerp niet melden, maar leest men wat te doen.",
            "stopper_text": "Wie moet men bellen, of waar kan men terecht?",
            "is_public": "Iedereen ziet dat er op deze plaats iets gemeld is; de tekst pas na "
            "vrijgave.",
            "is_active": "Een onderwerp dat niet actief is, kan niemand nog kiezen. De meldingen "
            "blijven.",
        }
        widgets = {
            "notice": forms.Textarea(attrs={"rows": 2}),
            "stopper_text": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "name": {
                "required": "Geef het onderwerp een naam.",
                "unique": "Er is al een onderwerp met deze naam.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_present_icon(self.fields["icon"], self.instance.icon)
        team = self.fields["team"]
        teams = Team.objects.active()
        if self.instance.team_id:
            teams = teams | Team.objects.filter(pk=self.instance.team_id)
        team.queryset = teams  # type: ignore[attr-defined]  # a ModelChoiceField
        process = self.fields["process"]
        present = self.instance.process_id
        process.queryset = Process.objects.active_or(present)  # type: ignore[attr-defined]
        process.empty_label = None  # type: ignore[attr-defined]  # a ModelChoiceField
        team.empty_label = "Kies een team"  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Kies een groep"  # type: ignore[attr-defined]
        self.fields["stopper"].choices = Stopper.choices  # type: ignore[attr-defined]

    def clean_keywords(self) -> list[str]:
        return list(dict.fromkeys(word.lower()[:40] for word in self.cleaned_data["keywords"]))

    def clean_working_days(self) -> int:
        days: int = self.cleaned_data["working_days"]
        if not 1 <= days <= 250:
            raise forms.ValidationError("Kies tussen 1 en 250 werkdagen.")
        return days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stopper") and not cleaned.get("stopper_text", "").strip():
            self.add_error("stopper_text", "Vul in wat de melder dan moet doen.")
        return cleaned


class QuestionForm(forms.ModelForm[Question]):
    options = LinesField(
        label="Keuzes", required=False, help_text="Eén per regel. Alleen bij een keuzevraag."
    )

    class Meta:
        model = Question
        fields = [
            "label",
            "hint",
            "kind",
            "options",
            "required",
            "stop_on",
            "stopper",
            "stopper_text",
        ]
        help_texts = {
            "stop_on": "Kiest iemand dit antwoord, dan is het geen gewone melding.",
        }
        widgets = {"stopper_text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"label": {"required": "Schrijf de vraag."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stopper"].choices = Stopper.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        options = cleaned.get("options") or []
        if cleaned.get("kind") in _CHOICE_KINDS:
            if len(options) < 2:
                self.add_error("options", "Geef minstens twee keuzes, één per regel.")
        else:
            cleaned["options"] = []
        if any(len(option) > 80 for option in options):
            self.add_error("options", "Maak elke keuze hoogstens 80 tekens lang.")
        stop_on = cleaned.get("stop_on", "")
        if stop_on and stop_on not in options:
            self.add_error("stop_on", "Neem dit over uit de keuzes, precies zo geschreven.")
        if stop_on and not cleaned.get("stopper"):
            self.add_error("stopper", "Kies waarom dit geen gewone melding is.")
        if stop_on and not cleaned.get("stopper_text", "").strip():
            self.add_error("stopper_text", "Vul in wat de melder dan moet doen.")
        return cleaned
