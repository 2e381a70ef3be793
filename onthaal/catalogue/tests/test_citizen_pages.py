"""An looks for a product, reads it and presses the right button."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.urls import reverse

from onthaal.catalogue import product_page, ways
from onthaal.catalogue.flow import Kind
from onthaal.catalogue.models import (
    Access,
    FormerSlug,
    PageOpinion,
    Process,
    ProcessVersion,
    Product,
    ProductViews,
    SoughtWords,
    Step,
    StepsState,
)
from onthaal.catalogue.tests.builder import published, texts
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.organisation.models import AdministrativeUnit, Location, OpeningHours

pytestmark = pytest.mark.django_db

PASSPORT = {
    "naam": texts("Reispas aanvragen", "Je reispas aanvragen", "Passport application"),
    "beschrijving": texts(
        "<p>U hebt een reispas nodig buiten de Europese Unie.</p>",
        "<p>Je hebt een reispas nodig buiten de Europese Unie.</p>",
        "<p>You need a passport outside the European Union.</p>",
    ),
    "voorwaarden": [
        {
            "order": 2,
            "naam": texts("U bent ingeschreven"),
            "beschrijving": texts("<p>In onze gemeente.</p>"),
        },
        {
            "order": 1,
            "naam": texts("U bent Belg", "Je bent Belg", "You are Belgian"),
            "bewijs": {"naam": texts("Identiteitskaart", english="Identity card")},
        },
    ],
    "kosten": [
        {
            "order": 1,
            "naam": texts("Gewone procedure", english="Normal procedure"),
            "beschrijving": texts("<p>€ 75</p>", english="<p>€ 75</p>"),
        }
    ],
    "regelgeving": [
        {
            "order": 1,
            "naam": texts("Wet van 10 februari 2015"),
            "url": "https://www.ejustice.just.fgov.be/wet",
        }
    ],
    "contactgegevens": [{"order": 1, "telefoonnummer": "014 00 00 00", "email": "bz@gemeente.be"}],
    "doelgroepen": ["Burger"],
    "publicatiekanalen": ["YourEurope"],
    "yourEuropeCategorieen": ["ReizenBinnenDeEU"],
}


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.fixture
def passport():
    return published(
        "Reispas aanvragen",
        content=PASSPORT,
        summary="Voor reizen buiten Europa.",
        themes=["BurgerOverheid"],
        life_events=["op-reis"],
        access=Access.WALK_IN,
        bring=["Een recente pasfoto"],
        fee_cents=7500,
        channels=["counter", "online"],
    )


@pytest.fixture
def town_hall():
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente")
    place = Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    for weekday in range(7):
        OpeningHours.objects.create(
            location=place, weekday=weekday, opens_at=dt.time(9), closes_at=dt.time(12)
        )
    return place


class TestFinding:
    def test_the_first_page_of_an_empty_catalogue_stands(self, client):
        assert "staan hier nog niet" in words(client.get("/producten/"))

    def test_themes_and_life_events_with_products_are_tiles(self, client, passport):
        page = client.get("/producten/").text
        assert "/producten/thema/burger-en-overheid/" in page
        assert "/producten/levensgebeurtenis/op-reis/" in page
        assert "/producten/levensgebeurtenis/scheiden/" not in page

    @pytest.mark.parametrize(
        "address",
        [
            "/producten/thema/burger-en-overheid/",
            "/producten/levensgebeurtenis/op-reis/",
            "/producten/a-z/",
        ],
    )
    def test_every_way_in_leads_to_the_product(self, client, passport, address):
        assert passport.get_absolute_url() in client.get(address).text

    def test_a_topic_that_does_not_exist_says_so(self, client):
        assert client.get("/producten/thema/bestaat-niet/").status_code == 404

    def test_a_typing_error_is_asked_about_and_the_answer_is_there_at_once(self, client, passport):
        page = client.get("/producten/", {"q": "reipsas"})
        assert "Bedoelde u reispas" in words(page)
        assert passport.get_absolute_url() in page.text
        as_typed = client.get("/producten/", {"q": "reipsas", "letterlijk": "1"})
        assert "Niets gevonden" in words(as_typed)

    def test_nothing_found_helps_on(self, client, passport):
        page = client.get("/producten/", {"q": "xqzvw"})
        assert "Niets gevonden voor “xqzvw”" in words(page)
        assert reverse("front-door") in page.text
        assert "/producten/levensgebeurtenis/op-reis/" in page.text

    def test_suggestions_are_links(self, client, passport):
        found = client.get("/producten/suggesties/", {"q": "reisp"}).json()["results"]
        assert found == [
            {
                "label": "Reispas aanvragen",
                "url": "/producten/reispas-aanvragen/",
                "icon": "file-text",
            }
        ]

    def test_what_is_looked_for_is_counted_without_persons(self, client, passport):
        for text in (
            "Reispas",
            "reispas",
            "an.peeters@voorbeeld.be",
            "0477 12 34 56",
            "93.05.18-223.61",
            "xqzvw",
        ):
            client.get("/producten/", {"q": text})
        rows = SoughtWords.objects.order_by("words").values_list("words", "times", "without_result")
        assert list(rows) == [("reispas", 2, 0), ("xqzvw", 1, 1)]


class TestProduct:
    def test_the_page_tells_everything_in_order(self, client, passport, town_hall):
        page = client.get(passport.get_absolute_url())
        told = words(page)
        for text in (
            "U hebt een reispas nodig",
            "U bent Belg",
            "Een recente pasfoto",
            "Identiteitskaart",
            "€ 75",
            "Wet van 10 februari 2015",
            "Kom langs zonder afspraak",
            "Gemeentehuis",
            "014 00 00 00",
            "Inwoners",
        ):
            assert text in told, text
        assert told.index("U bent Belg") < told.index("U bent ingeschreven")

    def test_the_municipality_may_say_je(self, passport):
        assert product_page.build(passport, form="je").description.startswith("<p>Je hebt")
        assert product_page.build(passport, form="u").description.startswith("<p>U hebt")

    def test_what_is_told_is_not_told_twice(self):
        product = published(
            "Zaal huren",
            summary="U huurt een zaal.",
            content={
                "beschrijving": texts("<p>U huurt een zaal.</p>"),
                "voorwaarden": [
                    {
                        "order": 1,
                        "naam": texts("U bent een vereniging"),
                        "beschrijving": texts("<p>U bent een vereniging.</p>"),
                    }
                ],
            },
        )
        page = product_page.build(product)
        assert (page.description, page.conditions[0].text) == ("", "")

    def test_a_reader_counts_and_a_robot_does_not(self, client, passport):
        client.get(passport.get_absolute_url())
        client.get(passport.get_absolute_url(), headers={"user-agent": "Googlebot/2.1"})
        assert ProductViews.objects.get().times == 1

    def test_what_is_read_most_stands_first(self, client, passport):
        other = published("Rijbewijs aanvragen")
        ProductViews.objects.create(product=other, day=clock.today(), times=5)
        page = client.get("/producten/").text
        assert page.index(other.get_absolute_url()) < page.index(passport.get_absolute_url())

    def test_a_former_address_leads_on_for_ever(self, client, passport):
        FormerSlug.objects.create(slug="paspoort", product=passport)
        for tail in ("", "meebrengen/", "en/"):
            answer = client.get(f"/producten/paspoort/{tail}")
            assert answer.status_code == 301
            assert answer.url == f"{passport.get_absolute_url()}{tail}"

    def test_what_is_not_published_is_not_there(self, client):
        draft = Product.objects.create(name="In opmaak", slug="in-opmaak")
        for tail in ("", "meebrengen/", "en/", "data.jsonld"):
            assert client.get(f"{draft.get_absolute_url()}{tail}").status_code == 404

    def test_what_was_archived_is_gone_and_names_others(self, client, passport):
        old = published("Kinderpas", life_events=["op-reis"], archived_at=clock.now())
        answer = client.get(old.get_absolute_url())
        assert answer.status_code == 410
        assert "bestaat niet meer" in answer.text
        assert passport.get_absolute_url() in answer.text

    def test_the_list_to_print_names_what_to_bring(self, client, passport, town_hall):
        page = words(client.get(f"{passport.get_absolute_url()}meebrengen/"))
        assert "Een recente pasfoto" in page
        assert "Identiteitskaart" in page
        assert "Markt 1" in page

    def test_machines_read_it_as_a_government_service(self, client, passport, town_hall):
        page = client.get(passport.get_absolute_url()).text
        assert 'itemtype="https://schema.org/GovernmentService"' in page
        address = re.search(r'type="application/ld\+json" href="([^"]+)"', page)[1]
        answer = client.get(address)
        assert answer["Content-Type"] == "application/ld+json"
        told = json.loads(answer.content)
        assert told["@type"] == "GovernmentService"
        assert told["offers"]["price"] == "75.00"
        assert told["provider"]["name"] == "Gemeente Onthaal"
        assert told["availableChannel"][0]["serviceLocation"]["name"] == "Gemeentehuis"


class TestItsDays:
    def test_what_is_still_to_come_says_from_when_without_buttons(
        self, client, passport, monkeypatch
    ):
        content = passport.published.content | {"startDienstVerlening": "2027-01-31T23:00:00Z"}
        type(passport.published).objects.filter(pk=passport.published_id).update(content=content)
        monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 1, 31))
        page = client.get(passport.get_absolute_url()).text
        assert page.count("Dit bestaat vanaf maandag 1 februari") == 1
        assert 'class="ways"' not in page
        page = client.get(f"{passport.get_absolute_url()}en/").text
        assert "It begins on 2027-02-01." in page
        assert 'class="ways"' not in page

    def test_what_has_ended_has_no_buttons(self, client, passport):
        content = passport.published.content | {"eindeDienstVerlening": "2020-06-30T12:00:00Z"}
        type(passport.published).objects.filter(pk=passport.published_id).update(content=content)
        page = client.get(passport.get_absolute_url()).text
        assert "Dit bestond tot en met dinsdag 30 juni 2020." in page
        assert 'class="ways"' not in page
        page = client.get(f"{passport.get_absolute_url()}en/").text
        assert "It ended on 2020-06-30." in page
        assert 'class="ways"' not in page

    def test_the_first_day_is_the_one_here(self, client):
        # midnight here, as another system writes it
        product = published("Pas", content={"startDienstVerlening": "2026-01-31T23:00:00Z"})
        assert product_page.build(product).starts_on == dt.date(2026, 2, 1)


class TestEnglish:
    def test_a_product_of_your_europe_has_a_marked_translation(self, client, passport):
        page = client.get(f"{passport.get_absolute_url()}en/")
        assert 'lang="en"' in page.text
        told = words(page)
        assert "This is a translation" in told
        for text in (
            "Passport application",
            "You are Belgian",
            "Identity card",
            "€ 75",
            "Competent authority",
            "Last changed",
        ):
            assert text in told, text
        assert "U bent ingeschreven" not in told
        assert f"{passport.get_absolute_url()}en/" in client.get(passport.get_absolute_url()).text

    def test_another_product_has_none(self, client):
        product = published("Zaal huren", content={"naam": texts("Zaal huren", english="Hall")})
        answer = client.get(f"{product.get_absolute_url()}en/")
        assert answer.status_code == 302
        assert answer.url == product.get_absolute_url()
        assert "hreflang" not in client.get(answer.url).text

    def test_each_language_names_both_with_whole_addresses(self, client, passport):
        dutch = absolute(passport.get_absolute_url())
        for page in (passport.get_absolute_url(), f"{passport.get_absolute_url()}en/"):
            links = re.findall(
                r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', client.get(page).text
            )
            assert dict(links) == {"nl-BE": dutch, "en": f"{dutch}en/", "x-default": dutch}

    def test_signs_in_a_text_do_not_break_the_words_about_the_page(self, client):
        product = published(
            "Pas",
            content={
                "naam": texts("Pas", english="Pass"),
                "beschrijving": texts("<p>x</p>", english='<p>A "pass" &amp; more</p>'),
                "publicatiekanalen": ["YourEurope"],
            },
        )
        page = client.get(f"{product.get_absolute_url()}en/").text
        assert 'name="description" content="A &quot;pass&quot; &amp; more"' in page


class TestWays:
    @pytest.mark.parametrize(
        ("fields", "kinds"),
        [
            ({"access": Access.NONE}, []),
            ({"access": Access.WALK_IN}, ["walk_in"]),
            ({"access": Access.APPOINTMENT}, ["appointment"]),
            ({"access": Access.BOTH}, ["appointment", "walk_in"]),
            ({"online_url": "https://loket.example/x"}, ["online"]),
            ({"online_url": "https://loket.example/x", "pays_online": True}, ["pay"]),
            ({"online_url": "/melden/"}, ["report"]),
            ({"online_url": "/bestaat-niet/"}, []),
            ({"online_url": "javascript:alert(1)"}, []),
            ({"online_url": "//elders.example"}, []),
        ],
    )
    def test_a_button_stands_where_its_page_exists(self, fields, kinds):
        assert [way.kind for way in ways.of(published("Iets", **fields))] == kinds

    def test_a_request_needs_a_process_with_published_steps(self, monkeypatch):
        monkeypatch.setattr(ways, "_reverse", lambda name, *slug: f"/{name}/")
        process = Process.objects.create(name="Speelstraat", slug="speelstraat")
        product = published("Speelstraat", process=process, channels=["online"])
        assert ways.of(product) == []
        version = ProcessVersion.objects.create(process=process, number=1)
        version.state, version.published_at = StepsState.PUBLISHED, clock.now()
        version.save()
        assert [(way.kind, way.url) for way in ways.of(product)] == [("request", "/case-new/")]

    def test_a_higher_app_may_say_how_busy_it_is(self, client, passport, town_hall, monkeypatch):
        monkeypatch.setattr(ways, "_crowd", [])
        ways.offer_crowd(lambda location, product: f"Er wachten 3 mensen in het {location.name}.")
        assert "Er wachten 3 mensen in het Gemeentehuis." in words(
            client.get(passport.get_absolute_url())
        )


class TestOpinion:
    def test_clear_needs_one_press(self, client, passport):
        answer = client.post(
            reverse("product-opinion", args=[passport.slug]), {"is_clear": "ja", "language": "nl"}
        )
        assert "Bedankt" in client.get(answer.url).text
        assert PageOpinion.objects.get().is_clear

    def test_what_is_unclear_is_kept_without_addresses_and_numbers(self, client, passport):
        client.post(
            reverse("product-opinion", args=[passport.slug]),
            {
                "is_clear": "nee",
                "language": "nl",
                "why": "Hoelang duurt het? Bel 0477 12 34 56 of mail an@voorbeeld.be",
            },
        )
        said = PageOpinion.objects.get()
        assert said.why == "Hoelang duurt het? Bel (weggelaten) of mail (weggelaten)"
        assert (said.version, said.is_clear) == (1, False)

    def test_too_long_keeps_what_was_typed(self, client, passport):
        answer = client.post(
            reverse("product-opinion", args=[passport.slug]),
            {"is_clear": "nee", "language": "nl", "why": "lang " * 120},
        )
        assert answer.status_code == 422
        assert "Schrijf hoogstens 500 tekens." in answer.text
        assert "lang lang" in answer.text
        assert not PageOpinion.objects.exists()


class TestSteps:
    def test_the_usual_way_is_told_in_the_words_for_residents(self, client, passport):
        process = Process.objects.create(name="Reispas", slug="reispas", norm_working_days=8)
        version = ProcessVersion.objects.create(process=process, number=1)
        for order, (key, kind, text) in enumerate(
            (
                ("aanvraag", Kind.RESIDENT, "U brengt alles mee."),
                ("nazicht", Kind.STAFF, ""),
                ("afhaling", Kind.RESIDENT, "U haalt uw reispas af."),
            ),
            start=1,
        ):
            Step.objects.create(
                version=version, order=order, key=key, name=key, kind=kind, public_text=text
            )
        version.state, version.published_at = StepsState.PUBLISHED, clock.now()
        version.save()
        Product.objects.filter(pk=passport.pk).update(process=process)
        page = words(client.get(passport.get_absolute_url()))
        assert page.index("U brengt alles mee.") < page.index("U haalt uw reispas af.")
        assert "nazicht" not in page
        assert "hoogstens 8 werkdagen" in page
