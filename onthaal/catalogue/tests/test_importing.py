"""Joris brings in a catalogue from elsewhere: first he sees what would happen, then it happens."""

import contextlib
import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.catalogue.actions import drafts, importing, products
from onthaal.catalogue.actions.importing import Unreadable
from onthaal.catalogue.exchange import cevi, pages
from onthaal.catalogue.models import ImportRun, Product, VersionState
from onthaal.core.tests.together import at_once

from .test_document import sample

MEMBER = {
    "@id": "http://elders.example/snapshot/1",
    "@type": ["InstantieSnapshot"],
    "isVersionOf": "http://elders.example/instance/1",
    "generatedAtTime": "2026-01-01T00:00:00.000Z",
    "naam": {"nl-BE-x-informal": "Attest"},
    "beschrijving": {"nl-BE-x-informal": "<p>Je vraagt een attest.</p><script>x</script>"},
}
CEVI = """<?xml version="1.0" encoding="utf-8"?>
<Export xmlns="http://cevi.be/x"><Products>
 <Product><Id>1502</Id><Source><Id>0</Id><Value>IPDC</Value></Source>
  <Name>Akte</Name><Title>Akte van Belgische nationaliteit</Title>
  <Description>&lt;p&gt;De akte &amp;amp; meer&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</Description>
  <Conditions>&lt;p&gt;U bent Belg.&lt;/p&gt;</Conditions>
  <BringToApply>&lt;ul&gt;&lt;li&gt;identiteitskaart&lt;/li&gt;&lt;li&gt;volmacht&lt;/li&gt;&lt;/ul&gt;</BringToApply>
  <AmountToApply>Gratis</AmountToApply><Procedure>&lt;p&gt;Kom langs.&lt;/p&gt;</Procedure>
  <Exceptions/><AdditionalInfo>&lt;p&gt;Meer&lt;/p&gt;</AdditionalInfo>
  <InfoUrls><Url><SequenceNumber>2</SequenceNumber><Title>B</Title><Location>www.b.be</Location></Url>
   <Url><SequenceNumber>1</SequenceNumber><Title>A</Title><Location>https://a.be?x=1&amp;y=2</Location></Url>
   <Url><Title>fout</Title><Location>javascript:alert(1)</Location></Url></InfoUrls>
  <Forms><Form><Title>Formulier</Title><Location>https://f.be</Location></Form></Forms>
  <Keywords><Keyword><Id>1</Id><Value>nationaliteit</Value></Keyword></Keywords>
  <TargetGroups><TargetGroup><Id>1</Id><Value>Burger</Value></TargetGroup></TargetGroups>
  <Themes><Theme><Id>1</Id><Value>Bouwen en wonen</Value></Theme></Themes>
  <ProductType><Id>1</Id><Value>Bewijs</Value></ProductType>
  <DeliveringDepartments><Department><Name>Burgerzaken</Name><Addresses><Address>
   <Street>Markt</Street><HouseNumber>1</HouseNumber><ZipCode>2450</ZipCode>
   <Municipality>Lindeveld</Municipality><Email>loket@lindeveld.example</Email>
   <OpeningHours>&lt;p&gt;ma 9-12&lt;/p&gt;&lt;p&gt;di 9-12&lt;/p&gt;</OpeningHours>
  </Address></Addresses></Department></DeliveringDepartments>
 </Product>
 <Product><Id>7</Id><Source><Value>Cevi</Value></Source><Description>x</Description></Product>
</Products></Export>"""


def file_of(*members):
    return json.dumps({"@type": "EventStream", "member": list(members)}).encode()


def bring_in(data, town, **more):
    run = importing.prepare(data=data, file_name="lpdc.json", by=town.joris)
    return run, importing.apply(run=run, by=town.joris, **more)


def statuses(run):
    return [item["status"] for item in run.items]


def test_a_page_of_lpdc_becomes_drafts_and_doing_it_again_does_nothing(town):
    data = file_of(MEMBER)
    run = importing.prepare(data=data, file_name="lpdc.json", by=town.joris)
    assert statuses(run) == ["new"]
    assert not Product.objects.exists()
    done = importing.apply(run=run, by=town.joris)
    assert (done.report["new"], done.report["refused"]) == (1, [])
    product = Product.objects.get()
    version = product.versions.get()
    assert (product.name, version.state) == ("Attest", VersionState.DRAFT)
    assert version.content["beschrijving"]["nl-BE-x-informal"] == "<p>Je vraagt een attest.</p>"
    importing.apply(run=run, by=town.joris)
    again, done = bring_in(data, town)
    assert statuses(again) == ["same"]
    assert Product.objects.count() == product.versions.count() == 1


def test_what_changed_at_the_source_renews_a_draft_that_nobody_touched(town):
    bring_in(file_of(MEMBER), town)
    newer = MEMBER | {"naam": {"nl-BE-x-informal": "Nieuw attest"}}
    run, done = bring_in(file_of(newer), town)
    assert statuses(run) == ["changed"]
    assert done.report["changed"] == 1
    product = Product.objects.get()
    assert (product.name, product.versions.count()) == ("Nieuw attest", 1)


def test_what_a_colleague_wrote_is_never_overwritten(town):
    bring_in(file_of(MEMBER), town)
    version = Product.objects.get().versions.get()
    written = drafts.keep(
        version=version,
        content=version.content | {"uitzonderingen": {"nl": "<p>Eigen tekst</p>"}},
        by=town.eva,
        expected_edition=version.edition,
        note="",
    )
    newer = MEMBER | {"naam": {"nl-BE-x-informal": "Nieuw attest"}}
    run, _ = bring_in(file_of(newer), town)
    assert statuses(run) == ["refused"]
    assert "een collega schreef" in run.items[0]["why"]
    version.refresh_from_db()
    assert version.content == written.content


def test_a_colleague_who_writes_between_proposal_and_import_keeps_the_text(town):
    bring_in(file_of(MEMBER), town)
    newer = MEMBER | {"naam": {"nl-BE-x-informal": "Nieuw attest"}}
    run = importing.prepare(data=file_of(newer), file_name="x", by=town.joris)
    version = Product.objects.get().versions.get()
    drafts.keep(
        version=version,
        content=version.content | {"uitzonderingen": {"nl": "<p>Eigen</p>"}},
        by=town.eva,
        expected_edition=version.edition,
        note="",
    )
    done = importing.apply(run=run, by=town.joris)
    assert done.report["changed"] == 0
    assert "een collega schreef" in done.report["refused"][0]


def test_archived_at_the_source_is_archived_here_and_unknown_ones_do_not_come(town):
    bring_in(file_of(MEMBER), town)
    run, _ = bring_in(
        file_of(
            MEMBER | {"gearchiveerd": "true"},
            MEMBER | {"isVersionOf": "http://elders.example/2", "gearchiveerd": True},
        ),
        town,
    )
    assert statuses(run) == ["changed", "refused"]
    assert Product.objects.get().archived_at is not None


def test_one_may_leave_out_what_one_does_not_want(town):
    other = MEMBER | {"isVersionOf": "http://elders.example/2", "naam": {"nl": "Ander"}}
    _, done = bring_in(file_of(MEMBER, other), town, chosen={1})
    assert [each.name for each in Product.objects.all()] == ["Ander"]
    assert done.report["left_out"] == 1


def test_each_that_cannot_come_says_why_and_the_others_come(town):
    wrong = [
        MEMBER | {"isVersionOf": "", "@id": ""},
        MEMBER | {"isVersionOf": "x:2", "naam": {}},
        MEMBER | {"isVersionOf": "x:3", "naam": {"tlh": "nuqneH"}},
        MEMBER | {"isVersionOf": "x:4", "type": "Onzin"},
        MEMBER | {"isVersionOf": "x:5", "kosten": "gratis"},
        MEMBER | {"isVersionOf": "x:6", "creatie": "ooit"},
    ]
    without = copy.deepcopy(MEMBER)
    del without["beschrijving"]
    run, _ = bring_in(file_of(*wrong, without | {"nieuwVeld": 1}), town)
    assert statuses(run) == ["refused"] * 6 + ["new"]
    assert all(item["why"] for item in run.items)
    assert run.items[-1]["aside"] == ["nieuwVeld"]
    assert "Beschrijving" in run.items[-1]["why"]
    assert Product.objects.count() == 1


@pytest.mark.parametrize(
    ("doubtful", "aside"),
    [
        ({"beschrijving": {"nl": "Wat", "en": None}, "kosten": None}, []),
        ({"contactgegevens": [None], "zoektermen": {"nl": None}, "themas": [None]}, []),
        ({"naam": {"nl": "Attest", "fr": "Attestation"}}, ["naam.fr"]),
        ({"themas": ["BouwenWonen", "Onzin"]}, ["Thema’s “Onzin”"]),
        (
            {"procedures": [{"naam": {"nl": "Zo"}, "websites": [{"url": "https://a.be/een b"}]}]},
            ["Websites “https://a.be/een b”"],
        ),
        (
            {"contactgegevens": [{"email": "info@", "telefoonnummer": "014 11 22 33"}]},
            ["E-mailadres “info@”"],
        ),
        (
            {"eindeDienstVerlening": "2026-02-30"},
            ["Einde van de dienstverlening “2026-02-30”"],
        ),
    ],
)
def test_a_doubtful_detail_is_set_aside_and_the_product_comes(town, doubtful, aside):
    run, _ = bring_in(file_of(MEMBER | doubtful), town)
    assert (statuses(run), run.items[0]["aside"]) == (["new"], aside)
    concept = MEMBER | doubtful | {"@type": "ConceptSnapshot"}
    run, _ = bring_in(file_of(concept), town)
    assert (statuses(run), run.items[0]["aside"]) == (["new"], aside)


def test_what_is_right_in_a_doubtful_part_stays(town):
    contact = {"email": "info@", "telefoonnummer": "014 11 22 33"}
    links = [{"url": "https://a.be/een b"}, {"url": "https://b.be", "naam": {"nl": "B"}}]
    more = {"contactgegevens": [contact], "websites": links, "themas": ["Onzin", "BouwenWonen"]}
    bring_in(file_of(MEMBER | more), town)
    content = Product.objects.get().versions.get().content
    assert content["contactgegevens"] == [{"order": 1, "telefoonnummer": "014 11 22 33"}]
    assert [each["url"] for each in content["websites"]] == ["https://b.be"]
    assert content["themas"] == ["BouwenWonen"]


def test_a_doubtful_detail_of_cevi_is_set_aside_too(town):
    data = (
        CEVI.replace("www.b.be", "www.b.be/een b")
        .replace("loket@lindeveld.example", "info@")
        .replace("<Exceptions/>", "<EndDate>2026-02-30</EndDate>")
    )
    run, _ = bring_in(data.encode(), town)
    assert statuses(run) == ["new", "refused"]
    assert run.items[0]["aside"] == [
        "Websites “www.b.be/een b”",
        "Websites “javascript:alert(1)”",
        "E-mailadres “info@”",
        "Einde van de dienstverlening “2026-02-30”",
    ]


def test_where_a_product_comes_from_may_be_an_object_and_is_never_something_else(town):
    told = MEMBER | {"isVersionOf": {"@id": MEMBER["isVersionOf"]}}
    run, _ = bring_in(file_of(told, MEMBER | {"isVersionOf": "http://elders.example/een 2"}), town)
    assert statuses(run) == ["new", "refused"]
    assert "is geen adres van een gegeven" in run.items[1]["why"]
    assert Product.objects.get().source_key == MEMBER["isVersionOf"]


def test_what_a_concept_says_of_itself_is_not_called_left_out(town):
    page = sample("ipdc_conceptsnapshot_sample.json")
    run = importing.prepare(data=json.dumps(page).encode(), file_name="x.json", by=town.joris)
    assert run.items[0]["aside"] == ["metadata", "publicatieLink"]


def test_of_two_states_in_one_file_the_newest_counts(town):
    older = MEMBER | {"generatedAtTime": "2025-01-01T00:00:00Z", "naam": {"nl": "Oud"}}
    run, _ = bring_in(file_of(MEMBER, older), town)
    assert statuses(run) == ["new", "refused"]
    assert Product.objects.get().name == "Attest"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (b'{"member": [{"@type": "Inst', "geen volledige JSON"),
        (b'{"a": 1}', "geen producten of concepten"),
        (b"[]", "geen producten of concepten"),
        (b"12", "geen producten of concepten"),
        (b'{"member": 3}', "geen lijst"),
        (b"\xff\xfe\x00\xd8", "geen"),
        (json.dumps(MEMBER | {"naam": "café"}, ensure_ascii=False).encode("cp1252"), "geen UTF-8"),
        (json.dumps(MEMBER | {"naam": "cafés"}, ensure_ascii=False).encode("cp1252"), "geen UTF-8"),
        ("<Product><Title>Café</Title></Product>".encode("cp1252"), "geen UTF-8"),
        (b"PK\x03\x04 zip", "geen volledige JSON"),
        (b"[" * 100_000, "geen JSON"),
        (b"<html><body>Fout</body></html>", "geen producten van Cevi"),
        (b"<a><b></a>", "geen volledige XML"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "DOCTYPE"),
        (b'<?xml version="1.0"?><!DOCTYPE lolz><x/>', "DOCTYPE"),
        (b"<a>" * 500, "te diep"),
        (b" " * (21 * 1024 * 1024) + b"{}", "groter dan 20 MB"),
        (b"<a>" + b" " * (21 * 1024 * 1024) + b"</a>", "groter dan 20 MB"),
        (
            json.dumps({"member": [{"@type": "Instantie"}, {"@type": "ConceptSnapshot"}]}).encode(),
            "door elkaar",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_words_that_help(town, data, said):
    with pytest.raises(Unreadable, match=said):
        importing.prepare(data=data, file_name="x", by=town.joris)
    assert not ImportRun.objects.exists()


def test_characters_that_a_database_cannot_keep_do_not_stop_an_import(town):
    text = json.dumps(MEMBER | {"naam": {"nl": "A\x00b"}, "x\x00": "\ud800"})
    bring_in(text.encode("utf-8", "surrogatepass"), town)
    assert Product.objects.get().name == "Ab"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *MEMBER,
                    *[
                        "kosten",
                        "websites",
                        "adres",
                        "contactgegevens",
                        "order",
                        "url",
                        "zoektermen",
                        "type",
                    ],
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_whatever_a_member_holds_it_is_read_or_refused(found):
    """Nothing but a refusal may come out, however strange the file."""
    member = {"@type": "Instantie"} | (found if isinstance(found, dict) else {"naam": found})
    item = importing._from_instance(member)
    assert item.status in ("new", "refused")
    assert item.status == "new" or item.why


@given(st.binary(max_size=200))
def test_whatever_a_file_is_it_is_read_or_refused(data):
    for read in (pages.read, cevi.read):
        with contextlib.suppress(Unreadable):
            read(data)


def test_the_real_page_of_lpdc_comes_in_whole(town):
    page = sample("lpdc_instancesnapshot_ldes_sample.json")
    run, _ = bring_in(json.dumps(page).encode(), town)
    # the second and third are two states of one product, that was archived
    assert statuses(run) == ["new", "refused", "refused"]
    version = Product.objects.get().versions.get()
    assert version.content["voorwaarden"][1]["bewijs"]["naam"]["en"] == "Evidence - 2"
    assert [each["order"] for each in version.content["procedures"][0]["websites"]] == [1, 2]
    assert bring_in(json.dumps(page).encode(), town)[0].items[0]["status"] == "same"


def test_what_we_export_comes_in_again_unchanged(town, published, client):
    product = published()
    data = client.get("/ldes/producten.jsonld").content
    run, _ = bring_in(data, town)
    assert Product.objects.count() == 1
    assert run.items[0]["status"] == "changed"
    # what was filled in for the outside world is now said by the text itself
    draft = products.open_version(product)
    assert draft.content["bevoegdeOverheden"] == [
        "https://data.vlaanderen.be/id/organisatie/OVO002173"
    ]
    assert draft.content["naam"] == product.published.content["naam"]


def test_a_catalogue_of_cevi_comes_in(town):
    run = importing.prepare(data=CEVI.encode(), file_name="cevi.xml", by=town.joris)
    assert statuses(run) == ["new", "refused"]
    assert "geen naam" in run.items[1]["why"]
    importing.apply(run=run, by=town.joris)
    product = Product.objects.get()
    content = product.versions.get().content
    assert product.name == "Akte van Belgische nationaliteit"
    assert product.bring == ["identiteitskaart", "volmacht"]
    assert content["beschrijving"] == {"nl": "<p>De akte &amp; meer</p>"}
    assert content["voorwaarden"][0]["bewijs"]["beschrijving"]["nl"].startswith("<ul><li>ident")
    assert content["kosten"][0]["beschrijving"]["nl"] == "<p>Gratis</p>"
    assert [each["url"] for each in content["websites"]] == [
        "https://a.be?x=1&y=2",
        "https://www.b.be",
    ]
    assert content["procedures"][0]["websites"][0]["url"] == "https://f.be"
    assert (content["themas"], content["doelgroepen"]) == (["BouwenWonen"], ["Burger"])
    assert (content["type"], content["productnummer"]) == ("Bewijs", "1502")
    assert content["contactgegevens"][0]["openingsuren"] == "ma 9-12 · di 9-12"
    assert content["zoektermen"] == {"nl": ["nationaliteit"]}
    assert statuses(importing.prepare(data=CEVI.encode(), file_name="c", by=town.joris)) == [
        "same",
        "refused",
    ]


def test_a_catalogue_of_cevi_in_the_characters_it_names_comes_in(town):
    data = CEVI.replace('encoding="utf-8"', 'encoding="windows-1252"').replace("Akte van", "Café –")
    bring_in(data.encode("cp1252"), town)
    assert Product.objects.get().name == "Café – Belgische nationaliteit"


def test_one_number_of_two_sources_is_two_products(town):
    def product(source, title):
        return (
            f"<Product><Id>500</Id><Source><Value>{source}</Value></Source>"
            f"<Title>{title}</Title></Product>"
        )

    both = f"<Products>{product('IPDC', 'Akte')}{product('Cevi', 'Vuilniszak')}</Products>"
    run, _ = bring_in(both.encode(), town)
    assert statuses(run) == ["new", "new"]
    assert [each["key"] for each in run.items] == ["cevi:500", "cevi:cevi:500"]


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_file_make_each_product_once(town):
    runs = [importing.prepare(data=file_of(MEMBER), file_name="x", by=town.joris) for _ in "ab"]
    outcomes = at_once(*[lambda run=run: importing.apply(run=run, by=town.joris) for run in runs])
    assert Product.objects.count() == 1
    assert all(isinstance(each, ImportRun) for each in outcomes)
