"""A melding goes to another authority. The other side is our own Open311 server, and between the
two stands a road on which anything can go wrong."""

from __future__ import annotations

import datetime as dt
import ipaddress
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.db import transaction
from django.urls import reverse

from onthaal.api.actions import keys, parties, transmissions
from onthaal.api.models import ExternalParty, Passage, Transmission
from onthaal.core import clock, secrecy
from onthaal.core.changes import CannotChange
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue, Status
from onthaal.timeline.actions import record, tell
from onthaal.timeline.models import Event


@pytest.fixture
def road(live_server):
    """Passes every question on to our server. ``road.troubles`` lists what happens to the next
    ones: "down" (does not get there), "lost" (gets there, the answer gets lost), "token" (the
    answer has a token instead of a number)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.pass_on(None)

        def do_POST(self):
            self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

        def pass_on(self, body):
            road.asked.append((self.command, self.path.partition("?")[0]))
            trouble = road.troubles.pop(0) if road.troubles else ""
            if trouble == "down":
                self.send_response(429)
                self.end_headers()
                return
            request = urllib.request.Request(live_server.url + self.path, body)  # noqa: S310
            try:
                with urllib.request.urlopen(request) as answer:  # noqa: S310
                    status, content = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                status, content = error.code, error.read()
            if trouble == "lost":
                self.connection.close()
                return
            if trouble == "token":
                content = content.replace(b"service_request_id", b"token")
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    road = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    road.troubles, road.asked = [], []
    road.url = f"http://127.0.0.1:{road.server_port}/open311/v2"
    thread = Thread(target=road.serve_forever)
    thread.start()
    yield road
    road.shutdown()
    thread.join()
    road.server_close()


@pytest.fixture(params=["xml", "json"])
def netbeheer(request, road, town, ground, fietsapp, lies, settings):
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    return parties.keep(
        ExternalParty(name="Netbeheer", url=road.url, form=request.param, shows_our_words=True),
        key=fietsapp.secret,
        codes={town.lamp.pk: "put"},
        by=lies,
    )


@pytest.fixture
def sent(report, netbeheer, town):
    """A melding about a lamp, on its way."""
    return transmissions.send(
        report(), party=netbeheer, text="De voeding van paal 17 is weg.", by=town.bram
    )


def due(row):
    Transmission.objects.filter(pk=row.pk).update(next_attempt_at=clock.now())
    transmissions.sweep.call()
    row.refresh_from_db()
    return row


def at_the_other_side():
    return Issue.objects.filter(category__slug="put")


def test_the_melding_arrives_without_who_reported_it(sent):
    issue = sent.issue
    issue.refresh_from_db()
    assert issue.state == Status.WAITING_THIRD_PARTY
    assert issue.paused_at
    transmissions.deliver.call(sent.pk)
    transmissions.deliver.call(sent.pk)
    sent.refresh_from_db()
    theirs = at_the_other_side().get()
    assert (sent.state, sent.their_id) == (Passage.ACKNOWLEDGED, theirs.reference)
    assert "paal 17" in theirs.description
    assert issue.reference in theirs.description
    assert theirs.reporter is None
    assert (theirs.lat, theirs.lon) == (issue.lat, issue.lon)
    notes = Event.objects.about(issue).values_list("internal_text", flat=True)
    assert f"Aangekomen bij Netbeheer, met nummer {theirs.reference}." in notes


def test_their_news_comes_into_our_timeline_once(sent, town):
    transmissions.deliver.call(sent.pk)
    transmissions.follow.call()
    theirs = at_the_other_side().get()
    change_status(theirs, change=Change(to=Status.RESOLVED, text="Kabel vervangen."), by=town.bram)
    assert transmissions.follow.call() == 1
    assert transmissions.follow.call() == 0
    told = Event.objects.about(sent.issue).filter(actor_label="Netbeheer").last()
    assert told.internal_text == "Afgesloten. Kabel vervangen."
    sent.issue.refresh_from_db()
    assert (
        sent.issue.state == Status.WAITING_THIRD_PARTY
    )  # a person decides what the reporter hears
    assert sent.issue.news_at


def test_a_closed_road_is_tried_again_later(sent, road):
    road.troubles = ["down"]
    transmissions.deliver.call(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.may_have_arrived) == (Passage.PENDING, False)
    assert sent.next_attempt_at > clock.now()
    assert transmissions.sweep.call() == 0
    assert due(sent).state == Passage.ACKNOWLEDGED
    assert at_the_other_side().count() == 1


def test_an_answer_that_got_lost_doubles_nothing(sent, road, monkeypatch):
    road.troubles = ["lost"]
    transmissions.deliver.call(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.may_have_arrived) == (Passage.PENDING, True)
    # long after, so that the other side does not recognise the same content by itself
    later = clock.now() + dt.timedelta(minutes=4)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert due(sent).state == Passage.ACKNOWLEDGED
    assert at_the_other_side().get().reference == sent.their_id
    posts = [path for method, path in road.asked if method == "POST"]
    assert len(posts) == 1


def test_a_worker_that_dies_before_the_question_loses_nothing(sent):
    # it had claimed the row and said that it would ask, no more
    Transmission.objects.update(may_have_arrived=True, attempts=1)
    assert due(sent).state == Passage.ACKNOWLEDGED
    assert at_the_other_side().count() == 1


def test_a_token_is_changed_for_a_number_later(sent, road, netbeheer):
    road.troubles = ["token"]
    transmissions.deliver.call(sent.pk)
    sent.refresh_from_db()
    theirs = at_the_other_side().get()
    assert (sent.state, sent.token, sent.their_id) == (Passage.SENT, theirs.reference, "")
    # the other side does not know it yet: that is no failure
    Transmission.objects.update(token="nog-niet-bekend")
    assert due(sent).state == Passage.SENT
    Transmission.objects.update(token=theirs.reference)
    assert due(sent).state == Passage.ACKNOWLEDGED
    assert sent.their_id == theirs.reference
    assert at_the_other_side().count() == 1


def test_a_refusal_after_a_lost_answer_leaves_the_doubt(sent, road, fietsapp, lies):
    road.troubles = ["lost"]
    transmissions.deliver.call(sent.pk)
    keys.stop(fietsapp.row, by=lies)
    assert due(sent).state == Passage.DOUBTFUL


def test_where_we_cannot_look_a_person_decides(sent, netbeheer, road, lies):
    ExternalParty.objects.update(shows_our_words=False)
    road.troubles = ["lost"]
    transmissions.deliver.call(sent.pk)
    assert due(sent).state == Passage.DOUBTFUL
    assert at_the_other_side().count() == 1
    transmissions.settle(sent, number=at_the_other_side().get().reference, by=lies)
    sent.refresh_from_db()
    assert sent.state == Passage.ACKNOWLEDGED
    with pytest.raises(CannotChange):
        transmissions.retry(sent, by=lies)


def test_a_refusal_is_shown_and_can_be_sent_again(sent, fietsapp, lies, client):
    keys.stop(fietsapp.row, by=lies)
    transmissions.deliver.call(sent.pk)
    sent.refresh_from_db()
    assert sent.state == Passage.FAILED
    assert "api_key" in sent.error
    client.force_login(lies)
    page = client.get(reverse("transmissions")).content.decode()
    assert "Vraagt uw aandacht" in page
    keys.start_again(fietsapp.row, by=lies)
    client.post(reverse("transmission-again", args=[sent.pk]))
    assert due(sent).state == Passage.ACKNOWLEDGED


def test_what_they_no_longer_show_lands_in_the_review_list(sent, client, lies):
    transmissions.deliver.call(sent.pk)
    Transmission.objects.update(their_id="LV-2222-2222")
    transmissions.follow.call()
    client.force_login(lies)
    assert "Daar niet meer gevonden" in client.get(reverse("transmissions")).content.decode()


def test_what_was_sent_is_erased_with_the_melding(sent):
    with transaction.atomic():
        event = record("issue.personal_data_erased", sent.issue)
    tell.call(event.pk)
    sent.refresh_from_db()
    assert sent.text == ""


def test_a_melding_goes_to_a_party_once_and_only_about_its_subjects(sent, netbeheer, report, town):
    with pytest.raises(CannotChange, match="ging al naar"):
        transmissions.send(sent.issue, party=netbeheer, text="Nog eens", by=town.bram)
    with pytest.raises(CannotChange, match="dit onderwerp"):
        transmissions.send(report("Boom", town.tree), party=netbeheer, text="x", by=town.bram)


def test_bram_passes_it_on_from_the_melding(client, netbeheer, report, town):
    issue, tree = report(), report("Boom", town.tree)
    client.force_login(town.bram)
    page = client.get(reverse("issue-detail", args=[issue.reference])).content.decode()
    url = reverse("issue-pass-on", args=[issue.reference])
    assert url in page
    form = {"version": issue.version, "party": netbeheer.pk, "text": "Paal 17"}
    assert client.post(url, {**form, "text": ""}).status_code == 422
    assert client.post(url, {**form, "version": 99}).status_code == 409
    assert client.post(url, form).status_code == 302
    assert Transmission.objects.get().text == "Paal 17"
    client.force_login(town.eva)
    other = client.get(reverse("issue-detail", args=[tree.reference])).content.decode()
    assert "Doorsturen via Open311" not in other


def test_lies_tries_the_link_and_keeps_the_key_when_it_is_left_empty(
    client, netbeheer, lies, town, fietsapp
):
    client.force_login(lies)
    url = reverse("external-party", args=[netbeheer.pk])
    assert fietsapp.secret not in client.get(url).content.decode()
    codes = {f"code_{town.lamp.pk}": "bestaat-niet"}
    form = {"name": "Netbeheer", "url": netbeheer.url, "form": "xml", "is_active": "on", "key": ""}
    assert client.post(url, {**form, **codes}).status_code == 302
    netbeheer.refresh_from_db()
    assert secrecy.decrypt(netbeheer.encrypted_key) == fietsapp.secret
    trial = reverse("external-party-trial", args=[netbeheer.pk])
    page = client.post(trial, follow=True).content.decode()
    assert "De koppeling werkt." in page
    assert "kennen zij niet: bestaat-niet" in page
    assert client.post(url, {**form, "url": "geen adres"}).status_code == 422
