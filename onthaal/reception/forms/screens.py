"""Forms of who looks after the screens."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.organisation.models import Location
from onthaal.reception.models import Counter, Screen, ScreenKind
from onthaal.ui.forms import ChoiceCards

# what only makes sense on one kind of screen
_OF_DISPLAY = ("counters", "has_sound", "speaks", "sound_at_once", "is_dark", "by_phone")
_OF_KIOSK = ("prints", "where_to_sit")


class NewScreenForm(forms.ModelForm[Screen]):
    class Meta:
        model = Screen
        fields = ["kind", "name", "location"]
        widgets = {
            "kind": ChoiceCards(
                describe={
                    ScreenKind.DISPLAY: ("monitor", "Toont wie aan de beurt is."),
                    ScreenKind.KIOSK: (
                        "tablet-smartphone",
                        "Geeft nummers en meldt afspraken aan.",
                    ),
                }
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ScreenKind.choices  # type: ignore[attr-defined]
        places = Location.objects.all()
        self.fields["location"].queryset = places  # type: ignore[attr-defined]
        self.fields["location"].empty_label = None  # type: ignore[attr-defined]
        self.initial.setdefault("location", places.first())


class ScreenForm(forms.ModelForm[Screen]):
    """The settings of one screen, as far as its kind has them."""

    class Meta:
        model = Screen
        fields = [
            "name",
            "message",
            "counters",
            "has_sound",
            "speaks",
            "sound_at_once",
            "is_dark",
            "prints",
            "where_to_sit",
            "large_print",
            "by_phone",
        ]
        widgets = {"counters": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _OF_DISPLAY if self.instance.is_kiosk else _OF_KIOSK:
            del self.fields[name]
        if "counters" in self.fields:
            counters = Counter.objects.filter(location=self.instance.location_id, is_active=True)
            self.fields["counters"].queryset = counters  # type: ignore[attr-defined]
