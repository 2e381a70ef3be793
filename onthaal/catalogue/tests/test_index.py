"""The index follows what is published, and the words that the municipality adds."""

from __future__ import annotations

import pytest

from onthaal.catalogue import search
from onthaal.catalogue.finding import index
from onthaal.catalogue.models import Product, ProductIndex, WordGroup
from onthaal.catalogue.tests.builder import published

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [product.name for product in search.find(text).products]


def test_a_new_synonym_counts_at_the_next_search(db):
    product = published("Attest van gezinssamenstelling")
    assert names("huishoudblad") == []
    Product.objects.filter(pk=product.pk).update(synonyms=["huishoudblad"])
    assert names("huishoudblad") == [product.name]


def test_what_is_archived_or_not_published_is_not_found(db):
    product = published("Reispas aanvragen")
    Product.objects.create(name="Reispas in opmaak", slug="reispas-in-opmaak")
    assert names("reispas") == [product.name]
    Product.objects.filter(pk=product.pk).update(archived_at="2026-11-01T00:00Z")
    assert names("reispas") == []


def test_the_name_goes_before_the_text(db):
    published("Bewijs van woonst", description="Anders dan voor een kapvergunning.")
    published("Kapvergunning")
    assert names("kapvergunning")[0] == "Kapvergunning"


def test_the_words_of_the_municipality_go_with_ours(db):
    published("Reispas aanvragen")
    assert names("wereldboekje") == []
    WordGroup.objects.create(words=["reispas", "wereldboekje"])
    search.forget_groups()
    assert names("wereldboekje") == ["Reispas aanvragen"]


def test_a_group_of_ours_can_be_switched_off(db):
    published("Reispas aanvragen")
    assert names("paspoort") == ["Reispas aanvragen"]
    WordGroup.objects.create(words=["reispas"], standard="reispas", is_active=False)
    search.forget_groups()
    assert names("paspoort") == []


def test_the_timetable_keeps_the_index(db):
    published("Reispas aanvragen")
    assert index.keep_up.func() == 1
    assert index.keep_up.func() == 0
    assert ProductIndex.objects.get().words == ["aanvragen", "reispas"]
