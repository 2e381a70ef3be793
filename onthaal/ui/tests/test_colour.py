"""The municipality picks three colours; everything that follows from them must be readable."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onthaal.ui import colour, house_style

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_contrast_of_black_and_white_is_the_largest_there_is():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_known_pair_from_the_standard():
    # the grey that just passes on white is known by heart in the trade
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colours, colours)
def test_contrast_has_no_direction(one, other):
    assert colour.contrast(one, other) == colour.contrast(other, one)
    assert 1 <= colour.contrast(one, other) <= 21.0001


@given(colours, colours)
def test_mixing_begins_and_ends_at_the_two_colours(one, other):
    assert colour.mix(one, other, 0) == one
    assert colour.mix(one, other, 1) == other


@given(colours, colours)
def test_a_scale_goes_from_dark_to_light(header, action):
    assume(not colour.problems(header, action, "#8a2a6b"))
    scale = colour.brand_scale(header, action)
    steps = ["brand-800", "brand-700", "brand-600", "brand-200", "brand-100", "brand-50"]
    against_black = [colour.contrast(scale[step], "#000000") for step in steps]
    assert against_black == sorted(against_black)


@given(colours, colours, colours)
def test_colours_without_problems_are_readable_everywhere(header, action, accent):
    assume(not colour.problems(header, action, accent))
    for pair, ratio in colour.measured(colour.scale(header, action, accent)):
        assert ratio >= pair.needs, pair.where


@given(colours, colours, colours)
def test_what_a_message_proposes_works(header, action, accent):
    chosen = {"header_colour": header, "action_colour": action, "accent_colour": accent}
    for name, message in colour.problems(*chosen.values()).items():
        chosen[name] = message.rstrip(".").rpartition(" ")[2]
    assert colour.problems(*chosen.values()) == {}


def test_a_pale_button_is_refused_in_plain_words():
    message = colour.problems("#0a3329", "#ffe066", "#8a2a6b")["action_colour"]
    assert message.startswith(
        "Te licht voor witte letters op een knop: het contrast is 1,3 en moet minstens 4,5 zijn."
    )


@pytest.mark.parametrize("name", house_style.READY)
def test_the_ready_house_styles_work(name):
    look = house_style.READY[name]
    assert not colour.problems(look.header_colour, look.action_colour, look.accent_colour)
    assert f"--brand-900:{look.header_colour};" in house_style.css(look)
