import pytest

from onthaal.core.numbers import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), (" 42 ", 42), ("007", 7), ("0" * 5000 + "7", 7), ("2147483647", 2**31 - 1)],
)
def test_a_whole_number_is_read(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "²", "1²", "٣", "-1", "+1", "1.5", "1 2", "1_000", "vier", "2147483648", "9" * 5000],
)
def test_what_is_no_whole_number_or_too_large_is_nothing(text):
    assert whole(text) is None


def test_the_caller_may_say_how_large_a_number_may_be():
    assert whole("50", most=50) == 50
    assert whole("51", most=50) is None
    assert whole("3000000000", most=2**63 - 1) == 3_000_000_000
