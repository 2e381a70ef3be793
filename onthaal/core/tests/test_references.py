from hypothesis import given
from hypothesis import strategies as st

from onthaal.core.references import (
    ALPHABET,
    check_character,
    is_reference,
    new_reference,
    new_secret,
    tidy_reference,
)

bodies = st.text(alphabet=ALPHABET, min_size=7, max_size=7)


def whole(body: str) -> str:
    code = body + check_character(body)
    return f"LV-{code[:4]}-{code[4:]}"


def test_a_new_reference_is_well_formed_and_differs_every_time():
    references = {new_reference("LV") for _ in range(500)}
    assert len(references) == 500
    assert all(is_reference(reference) for reference in references)


@given(bodies, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body, place, wrong):
    code = list(body + check_character(body))
    if code[place] == wrong:
        return
    code[place] = wrong
    assert not is_reference("LV-" + "".join(code[:4]) + "-" + "".join(code[4:]))


@given(bodies, st.integers(0, 6))
def test_two_swapped_characters_are_always_noticed(body, place):
    code = list(body + check_character(body))
    if code[place] == code[place + 1]:
        return
    code[place], code[place + 1] = code[place + 1], code[place]
    assert not is_reference("LV-" + "".join(code[:4]) + "-" + "".join(code[4:]))


@given(bodies)
def test_what_a_resident_types_becomes_the_reference_again(body):
    reference = whole(body)
    for typed in (reference.lower(), reference.replace("-", " "), f"  {reference} "):
        assert tidy_reference(typed) == reference


def test_nonsense_is_no_reference():
    for typed in ("", "LV", "LV-1234-5678", "melding 7", "LV-AAAA-AAA", "lv-" + "a" * 400):
        assert not is_reference(tidy_reference(typed))


def test_secrets_are_long_and_differ():
    assert len({new_secret() for _ in range(1000)}) == 1000
    assert all(len(new_secret()) == 22 for _ in range(10))
