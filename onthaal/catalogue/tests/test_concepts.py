"""Concepts of the IPDC come in, and Eva compares her products with what changed in them."""

import copy
import ipaddress
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from onthaal.catalogue.actions import concepts, drafts, fetching, products
from onthaal.catalogue.actions.locking import CannotDo, ChangedMeanwhile
from onthaal.catalogue.history import lines
from onthaal.catalogue.models import (
    Concept,
    ConceptSnapshot,
    FeedPosition,
    Product,
    ReviewState,
)
from onthaal.core.tests.together import at_once
from onthaal.timeline.models import Event

from .test_document import sample

CONCEPT = {
    "@id": "https://ipdc.example/id/conceptsnapshot/1",
    "@type": ["ConceptSnapshot"],
    "isVersionOf": "https://ipdc.example/id/concept/1",
    "generatedAtTime": "2026-01-01T00:00:00.123456789Z",
    "naam": {
        "nl": "Akte",
        "nl-BE-x-generated-formal": "Uw akte",
        "nl-BE-x-generated-informal": "Jouw akte",
    },
    "beschrijving": {"nl": "<p>Een akte.</p>"},
    "kosten": [
        {"@type": "Kost", "order": 0.0, "naam": {"nl": "Prijs"}, "beschrijving": {"nl": "5"}}
    ],
    "productnummer": "1502",
    "metadata": {"x": 1},
}


def snapshot(number, **changes):
    return copy.deepcopy(CONCEPT) | {
        "@id": f"https://ipdc.example/id/conceptsnapshot/{number}",
        "generatedAtTime": f"2026-01-{number:02}T00:00:00Z",
        **changes,
    }


@pytest.fixture
def linked(town):
    """A product of Eva that was made from the concept."""
    concepts.receive([snapshot(1)])
    return products.begin(name="", by=town.eva, concept=Concept.objects.get()).product


def test_a_product_begins_with_the_forms_of_the_concept(linked):
    content = linked.versions.get().content
    assert content["naam"] == {"nl-BE-x-formal": "Uw akte", "nl-BE-x-informal": "Jouw akte"}
    assert content["beschrijving"] == {"nl": "<p>Een akte.</p>"}
    assert content["linkedConcept"] == "https://ipdc.example/id/concept/1"
    linked.refresh_from_db()
    assert (linked.concept_uri, linked.product_number) == (content["linkedConcept"], "1502")
    assert linked.seen_snapshot == ConceptSnapshot.objects.get()


def test_what_proves_a_condition_is_what_one_brings(town):
    proof = {"naam": {"nl": "Identiteitskaart"}, "beschrijving": {"nl": "<p>Geldig.</p>"}}
    said = {"naam": {"nl": "Belg"}, "beschrijving": {"nl": "<p>U bent Belg.</p>"}}
    rows = [{"order": 2, **said}, {"order": 1, **said, "bewijs": proof}]
    concepts.receive([snapshot(1, voorwaarden=rows)])
    version = products.begin(name="", by=town.eva, concept=Concept.objects.get())
    assert version.product.bring == ["Identiteitskaart"]


@pytest.mark.parametrize(("end", "kept"), [("2025-07-12", False), ("2099-07-12", True)])
def test_an_end_of_the_concept_that_passed_is_not_the_end_of_a_new_product(town, end, kept):
    concepts.receive([snapshot(1, eindeDienstVerlening=f"{end}T11:40:20.026205561Z")])
    version = products.begin(name="", by=town.eva, concept=Concept.objects.get())
    assert ("eindeDienstVerlening" in version.content) == kept


def test_the_same_snapshot_twice_is_once_and_an_older_one_changes_nothing(linked):
    report = concepts.receive([snapshot(5, naam={"nl": "Nieuw"}), snapshot(5), snapshot(3)])
    assert (report.snapshots, report.known, report.concepts) == (2, 1, 0)
    concept = Concept.objects.get()
    assert (concept.name, concept.newest.uri[-1]) == ("Nieuw", "5")


def test_a_change_that_matters_asks_for_a_look_and_one_that_does_not_is_silent(linked):
    assert concepts.receive([snapshot(2, laatstGewijzigd="2026-01-02T00:00:00Z")]).flagged == 0
    linked.refresh_from_db()
    assert linked.review_state == ""
    assert concepts.receive([snapshot(3, naam={"nl": "Andere akte"})]).flagged == 1
    linked.refresh_from_db()
    assert linked.review_state == ReviewState.CHANGED
    _, compared = concepts.compare(linked)
    assert [each.difference.label for each in compared] == ["Naam"]
    assert "Uw akte" in compared[0].ours
    concepts.receive([snapshot(4, gearchiveerd=True)])
    linked.refresh_from_db()
    assert linked.review_state == ReviewState.ARCHIVED


@pytest.mark.parametrize("changes", [{"gearchiveerd": True}, {"naam": {"nl": "Andere akte"}}])
def test_a_concept_that_is_again_as_it_was_asks_for_nothing(linked, changes):
    assert concepts.receive([snapshot(2, **changes)]).flagged == 1
    assert concepts.receive([snapshot(3)]).flagged == 0
    linked.refresh_from_db()
    assert linked.review_state == ""
    newest = lines(Event.objects.about(linked))[0]
    assert newest.title == "Het concept is weer zoals het was"


def test_a_field_is_taken_over_into_a_draft_and_then_she_is_done(linked, town):
    concepts.receive([snapshot(3, naam={"nl": "Andere akte"}, kosten=[])])
    version = concepts.take_over(product=linked, name="naam", by=town.eva)
    version = concepts.take_over(product=linked, name="kosten", by=town.eva)
    assert version.content["naam"] == {"nl": "Andere akte"}
    assert "kosten" not in version.content
    assert linked.versions.count() == 1
    newest = Concept.objects.get().newest_id
    with pytest.raises(ChangedMeanwhile):
        concepts.mark_seen(product=linked, snapshot_id=newest - 1, by=town.eva)
    concepts.mark_seen(product=linked, snapshot_id=newest, by=town.eva)
    linked.refresh_from_db()
    assert (linked.review_state, concepts.compare(linked)[1]) == ("", [])
    with pytest.raises(CannotDo):
        concepts.take_over(product=linked, name="contactgegevens", by=town.eva)


def test_a_product_that_is_linked_later_begins_with_the_concept_of_today(town, drafted):
    concepts.receive([snapshot(1)])
    version = drafted(linkedConcept="https://ipdc.example/id/concept/1")
    product = Product.objects.get(pk=version.product_id)
    assert product.seen_snapshot == ConceptSnapshot.objects.get()


def test_what_is_wrong_is_reported_and_the_rest_comes(db):
    report = concepts.receive(
        [snapshot(1), snapshot(2, naam={}), snapshot(3, **{"@id": ""}), snapshot(4, type="Onzin")]
    )
    assert (report.snapshots, len(report.refused)) == (1, 3)
    assert any("“Onzin”" in line for line in report.refused)


def test_an_address_may_be_an_object_and_is_never_something_else(town):
    told = {"@id": CONCEPT["isVersionOf"]}
    report = concepts.receive(
        [snapshot(1, isVersionOf=told), snapshot(2, isVersionOf="https://ipdc.example/een concept")]
    )
    assert report.snapshots == 1
    assert "“https://ipdc.example/een concept” is geen adres" in report.refused[0]
    version = products.begin(name="", by=town.eva, concept=Concept.objects.get())
    assert version.content["linkedConcept"] == CONCEPT["isVersionOf"]


def test_the_command_reads_files(db, tmp_path, capsys):
    path = tmp_path / "page-0.json"
    path.write_text(json.dumps({"@type": "EventStream", "member": [snapshot(1), snapshot(2)]}))
    call_command("import_concepts", str(path))
    assert "2 nieuw, waarvan 1 nieuwe concepten" in capsys.readouterr().out
    path.write_text("{")
    with pytest.raises(CommandError, match="geen volledige JSON"):
        call_command("import_concepts", str(path))


def test_the_real_page_of_the_ipdc_comes_in(db):
    page = sample("ipdc_conceptsnapshot_sample.json")
    assert concepts.receive(page["member"]).snapshots == 1
    assert Concept.objects.get().product_number == "1502"


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_page_keep_each_snapshot_once():
    members = [snapshot(number) for number in range(1, 6)]
    outcomes = at_once(*[lambda: concepts.receive(members)] * 3)
    assert sum(each.snapshots for each in outcomes) == 5
    assert Concept.objects.get().newest.uri.endswith("/5")


# --- the stream itself ---


@pytest.fixture
def ipdc(settings):
    """A stand-in for the IPDC: pages by number, related by time, behind a key."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            query = parse_qs(urlsplit(self.path).query)
            number = int(query.get("pageNumber", ["0"])[0])
            server.asked.append(number)
            if self.headers.get("x-api-key") != "geheim":
                self.send_response(401)
                self.end_headers()
                return
            if number in server.broken:
                self.send_response(503)
                self.end_headers()
                return
            here = f"{server.url}?pageNumber={number}"
            relation = []
            if number:
                relation.append(relate("LessThanOrEqualToRelation", number - 1))
            if number + 1 < len(server.pages):
                relation.append(relate("GreaterThanOrEqualToRelation", number + 1))
            body = json.dumps(
                {
                    "@id": here,
                    "@type": "EventStream",
                    "view": {"@id": here, "@type": "Node", "relation": relation},
                    "member": server.pages[number],
                }
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/ld+json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    def relate(kind, number):
        node = f"{server.elsewhere or server.url}?pageNumber={number}"
        return {"@type": kind, "path": "generatedAtTime", "node": node}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{server.server_port}/doc/conceptsnapshot"
    server.elsewhere, server.asked, server.broken = "", [], set()
    server.pages = [[snapshot(1), snapshot(2)], [snapshot(3)]]
    settings.IPDC_URL, settings.IPDC_KEY = server.url, "geheim"
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_we_follow_the_pages_and_pick_up_where_we_were(db, ipdc):
    assert fetching.fetch().snapshots == 3
    assert ipdc.asked == [0, 1]
    ipdc.pages[1].append(snapshot(4))
    ipdc.pages.append([snapshot(5)])
    ipdc.asked.clear()
    report = fetching.fetch()
    assert ipdc.asked == [1, 2]
    assert (report.snapshots, report.known) == (2, 1)
    assert FeedPosition.objects.get().problem == ""
    assert Concept.objects.get().newest.uri.endswith("/5")


def test_what_goes_wrong_is_kept_and_the_next_night_goes_on(db, ipdc):
    ipdc.broken = {1}
    fetching.fetch()
    position = FeedPosition.objects.get()
    assert "503" in position.problem
    assert position.next_address.endswith("pageNumber=1")
    ipdc.broken = set()
    assert fetching.fetch().snapshots == 1
    assert FeedPosition.objects.get().problem == ""


def test_the_key_goes_to_no_other_server(db, ipdc):
    ipdc.elsewhere = f"http://localhost:{ipdc.server_port}/doc/conceptsnapshot"
    fetching.fetch()
    assert "andere server" in FeedPosition.objects.get().problem
    assert ipdc.asked == [0]


def test_a_wrong_key_is_said(db, ipdc, settings):
    settings.IPDC_KEY = "anders"
    fetching.fetch()
    assert "IPDC_KEY" in FeedPosition.objects.get().problem


def test_without_an_address_nothing_is_asked(db, settings):
    settings.IPDC_URL = ""
    fetching.fetch_concepts.call()
    assert not FeedPosition.objects.exists()


def test_while_a_colleague_looks_nothing_is_taken_over(linked, town):
    version = linked.versions.get()
    drafts.submit(version=version, by=town.eva, expected_edition=version.edition)
    concepts.receive([snapshot(3, naam={"nl": "Andere akte"})])
    with pytest.raises(CannotDo, match="ter nazicht"):
        concepts.take_over(product=linked, name="naam", by=town.eva)
