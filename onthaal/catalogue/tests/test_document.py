"""The texts of a product: what goes in, what comes out, what is refused. Without a database."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.catalogue import document, rich_text, rules, texts
from onthaal.catalogue.document import Invalid, normalise

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("ONTHAAL_SAMPLES", ROOT.parent / "shared" / "data"))
FULL = {
    "naam": {"nl-BE-x-formal": "Reispas", "nl-BE-x-informal": "Reispas"},
    "beschrijving": {"nl-BE-x-formal": "<p>U vraagt een reispas aan.</p>"},
    "kosten": [
        {"order": 7, "naam": {"nl": "Spoed"}, "beschrijving": {"nl": "<p>240 euro</p>"}},
        {"order": 2, "naam": {"nl": "Gewoon"}, "beschrijving": {"nl": "<p>75 euro</p>"}},
    ],
}


def sample(name: str) -> dict:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"geen voorbeeldbestand {path}; stel ONTHAAL_SAMPLES in")
    return json.loads(path.read_text())


def test_parts_are_put_in_the_order_that_was_meant_and_numbered_from_one():
    kept = normalise(FULL)["kosten"]
    assert [(cost["order"], cost["naam"]["nl"]) for cost in kept] == [(1, "Gewoon"), (2, "Spoed")]


def test_what_is_empty_is_absent():
    kept = normalise(
        FULL
        | {
            "uitzonderingen": {"nl": "<p> </p>"},
            "websites": [{"order": 1, "naam": {"nl": ""}, "url": ""}],
            "zoektermen": {"nl": [" "]},
            "type": "",
        }
    )
    assert set(kept) == {"naam", "beschrijving", "kosten"}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"naam": {"tlh": "tlhIngan"}}, "De taal “tlh” kennen wij niet"),
        ({"kosten": [{"naam": {"nl": "x"}, "prijs": 3}]}, "Kosten 1, prijs: Dit veld kennen wij"),
        ({"type": "Iets"}, "De code “Iets” staat niet in de lijst"),
        ({"websites": [{"naam": {"nl": "x"}, "url": "javascript:alert(1)"}]}, "webadres"),
        ({"contactgegevens": [{"email": "geen adres"}]}, "geen e-mailadres"),
        ({"startDienstVerlening": "gisteren"}, "geen datum, zoals 31/01/2026"),
        ({"startDienstVerlening": "31/02/2026"}, "geen datum"),
        ({"naam": 12}, "een tekst per taal"),
        ([], "met velden"),
    ],
)
def test_what_is_wrong_is_said_in_dutch_with_its_place(raw, said):
    with pytest.raises(Invalid, match=said):
        normalise(raw)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script><p>Dag</p>",
        '<p onclick="alert(1)">Dag</p>',
        '<p>Dag<img src="x" onerror="alert(1)"></p>',
        '<p><a href="javascript:alert(1)">Dag</a></p>',
        '<p><a href=" java\tscript:alert(1)">Dag</a></p>',
        '<p><a href="data:text/html,x">Dag</a></p>',
        '<p><a href="//elders.example">Dag</a></p>',
        '<p style="position:fixed">Dag</p><style>p{}</style>',
        '<svg onload="alert(1)"></svg><p>Dag</p>',
    ],
)
def test_rich_text_from_anywhere_is_harmless(evil):
    kept = normalise({"beschrijving": {"nl": evil}})["beschrijving"]["nl"]
    assert kept == "<p>Dag</p>"


HTML = st.recursive(
    st.text(st.sampled_from("ab <>&\"'*_[]()#-1.\n\\\xa0é"), max_size=12),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(
            [
                *("p", "ul", "ol", "li", "strong", "em", "h1", "h3", "h4", "div", "table", "tr"),
                *("td", "br", "b", "span", 'a href="https://x.be/?a=1&amp;b=(2)"', "a href='/x'"),
            ]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(HTML)
def test_cleaning_twice_changes_nothing(html):
    kept = rich_text.clean(html)
    assert rich_text.clean(kept) == kept
    assert rich_text.clean(f"{kept}{kept}") == f"{kept}{kept}"


@pytest.mark.parametrize(
    "nested", ["<div>", "<ul><li>", "<ul>", "<p><b><i>", "<table><tr><td>", "<h3><div>"]
)
def test_however_deep_it_is_nested_the_words_are_kept(nested):
    html = rich_text.clean(f"<p>Voor</p>{nested * 3000}<li><p>een</p><p>twee</p>")
    assert rich_text.words(html).split() == ["Voor", "een", "twee"]
    assert rich_text.words(rich_text.clean(html)) == rich_text.words(html)
    assert rich_text.plain(f"{nested * 3000}woord") == "woord"


def test_spaces_on_both_sides_of_a_tag_are_one():
    assert rich_text.clean("<p>1 <b> 2</b> <a href='/x'> 3 </a></p>") == (
        "<p>1 <strong>2</strong> 3</p>"
    )


def test_a_character_that_cannot_be_kept_is_none_by_its_number_either():
    assert rich_text.clean("<p>a&#1;b&#x1f;</p>") == "<p>ab</p>"
    assert rich_text.clean("&#1") == ""


@given(HTML)
def test_what_an_editor_gets_to_type_in_gives_the_same_text_back(html):
    kept = rich_text.clean(html)
    assert rich_text.from_source(rich_text.to_source(kept)) == kept


@given(st.text(max_size=200))
def test_whatever_somebody_types_is_kept_in_the_allowed_html(typed):
    kept = rich_text.from_source(typed)
    assert rich_text.clean(kept) == kept
    assert "\x00" not in kept


def test_the_signs_of_an_editor():
    typed = """Breng uw **kaart** mee, _niet_ een kopie: [meer](https://x.be/a_(b)).
Tweede regel

### Wat kost het?

- 25 euro
- met spoed: 138 euro

1. eerst
2. dan"""
    html = rich_text.from_source(typed)
    assert html == (
        "<p>Breng uw <strong>kaart</strong> mee, <em>niet</em> een kopie: "
        '<a href="https://x.be/a_(b)">meer</a>.<br>Tweede regel</p><h3>Wat kost het?</h3>'
        "<ul><li>25 euro</li><li>met spoed: 138 euro</li></ul><ol><li>eerst</li><li>dan</li></ol>"
    )
    assert rich_text.to_source(html) == typed


def test_a_heading_needs_no_blank_lines_around_it():
    html = rich_text.from_source("Eerst dit.\n### Kop\n- een\n- twee\n#### Kleiner\nDan dit.")
    assert html == (
        "<p>Eerst dit.</p><h3>Kop</h3><ul><li>een</li><li>twee</li></ul><h4>Kleiner</h4>"
        "<p>Dan dit.</p>"
    )
    assert rich_text.from_source(rich_text.to_source(html)) == html


def test_a_difference_is_told_in_words_and_not_in_codes():
    before = {"themas": ["BouwenWonen"], "type": "Bewijs"}
    after = {
        "themas": ["BouwenWonen", "CultuurSportVrijeTijd"],
        "type": "FinancieelVoordeel",
        "startDienstVerlening": "2026-01-31T23:30:00Z",
    }
    told = {each.name: each.after for each in rules.differences(before, after)}
    assert told == {
        "themas": "Bouwen en wonen, Cultuur, sport en vrije tijd",
        "type": "Financieel voordeel",
        "startDienstVerlening": "01/02/2026",
    }


MAPS = st.dictionaries(st.sampled_from(document.LANGUAGES), st.text(max_size=20), max_size=4)


@given(st.fixed_dictionaries({"naam": MAPS, "beschrijving": MAPS, "uitzonderingen": MAPS}))
def test_keeping_twice_changes_nothing(raw):
    kept = normalise(raw)
    assert normalise(kept) == kept
    assert normalise(json.loads(json.dumps(kept))) == kept


def test_a_resident_reads_the_form_of_the_municipality_or_else_any_dutch():
    both = {"nl": "n", "nl-BE-x-formal": "u", "nl-BE-x-informal": "je", "en": "e"}
    assert (texts.text(both), texts.text(both, form="je"), texts.english(both)) == ("u", "je", "e")
    assert texts.text({"nl-BE-x-informal": "alleen je", "en": "e"}) == "alleen je"
    assert texts.text({"nl": "n", "nl-BE-x-informal": "je"}) == "n"
    assert texts.text({"en": "only English"}) == texts.text(None) == ""
    assert texts.html({"nl": "<p>a</p><script>b</script>"}) == "<p>a</p>"


def test_what_publishing_still_needs():
    paths = [each.path for each in document.missing(normalise({"naam": {"en": "Passport"}}))]
    assert paths == ["naam", "beschrijving"]
    half = normalise(
        FULL
        | {
            "voorwaarden": [{"naam": {"nl": "Belg zijn"}}],
            "procedures": [{"naam": {"nl": "x"}, "websites": [{"naam": {"nl": "y"}}]}],
            "contactgegevens": [{"adres": {"straatnaam": {"nl": "Markt"}, "huisnummer": "1"}}],
            "startDienstVerlening": "2026-02-02T00:00:00+01:00",
            "eindeDienstVerlening": "2026-01-31T23:30:00Z",
        }
    )
    assert {each.path for each in document.missing(half)} == {
        "voorwaarden.1.beschrijving",
        "procedures.1.beschrijving",
        "procedures.1.websites.1.url",
        "contactgegevens.1.adres.postcode",
        "contactgegevens.1.adres.gemeentenaam",
        "contactgegevens.1.adres.land",
        "eindeDienstVerlening",
    }
    assert document.missing(normalise(FULL)) == []


@pytest.mark.parametrize(
    ("field", "fine", "wrong"),
    [
        ("bevoegdeOverheden", ["OVO002949", "http://data.lblod.info/id/x"], ["Gemeente"]),
        ("uitvoerendeOverheden", ["https://data.example/id/ocmw"], ["OCMW"]),
        ("geografischToepassingsgebieden", ["BE21313021", "http://a.be/x"], ["Lindeveld"]),
        ("geografischToepassingsgebieden", ["BE2"], ["javascript:alert(1)"]),
        ("linkedConcept", "https://ipdc.vlaanderen.be/id/concept/1", "Reispas"),
    ],
)
def test_what_points_nowhere_is_not_published(field, fine, wrong):
    """The exchange would make an address of it that does not exist."""
    assert document.missing(normalise(FULL | {field: fine})) == []
    (problem,) = document.missing(normalise(FULL | {field: wrong}))
    assert problem.path == field
    assert "is geen" in problem.message


def test_a_day_may_be_written_as_people_write_it():
    kept = normalise({"startDienstVerlening": "31/01/2026"})["startDienstVerlening"]
    assert kept == "2026-01-30T23:00:00Z"
    assert document.day(kept) == dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('Birth "x" & <y>', 'Birth "x" & <y>'),
        ("<b>Reis</b>pas &amp; <y>", "Reispas & <y>"),
        ("<span class=a>Reispas</span><br/>Kids-ID", "Reispas Kids-ID"),
        ("<script>alert(1)</script>Reispas", "Reispas"),
        ("Inkomen < 500 euro, of > 900", "Inkomen < 500 euro, of > 900"),
    ],
)
def test_a_name_is_words_without_the_tags_of_html_around_them(name, kept):
    assert rich_text.plain(name) == kept
    assert rich_text.plain(kept) == kept


def test_the_real_samples_are_read_whole():
    concept = sample("ipdc_conceptsnapshot_sample.json")["member"][0]
    known, aside = document.apart(concept)
    kept = normalise(known)
    assert kept["productnummer"] == "1502"
    assert kept["voorwaarden"][0]["order"] == 1
    assert "metadata" in aside
    for member in sample("lpdc_instancesnapshot_ldes_sample.json")["member"]:
        known, aside = document.apart(member)
        assert set(aside) <= {"generatedAtTime", "gearchiveerd", "isVersionOf"}
        assert normalise(known)["naam"]["nl-BE-x-informal"]
    known, aside = document.apart(sample("ipdc_instantie_sample.json"))
    assert normalise(known)["bevoegdeOverheden"] == ["OVO000090"]
