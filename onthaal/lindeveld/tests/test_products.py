"""The products read like a good town hall writes: both forms, plain, whole, and of nobody real."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter

import pytest

from onthaal.catalogue import document
from onthaal.lindeveld.products import BY_SLUG, PRODUCTS, SKILLS, content
from onthaal.lindeveld.products.forms import Unclear, informal
from onthaal.lindeveld.products.spec import (
    APPOINTMENT,
    BOTH,
    LIFE_EVENTS,
    NONE,
    WALK_IN,
)

MADE_AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
FORMAL, FAMILIAR = "nl-BE-x-formal", "nl-BE-x-informal"
CODES = {
    "type": {
        "FinancieleVerplichting",
        "Toelating",
        "Bewijs",
        "Voorwerp",
        "AdviesBegeleiding",
        "InfrastructuurMateriaal",
        "FinancieelVoordeel",
    },
    "doelgroepen": {"Burger", "Onderneming", "Organisatie", "Vereniging"},
    "themas": {
        "BurgerOverheid",
        "CultuurSportVrijeTijd",
        "EconomieWerk",
        "MilieuEnergie",
        "MobiliteitOpenbareWerken",
        "OnderwijsWetenschap",
        "WelzijnGezondheid",
        "BouwenWonen",
    },
    "bevoegdBestuursniveaus": {"Federaal", "Vlaams", "Provinciaal", "Lokaal"},
}
every_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)


def texts(node, form):
    """All texts of a content in one form, without tags."""
    if isinstance(node, dict):
        if form in node:
            yield html.unescape(re.sub(r"<[^>]+>", " ", node[form]))
        for value in node.values():
            yield from texts(value, form)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, form)


def maps(node):
    if isinstance(node, dict):
        if FORMAL in node or FAMILIAR in node:
            yield node
        for value in node.values():
            yield from maps(value)
    elif isinstance(node, list):
        for value in node:
            yield from maps(value)


def test_some_sixty_products_or_more_each_with_its_own_name():
    assert len(PRODUCTS) >= 60
    assert len(BY_SLUG) == len(PRODUCTS)
    assert len({product.name for product in PRODUCTS}) == len(PRODUCTS)
    assert sum(product.english is not None for product in PRODUCTS) >= 10


@pytest.mark.parametrize(
    ("formal", "familiar"),
    [
        ("U komt zelf.", "Je komt zelf."),
        ("Dan komt u langs met uw kaart.", "Dan kom je langs met je kaart."),
        ("Hebt u een kaart? Wij helpen u.", "Heb je een kaart? Wij helpen je."),
        ("De medewerker helpt u.", "De medewerker helpt je."),
        ("Dat document is van u.", "Dat document is van jou."),
        ("U of uw architect tekent.", "Jij of je architect tekent."),
        ("U vraagt het voor uzelf.", "Je vraagt het voor jezelf."),
        ("U meldt u aan.", "Je meldt je aan."),
        ("Breng uw kaart mee.", "Breng je kaart mee."),
    ],
)
def test_from_u_to_je(formal, familiar):
    assert informal(formal) == familiar


@pytest.mark.parametrize(
    "sentence", ["Morgen fluit u.", "U heeft een kaart.", "U schrijft zich in.", "Kan u komen?"]
)
def test_what_is_not_certain_is_refused(sentence):
    with pytest.raises(Unclear):
        informal(sentence)


@every_product
def test_both_forms_everywhere_and_nothing_empty(product):
    made = content(product, made_at=MADE_AT)
    assert {"naam", "beschrijving", "procedures", "kosten", "voorwaarden", "type"} <= set(made)
    found = list(maps(made))
    assert len(found) > 8
    for language_map in found:
        assert language_map[FORMAL].strip()
        assert language_map[FAMILIAR].strip()
        assert not re.search(r"\b[Jj]e\b|\b[Jj]ouw?\b|\b[Jj]ij\b", language_map[FORMAL])
        assert not re.search(r"\b[Uu]w?\b|\buzelf\b", language_map[FAMILIAR])
    for name in ("voorwaarden", "procedures", "kosten", "contactgegevens"):
        assert [row["order"] for row in made[name]] == list(range(1, len(made[name]) + 1))


@every_product
def test_the_text_is_plain_dutch(product):
    found = [text.strip() for text in texts(content(product, made_at=MADE_AT), FORMAL)]
    whole = " ".join(text if text[-1] in ".!?" else f"{text}." for text in found)
    sentences = [part.split() for part in re.split(r"(?<=[.!?:;])\s+", whole) if part.strip()]
    words = [word for sentence in sentences for word in sentence]
    assert len(words) >= 70
    assert len(words) / len(sentences) <= 13
    assert max(len(sentence) for sentence in sentences) <= 30
    for stiff in (
        "dient te",
        "teneinde",
        "desbetreffende",
        "middels",
        "conform",
        "zulks",
        "alsmede",
    ):
        assert not re.search(rf"\b{stiff}\b", whole), stiff


@every_product
def test_it_passes_the_check_of_the_catalogue_unchanged(product):
    made = content(product, made_at=MADE_AT)
    assert document.normalise(made) == made
    assert document.missing(made) == []


@every_product
def test_english_follows_the_dutch_one_by_one(product):
    english = product.english
    assert bool(english) == bool(product.your_europe)
    if english:
        assert len(english.conditions) == len(product.conditions)
        assert len(english.procedures) == len(product.procedures)
        assert len(english.costs) == len(product.costs)
        for ours, theirs in zip(product.conditions, english.conditions, strict=True):
            assert bool(ours.proof) == bool(theirs.proof)


@every_product
def test_nobody_real_and_no_address_outside(product):
    made = content(product, made_at=MADE_AT)
    everything = repr(made)
    for address in re.findall(r"[\w.+-]+@[\w.-]+", everything):
        assert address.endswith("@lindeveld.example")
    for host in re.findall(r"https?://([^/'\"]+)", everything):
        assert host.endswith("lindeveld.example") or host == "vocab.belgif.be"
    contact = made["contactgegevens"][0]
    assert contact["telefoonnummer"].startswith("014 00 00")
    assert contact["adres"]["postcode"] == "2499"
    assert not re.search(r"\b(de heer|mevrouw|meneer)\b", everything)


@every_product
def test_the_codes_are_those_of_the_lists(product):
    made = content(product, made_at=MADE_AT)
    assert made["type"] in CODES["type"]
    for name in ("doelgroepen", "themas", "bevoegdBestuursniveaus"):
        assert made[name]
        assert set(made[name]) <= CODES[name]
    assert set(product.life_events) <= set(LIFE_EVENTS)
    assert len(product.synonyms) >= 3 or product.slug == "rijbewijs-verloren"
    assert len(set(product.synonyms)) == len(product.synonyms)


@every_product
def test_the_desk_can_serve_it(product):
    desk = product.desk
    assert set(desk.skills) <= set(SKILLS)
    if desk.access == NONE:
        assert "counter" not in desk.channels
    else:
        assert "counter" in desk.channels
        assert desk.skills or desk.access == WALK_IN
        assert desk.access in (WALK_IN, APPOINTMENT, BOTH)
    assert desk.shared < desk.minutes
    assert (desk.per_person > 0) == (desk.max_persons > 1) or desk.per_person == 0
    assert not desk.pays_online or desk.online_url
    assert all(len(thing) <= 200 for thing in desk.bring)
    assert len(" ".join(product.summary.split())) <= 300


def test_every_life_event_leads_somewhere_and_people_find_it_by_their_own_words():
    led = Counter(event for product in PRODUCTS for event in product.life_events)
    assert set(led) == set(LIFE_EVENTS)
    assert min(led.values()) >= 3
    words = {word.lower(): product.slug for product in PRODUCTS for word in product.synonyms}
    assert words["pas"] == words["identiteitskaart"] == "identiteitskaart"
    assert words["kids-id"] == "kids-id"
    assert words["gezinssamenstelling"] == "samenstelling-gezin"
    assert words["containerpark"] == "recyclagepark"
