"""Forms about webhooks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings

from onthaal.api import happenings
from onthaal.api.models import WebhookEndpoint
from onthaal.core import clock
from onthaal.integrations.open311 import outbound
from onthaal.ui.forms import DayInput

BOTH_FOR = [("0", "Het oude geheim stopt meteen"), ("24", "Eén dag"), ("168", "Eén week")]


class WebhookForm(forms.ModelForm[WebhookEndpoint]):
    types = forms.MultipleChoiceField(
        label="Welk nieuws?",
        choices=[
            (group, [(each.name, each.meaning) for each in happenings.TYPES if each.group == group])
            for group in (happenings.ISSUES, happenings.ORDERS)
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één soort nieuws."},
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "types"]
        labels = {"url": "Webadres van de ontvanger"}
        help_texts = {
            "name": "Zo herkent u het andere systeem, bijvoorbeeld “Planning technische dienst”.",
            "url": "Begint met https:// en staat bij het andere systeem als adres voor webhooks.",
        }
        error_messages = {
            "name": {
                "required": "Geef een naam.",
                "unique": "Er is al een webhook met deze naam.",
            },
            "url": {"required": "Vul het webadres van de ontvanger in."},
        }

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            parts = outbound.check(url)
        except outbound.NotAllowed:
            raise forms.ValidationError(
                "Dit is geen webadres. Het ziet eruit als https://voorbeeld.be/webhooks."
            ) from None
        if parts.scheme != "https" and not outbound.is_near(
            str(parts.hostname), settings.PARTNER_NETWORKS
        ):
            raise forms.ValidationError(
                "Gebruik een adres dat met https:// begint. Anders kan iedereen onderweg meelezen."
            )
        return url


class SecretForm(forms.Form):
    both_for = forms.ChoiceField(
        label="Hoe lang tekent het oude geheim nog mee?",
        choices=BOTH_FOR,
        initial="24",
        widget=forms.RadioSelect,
        help_text="Zo lang kan de ontvanger met het oude én met het nieuwe geheim nakijken dat een "
        "bericht van ons komt.",
        error_messages={"required": "Kies hoe lang het oude geheim nog geldt."},
    )

    @property
    def span(self) -> dt.timedelta:
        return dt.timedelta(hours=int(self.cleaned_data["both_for"]))


class ReplayForm(forms.Form):
    since = forms.DateField(
        label="Alles wat mislukte sinds",
        widget=DayInput(),
        error_messages={
            "required": "Kies vanaf welke dag.",
            "invalid": "Vul een datum in, bijvoorbeeld 23/11/2026.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = clock.today() - dt.timedelta(days=7)
