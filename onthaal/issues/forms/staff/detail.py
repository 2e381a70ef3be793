"""What a member of staff decides about one issue."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from onthaal.core import clock
from onthaal.core.references import tidy_reference
from onthaal.issues import rules
from onthaal.issues.actions.splitting import MOST_PARTS, Part
from onthaal.issues.models import Category, Issue, Reason, StandardText, Status
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.ui.forms import DayInput

TEXT_LIMIT = 5000


def category_choices() -> list[Any]:
    """Every active category under its group, for a select."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for category in Category.objects.filter(is_active=True).select_related("group"):
        groups.setdefault(category.group.name, []).append((category.pk, category.name))
    return [("", "Kies een onderwerp"), *groups.items()]


class CategoryField(forms.TypedChoiceField):
    """A category chosen from the grouped list; gives the Category."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=category_choices,
            coerce=lambda pk: Category.objects.get(pk=pk),
            empty_value=None,
            **kwargs,
        )


class IssueForm(forms.Form):
    """Keeps which version of the issue the person saw, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, issue: Issue, user: User, **kwargs: Any) -> None:
        self.issue, self.user = issue, user
        kwargs["initial"] = {
            "version": issue.version,
            "seen_at": clock.now().isoformat(),
            **self.start_values(),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)

    def start_values(self) -> dict[str, Any]:
        return {}

    def look_again(self) -> None:
        """Keep everything typed, but as an answer to the issue as it is now."""
        data = self.data.copy()
        data["version"] = str(self.issue.version)
        data["seen_at"] = clock.now().isoformat()
        self.data = data


class StatusForm(IssueForm):
    to = forms.ChoiceField(label="Nieuwe status", widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Reden", choices=[("", "Kies een reden"), *Reason.choices], required=False
    )
    forwarded_to = forms.CharField(
        label="Bij wie kan de melder wel terecht?",
        max_length=160,
        required=False,
        help_text="Alleen bij “Niet bevoegd”: naam met telefoonnummer of webadres.",
    )
    text = forms.CharField(
        label="Antwoord aan de melder",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Verplicht bij afsluiten. Schrijf kort en gewoon, met ‘u’.",
    )
    expected_on = forms.DateField(
        label="Verwachte datum",
        required=False,
        widget=DayInput,
        help_text="De melder ziet deze datum. Laat leeg om ze te houden.",
    )
    note = forms.CharField(
        label="Interne notitie",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen voor collega’s.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = rules.NEXT[self.issue.state] - {Status.DUPLICATE}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [(s.value, s.label) for s in Status if s in allowed]

    def clean_expected_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["expected_on"]
        if day and day < clock.today():
            raise forms.ValidationError("Kies een datum vanaf vandaag.")
        return day


def standard_texts(issue: Issue) -> Any:
    """The ready wordings that fit this issue's category."""
    return StandardText.objects.filter(
        Q(category=issue.category) | Q(category=None), is_active=True
    )


class AssignmentForm(IssueForm):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), empty_label=None)
    handler = forms.ModelChoiceField(
        label="Behandelaar",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nog niemand",
    )
    note = forms.CharField(
        label="Notitie voor het team", max_length=TEXT_LIMIT, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.active()  # type: ignore[attr-defined]
        handlers = self.fields["handler"]
        handlers.queryset = (  # type: ignore[attr-defined]
            User.objects.filter(is_staff=True, is_active=True, memberships__isnull=False)
            .distinct()
            .order_by("name")
            .prefetch_related("memberships__team")
        )
        handlers.label_from_instance = lambda user: (  # type: ignore[attr-defined]
            f"{user} ({', '.join(m.team.name for m in user.memberships.all())})"
        )

    def start_values(self) -> dict[str, Any]:
        return {"team": self.issue.team_id, "handler": self.issue.handler_id}


class RecategoriseForm(IssueForm):
    category = CategoryField(label="Onderwerp", help_text="Team en termijn volgen het onderwerp.")
    note = forms.CharField(
        label="Waarom", max_length=TEXT_LIMIT, required=False, widget=forms.Textarea
    )

    def start_values(self) -> dict[str, Any]:
        return {"category": self.issue.category_id}


class PlaceForm(IssueForm):
    address = forms.CharField(
        label="Straat en huisnummer",
        max_length=200,
        help_text="Of verschuif de kaart tot de speld juist staat.",
    )
    lat = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    place_note = forms.CharField(label="Extra aanduiding", max_length=200, required=False)
    note = forms.CharField(
        label="Waarom", max_length=TEXT_LIMIT, required=False, widget=forms.Textarea
    )

    def start_values(self) -> dict[str, Any]:
        return {
            "address": self.issue.place,
            "place_note": self.issue.place_note,
            "lat": self.issue.lat,
            "lon": self.issue.lon,
        }


class ExpectedDateForm(IssueForm):
    expected_on = forms.DateField(label="Nieuwe verwachte datum", widget=DayInput)
    why = forms.CharField(
        label="Waarom verandert de datum?",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea,
        help_text="De melder krijgt deze uitleg.",
    )

    def clean_expected_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["expected_on"]
        if day < clock.today():
            raise forms.ValidationError("Kies een datum vanaf vandaag.")
        return day

    def start_values(self) -> dict[str, Any]:
        return {"expected_on": self.issue.expected_on}


class ReporterQuestionForm(IssueForm):
    text = forms.CharField(
        label="Uw vraag aan de melder",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class OutsiderForm(IssueForm):
    name = forms.CharField(label="Naam van de andere partij", max_length=120)
    email = forms.EmailField(label="E-mailadres")
    text = forms.CharField(
        label="Wat vraagt u?",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="De andere partij ziet de melding en de foto’s, niet de gegevens van de melder.",
    )


class MergeForm(IssueForm):
    original = forms.CharField(
        label="Nummer van de eerste melding", max_length=20, help_text="Bijvoorbeeld LV-7K3M-92XQ."
    )
    text = forms.CharField(
        label="Bericht aan de melder", max_length=TEXT_LIMIT, required=False, widget=forms.Textarea
    )
    note = forms.CharField(
        label="Interne notitie", max_length=TEXT_LIMIT, required=False, widget=forms.Textarea
    )

    def clean_original(self) -> Issue:
        reference = tidy_reference(self.cleaned_data["original"])
        found = Issue.objects.visible_to(self.user).filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError("Wij vinden geen melding met dit nummer. Kijk het na.")
        if found.pk == self.issue.pk:
            raise forms.ValidationError("Dit is het nummer van deze melding zelf.")
        return found


class SplitForm(IssueForm):
    """Up to ten parts; an empty row does not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"category_{number}"] = CategoryField(
                label=f"Onderwerp van deel {number}", required=False
            )
            self.fields[f"description_{number}"] = forms.CharField(
                label=f"Wat is er aan de hand in deel {number}?",
                max_length=TEXT_LIMIT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [
            (number, self[f"category_{number}"], self[f"description_{number}"])
            for number in range(1, MOST_PARTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = []
        for number in range(1, MOST_PARTS + 1):
            category = cleaned.get(f"category_{number}")
            description = (cleaned.get(f"description_{number}") or "").strip()
            if category and description:
                parts.append(Part(category=category, description=description))
            elif description:
                self.add_error(f"category_{number}", f"Kies een onderwerp voor deel {number}.")
            elif category:
                self.add_error(f"description_{number}", f"Beschrijf deel {number}.")
        if not parts and not self.errors:
            self.add_error("category_1", "Vul minstens één deel in.")
        cleaned["parts"] = parts
        return cleaned


class NoteForm(IssueForm):
    text = forms.CharField(
        label="Notitie voor collega’s",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CallForm(IssueForm):
    reached = forms.ChoiceField(
        label="Hebt u iemand gesproken?",
        choices=[("ja", "Ja, gesproken"), ("nee", "Nee, niet bereikt")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Wat is er gezegd of afgesproken?",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea,
    )


class TitleForm(IssueForm):
    title = forms.CharField(label="Titel", max_length=120, help_text="Kort, zonder namen.")

    def start_values(self) -> dict[str, Any]:
        return {"title": self.issue.title}


class ReleaseForm(IssueForm):
    title = forms.CharField(label="Openbare titel", max_length=120)
    text = forms.CharField(
        label="Openbare tekst",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Haal namen, telefoonnummers, nummerplaten en huisnummers van buren eruit.",
    )
    photos = forms.TypedMultipleChoiceField(
        label="Foto’s die iedereen mag zien",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photos = list(self.issue.photos.all())
        if photos:
            field = self.fields["photos"]
            assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- tells mypy
            field.choices = [(p.pk, f"Foto {n}") for n, p in enumerate(photos, start=1)]
            self.initial.setdefault("photos", [p.pk for p in photos if p.is_public])
        else:
            del self.fields["photos"]

    def start_values(self) -> dict[str, Any]:
        return {
            "title": self.issue.public_title or self.issue.title,
            "text": self.issue.public_text or self.issue.description,
        }
