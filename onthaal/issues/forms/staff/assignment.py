"""Who handles it, what it is about, and where it is."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues import places
from onthaal.issues.actions.submission import Place
from onthaal.issues.forms.staff.issue_form import CategoryField, IssueForm, note_field
from onthaal.organisation.models import Team
from onthaal.people.models import User


class AssignmentForm(IssueForm):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), empty_label=None)
    handler = forms.ModelChoiceField(
        label="Behandelaar",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nog niemand",
    )
    note = note_field("Notitie voor het team")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.active()  # type: ignore[attr-defined]
        handlers = self.fields["handler"]
        handlers.queryset = (  # type: ignore[attr-defined]
            User.objects.staff()
            .filter(is_active=True, memberships__isnull=False)
            .distinct()
            .order_by("name")
            .prefetch_related("memberships__team")
        )
        handlers.label_from_instance = lambda user: (  # type: ignore[attr-defined]
            f"{user} ({', '.join(each.team.name for each in user.memberships.all())})"
        )

    def start_values(self) -> dict[str, Any]:
        return {"team": self.issue.team_id, "handler": self.issue.handler_id}


class CategoryForm(IssueForm):
    category = CategoryField(
        label="Onderwerp",
        help_text="Team en termijn volgen het onderwerp. Verandert de verwachte datum, dan krijgt "
        "de melder bericht.",
    )
    note = note_field("Waarom")

    def start_values(self) -> dict[str, Any]:
        return {"category": self.issue.category_id}


class PlaceForm(IssueForm):
    """``place`` is in ``cleaned_data`` after ``is_valid``; the pin goes before the words."""

    address = forms.CharField(
        label="Straat en huisnummer",
        max_length=200,
        error_messages={"required": "Vul een straat en huisnummer in."},
    )
    place_note = forms.CharField(
        label="Extra aanduiding",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: achter de kerk, aan de glasbol.",
    )
    as_typed = forms.BooleanField(
        label="Bewaar de plaats zoals ik ze schreef, zonder punt op de kaart", required=False
    )
    lat = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    note = note_field("Waarom")

    def start_values(self) -> dict[str, Any]:
        return {
            "address": self.issue.place,
            "place_note": self.issue.place_note,
            "lat": self.issue.lat,
            "lon": self.issue.lon,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "address" in cleaned:
            cleaned["place"] = self._place(cleaned)
        return cleaned

    def _place(self, cleaned: dict[str, Any]) -> Place | None:
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        pin_moved = lat is not None and lon is not None and not self._is_here(lat, lon)
        if not pin_moved and cleaned["address"] != self.issue.place:
            lat = lon = None
        located = places.locate(cleaned["address"], lat=lat, lon=lon, note=cleaned["place_note"])
        if located.verdict == places.Verdict.OUTSIDE:
            self.add_error("address", "Deze plaats ligt buiten de gemeente.")
        elif not located.has_point and not cleaned.get("as_typed"):
            self.add_error("address", _not_found(located))
        return located.place

    def _is_here(self, lat: float, lon: float) -> bool:
        """A map gives back the centre that it got, rounded."""
        if self.issue.lat is None or self.issue.lon is None:
            return False
        return abs(lat - self.issue.lat) < 2e-6 and abs(lon - self.issue.lon) < 2e-6


def _not_found(located: places.Located) -> str:
    if located.choices:
        return f"Wij vinden dit adres niet precies. Bedoelt u {' of '.join(located.choices[:3])}?"
    return "Wij vinden dit adres niet. Kijk het na, of wijs de plaats aan op de kaart."
