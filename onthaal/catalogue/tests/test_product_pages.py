"""The pages for colleagues: Eva writes, Joris looks, Fatma reads along."""

import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from onthaal.catalogue import document
from onthaal.catalogue.actions import concepts, drafts, importing, products
from onthaal.catalogue.exchange.pages import MOST_MEMBERS
from onthaal.catalogue.forms import editor, informal
from onthaal.catalogue.models import (
    CatalogueSettings,
    Concept,
    ImportKind,
    ImportRun,
    LinkCheck,
    Product,
    Skill,
    VersionState,
)
from onthaal.core import clock
from onthaal.timeline.models import Event

from .conftest import CONTENT
from .test_concepts import snapshot
from .test_importing import MEMBER, file_of
from .test_stream import CONTENTS


def at(name, *args):
    return reverse(name, args=args)


def fields(version, **changes):
    """What the editor's form sends when somebody changes only these fields."""
    typed = editor.from_content(version.content, "u")
    data = {name: values for name, values in typed.values.items() if any(values)}
    data |= {f"rij:{path}": rows for path, rows in typed.rows.items() if rows}
    return data | {"edition": version.edition, "note": ""} | changes


# --- the editor ---


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(CONTENTS)
def test_opening_and_saving_loses_nothing(content):
    """The form gives back every text that an editor can see, exactly."""
    before = document.normalise(content)
    typed = editor.from_content(before, "u")
    after = document.normalise(editor.to_content(typed, before, "u"))
    again = editor.from_content(after, "u")
    assert again.values == typed.values
    assert again.rows == typed.rows
    assert document.normalise(editor.to_content(again, after, "u")) == after


@pytest.mark.parametrize(
    ("page", "longest"), [("product-new", 200), ("process-new", 120), ("skill-new", 80)]
)
def test_a_name_that_is_too_long_is_called_a_name(town, as_staff, page, longest):
    answer = as_staff(town.joris).post(at(page), {"name": "x" * (longest + 1)})
    assert answer.status_code == 422
    assert f"Maak de naam korter: hoogstens {longest} tekens." in answer.text


def test_eva_writes_a_product_from_nothing(town, as_staff):
    client = as_staff(town.eva)
    answer = client.post(at("product-new"), {"name": "Attest van woonst"})
    product = Product.objects.get()
    assert answer.url == at("product-edit", product.pk)
    version = product.versions.get()
    page = client.get(answer.url)
    assert "Attest van woonst" in page.text
    data = fields(
        version,
        **{
            "beschrijving.eigen": "U vraagt een **attest**.\n\n- gratis\n- meteen",
            "rij:kosten": ["0"],
            "kosten.0.naam.eigen": "Prijs",
            "kosten.0.beschrijving.eigen": "Gratis",
            "themas": ["BurgerOverheid"],
            "zoektermen": "woonst, adres",
            "doe": "nazicht",
        },
    )
    assert client.post(answer.url, data).url == at("product-record", product.pk)
    version.refresh_from_db()
    assert version.state == VersionState.REVIEW
    assert version.content["beschrijving"]["nl-BE-x-formal"] == (
        "<p>U vraagt een <strong>attest</strong>.</p><ul><li>gratis</li><li>meteen</li></ul>"
    )
    assert version.content["kosten"][0]["naam"] == {"nl-BE-x-formal": "Prijs"}
    assert version.content["zoektermen"] == {"nl": ["woonst", "adres"]}


def test_a_name_and_a_day_are_kept_as_eva_types_them(town, as_staff, drafted):
    version = drafted()
    client, url = as_staff(town.eva), at("product-edit", version.product_id)
    typed = {"naam.eigen": 'Birth "x" & <y>', "startDienstVerlening": "31/01/2026"}
    wrong = client.post(url, fields(version, **typed | {"eindeDienstVerlening": "morgen"}))
    assert "Dit is geen datum, zoals 31/01/2026." in wrong.text
    client.post(url, fields(version, **typed))
    version.refresh_from_db()
    assert version.content["naam"] == {"nl-BE-x-formal": 'Birth "x" & <y>'}
    assert version.content["startDienstVerlening"] == "2026-01-30T23:00:00Z"
    page = client.get(at("product-record", version.product_id)).text
    assert "Birth &quot;x&quot; &amp; &lt;y&gt;" in page
    assert "<y>" not in page


def test_rows_come_go_and_move_without_saving_and_without_losing_words(town, as_staff, drafted):
    version = drafted()
    client, url = as_staff(town.eva), at("product-edit", version.product_id)
    data = fields(
        version,
        **{
            "rij:kosten": ["0", "1"],
            "kosten.0.naam.eigen": "Eerste",
            "kosten.1.naam.eigen": "Tweede",
            "naam.eigen": "Nog niet bewaard",
        },
    )
    page = client.post(url, data | {"doe": "op:kosten:1"}).text
    assert page.index("Tweede") < page.index("Eerste")
    assert "Nog niet bewaard" in page
    page = client.post(url, data | {"doe": "weg:kosten:0"}).text
    assert "Eerste" not in page
    page = client.post(url, data | {"doe": "erbij:kosten"}).text
    assert 'id="v-kosten-2"' in page
    page = client.post(url, data | {"rij:procedures": ["0"], "doe": "erbij:procedures.0.websites"})
    assert 'name="procedures.0.websites.0.url"' in page.text
    version.refresh_from_db()
    assert version.content["naam"] == CONTENT["naam"]


def test_what_is_wrong_is_said_beside_the_field_and_stays_typed(town, as_staff, drafted):
    version = drafted()
    data = fields(
        version,
        **{
            "rij:websites": ["4"],
            "websites.4.naam.eigen": "Site",
            "websites.4.url": "geen adres",
            "naam.eigen": "Nieuwe naam",
        },
    )
    answer = as_staff(town.eva).post(at("product-edit", version.product_id), data)
    assert answer.status_code == 422
    assert 'href="#v-websites-4-url"' in answer.text
    assert 'value="geen adres"' in answer.text
    assert 'value="Nieuwe naam"' in answer.text
    assert "<title>Fout:" in answer.text


def test_two_who_write_see_what_differs_and_nothing_is_lost(town, as_staff, drafted):
    version = drafted()
    url = at("product-edit", version.product_id)
    stale = fields(version, **{"naam.eigen": "Van Eva"})
    as_staff(town.bram).post(url, fields(version, **{"naam.eigen": "Van Bram"}))
    answer = as_staff(town.eva).post(url, stale)
    assert answer.status_code == 409
    assert "Een collega bewaarde intussen ook" in answer.text
    assert 'value="Van Eva"' in answer.text
    assert "<del>Bram</del>" in answer.text
    version.refresh_from_db()
    assert version.content["naam"]["nl-BE-x-formal"] == "Van Bram"
    # and when she saves again, hers holds
    client = as_staff(town.eva)
    client.post(url, stale | {"edition": version.edition})
    version.refresh_from_db()
    assert version.content["naam"]["nl-BE-x-formal"] == "Van Eva"


def test_submitting_too_early_points_at_what_is_missing(town, as_staff):
    version = products.begin(name="Leeg", by=town.eva)
    answer = as_staff(town.eva).post(
        at("product-edit", version.product_id), fields(version, doe="nazicht")
    )
    assert answer.status_code == 422
    assert 'href="#v-beschrijving-eigen"' in answer.text


def test_a_text_that_was_read_in_the_other_form_is_taken_over(town, as_staff):
    version = products.begin(name="Reispas", by=town.eva)
    version.content = {"naam": {"nl-BE-x-informal": "Jouw reispas"}}
    version.save()
    url = at("product-edit", version.product_id)
    page = as_staff(town.eva).get(url).text
    assert "Eén tekst staat alleen in de je-vorm." in page
    other = {"naam.ander": "Jouw reispas", "verdereBeschrijving.ander": "Van je stad."}
    empty = {"naam.eigen": "", "verdereBeschrijving.eigen": ""}
    data = fields(version, **other, **empty, doe="neem-over")
    answer = as_staff(town.eva).post(url, data)
    assert "2 teksten overgenomen." in answer.text
    assert answer.text.count('value="Jouw reispas"') == 2
    assert "alleen in de je-vorm" not in answer.text


def test_a_proposal_in_the_je_form_fills_only_what_is_empty(town, as_staff, drafted):
    version = drafted()
    data = fields(version, **{"naam.ander": "Blijft zo", "doe": "je-voorstel"})
    page = as_staff(town.eva).post(at("product-edit", version.product_id), data).text
    assert "Je vraagt hier een reispas aan. Je komt zelf." in page
    assert "Blijft zo" in page


@pytest.mark.parametrize(
    ("formal", "expected"),
    [
        ("U hebt uw kaart nodig.", "Je hebt je kaart nodig."),
        ("Hebt u uw kaart? Kunt u komen?", "Heb je je kaart? Kan je komen?"),
        ("Als u wilt, kunt u bellen.", "Als je wil, kan je bellen."),
        ("[Vraag uw pas](https://u.be/u)", "[Vraag je pas](https://u.be/u)"),
        ("Uur en duur blijven.", "Uur en duur blijven."),
    ],
)
def test_from_u_to_je(formal, expected):
    assert informal.from_formal(formal) == expected


def test_who_writes_in_the_je_form_writes_that_one(town, as_staff):
    CatalogueSettings.objects.create(id=1, form="je")
    version = products.begin(name="Feest", by=town.eva)
    assert version.content["naam"] == {"nl-BE-x-informal": "Feest"}
    page = as_staff(town.eva).get(at("product-edit", version.product_id)).text
    assert "je-vorm" in page


# --- the second pair of eyes ---


def test_joris_looks_and_publishes(town, as_staff, drafted):
    version = drafted()
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    url = at("product-review", version.product_id)
    own = as_staff(town.eva).get(url).text
    assert "Een collega moet ze goedkeuren" in own
    assert "Goedkeuren</button>" not in own
    answer = as_staff(town.eva).post(url, {"doe": "goedkeuren", "goed-edition": version.edition})
    assert answer.status_code == 422
    assert "vier ogen" in answer.text
    joris = as_staff(town.joris)
    assert "<ins>" in joris.get(url).text
    answer = joris.post(url, {"doe": "goedkeuren", "goed-edition": version.edition})
    assert answer.status_code == 302
    assert Product.objects.published().exists()
    assert joris.get(url).status_code == 302


def test_joris_sends_it_back_or_for_later(town, as_staff, drafted, on):
    on("2026-11-23 10:00")
    version = drafted()
    version = drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    client, url = as_staff(town.joris), at("product-review", version.product_id)
    assert client.post(url, {"doe": "terugsturen", "terug-edition": 9}).status_code == 422
    past = {"doe": "goedkeuren", "goed-edition": version.edition, "goed-on": "2026-11-20"}
    assert "in de toekomst" in client.post(url, past).text
    client.post(url, past | {"goed-on": "2026-12-01", "goed-at": "08:00"})
    version.refresh_from_db()
    assert version.is_scheduled
    assert "1 december" in client.get(at("product-record", version.product_id)).text
    client.post(
        url, {"doe": "terugsturen", "terug-edition": version.edition, "terug-why": "Toch niet."}
    )
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    assert "Toch niet." in client.get(at("product-edit", version.product_id)).text


# --- reading ---


def test_fatma_reads_everything_and_changes_nothing(town, as_staff, published):
    product = published()
    client = as_staff(town.fatma)
    for name in ("record", "service", "versions", "check", "preview", "concept"):
        assert client.get(at(f"product-{name}", product.pk)).status_code == 200
    assert client.get(at("product-list")).status_code == 200
    assert client.get(at("product-links")).status_code == 200
    for name in ("edit", "review", "archiving"):
        assert client.get(at(f"product-{name}", product.pk)).status_code == 403
    for name in ("draft", "discard", "restoring", "concept"):
        assert client.post(at(f"product-{name}", product.pk)).status_code == 403
    assert client.post(at("product-service", product.pk), {"minutes": 5}).status_code == 200
    product.refresh_from_db()
    assert product.minutes == 10


def test_the_list_finds_filters_and_counts(town, as_staff, published, drafted):
    product = published()
    drafted(naam={"nl-BE-x-formal": "Rijbewijs"})
    product.owner = town.team
    product.save()
    client = as_staff(town.fatma)

    def names(**query):
        return [row.name for row, _ in client.get(at("product-list"), query).context["rows"]]

    assert names() == ["Reispas", "Rijbewijs"]
    assert names(q="paspoort") == ["Reispas"]
    assert names(q="rijbew") == ["Rijbewijs"]
    assert names(lijst="ontwerp") == ["Rijbewijs"]
    assert names(lijst="gepubliceerd", thema="BurgerOverheid") == ["Reispas"]
    assert names(team=str(town.team.pk)) == ["Reispas"]
    assert names(team="geen") == ["Rijbewijs"]
    assert names(kanaal="online") == []
    assert names(pagina="99", lijst="onzin", thema="'; drop") == ["Reispas", "Rijbewijs"]
    row = LinkCheck.objects.create(url="https://weg.example/", broken_since=clock.now())
    row.products.add(product)
    assert names(lijst="stuk") == ["Reispas"]
    page = client.get(at("product-list")).text
    assert 'Stukke links <span class="count">1</span>' in page
    part = client.get(at("product-list"), headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "weg.example" in client.get(at("product-links")).text


def test_the_list_asks_as_much_for_many_as_for_few(
    town, as_staff, drafted, django_assert_max_num_queries
):
    client = as_staff(town.fatma)
    client.get(at("product-list"))
    for _ in range(12):
        drafted()
    with django_assert_max_num_queries(20):
        client.get(at("product-list"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_as_a_file(town, as_staff, published, kind):
    published()
    answer = as_staff(town.fatma).get(at("product-export", kind))
    assert answer.status_code == 200
    assert f"producten-{clock.today():%Y-%m-%d}.{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        assert "Reispas;Gepubliceerd" in answer.content.decode("utf-8-sig")
    assert Event.objects.filter(kind="products.exported", actor=town.fatma).exists()
    assert as_staff(town.fatma).get("/balie/producten/uitvoer.exe").status_code == 404


def test_versions_side_by_side(town, as_staff, published):
    product = published()
    draft = drafts.start(product=product, by=town.eva)
    drafts.keep(
        version=draft,
        content=draft.content | {"naam": {"nl-BE-x-formal": "Internationale reispas"}},
        by=town.eva,
        expected_edition=draft.edition,
        note="",
    )
    page = as_staff(town.fatma).get(at("product-versions", product.pk)).text
    assert "<ins>Internationale" in page
    assert "Ontwerp begonnen" in page
    old = as_staff(town.fatma).get(at("product-record", product.pk), {"versie": "1"})
    assert "Gepubliceerd, versie 1" in old.text
    assert (
        as_staff(town.fatma).get(at("product-record", product.pk), {"versie": "9"}).status_code
        == 404
    )
    odd = as_staff(town.fatma).get(at("product-record", product.pk), {"versie": "²"})
    assert "Ontwerp" in odd.text


def test_the_preview_shows_the_draft_and_leaves_the_page_alone(town, as_staff, published, client):
    product = published()
    draft = drafts.start(product=product, by=town.eva)
    drafts.keep(
        version=draft,
        content=draft.content | {"naam": {"nl-BE-x-formal": "Nieuwe pas"}},
        by=town.eva,
        expected_edition=draft.edition,
        note="",
    )
    page = as_staff(town.eva).get(at("product-preview", product.pk)).text
    assert "Nieuwe pas" in page
    assert "Dit is een voorbeeld" in page
    client.logout()
    assert "Nieuwe pas" not in client.get(product.get_absolute_url()).text


def test_checks_say_what_deserves_a_look(town, as_staff):
    version = products.begin(name="Half", by=town.eva)
    page = as_staff(town.fatma).get(at("product-check", version.product_id)).text
    assert "Beschrijving: Vul dit in" in page
    assert "Kies minstens één thema" in page
    town.gemeente.ovo_code = ""
    town.gemeente.save()
    page = as_staff(town.fatma).get(at("product-check", version.product_id)).text
    assert "OVO-code of URI van het bestuur ontbreekt" in page


# --- how it is served ---


def test_a_product_that_ended_is_told_to_its_editor_the_day_after(town, as_staff, published, on):
    product = published(eindeDienstVerlening="2026-06-30T12:00:00Z")
    for today, is_over in (("2026-06-30 20:00", False), ("2026-07-01 08:00", True)):
        on(today)
        page = as_staff(town.fatma).get(at("product-check", product.pk)).text
        assert ("De dienstverlening eindigde op dinsdag 30 juni" in page) == is_over


def test_a_product_can_be_asked_for_from_its_first_day_to_its_last(published, on):
    # a day here begins and ends an hour before the one in UTC
    product = published(
        startDienstVerlening="2026-11-30T23:00:00Z", eindeDienstVerlening="2026-12-31T22:59:00Z"
    )
    assert (product.starts_on, product.ends_on) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    for day, exists in (
        ("2026-11-30", False),
        ("2026-12-01", True),
        ("2026-12-31", True),
        ("2027-01-01", False),
    ):
        on(f"{day} 10:00")
        assert (product in Product.objects.offered()) == exists
        assert product.exists_today == exists
        assert product in Product.objects.published()


SERVICE = {
    "access": "both",
    "office": "front",
    "channels": ["counter", "online"],
    "minutes": "15",
    "minutes_per_extra_person": "5",
    "shared_minutes": "3",
    "max_persons": "4",
    "bring": "Identiteitskaart\n\nPasfoto\nPasfoto",
    "fee_cents": "€ 12,50",
    "privacy_level": "1",
    "online_url": "",
    "systems": "",
    "authorisations": "",
}


def test_how_it_is_served_holds_at_once(town, as_staff, published):
    product = published()
    skill = Skill.objects.create(name="Reispassen", slug="reispassen")
    url = at("product-service", product.pk)
    answer = as_staff(town.eva).post(url, SERVICE | {"edition": "1", "skills": [skill.pk]})
    assert answer.status_code == 302
    product.refresh_from_db()
    assert (product.minutes, product.fee_cents, product.bring) == (
        15,
        1250,
        ["Identiteitskaart", "Pasfoto"],
    )
    assert list(product.skills.all()) == [skill]
    # Bram still has the page of before
    answer = as_staff(town.bram).post(url, SERVICE | {"edition": "1", "minutes": "30"})
    assert answer.status_code == 409
    assert 'value="30"' in answer.text
    product.refresh_from_db()
    assert product.minutes == 15
    answer = as_staff(town.bram).post(url, SERVICE | {"edition": "2", "shared_minutes": "20"})
    assert (answer.status_code, "minder zijn dan de duur" in answer.text) == (422, True)
    answer = as_staff(town.bram).post(url, SERVICE | {"edition": "2", "minutes": "0"})
    assert (answer.status_code, "Het duurt 1 tot 480 minuten." in answer.text) == (422, True)
    assert "minder zijn dan de duur" not in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/melden/", ""),
        ("/melden/?onderwerp=put#kaart", ""),
        ("https://loket.example/x", ""),
        ("/bestaat-niet/", "Deze pagina bestaat niet op deze site"),
        ("//elders.example/", "begint met één /"),
        ("/\\elders.example/", "begint met één /"),
        ("melden/", "begint met één /"),
        ("javascript:alert(1)", "begint met één /"),
        ("/melden/ x", "geen spaties"),
    ],
)
def test_the_form_stands_elsewhere_or_on_our_own_site(town, as_staff, published, address, said):
    product = published()
    answer = as_staff(town.eva).post(
        at("product-service", product.pk), SERVICE | {"edition": "1", "online_url": address}
    )
    product.refresh_from_db()
    if said:
        assert (answer.status_code, said in answer.text) == (422, True)
    else:
        assert (answer.status_code, product.online_url) == (302, address)


def test_archiving_asks_why_and_can_be_undone(town, as_staff, published):
    product = published()
    client = as_staff(town.joris)
    assert client.post(at("product-archiving", product.pk), {}).status_code == 422
    client.post(at("product-archiving", product.pk), {"why": "Bestaat niet meer"})
    assert not Product.objects.published().exists()
    assert "Product terughalen" in client.get(at("product-record", product.pk)).text
    client.post(at("product-restoring", product.pk))
    assert Product.objects.published().exists()


# --- concepts, files, settings, skills ---


def test_a_concept_that_changed_is_compared_field_by_field(town, as_staff):
    concepts.receive([snapshot(1)])
    client = as_staff(town.eva)
    page = client.get(at("product-concepts"), {"q": "akte"}).text
    concept = Concept.objects.get()
    assert f"?concept={concept.pk}" in page
    client.post(at("product-new"), {"name": "", "concept": concept.pk})
    product = Product.objects.get()
    assert product.name == "Uw akte"
    concepts.receive([snapshot(3, naam={"nl": "Andere akte"})])
    assert "veranderde in de IPDC" in client.get(at("product-record", product.pk)).text
    url = at("product-concept", product.pk)
    assert "Neem over in het ontwerp" in client.get(url).text
    client.post(url, {"doe": "overnemen", "veld": "naam"})
    assert product.versions.get().content["naam"] == {"nl": "Andere akte"}
    concept.refresh_from_db()
    assert client.post(url, {"doe": "gezien", "momentopname": "²"}).status_code < 500
    client.post(url, {"doe": "gezien", "momentopname": concept.newest_id})
    product.refresh_from_db()
    assert product.review_state == ""


def test_a_file_is_shown_first_and_then_brought_in(town, as_staff):
    client = as_staff(town.joris)
    file = SimpleUploadedFile("lpdc.json", file_of(MEMBER, MEMBER | {"isVersionOf": "x:2"}))
    answer = client.post(at("product-imports"), {"file": file})
    run = ImportRun.objects.get()
    assert answer.url == at("product-import", run.pk)
    assert "Attest" in client.get(answer.url).text
    assert not Product.objects.exists()
    client.post(answer.url, {"kies": ["1", "onzin"]})
    assert Product.objects.get().source_key == "x:2"
    done = client.get(answer.url).text
    assert "1 nieuw" in done
    assert "Naar de producten" in done
    assert "lpdc.json" in client.get(at("product-imports")).text


def test_nothing_ticked_brings_in_nothing_and_leaves_the_file_open(town, as_staff):
    client = as_staff(town.joris)
    file = SimpleUploadedFile("lpdc.json", file_of(MEMBER))
    url = client.post(at("product-imports"), {"file": file}).url
    for nothing in ({}, {"kies": ["7"]}):
        answer = client.post(url, nothing)
        assert (answer.status_code, "Vink minstens één product aan." in answer.text) == (422, True)
    assert ImportRun.objects.get().applied_at is None
    client.post(url, {"kies": ["0"]})
    assert Product.objects.count() == 1


def test_thousands_of_ticks_are_not_too_many(town, as_staff):
    run = ImportRun.objects.create(
        kind=ImportKind.INSTANCES,
        file_name="groot.json",
        made_by=town.joris,
        items=[vars(importing.Item("x:1", "X", status="refused"))],
    )
    ticks = [str(number) for number in range(MOST_MEMBERS)]
    answer = as_staff(town.joris).post(at("product-import", run.pk), {"kies": ticks})
    assert "Vink minstens één product aan." in answer.text


def test_a_file_that_is_wrong_or_too_large_is_refused_in_words(town, as_staff):
    client = as_staff(town.joris)
    answer = client.post(at("product-imports"), {"file": SimpleUploadedFile("x.json", b"{")})
    assert (answer.status_code, "geen volledige JSON" in answer.text) == (422, True)
    large = io.BytesIO(b'{"a": "' + b"x" * (50 * 1024 * 1024))
    large.name = "groot.json"
    answer = client.post(at("product-imports"), {"file": large})
    assert (answer.status_code, "groot.json is groter dan 20 MB" in answer.text) == (422, True)
    assert "Kies een bestand" in client.post(at("product-imports"), {}).text


def test_the_exchange_says_what_is_needed_and_catches_up(town, as_staff, published):
    town.gemeente.ovo_code = ""
    town.gemeente.save()
    product = published()
    client = as_staff(town.joris)
    page = client.get(at("product-exchange")).text
    assert "OVO-code of URI van de gemeente ontbreekt" in page
    assert product.name in page
    town.gemeente.ovo_code = "OVO002173"
    town.gemeente.save()
    client.post(at("product-exchange-catch-up"))
    assert product.snapshots.count() == 1
    assert client.post(at("product-exchange"), {"form": "je", "area": "x y"}).status_code == 422
    client.post(at("product-exchange"), {"form": "je", "area": "BE21313021"})
    assert CatalogueSettings.objects.get().form == "je"


def test_a_skill_that_is_used_stays(town, as_staff, published):
    client = as_staff(town.joris)
    client.post(at("skill-new"), {"name": "Rijbewijzen"})
    skill = Skill.objects.get()
    assert client.post(at("skill-new"), {"name": "Rijbewijzen"}).status_code == 422
    client.post(at("skill", skill.pk), {"name": "Rijbewijzen en attesten"})
    product = published()
    product.skills.add(skill)
    client.post(at("skill-end", skill.pk))
    assert Skill.objects.get().name == "Rijbewijzen en attesten"
    product.skills.clear()
    client.post(at("skill-end", skill.pk))
    assert not Skill.objects.exists()


def test_the_menu_counts_what_waits_for_me(town, as_staff, drafted):
    from onthaal.catalogue.selection import to_review

    version = drafted()
    drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    assert to_review(town.eva) is None
    assert to_review(town.joris) == 1


def test_a_word_that_a_colleague_added_survives_a_new_version(town, published):
    from onthaal.catalogue.actions.finding import add_synonym

    from .conftest import publish

    product = published()
    add_synonym(product=product, word="passport", by=town.eva)
    draft = drafts.start(product=product, by=town.eva)
    draft = drafts.keep(
        version=draft,
        content=draft.content | {"zoektermen": {"nl": ["reispapieren"]}},
        by=town.eva,
        expected_edition=draft.edition,
        note="",
    )
    publish(draft, town)
    product.refresh_from_db()
    assert product.synonyms == ["reispapieren", "passport"]


def test_strange_input_in_the_editor_is_answered(town, as_staff, drafted):
    version = drafted()
    client, url = as_staff(town.eva), at("product-edit", version.product_id)
    for data in (
        {},
        {"edition": "x"},
        {"doe": "op:kosten:9"},
        {"doe": "erbij:nergens"},
        {"doe": "weg:"},
        {"rij:kosten": ["a", "-1", "99999"], "edition": version.edition},
        {"rij:kosten.0.x": ["0"], "naam.eigen": "\x00"},
    ):
        encoded = json.loads(json.dumps(data))
        assert client.post(url, encoded).status_code in (200, 302, 409, 422)
