"""Forms for the mail that leaves the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from onthaal.outbox import wordings
from onthaal.outbox.wordings import Template, UnknownPlaceholder
from onthaal.ui.forms import EmailField


class RetryForm(forms.Form):
    to = EmailField(
        label="E-mailadres",
    )


class WordingForm(forms.Form):
    """The municipality's own wording of one mail."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(label="Onderwerp", max_length=200)
    body = forms.CharField(
        label="Tekst",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=(
            "Een lege regel begint een nieuwe alinea. Een regel met “- ” vooraan is een punt in "
            "een lijst. [tekst](adres) is een link, [Knop: tekst](adres) een knop."
        ),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        self.template = template
        super().__init__(*args, **kwargs)

    def look_again(self, seen: int | None) -> None:
        """Keep everything typed, but as a change of the wording that is in use by now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = str(seen or "")
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("subject", "body"):
            try:
                wordings.check(self.template, cleaned.get(name, ""), "")
            except UnknownPlaceholder as problem:
                names = ", ".join(sorted(problem.names))
                known = ", ".join(f"{{{each}}}" for each in self.template.placeholders)
                self.add_error(name, f"{names} bestaat niet in deze mail. U kunt kiezen: {known}.")
        return cleaned
