"""Forms of who looks after counters, clerks and the queue."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue import skills
from onthaal.catalogue.models import Skill
from onthaal.people.models import User
from onthaal.reception.models import Clerk, Counter, Duty, QueuePolicy


class CounterForm(forms.ModelForm[Counter]):
    class Meta:
        model = Counter
        fields = ["location", "name", "kind", "position", "is_active"]
        labels = {"location": "Plaats"}
        help_texts = {"position": "Een lager getal staat eerst.", "is_active": ""}
        error_messages = {"name": {"required": "Geef het loket een naam."}}

    def filled(self) -> Counter:
        """The counter as typed, not stored."""
        return self.instance


class ClerkForm(forms.Form):
    """What a colleague can serve; a new one is chosen from the staff."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Collega",
        empty_label="Kies een collega",
        error_messages={"required": "Kies een collega."},
    )
    skills = forms.ModelMultipleChoiceField(
        Skill.objects.all(),
        label="Bekwaamheden",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, clerk: Clerk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.staff().filter(is_active=True).order_by("name")
        if clerk is None:
            self.fields["user"].queryset = staff.filter(clerk=None)  # type: ignore[attr-defined]
        else:
            del self.fields["user"]
            self.initial = {"skills": clerk.skills.all(), **self.initial}
        skills.tell_if_none(self.fields["skills"])


class PolicyForm(forms.ModelForm[QueuePolicy]):
    class Meta:
        model = QueuePolicy
        fields = [
            "norm_minutes",
            "alarm_minutes",
            "appointment_bonus",
            "appointments_in_a_row",
            "late_tolerance",
            "recalls_before_no_show",
            "walk_in_letter",
            "appointment_letter",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("walk_in_letter", "appointment_letter"):
            self.fields[name].widget.attrs["class"] = "one-letter"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("walk_in_letter") and data["walk_in_letter"] == data.get("appointment_letter"):
            self.add_error("appointment_letter", "Kies twee verschillende letters.")
        norm, alarm = data.get("norm_minutes"), data.get("alarm_minutes")
        if norm and alarm and alarm < norm:
            self.add_error("alarm_minutes", "Kies minstens zo veel minuten als de norm.")
        return data

    def filled(self) -> QueuePolicy:
        """The settings as typed, not stored."""
        return self.instance


class KioskForm(forms.Form):
    message = forms.CharField(
        label="Boodschap op de aanmeldzuil",
        max_length=200,
        required=False,
        help_text="Zolang hier iets staat, geeft de zuil geen volgnummers.",
    )


class TodayForm(forms.Form):
    """What somebody may serve besides, until he or she leaves the counter."""

    skills = forms.ModelMultipleChoiceField(
        Skill.objects.all(),
        label="Ook voor",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Skill.objects.filter(clerks__user=duty.clerk_id)
        self.fields["skills"].queryset = Skill.objects.exclude(  # type: ignore[attr-defined]
            pk__in=own
        )
        self.initial = {"skills": duty.extra_skills.all()}
