"""Questions to the reporter or to somebody outside."""

from __future__ import annotations

from django import forms

from onthaal.issues.forms.staff.issue_form import IssueForm, text_field
from onthaal.ui.forms import EmailField


class ReporterQuestionForm(IssueForm):
    text = text_field(
        "Uw vraag aan de melder", rows=6, error_messages={"required": "Schrijf uw vraag."}
    )


class OutsiderForm(IssueForm):
    name = forms.CharField(
        label="Naam van de andere partij",
        max_length=80,
        widget=forms.TextInput(attrs={"list": "eerdere-partijen"}),
        error_messages={"required": "Vul in aan wie u dit doorstuurt."},
    )
    email = EmailField(
        label="E-mailadres",
        error_messages={"required": "Vul het e-mailadres in."},
    )
    text = text_field(
        "Wat vraagt u?",
        rows=6,
        help_text="De andere partij ziet de beschrijving, de plaats en de foto’s, maar niet wie "
        "het gemeld heeft.",
        error_messages={"required": "Schrijf wat u vraagt."},
    )
    tell = text_field(
        "Bericht aan de melder",
        rows=3,
        required=False,
        help_text="Vult u niets in, dan krijgt de melder nu geen mail.",
    )
