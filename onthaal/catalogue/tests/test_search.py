"""Somebody looks for what the town hall calls otherwise, and finds it all the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.catalogue import search
from onthaal.catalogue.models import Product
from onthaal.catalogue.tests.builder import USUAL_NAMES, published, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _catalogue(django_db_setup, django_db_blocker):
    """The usual catalogue, kept for every story of this file."""
    with django_db_blocker.unblock():
        products = [published(name) for name in USUAL_NAMES]
        yield
        Product.objects.filter(pk__in=[one.pk for one in products]).update(published=None)
        Product.objects.filter(pk__in=[one.pk for one in products]).delete()


@pytest.fixture
def usual(_catalogue, db):
    return None


def names(text: str) -> list[str]:
    return [product.name for product in search.find(text).products]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rijbewijs", "Rijbewijs aanvragen"),
        ("Rijbewijs aanvragen", "Rijbewijs aanvragen"),
        ("rijbewijsaanvraag", "Rijbewijs aanvragen"),
        ("rij bewijs", "Rijbewijs aanvragen"),
        ("huwelijksaangifte", "Aangifte huwelijk"),
        ("trouwen", "Aangifte huwelijk"),
        ("wij willen graag trouwen", "Aangifte huwelijk"),
        ("paspoort", "Reispas aanvragen"),
        ("paspoortje", "Reispas aanvragen"),
        ("hoe vraag ik een internationaal paspoort aan?", "Reispas aanvragen"),
        ("eID", "Identiteitskaart vernieuwen"),
        ("e-id", "Identiteitskaart vernieuwen"),
        ("kids id", "Kids-ID aanvragen"),
        ("kinderpas", "Kids-ID aanvragen"),
        ("aangifte geboorte", "Geboorteaangifte"),
        ("goed gedrag en zeden", "Uittreksel uit het strafregister"),
        ("verhuizen", "Adreswijziging doorgeven"),
        ("bouwvergunning", "Omgevingsvergunning"),
        ("bomen kappen", "Kapvergunning voor bomen"),
        ("containerpark", "Recyclagepark bezoeken"),
        ("zonnepaneel", "Premie voor zonnepanelen"),
        ("kerkhof", "Concessie op de begraafplaats"),
        ("RÉISPÀS", "Reispas aanvragen"),
        ("bib", "Bibliotheekkaart"),
        ("overleden", "Aangifte overlijden"),
        ("poetsvrouw poetshulp", "Poetshulp aan huis"),
        ("gehandicaptenparkeerkaart", "Parkeerkaart voor personen met een handicap"),
    ],
)
def test_other_words_for_the_same(usual, typed, first):
    assert names(typed)[:1] == [first], names(typed)[:5]


@pytest.mark.parametrize(
    "question",
    [
        "hoeveel kost een {}",
        "wat kost een {}?",
        "wat is de prijs van een {}",
        "hoeveel betaal ik voor een {}",
        "kosten {}",
        "hoelang duurt het om een {} te krijgen",
        "wie mag een {} krijgen",
    ],
)
def test_what_is_asked_about_it_says_nothing_about_what_it_is(db, question):
    published(
        "Kamperen aan het water",
        description="Hoeveel het kost, hoelang het duurt, wie het mag en wat u betaalt. U krijgt "
        "een visverlof.",
        content={"kosten": [{"naam": texts("Hoeveel kost een visverlof? De prijs")}]},
    )
    published("Visverlof aanvragen of vernieuwen")
    assert names(question.format("visverlof"))[0] == "Visverlof aanvragen of vernieuwen"


def test_a_name_with_the_parts_of_a_compound_comes_before_a_text_that_has_it_whole(db):
    published("Visgerei huren", description="U hebt een jachtverlof.", synonyms=["visverlof"])
    published("Verlof om op jacht te gaan", synonyms=["visverlof"])
    assert names("jachtverlof")[0] == "Verlof om op jacht te gaan"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rijbewys", "rijbewijs"),
        ("identitietskaart", "identiteitskaart"),
        ("strafregistr", "strafregister"),
        ("speelpleinwerkin", "speelpleinwerking"),
    ],
)
def test_an_error_is_put_right_and_said(usual, typed, meant):
    found = search.find(typed)
    assert found.meant == meant
    assert any(meant in product.name.lower() for product in found.products[:1])


def test_a_word_that_a_text_knows_is_not_taken_for_another_two_letters_away(db):
    published("Hulp bij schulden")
    text = "Ook na een huwelijk of als u gaat scheiden."
    published("Afschrift van een akte", slug="akte", description=text)
    assert names("scheiden") == ["Afschrift van een akte"]


@pytest.mark.parametrize("typed", ["visverlof", "vis verlof", "visverlov", "een visverlof"])
def test_the_name_that_begins_with_what_was_meant_comes_first(db, typed):
    published("Voorlopig visverlof")
    published("Visverlof aanvragen of vernieuwen")
    assert names(typed)[0] == "Visverlof aanvragen of vernieuwen"


@pytest.mark.parametrize("typed", ["emigreren", "ik ga emigreren", "Emigreren!", "emigrerne"])
def test_the_word_that_an_editor_gave_comes_before_a_name_that_begins_so(db, typed):
    published("Emigreren met een hond")
    published("Vertrek aangeven", synonyms=["weggaan", "emigreren"])
    assert names(typed)[0] == "Vertrek aangeven"


def test_what_is_right_is_not_corrected(usual):
    assert search.find("attest van goed zedelijk gedrag").meant == ""
    assert search.find("rijbewijs").meant == ""
    assert search.find("paspoort").meant == ""


@pytest.mark.parametrize("typed", ["", "   ", "?!", "xqzvw", "de het een", "' \\ & | ! :*"])
def test_nothing_found_is_an_answer_too(usual, typed):
    assert names(typed) == []


@st.composite
def a_typing_error(draw):
    """A usual name with one letter wrong, missing, extra or swapped with its neighbour."""
    name = draw(st.sampled_from([name for name in USUAL_NAMES if len(name) >= 6]))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    match draw(st.sampled_from(["wrong", "missing", "extra", "swapped"])):
        case "wrong":
            typed = name[:at] + letter + name[at + 1 :]
        case "missing":
            typed = name[:at] + name[at + 1 :]
        case "extra":
            typed = name[:at] + letter + name[at:]
        case _:
            typed = name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return name, typed


@given(error=a_typing_error())
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_one_typing_error_in_a_name_still_finds_it(usual, error):
    name, typed = error
    assert name in names(typed)[:5], typed


@given(typed=st.text(max_size=60))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_answered(usual, typed):
    search.find(typed)
    search.suggest(typed)


def test_who_is_still_typing_sees_what_it_may_become(usual):
    assert search.suggest("rijb")[0].name == "Rijbewijs aanvragen"
    assert search.suggest("omge")[0].name == "Omgevingsvergunning"
    assert search.suggest("bewijs van le")[0].name == "Bewijs van leven"
