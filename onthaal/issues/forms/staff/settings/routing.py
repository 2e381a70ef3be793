"""One routing rule and its place in the order."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms

from onthaal.issues.actions.routing import describe
from onthaal.issues.models import Category, Question, QuestionKind, RoutingRule
from onthaal.organisation.models import Team

_WITH_CHOICES = (QuestionKind.CHOICE, QuestionKind.CHOICES)


def _grouped(rows: list[tuple[str, Any, str]], empty: str) -> list[Any]:
    groups: dict[str, list[tuple[Any, str]]] = {}
    for group, value, label in rows:
        groups.setdefault(group, []).append((value, label))
    return [("", empty), *groups.items()]


class RuleForm(forms.ModelForm[RoutingRule]):
    """``answer_to`` is question and answer in one choice. ``tested`` is the print of the choices
    that were tried out last: other choices must be tried out first."""

    answer_to = forms.ChoiceField(label="Antwoord", required=False)
    place = forms.TypedChoiceField(label="Plaats in de volgorde", coerce=int)
    tested = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RoutingRule
        fields = ["category", "neighbourhood", "team", "note"]
        error_messages = {"team": {"required": "Kies een team."}}

    field_order = ["category", "neighbourhood", "answer_to", "team", "place", "note"]

    def __init__(self, *args: Any, rules: list[RoutingRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.instance
        category = self.fields["category"]
        category.empty_label = "Alle onderwerpen"  # type: ignore[attr-defined]
        category.choices = _grouped(  # type: ignore[attr-defined]
            [
                (each.group.name, each.pk, each.name)
                for each in Category.objects.select_related("group")
                if each.is_active or each.pk == rule.category_id
            ],
            "Alle onderwerpen",
        )
        self.fields["neighbourhood"].empty_label = "Alle wijken"  # type: ignore[attr-defined]
        team = self.fields["team"]
        team.queryset = Team.objects.active()  # type: ignore[attr-defined]
        team.empty_label = "Kies een team"  # type: ignore[attr-defined]
        self._offer_answers()
        self._offer_places(rules)
        if rule.question_id:
            self.initial["answer_to"] = f"{rule.question_id}:{rule.answer}"

    def _offer_answers(self) -> None:
        rows = [
            (f"{each.category.name}: {each.label}", f"{each.pk}:{option}", option)
            for each in Question.objects.filter(kind__in=_WITH_CHOICES).select_related("category")
            for option in each.options
        ]
        rule = self.instance
        present = f"{rule.question_id}:{rule.answer}"
        if rule.question and present not in {value for _, value, _ in rows}:
            rows.append((rule.question.label, present, f"{rule.answer} (bestaat niet meer)"))
        self.fields["answer_to"].choices = _grouped(rows, "Elk antwoord")  # type: ignore[attr-defined]

    def _offer_places(self, rules: list[RoutingRule]) -> None:
        others = [each for each in rules if each.pk != self.instance.pk]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (0, "Als eerste"),
            *((number, f"Na: {describe(each)}") for number, each in enumerate(others, start=1)),
        ]
        here = next(
            (number for number, each in enumerate(rules) if each.pk == self.instance.pk),
            len(others),
        )
        self.initial["place"] = here

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pk, _, answer = (cleaned.get("answer_to") or "").partition(":")
        question = Question.objects.select_related("category").filter(pk=pk or 0).first()
        self.instance.question, self.instance.answer = question, answer if question else ""
        category = cleaned.get("category")
        if question and category and question.category_id != category.pk:
            self.add_error(
                "answer_to",
                f"Deze vraag hoort bij “{question.category.name}”, niet bij “{category.name}”.",
            )
        elif question and not category:
            cleaned["category"] = question.category
        if not cleaned.get("category") and not cleaned.get("neighbourhood") and not question:
            self.add_error(
                "category",
                "Kies een onderwerp, een wijk of een antwoord. Anders gaat alles hierheen.",
            )
        return cleaned

    def fingerprint(self) -> str:
        """What the choices are, as one short word."""
        chosen = [
            str(self.cleaned_data.get(name))
            for name in (*self.Meta.fields[:3], "answer_to", "place")
        ]
        return hashlib.sha256("\n".join(chosen).encode()).hexdigest()[:16]

    @property
    def is_tested(self) -> bool:
        """Whether these very choices were tried out."""
        return bool(self.cleaned_data.get("tested") == self.fingerprint())
