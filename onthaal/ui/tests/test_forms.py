"""How a form reads: label, hint and error belong together, for eyes and for screen readers."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template

from onthaal.ui.forms import ChoiceCards, DateParts, PhotoPicker


class Visit(forms.Form):
    name = forms.CharField(label="Uw naam", help_text="Zoals op uw kaart.")
    phone = forms.CharField(label="Telefoon", required=False)
    about = forms.ChoiceField(
        label="Waarover?",
        choices=[("road", "Weg"), ("lamp", "Lamp")],
        widget=ChoiceCards(describe={"road": ("construction", "Put of tegel")}),
    )
    born_on = forms.DateField(label="Geboortedatum", widget=DateParts(birthday=True))
    photos = forms.FileField(label="Foto’s", required=False, widget=PhotoPicker)
    agree = forms.BooleanField(label="Ik ga akkoord")


def rendered(template: str, **context) -> str:
    return Template(template).render(Context(context))


def test_what_is_not_needed_says_so():
    form = Visit()
    assert "(niet verplicht)" in rendered("{% field form.phone %}", form=form)
    assert "(niet verplicht)" not in rendered("{% field form.name %}", form=form)


def test_a_field_names_its_hint_and_its_error():
    html = rendered("{% field form.name %}", form=Visit({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_leads_to_the_first_thing_to_fill_in():
    html = rendered("{% error_summary form %}", form=Visit({}))
    for target in ("id_name", "id_about_0", "id_born_on_day", "id_agree"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in rendered("{{ form }}", form=Visit({}))


def test_the_summary_names_the_field_that_is_empty():
    html = rendered("{% error_summary form %}", form=Visit({}))
    assert "Uw naam: dit veld is verplicht." in html


def test_a_good_form_has_no_summary():
    assert rendered("{% error_summary form %}", form=Visit()).strip() == ""


def test_a_card_shows_icon_and_hint():
    html = rendered("{% field form.about %}", form=Visit({"about": "road"}))
    assert "#construction" in html
    assert "Put of tegel" in html
    assert html.count("checked") == 1


def test_attributes_reach_the_input():
    html = rendered('{% field form.name autocomplete="name" inputmode="text" %}', form=Visit())
    assert 'autocomplete="name"' in html
    assert 'inputmode="text"' in html


class TestThreeBoxesForADay:
    def day(self, *parts: str) -> Visit:
        names = ("born_on_day", "born_on_month", "born_on_year")
        return Visit(dict(zip(names, parts, strict=True)))

    def test_three_numbers_are_a_day(self):
        form = self.day("7", "3", "1985")
        form.is_valid()
        assert form.cleaned_data["born_on"] == dt.date(1985, 3, 7)

    @pytest.mark.parametrize(
        "parts", [("31", "2", "1985"), ("7", "", "1985"), ("zeven", "3", "1985")]
    )
    def test_what_is_no_day_is_refused_and_stays(self, parts):
        form = self.day(*parts)
        assert "born_on" in form.errors
        html = rendered("{% field form.born_on %}", form=form)
        for part in filter(None, parts):
            assert f'value="{part}"' in html

    def test_nothing_is_nothing(self):
        assert self.day("", "", "").errors["born_on"] == ["Dit veld is verplicht."]

    def test_a_known_day_is_filled_in(self):
        html = rendered("{{ form.born_on }}", form=Visit(initial={"born_on": dt.date(1985, 3, 7)}))
        assert 'value="7"' in html
        assert 'autocomplete="bday-year"' in html


def test_a_file_field_takes_several_photos():
    html = rendered("{% field form.photos %}", form=Visit())
    assert 'type="file"' in html
    assert "multiple" in html
    assert 'for="id_photos"' in html
