"""People type addresses in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.territory.address_search import Typed, best_streets, edits, likeness, parse, street_key

NAMES = [
    "Kerkstraat", "Kerkhofstraat", "Molenstraat", "Sint-Jozefsplein", "Steenweg op Geel",
    "Elfde Liniestraat", "Onze-Lieve-Vrouwstraat", "Populierenlaan", "Eikenlaan",
]  # fmt: skip
STREETS = list(enumerate(NAMES))


def first(text):
    found = best_streets(parse(text), STREETS)
    return NAMES[found[0][0]] if found else None


@pytest.mark.parametrize(
    ("typed", "street", "number", "box"),
    [
        ("Kerkstraat 14", "kerkstraat", "14", ""),
        ("kerkstr 14", "kerkstraat", "14", ""),
        ("KERKSTR. 14 A", "kerkstraat", "14a", ""),
        ("Kerkstraat 14a bus 3", "kerkstraat", "14a", "3"),
        ("Kerkstraat 14/3", "kerkstraat", "14", "3"),
        ("14 Kerkstraat", "kerkstraat", "14", ""),
        ("Kerkstraat, nr 14, 2499 Lindeveld", "kerkstraat", "14", ""),
        ("Kerkstraat", "kerkstraat", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_address_is_taken_apart(typed, street, number, box):
    got = parse(typed, drop_words=["Lindeveld"])
    assert (got.street, got.number, got.box) == (street, number, box)


def test_a_postcode_is_not_a_house_number():
    assert parse("Kerkstraat 2499").postcode == "2499"
    assert parse("Kerkstraat 2499").number == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kerkstraat", "Kerkstraat"),
        ("kerkstr", "Kerkstraat"),
        ("kekrstraat", "Kerkstraat"),
        ("kerstraat 5", "Kerkstraat"),
        ("kerkho", "Kerkhofstraat"),
        ("molnestraat", "Molenstraat"),
        ("st jozefsplein", "Sint-Jozefsplein"),
        ("sint jozefspl", "Sint-Jozefsplein"),
        ("stwg op geel 20", "Steenweg op Geel"),
        ("geel", "Steenweg op Geel"),
        ("olv straat", "Onze-Lieve-Vrouwstraat"),
        ("populierlaan", "Populierenlaan"),
        ("pöpulierenlaan", "Populierenlaan"),
        ("xyz", None),
        ("a", None),
    ],
)
def test_the_street_that_was_meant_comes_first(typed, meant):
    assert first(typed) == meant


@given(st.sampled_from(NAMES))
def test_the_name_itself_always_wins(name):
    assert first(name) == name


@given(st.sampled_from([n for n in NAMES if len(street_key(n)) > 8]), st.data())
def test_one_letter_wrong_still_finds_the_street(name, data):
    key = street_key(name)
    at = data.draw(st.integers(1, len(key) - 1))
    letter = data.draw(st.sampled_from("qxz"))
    assert first(key[:at] + letter + key[at + 1 :]) == name


@given(st.text(max_size=80))
def test_nothing_that_is_typed_makes_it_stumble(text):
    typed = parse(text)
    assert isinstance(typed, Typed)
    best_streets(typed, STREETS)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_edits_are_symmetric_and_zero_only_for_the_same(a, b):
    assert edits(a, b, 8) == edits(b, a, 8)
    assert (edits(a, b, 8) == 0) == (a == b)


def test_swapped_neighbours_are_one_edit():
    assert edits("kekrstraat", "kerkstraat", 2) == 1
    assert edits("molen", "berg", 1) == 2
    assert likeness("molen", "berg") < 52
