"""Words in one shape: accents, diminutives, compounds, and what must never be counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.catalogue.codes import THEMES as IPDC_THEMES
from onthaal.catalogue.finding import spelling, words
from onthaal.catalogue.finding.standard_words import STANDARD
from onthaal.catalogue.topics import LIFE_EVENTS, THEMES


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Café’s en auto's", "cafe en auto"),
        ("e-ID", "eid"),
        ("Kids-ID", "kids id"),
        ("  RÉISPAS!  ", "reispas"),
        ("artikel 1502", "artikel 1502"),
        ("", ""),
    ],
)
def test_accents_signs_and_capitals_make_no_difference(text, shape):
    assert words.plain(text) == shape


@given(text=st.text(max_size=200))
def test_a_text_in_shape_stays_as_it_is(text):
    shape = words.plain(text)
    assert words.plain(shape) == shape
    assert len(words.tokens(text)) <= words.MOST_WORDS


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    assert words.tokens("Hoe kan ik een reispas aanvragen?") == ["reispas", "aanvragen"]
    assert words.tokens("wat is dat") == ["wat", "is", "dat"]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("paspoortje", "paspoort"),
        ("kaartjes", "kaart"),
        ("autootje", "auto"),
        ("autos", "auto"),
        ("bloempje", "bloem"),
    ],
)
def test_a_little_one_is_the_same_thing(word, other):
    assert any(other in form for form in words.forms(word))


def test_a_compound_is_read_as_its_parts():
    known = {"huwelijk", "aangifte", "parkeerkaart", "gehandicapten", "kaart"}
    assert words.parts("huwelijksaangifte", known) == ["huwelijk", "aangifte"]
    assert words.parts("gehandicaptenparkeerkaart", known) == ["gehandicapten", "parkeerkaart"]
    assert words.parts("zomaariets", known) == []


@given(
    st.lists(st.sampled_from(["reispas", "aangifte", "huwelijk", "kaart"]), min_size=2, max_size=4)
)
def test_whatever_is_glued_together_comes_apart(pieces):
    known = {"reispas", "aangifte", "huwelijk", "kaart"}
    assert words.parts("".join(pieces), known) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "an.peeters@voorbeeld.be",
        "0477 12 34 56",
        "+32 14 00.00.00",
        "93.05.18-223.61",
        "BE68 5390 0754 7034",
        "https://voorbeeld.be/ik",
        "ik woon in de kerkstraat en mijn buurman jan maakt elke nacht veel lawaai met zijn hond",
        "",
        "?",
    ],
)
def test_what_could_be_about_a_person_is_not_counted(text):
    assert words.countable(text) == ""


def test_what_is_counted_has_one_shape():
    assert words.countable("De REISPAS") == words.countable("reispas") == "reispas"


@given(digits=st.text("0123456789", min_size=6, max_size=16))
def test_no_long_number_is_ever_kept(digits):
    assert words.countable(f"nummer {digits}") == ""
    assert digits not in words.without_personal_data(f"Bel {digits} even.")


def test_a_short_word_is_not_corrected():
    assert spelling.nearest("zal", {"zaal": 1}) == []
    assert spelling.nearest("zaall", {"zaal": 1, "zaak": 1}) == ["zaal"]


def test_our_own_lists_hold_together():
    assert all(len(group) >= 2 for group in STANDARD.values())
    assert {topic.code for topic in THEMES} == set(IPDC_THEMES)
    slugs = [topic.slug for topic in (*THEMES, *LIFE_EVENTS)]
    assert len(slugs) == len(set(slugs))
