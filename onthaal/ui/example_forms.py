"""The forms of the style guide: one field of each kind."""

from __future__ import annotations

from django import forms

from onthaal.ui.forms import ChoiceCards, DateParts, DayInput, EmailField, PhotoPicker

SUBJECTS = {
    "weg": ("Wegdek of voetpad", "construction", "Put, losse tegel, verzakking"),
    "licht": ("Straatverlichting", "lamp-floor", "Lamp stuk of brandt overdag"),
    "vuil": ("Zwerfvuil", "trash-2", "Sluikstort, volle vuilbak"),
    "groen": ("Groen en bomen", "tree-deciduous", "Afgebroken tak, onkruid"),
}


class ExampleForm(forms.Form):
    """Valid input does not matter here; wrong input shows every message."""

    name = forms.CharField(label="Uw naam", error_messages={"required": "Vul uw naam in."})
    phone = forms.CharField(
        label="Telefoonnummer",
        required=False,
        help_text="Alleen als wij u dringend iets moeten vragen.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = EmailField(
        label="E-mailadres",
        help_text="Hier sturen wij nieuws over uw melding naartoe.",
    )
    neighbourhood = forms.ChoiceField(
        label="Wijk", choices=[("", "Kies een wijk"), ("c", "Centrum"), ("h", "Heikant")]
    )
    description = forms.CharField(
        label="Beschrijf het probleem",
        help_text="Zet hier geen namen of nummerplaten in.",
        max_length=800,
        min_length=10,
        widget=forms.Textarea,
        error_messages={"min_length": "Beschrijf het probleem in minstens 10 tekens."},
    )
    contact = forms.ChoiceField(
        label="Hoe wilt u nieuws krijgen?",
        choices=[("mail", "Per e-mail"), ("phone", "Per telefoon"), ("none", "Liever niet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe u nieuws wilt krijgen."},
    )
    news = forms.MultipleChoiceField(
        label="Waarover wilt u nieuws?",
        required=False,
        help_text="Kies alles wat past.",
        choices=[("works", "Wegenwerken"), ("green", "Groen"), ("waste", "Afval")],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.ChoiceField(
        label="Waarover gaat het?",
        choices=[(key, words) for key, (words, _, _) in SUBJECTS.items()],
        widget=ChoiceCards(
            describe={key: (icon, hint) for key, (_, icon, hint) in SUBJECTS.items()}
        ),
        error_messages={"required": "Kies waarover uw melding gaat."},
    )
    born_on = forms.DateField(
        label="Uw geboortedatum",
        help_text="Bijvoorbeeld 27 3 1985.",
        widget=DateParts(birthday=True),
        error_messages={"invalid": "Deze dag bestaat niet. Kijk dag, maand en jaar na."},
    )
    visit_on = forms.DateField(label="Op welke dag wilt u komen?", widget=DayInput)
    people = forms.IntegerField(label="Met hoeveel komt u?", min_value=1, max_value=400)
    photos = forms.FileField(
        label="Foto’s",
        required=False,
        help_text="Tot 4 foto’s. Liefst zonder herkenbare personen.",
        widget=PhotoPicker,
    )
    agree = forms.BooleanField(
        label="Ik heb gelezen wat er met mijn gegevens gebeurt.",
        error_messages={"required": "Zet een vinkje om verder te gaan."},
    )


def wrong_form() -> ExampleForm:
    """A form as it comes back when nearly everything is wrong."""
    typed = {
        "email": "an@",
        "neighbourhood": "c",
        "visit_on": "2026-12-01",
        "people": "2",
        "description": "Put",
        "born_on_day": "31",
        "born_on_month": "2",
        "born_on_year": "1985",
    }
    return ExampleForm(typed, prefix=None, auto_id="fout_%s")
