"""Joris sees what residents look for in vain, and makes it found."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.catalogue import retention, search
from onthaal.catalogue.actions.finding import count_search
from onthaal.catalogue.actions.pages import AddressTaken, move
from onthaal.catalogue.models import (
    FormerSlug,
    PageOpinion,
    Product,
    SoughtWords,
    WordGroup,
)
from onthaal.catalogue.tests.builder import published
from onthaal.core import clock
from onthaal.core.tests.together import at_once
from onthaal.people.models import Role, User
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def joris(client):
    joris = User.objects.create_user(
        "joris@lindeveld.example", name="Joris F.", is_staff=True, roles=[Role.MANAGER]
    )
    client.force_login(joris)
    return joris


@pytest.fixture
def passport():
    return published("Reispas aanvragen")


def sought(words: str, times: int, without: int) -> None:
    SoughtWords.objects.create(day=clock.today(), words=words, times=times, without_result=without)


class TestSoughtWords:
    def test_what_was_sought_in_vain_stands_first(self, client, joris):
        sought("reispas", 40, 0)
        sought("wereldboekje", 7, 7)
        page = client.get(reverse("product-sought-words"))
        assert "wereldboekje" in page.text
        assert "reispas" not in page.text
        page = client.get(reverse("product-sought-words"), {"toon": "alles"})
        assert page.text.index("wereldboekje") < page.text.index("reispas")

    def test_what_one_person_typed_once_is_not_shown(self, client, joris):
        sought("jan peeters kerkstraat", 1, 1)
        assert "peeters" not in client.get(reverse("product-sought-words")).text

    def test_the_list_is_a_file_too(self, client, joris):
        sought("=gevaar", 3, 3)
        answer = client.get(reverse("product-sought-words"), {"csv": "1"})
        assert answer["Content-Type"].startswith("text/csv")
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Woorden;Gezocht;Niets gevonden"
        assert lines[1].endswith(";3;3")
        assert not lines[1].startswith("=")

    def test_one_word_more_for_a_product_and_it_is_found(self, client, joris, passport):
        form = client.get(reverse("product-synonym"), {"woord": "wereldboekje"})
        assert 'value="wereldboekje"' in form.text
        answer = client.post(
            reverse("product-synonym"), {"word": "wereldboekje", "product": passport.pk}
        )
        assert answer.status_code == 302
        assert search.find("wereldboekje").products == [passport]
        event = Event.objects.about(passport).get()
        assert (event.kind, event.data["synonym"]) == ("product.synonym_added", "wereldboekje")

    def test_a_word_that_it_has_already_is_refused(self, client, joris, passport):
        answer = client.post(
            reverse("product-synonym"), {"word": "REISPAS aanvragen", "product": passport.pk}
        )
        assert answer.status_code == 422
        assert "heet al zo" in answer.text

    def test_an_empty_form_says_what_to_do(self, client, joris):
        answer = client.post(reverse("product-synonym"), {"word": ""})
        assert answer.status_code == 422
        assert "Vul het woord in." in answer.text
        assert "Kies het product dat inwoners ermee bedoelen." in answer.text

    def test_words_are_forgotten_after_their_term(self):
        sought("reispas", 1, 0)
        old = retention.old_words(clock.now() + dt.timedelta(days=2))
        retention.erase_words(list(old.values_list("pk", flat=True)))
        assert not SoughtWords.objects.exists()


class TestWordGroups:
    def test_a_new_group_works_at_once(
        self, client, joris, passport, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                reverse("product-word-group-new"),
                {"words": "reispas\r\nwereldboekje\r\n", "is_active": "on"},
            )
        assert answer.status_code == 302
        assert search.find("wereldboekje").products == [passport]
        assert "reispas = wereldboekje" in client.get(reverse("product-word-groups")).text

    def test_one_word_is_no_group(self, client, joris):
        answer = client.post(
            reverse("product-word-group-new"), {"words": "reispas", "is_active": "on"}
        )
        assert answer.status_code == 422
        assert "minstens twee woorden" in answer.text

    def test_our_own_group_can_be_changed_and_given_back(
        self, client, joris, passport, django_capture_on_commit_callbacks
    ):
        new = f"{reverse('product-word-group-new')}?lijst=reispas"
        assert "paspoort" in client.get(new).text
        with django_capture_on_commit_callbacks(execute=True):
            client.post(new, {"words": "reispas", "is_active": ""})
        assert search.find("paspoort").products == []
        group = WordGroup.objects.get()
        assert group.standard == "reispas"
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("product-word-group-end", args=[group.pk]))
        assert search.find("paspoort").products == [passport]

    def test_two_who_change_our_group_at_once_are_told(self, client, joris):
        new = f"{reverse('product-word-group-new')}?lijst=reispas"
        assert client.post(new, {"words": "a\nb", "is_active": "on"}).status_code == 302
        second = client.post(new, {"words": "c\nd", "is_active": "on"})
        assert second.status_code == 422
        assert "Een collega heeft deze groep net ook veranderd" in second.text
        assert WordGroup.objects.get().words == ["a", "b"]


class TestOpinions:
    def test_the_editor_sees_what_is_unclear(self, client, joris, passport):
        PageOpinion.objects.create(product=passport, version=1, is_clear=True)
        PageOpinion.objects.create(
            product=passport, version=1, is_clear=False, why="Hoelang duurt het?"
        )
        assert passport.name in client.get(reverse("product-opinions")).text
        assert (
            "Hoelang duurt het?"
            in client.get(reverse("product-opinions-of", args=[passport.slug])).text
        )

    def test_the_words_go_and_the_figure_stays(self, passport):
        PageOpinion.objects.create(product=passport, version=1, is_clear=False, why="Ik, An")
        found = retention.old_opinions(clock.now() + dt.timedelta(days=1))
        retention.erase_opinions(list(found.values_list("pk", flat=True)))
        assert PageOpinion.objects.get().why == ""
        assert not retention.old_opinions(clock.now() + dt.timedelta(days=1)).exists()


class TestAddress:
    def test_the_old_address_leads_to_the_new_one(self, client, joris, passport):
        answer = client.post(
            reverse("product-address", args=[passport.slug]), {"slug": "Paspoort-aanvragen"}
        )
        assert answer.status_code == 302
        assert client.get("/producten/reispas-aanvragen/").url == "/producten/paspoort-aanvragen/"

    def test_it_can_go_back(self, joris, passport):
        moved = move(product=passport, slug="paspoort", by=joris)
        move(product=moved, slug="reispas-aanvragen", by=joris)
        assert [row.slug for row in FormerSlug.objects.all()] == ["paspoort"]

    @pytest.mark.parametrize(
        ("slug", "words"),
        [
            ("a-z", "van een vaste pagina"),
            ("met spatie", "Gebruik alleen"),
            ("rijbewijs", "Een ander product heeft of had dit adres"),
            ("oud-rijbewijs", "Een ander product heeft of had dit adres"),
        ],
    )
    def test_an_address_of_something_else_is_refused(self, client, joris, passport, slug, words):
        other = published("Rijbewijs", slug="rijbewijs")
        FormerSlug.objects.create(slug="oud-rijbewijs", product=other)
        answer = client.post(reverse("product-address", args=[passport.slug]), {"slug": slug})
        assert answer.status_code == 422
        assert words in answer.text
        passport.refresh_from_db()
        assert passport.slug == "reispas-aanvragen"


def test_a_handler_does_not_keep_words(client):
    bram = User.objects.create_user("bram@lindeveld.example", name="Bram D.", is_staff=True)
    client.force_login(bram)
    for name in ("product-sought-words", "product-word-groups", "product-opinions"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_every_search_is_counted(self):
        at_once(*[lambda: count_search(text="reispas", found=0)] * 12)
        assert SoughtWords.objects.values_list("times", "without_result").get() == (12, 12)

    def test_one_address_goes_to_one_product(self):
        joris = User.objects.create_user("joris@lindeveld.example", is_staff=True)
        first, second = published("Reispas"), published("Rijbewijs")
        results = at_once(
            lambda: move(product=first, slug="nieuw", by=joris),
            lambda: move(product=second, slug="nieuw", by=joris),
        )
        assert sum(isinstance(result, AddressTaken) for result in results) == 1
        assert Product.objects.filter(slug="nieuw").count() == 1

    def test_searching_at_once_makes_one_index(self):
        published("Reispas aanvragen")
        results = at_once(*[lambda: [each.name for each in search.find("reispas").products]] * 6)
        assert results == [["Reispas aanvragen"]] * 6
