"""The front-office score and its reasons."""

from hypothesis import given
from hypothesis import strategies as st

from onthaal.frontoffice.questions import Part
from onthaal.frontoffice.rules.score import DOUBTFUL, GOOD, Facts, advice, score

EASY = Facts(
    per_year=1500,
    median=4,
    variation=0.2,
    complete=1.0,
    systems=1,
    authorisations=0,
    privacy_level=0,
)
HARD = Facts(
    per_year=10,
    median=45,
    variation=1.5,
    complete=0.2,
    systems=4,
    authorisations=3,
    privacy_level=3,
)
UNKNOWN = Facts(None, None, None, None, systems=1, authorisations=0, privacy_level=0)

facts = st.builds(
    Facts,
    per_year=st.none() | st.floats(0, 50_000),
    median=st.none() | st.floats(0, 200),
    variation=st.none() | st.floats(0, 5),
    complete=st.none() | st.floats(0, 1),
    systems=st.integers(0, 9),
    authorisations=st.integers(0, 9),
    privacy_level=st.integers(0, 3),
)
weights = st.fixed_dictionaries({part: st.integers(1, 100) for part in Part})


def test_what_is_easy_scores_high_and_what_is_hard_low():
    assert score(EASY).value == 100
    assert score(HARD).value < 10
    assert "Geschikt" in advice(score(EASY), is_front=False)
    assert "backoffice" in advice(score(HARD), is_front=False)


def test_what_is_not_known_counts_neither_for_nor_against():
    found = score(UNKNOWN)
    assert found.value == 100
    assert not found.is_certain
    assert advice(found, is_front=False) == "Nog te weinig gemeten om iets te zeggen."
    assert [each.value for each in found.reasons][:4] == [None] * 4


def test_a_hard_product_in_the_front_office_is_questioned():
    assert "hoort daar misschien niet" in advice(score(HARD), is_front=True)
    assert "dat past" in advice(score(EASY), is_front=True)


def test_the_weakest_answer_is_the_one_that_costs_most():
    found = score(Facts(1500, 4, 0.2, 0.1, 1, 0, 0))
    assert found.weakest.part == Part.COMPLETE
    assert found.value >= DOUBTFUL
    assert found.value < 100
    assert GOOD > DOUBTFUL


@given(facts, weights)
def test_a_score_lies_between_0_and_100_and_every_reason_has_words(known, heavy):
    found = score(known, heavy)
    assert 0 <= found.value <= 100
    assert 0 < found.known <= 1
    assert all(each.words for each in found.reasons)


@given(facts, weights, st.integers(1, 5))
def test_one_more_system_never_raises_the_score(known, heavy, more):
    worse = Facts(
        known.per_year,
        known.median,
        known.variation,
        known.complete,
        known.systems + more,
        known.authorisations,
        known.privacy_level,
    )
    assert score(worse, heavy).value <= score(known, heavy).value
