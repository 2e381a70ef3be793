"""How hard a text reads: hints for an editor."""

from hypothesis import given
from hypothesis import strategies as st

from onthaal.catalogue import reading

EASY = [
    "U wilt een reispas. Kom naar het loket. Breng uw kaart mee. Breng ook een foto mee.",
    "De pas kost 75 euro. U betaalt aan het loket. Na een week is de pas klaar.",
]
HARD = [
    (
        "Desgevallend dient de aanvrager, alvorens de administratieve procedure aan te vangen, de "
        "noodzakelijke verantwoordingsstukken met betrekking tot de identiteitsvaststelling over "
        "te maken aan de bevoegde gemeentelijke administratie, die ingevolge de vigerende "
        "regelgeving onverwijld de ontvankelijkheid van het aanvraagdossier beoordeelt."
    )
]


def test_an_easy_text_scores_higher_than_one_of_an_office():
    easy, hard = reading.read(EASY), reading.read(HARD)
    assert easy.score > 75 > 30 > hard.score
    assert (easy.level, hard.level) == ("heel makkelijk", "heel moeilijk")
    assert (easy.long_sentences, len(hard.long_sentences)) == ([], 1)
    assert ("alvorens", "voor") in hard.office
    assert easy.office == []


def test_the_passive_voice_is_pointed_at():
    found = reading.read(["Uw aanvraag wordt door ons behandeld.", "Wij behandelen uw aanvraag."])
    assert found.passive == ["Uw aanvraag wordt door ons behandeld."]


def test_too_little_to_say_anything_about():
    assert reading.read(["Kort."]).score is None


def test_syllables():
    words = {
        "pas": 1,
        "aanvraag": 2,
        "reispas": 2,
        "ideeën": 3,
        "radio": 3,
        "gemeente": 3,
        "identiteitskaart": 5,
        "bijvoorbeeld": 3,
        "geüpdatet": 4,
        "theater": 3,
        "nieuw": 1,
        "piano": 3,
    }
    assert {word: reading.syllables(word) for word in words} == words


def test_sentences():
    assert reading.split("Dat kost 1.50 euro. Kom langs! Bv. morgen om 9.30 uur.") == [
        "Dat kost 1.50 euro.",
        "Kom langs!",
        "Bv. morgen om 9.30 uur.",
    ]


@given(st.lists(st.text(max_size=100), max_size=5))
def test_every_text_can_be_looked_at(blocks):
    found = reading.read(blocks)
    assert found.score is None or 0 <= found.score <= 100
