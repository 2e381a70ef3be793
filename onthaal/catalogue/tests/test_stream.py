"""What other systems read: the stream for LPDC, single products, the whole catalogue."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.catalogue import document, stream
from onthaal.catalogue.actions import drafts, products, snapshots
from onthaal.catalogue.actions.settings import save_settings
from onthaal.catalogue.exchange import instances, pages
from onthaal.catalogue.exchange.context import CONTEXT
from onthaal.catalogue.exchange.folded import folded
from onthaal.catalogue.exchange.instances import Publisher
from onthaal.catalogue.models import InstanceSnapshot, Product

from .conftest import publish
from .test_document import SAMPLES, sample

rdflib = pytest.importorskip("rdflib")
TIMES = {"creatie", "laatstGewijzigd", "startDienstVerlening", "eindeDienstVerlening"}
US = Publisher("https://data.vlaanderen.be/id/organisatie/OVO002173", "BE21313021")


# --- the shapes that LPDC publishes ---

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)
NAMES = st.dictionaries(
    st.sampled_from(("nl", "nl-BE-x-formal", "nl-BE-x-informal", "en")),
    WORDS.filter(lambda word: document.rich_text.plain(word) != ""),
    min_size=1,
    max_size=4,
)
TEXTS = NAMES.map(lambda each: {key: f"<p>{words}</p>" for key, words in each.items()})
URLS = st.sampled_from(("https://lindeveld.example/x", "http://a.be/?b=1&c=(2)"))
IN_ADDRESS = st.fixed_dictionaries({"nl": st.sampled_from(("Markt", "België", "Lindeveld"))})


def part(**fields):
    return st.fixed_dictionaries(
        {"order": st.integers(0, 9), "naam": NAMES, "beschrijving": TEXTS} | fields
    )


WEBSITES = st.lists(part(url=URLS), max_size=2)
CONTENTS = st.fixed_dictionaries(
    {
        "naam": NAMES.map(lambda each: {"nl": "Reispas"} | each),
        "beschrijving": TEXTS.map(lambda each: {"nl": "<p>Een pas.</p>"} | each),
    },
    optional={
        "verdereBeschrijving": TEXTS,
        "uitzonderingen": TEXTS,
        "regelgevingTekst": TEXTS,
        "voorwaarden": st.lists(
            st.one_of(
                part(),
                part(bewijs=st.fixed_dictionaries({"naam": NAMES, "beschrijving": TEXTS})),
            ),
            max_size=3,
        ),
        "procedures": st.lists(part(websites=WEBSITES), max_size=3),
        "kosten": st.lists(part(), max_size=3),
        "financieleVoordelen": st.lists(part(), max_size=2),
        "regelgeving": st.lists(part(url=URLS), max_size=2),
        "websites": WEBSITES,
        "contactgegevens": st.lists(
            st.fixed_dictionaries(
                {"order": st.integers(0, 9)},
                optional={
                    "email": st.sampled_from(("loket@lindeveld.example", "a.b-c@x.be")),
                    "telefoonnummer": st.just("014 00 00 00"),
                    "url": URLS,
                    "openingsuren": st.just("ma-vr 9-12"),
                    "adres": st.fixed_dictionaries(
                        {
                            "straatnaam": IN_ADDRESS,
                            "huisnummer": st.just("1"),
                            "postcode": st.just("2450"),
                            "gemeentenaam": IN_ADDRESS,
                            "land": IN_ADDRESS,
                        },
                        optional={"busnummer": st.just("b")},
                    ),
                },
            ),
            max_size=2,
        ),
        "type": st.sampled_from(sorted(document.codes.TYPES)),
        "doelgroepen": st.lists(st.sampled_from(sorted(document.codes.AUDIENCES)), max_size=3),
        "themas": st.lists(st.sampled_from(sorted(document.codes.THEMES)), max_size=3),
        "bevoegdBestuursniveaus": st.lists(st.sampled_from(("Lokaal", "Federaal")), max_size=2),
        "uitvoerendBestuursniveaus": st.lists(st.sampled_from(("Lokaal", "Derden")), max_size=2),
        "publicatiekanalen": st.just(["YourEurope"]),
        "yourEuropeCategorieen": st.just(["VerblijfNaturalisatie"]),
        "zoektermen": st.fixed_dictionaries({"nl": st.lists(WORDS, max_size=3)}),
        "talen": st.lists(st.sampled_from(("nld", "eng")), max_size=2),
        "startDienstVerlening": st.just("2026-01-01T00:00:00+01:00"),
        "productnummer": st.just("1502"),
        "linkedConcept": st.just("https://ipdc.vlaanderen.be/id/concept/1"),
        "bevoegdeOverheden": st.just(["OVO000090"]),
    },
)


def member_of(content):
    moment = "2026-11-29T09:00:00.000Z"
    kept = document.normalise({"creatie": moment, "laatstGewijzigd": moment} | content)
    assert document.missing(kept) == []
    return instances.snapshot(
        kept,
        US,
        uri="https://lindeveld.example/snapshot/1",
        of="https://lindeveld.example/instance/1",
        generated_at=moment,
        archived=False,
    )


def graph_of(member, context):
    # an object, not a file: rdflib would ask the network for an address
    return rdflib.Graph().parse(data=json.dumps({"@context": context, **member}), format="json-ld")


@pytest.fixture(scope="module")
def shapes():
    path = SAMPLES / "ipdc_instantie_shape.ttl"
    if not path.exists():
        pytest.skip(f"geen voorbeeldbestand {path}; stel ONTHAAL_SAMPLES in")
    return rdflib.Graph().parse(path)


def known_things(graph):
    """What the reader knows of the addresses that we only point at: that they are a code of a list,
    an administration or a concept."""
    skos = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#Concept")
    m8g = rdflib.Namespace("http://data.europa.eu/m8g/")
    lpdc = rdflib.Namespace("https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#")
    for thing in set(graph.objects()):
        if not isinstance(thing, rdflib.URIRef):
            continue
        if str(thing).startswith("https://data.vlaanderen.be/id/organisatie/OVO"):
            graph.add((thing, rdflib.RDF.type, m8g.PublicOrganisation))
        elif str(thing).startswith("https://ipdc.vlaanderen.be/id/concept/"):
            graph.add((thing, rdflib.RDF.type, lpdc.ConceptualPublicService))
        elif (
            "/id/concept/" in str(thing)
            or "/nuts/code/" in str(thing)
            or "/language/" in str(thing)
        ):
            graph.add((thing, rdflib.RDF.type, skos))
    return graph


def complaints(graph, shapes):
    """What pyshacl says."""
    from pyshacl import validate

    fine, _, words = validate(graph, shacl_graph=shapes, inference="none")
    return "" if fine else words


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(CONTENTS)
def test_every_product_that_may_be_published_passes_the_shapes_of_lpdc(shapes, content):
    graph = known_things(graph_of(folded(member_of(content)), CONTEXT))
    assert complaints(graph, shapes) == ""


@settings(max_examples=50)
@given(CONTENTS)
def test_what_is_folded_into_one_still_says_everything_in_order(content):
    apart = member_of(content)
    one = folded(apart)
    assert {name for name in apart if one[name] != apart[name]} <= {"voorwaarden", "procedures"}
    for name in ("voorwaarden", "procedures"):
        parts = apart.get(name, [])
        assert len(one.get(name, [])) == min(len(parts), 1)
        if len(parts) < 2:
            continue
        (whole,) = one[name]
        for language in {each for part in parts for each in part["naam"]}:
            said = whole["beschrijving"][language]
            at = -1
            for part in parts:
                for words in (
                    escape(part["naam"].get(language, "")),
                    part["beschrijving"].get(language, ""),
                ):
                    at = said.index(words, max(at, 0))
        addresses = [site["url"] for part in parts for site in part.get("websites", [])]
        assert [site["url"] for site in whole.get("websites", [])] == addresses
        proofs = [part["bewijs"] for part in parts if part.get("bewijs")]
        for proof in proofs:
            for language, words in proof["naam"].items():
                assert words in whole["bewijs"]["naam"][language]


def test_who_asks_for_the_parts_apart_gets_them_on_every_page(client, published, monkeypatch):
    monkeypatch.setattr(stream, "PAGE", 1)
    rows = [
        {"order": at, "naam": {"nl": f"Voorwaarde {at}"}, "beschrijving": {"nl": "<p>x</p>"}}
        for at in (1, 2, 3)
    ]
    product = published(voorwaarden=rows)
    published()
    (member,) = read(client, "product-stream").json()["member"]
    assert [each["naam"] for each in member["voorwaarden"]] == [{"nl": "Voorwaarden"}]
    page = client.get(f"{reverse('product-stream')}?{stream.APART}").json()
    (member,) = page["member"]
    assert [each["order"] for each in member["voorwaarden"]] == [1, 2, 3]
    assert page["@id"].endswith(stream.APART)
    assert page["view"]["relation"][0]["node"].endswith(f"/1/?{stream.APART}")
    for name, args in (("product-instance", [product.uuid]), ("product-catalogue", [])):
        address = reverse(name, args=args)
        said = client.get(f"{address}?{stream.APART}").text
        assert "Voorwaarde 3" in said
        assert client.get(address).text != said


def test_the_shapes_do_object_to_what_is_wrong(shapes):
    member = member_of({"naam": {"nl": "a"}, "beschrijving": {"nl": "<p>b</p>"}})
    del member["bevoegdeOverheden"]
    member["kosten"] = [{"@type": "Kost", "naam": {"nl": "zonder volgorde"}}]
    words = complaints(known_things(graph_of(member, CONTEXT)), shapes)
    assert "hasCompetentAuthority" in words
    assert "order" in words


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(CONTENTS)
def test_our_context_means_the_same_as_the_published_one(content):
    from rdflib.compare import isomorphic

    theirs = sample("ipdc_lpdc_context.jsonld")["@context"]
    member = member_of(content)
    assert isomorphic(graph_of(member, CONTEXT), graph_of(member, theirs))


def test_the_real_snapshots_of_lpdc_come_out_as_they_went_in():
    for member in sample("lpdc_instancesnapshot_ldes_sample.json")["member"]:
        known, _ = document.apart(member)
        ours = instances.snapshot(
            document.normalise(known),
            US,
            uri=member["@id"],
            of=member["isVersionOf"],
            generated_at=member["generatedAtTime"],
            archived=member.get("gearchiveerd") == "true",
        )
        for name, value in member.items():
            if name in document.PARTS:
                # the same parts in the same order with the same fields, counted from one
                assert [set(each) for each in ours[name]] == [set(each) for each in value]
                assert [each.get("naam") for each in ours[name]] == [
                    each.get("naam") for each in value
                ]
                assert [each["order"] for each in ours[name]] == [1, 2]
            elif name in document.RICH:
                assert set(ours[name]) == set(value)
            elif (
                name not in ("creatie", "laatstGewijzigd", "gearchiveerd") and "Dienst" not in name
            ):
                assert ours[name] == value, name


AWKWARD = {
    "naam": {"nl-BE-x-informal": "Je “pas” & <co> 🏛"},
    "beschrijving": {
        "nl-BE-x-informal": "<h2 onclick=x>Kop</h2><table><tr><th>a<td colspan=3>b&#1;</table>"
        "<script>1</script><a href='javascript:1'>j</a>"
    },
    "kosten": [
        {
            "order": 50 - number,
            "naam": {"nl": f"Kost {number}"},
            "beschrijving": {"nl": "<p>x</p>"},
        }
        for number in range(50)
    ],
    "voorwaarden": [{}, {"naam": {"nl": " "}, "bewijs": {}}],
    "contactgegevens": [{"adres": [{}]}, {"email": "josé@lindeveld.example"}],
    "bevoegdeOverheden": ["OVO000090", "http://data.lblod.info/id/bestuurseenheden/1"],
    "geografischToepassingsgebieden": ["http://vocab.belgif.be/auth/refnis2025/13021"],
    "linkedConcept": "https://elders.example/concept/1",
    "doelgroepen": ["Burger"],
    "publicatiekanalen": ["YourEurope"],
    "yourEuropeCategorieen": ["VerblijfNaturalisatie"],
    "talen": ["nld", "fra"],
}


def test_the_pages_pass_the_shapes_with_nothing_added(client, town, published, shapes):
    product = published(**AWKWARD)
    published()
    products.archive(product=product, why="", by=town.joris)
    # the stream holds both products and the end of one, the catalogue one
    for name, least in (("product-stream", 300), ("product-catalogue", 15)):
        page = read(client, name).json()
        page["@context"] = CONTEXT
        graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
        assert complaints(graph, shapes) == "", name
        assert len(graph) >= least, name


# --- the pages ---


def read(client, name, *args, **more):
    return client.get(reverse(name, args=args), **more)


def test_a_published_product_is_in_the_stream_and_dereferences(client, published):
    product = published()
    page = read(client, "product-stream").json()
    assert page["@type"] == "EventStream"
    (member,) = page["member"]
    assert member["naam"] == {"nl-BE-x-formal": "Reispas"}
    assert member["bevoegdeOverheden"] == ["https://data.vlaanderen.be/id/organisatie/OVO002173"]
    assert member["geografischToepassingsgebieden"] == ["BE21313021"]
    assert member["gearchiveerd"] is False
    path = member["@id"].removeprefix("http://localhost:8000")
    assert client.get(path).json()["@id"] == member["@id"]
    of = client.get(member["isVersionOf"].removeprefix("http://localhost:8000")).json()
    assert (of["@type"], of["@id"]) == ("Instantie", member["isVersionOf"])
    context = client.get(page["@context"].removeprefix("http://localhost:8000"))
    assert context.json() == {"@context": CONTEXT}
    assert context["Content-Type"] == "application/ld+json"
    ours = pages.read(read(client, "product-catalogue").content).members
    assert [each["@id"] for each in ours] == [member["isVersionOf"]]
    assert product.snapshots.get().member == member


def test_what_is_in_the_stream_never_changes_and_the_end_is_a_member_too(client, town, published):
    product = published()
    first = read(client, "product-stream").json()["member"]
    draft = drafts.start(product=product, by=town.eva)
    draft = drafts.keep(
        version=draft,
        content=draft.content | {"naam": {"nl-BE-x-formal": "Paspoort"}},
        by=town.eva,
        expected_edition=draft.edition,
        note="",
    )
    assert read(client, "product-stream").json()["member"] == first
    publish(draft, town)
    products.archive(product=product, why="", by=town.joris)
    products.restore(product=product, by=town.joris)
    members = read(client, "product-stream").json()["member"]
    assert members[:1] == first
    assert [each["gearchiveerd"] for each in members] == [False, False, True, False]
    assert [each["naam"]["nl-BE-x-formal"] for each in members] == ["Reispas", *["Paspoort"] * 3]
    moments = [each["generatedAtTime"] for each in members]
    assert moments == sorted(set(moments))
    assert len({each["isVersionOf"] for each in members}) == 1


def test_pages_are_cut_by_time_and_a_full_one_may_be_kept_for_ever(client, published, monkeypatch):
    monkeypatch.setattr(stream, "PAGE", 2)
    for _ in range(5):
        published()
    seen, address, cached = [], reverse("product-stream"), []
    while address:
        answer = client.get(address)
        cached.append("immutable" in answer["Cache-Control"])
        page = answer.json()
        seen += [each["@id"] for each in page["member"]]
        following = [
            each
            for each in page["view"]["relation"]
            if each["@type"] == "GreaterThanOrEqualToRelation"
        ]
        address = following[0]["node"].removeprefix("http://localhost:8000") if following else ""
    assert len(seen) == len(set(seen)) == 5
    assert cached == [True, True, False]
    assert read(client, "product-stream-page", 9).status_code == 404
    assert read(client, "product-stream-page", 10**30).status_code == 404
    # and our own reader follows it
    first = pages.read(read(client, "product-stream").content)
    assert first.next_address.endswith("/ldes/instantiesnapshots/1/")


def test_who_has_it_already_is_told_so(client, published):
    published()
    first = read(client, "product-stream")
    again = read(client, "product-stream", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_untrue_is_exported_and_it_is_added_as_soon_as_we_know(client, town, published):
    town.gemeente.ovo_code = ""
    town.gemeente.save()
    product = published()
    assert Product.objects.published().get() == product
    assert read(client, "product-stream").json()["member"] == []
    assert read(client, "product-instance", product.uuid).status_code == 404
    assert snapshots.behind() == [product]
    assert snapshots.catch_up() == 0
    town.gemeente.ovo_code = "OVO002173"
    town.gemeente.save()
    assert snapshots.catch_up() == 1
    assert snapshots.catch_up() == 0
    assert snapshots.behind() == []
    assert len(read(client, "product-stream").json()["member"]) == 1


def test_a_municipality_may_say_itself_where_its_products_hold(town, published):
    save_settings(form="u", area="http://vocab.belgif.be/auth/refnis2025/13021", by=town.joris)
    member = published().snapshots.get().member
    assert member["geografischToepassingsgebieden"] == [
        "http://vocab.belgif.be/auth/refnis2025/13021"
    ]
    assert instances.area_of("44021") == "BE23444021"
    assert instances.area_of("99999") == instances.area_of("x") == ""


def test_a_clock_that_goes_back_does_not_make_the_stream_go_back(published, on):
    on("2026-11-23 10:00")
    published()
    on("2026-11-23 09:00")
    published()
    first, second = InstanceSnapshot.objects.order_by("pk")
    assert second.generated_at == first.generated_at + dt.timedelta(milliseconds=1)
