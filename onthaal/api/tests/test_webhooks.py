"""Other systems hear what happens: signed, again after trouble, never about klachten.

Planbord is the planning system of a contractor: a real server that checks every signature.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from django.urls import reverse
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from onthaal.api import happenings, health, signatures
from onthaal.api.actions import webhooks
from onthaal.api.models import MessageState, Pause, WebhookEndpoint, WebhookMessage
from onthaal.core import clock
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Status
from onthaal.outbox.models import Message as Mail
from onthaal.people.actions.retention import apply
from onthaal.people.personal_data import retention_kind
from onthaal.timeline.actions import tell
from onthaal.timeline.models import Event

STATUS = "issue.status_changed"


class Planbord:
    """A receiver. ``status`` is what it answers, ``open`` lets it answer at all."""

    def __init__(self):
        self.status, self.got, self.secret = 200, [], ""
        self.open, self.knocked = threading.Event(), threading.Event()
        self.open.set()
        planbord = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                planbord.got.append((self.headers["webhook-id"], dict(self.headers), body))
                planbord.knocked.set()
                planbord.open.wait(20)
                self.send_response(planbord.status)
                self.end_headers()
                self.wfile.write(b"bedankt" if planbord.status == 200 else b"later")

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/nieuws"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def ids(self):
        return [number for number, _, _ in self.got]

    def read(self, place=-1, secret=None):
        """The content, after the check that any receiver would do."""
        _, headers, body = self.got[place]
        return Webhook(secret or self.secret).verify(body, headers)

    def close(self):
        self.open.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def planbord(settings):
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    server = Planbord()
    yield server
    server.close()


@pytest.fixture
def endpoint(planbord, lies):
    row = WebhookEndpoint(name="Planbord", url=planbord.url, types=[STATUS])
    planbord.secret = webhooks.keep(row, by=lies)
    return row


@pytest.fixture
def later(monkeypatch):
    """``later(hours=2)``: that much time passes."""
    passed = [dt.timedelta()]
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + passed[0])

    def wait(**span):
        passed[0] += dt.timedelta(**span)

    return wait


def hand_over(issue):
    for event in Event.objects.about(issue).order_by("pk"):
        tell.call(event.pk)


def happens(issue, to=Status.IN_PROGRESS):
    """Bram changes the state, and the timeline hands the news over."""
    change_status(issue, change=Change(to=to, text="Wij kijken ernaar."))
    hand_over(issue)
    return WebhookMessage.objects.order_by("-pk").first()


def test_planbord_reads_what_happened_and_nothing_about_people(endpoint, planbord, report):
    issue = report("De lamp is stuk.", email="an@voorbeeld.be")
    message = happens(issue)
    webhooks.deliver.call(message.pk)
    news = planbord.read()
    assert news["type"] == STATUS
    assert news["data"]["reference"] == issue.reference
    assert news["data"]["status"] == "in_progress"
    assert news["data"]["url"].endswith(f"/api/v1/meldingen/{issue.reference}")
    assert dt.datetime.fromisoformat(news["timestamp"]).tzinfo == dt.UTC
    sent = planbord.got[0][2].decode()
    assert "an@" not in sent
    assert "lamp is stuk" not in sent
    message.refresh_from_db()
    attempt = message.attempts.get()
    assert (message.state, attempt.status, attempt.answer) == (MessageState.SENT, 200, "bedankt")


def test_a_forged_message_is_recognised(endpoint, planbord, report):
    webhooks.deliver.call(happens(report("Een put.")).pk)
    with pytest.raises(WebhookVerificationError):
        planbord.read(secret=signatures.new_secret())


def test_the_same_event_twice_is_one_message(endpoint, report):
    message = happens(report("Een put."))
    webhooks.promise(message.event_id)
    assert WebhookMessage.objects.count() == 1


def test_only_what_was_asked_and_never_a_klacht(endpoint, lies, report):
    assert not any(kind.startswith("complaint") for kind in happenings.BY_KIND)
    endpoint.types = ["workorder.done"]
    webhooks.keep(endpoint, by=lies)
    issue = report("Een put.")
    change_status(issue, change=Change(to=Status.IN_PROGRESS))
    hand_over(issue)
    assert not WebhookMessage.objects.exists()


def test_a_day_down_loses_nothing(endpoint, planbord, report, later):
    messages = [happens(report(f"Put nummer {number}.")) for number in range(3)]
    planbord.status = 503
    for _ in range(24):
        webhooks.sweep.call()
        later(hours=1)
    tries = len(planbord.got)
    # a receiver that is down is asked for one message at a time, less and less often
    assert 5 < tries < 40
    planbord.status = 200
    later(hours=24)
    webhooks.sweep.call()
    webhooks.sweep.call()
    assert {message.message_id for message in messages} == set(planbord.ids[tries:])
    assert set(WebhookMessage.objects.values_list("state", flat=True)) == {MessageState.SENT}
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_others_do_not_wait_for_who_is_down(endpoint, planbord, lies, report):
    other = Planbord()
    row = WebhookEndpoint(name="Kaartje", url=other.url, types=[STATUS])
    other.secret = webhooks.keep(row, by=lies)
    planbord.status = 500
    for number in range(3):
        happens(report(f"Put nummer {number}."))
    webhooks.sweep.call()
    other.close()
    assert len(other.got) == 3
    assert len(planbord.got) == 1


def test_after_five_days_it_is_paused_and_lies_hears_it(endpoint, planbord, report, later, lies):
    happens(report("Een put."))
    planbord.status = 500
    webhooks.sweep.call()
    later(hours=2)
    assert health.check() is not None
    for _ in range(6):
        later(days=1)
        webhooks.sweep.call()
    endpoint.refresh_from_db()
    assert endpoint.paused == Pause.DEAD
    assert Mail.objects.get(template="webhook_paused").to_address == lies.email
    # what happens meanwhile waits, and leaves when it works again
    happens(report("Nog een put."))
    tried = len(planbord.got)
    webhooks.sweep.call()
    assert len(planbord.got) == tried
    planbord.status = 200
    waiting = WebhookMessage.objects.filter(state=MessageState.WAITING).count()
    assert webhooks.resume(endpoint, by=lies) == waiting
    webhooks.sweep.call()
    assert len(planbord.got) == tried + waiting
    assert health.check() is None


def test_gone_is_gone_at_once(endpoint, planbord, report):
    happens(report("Een put."))
    planbord.status = 410
    webhooks.sweep.call()
    endpoint.refresh_from_db()
    assert endpoint.paused == Pause.GONE


def test_both_secrets_sign_until_the_old_one_ends(endpoint, planbord, report, lies, later):
    old = planbord.secret
    planbord.secret = webhooks.replace_secret(endpoint, both_for=dt.timedelta(hours=24), by=lies)
    webhooks.deliver.call(happens(report("Een put.")).pk)
    assert planbord.read() == planbord.read(secret=old)
    later(hours=25)
    webhooks.deliver.call(happens(report("Nog een put.")).pk)
    _, headers, _ = planbord.got[-1]
    assert len(headers["webhook-signature"].split()) == 1


def test_what_failed_is_sent_again_with_its_own_number(endpoint, planbord, report, lies):
    message = happens(report("Een put."))
    WebhookMessage.objects.update(state=MessageState.FAILED)
    since = clock.now() - dt.timedelta(hours=1)
    assert webhooks.send_failed_again(endpoint, since=since, by=lies) == 1
    webhooks.sweep.call()
    webhooks.send_again(message, by=lies)
    webhooks.sweep.call()
    assert planbord.ids == [message.message_id] * 2


def test_our_own_machines_cannot_be_asked(endpoint, settings, report):
    settings.PARTNER_NETWORKS = []
    message = happens(report("Een put."))
    webhooks.deliver.call(message.pk)
    assert "not on the public internet" in message.attempts.get().error


def test_the_log_is_kept_a_month(endpoint, planbord, report, later):
    webhooks.deliver.call(happens(report("Een put.")).pk)
    planbord.status = 500
    waiting = happens(report("Nog een put."))
    later(days=31)
    apply(retention_kind("api.webhook_messages"))
    assert list(WebhookMessage.objects.all()) == [waiting]


KILLED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "onthaal.config.settings"
import django
from django.conf import settings
django.setup()
import ipaddress
settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from onthaal.api.actions import webhooks
webhooks.sweep.call()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_loses_nothing(endpoint, planbord, report, later):
    message = happens(report("Een put."))
    planbord.open.clear()
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, connection.settings_dict["NAME"]],
    )
    try:
        assert planbord.knocked.wait(30)
    finally:
        worker.kill()
        worker.wait()
    planbord.open.set()
    webhooks.sweep.call()  # too early: another worker may still be busy with it
    assert len(planbord.got) == 1
    later(minutes=3)
    webhooks.sweep.call()
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    # it came twice, and the receiver can see that
    assert planbord.ids == [message.message_id] * 2


class TestPages:
    @pytest.fixture(autouse=True)
    def _lies_works(self, client, lies):
        client.force_login(lies)

    def test_a_new_webhook_shows_its_secret_once(self, client, planbord):
        answer = client.post(
            reverse("webhook-new"),
            {"name": "Planbord", "url": planbord.url, "types": [STATUS, "workorder.done"]},
        )
        row = WebhookEndpoint.objects.get()
        assert answer.headers["Location"] == reverse("webhook", args=[row.pk])
        shown = client.get(answer.headers["Location"]).content.decode()
        assert "whsec_" in shown
        assert "whsec_" not in client.get(answer.headers["Location"]).content.decode()
        assert "whsec_" not in row.encrypted_secret

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("http://voorbeeld.be/x", "https://"),
            ("planbord", "geen webadres"),
            ("https://lies:geheim@voorbeeld.be/", "geen webadres"),
        ],
    )
    def test_a_wrong_address_is_explained(self, client, url, words):
        data = {"name": "Planbord", "url": url, "types": [STATUS]}
        answer = client.post(reverse("webhook-new"), data)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert f'value="{url}"' in answer.content.decode()

    def test_the_log_can_be_filtered_read_and_taken_along(self, client, endpoint, planbord, report):
        message = happens(report("Een put."))
        planbord.status = 500
        webhooks.sweep.call()
        page = reverse("webhook", args=[endpoint.pk])
        assert message.message_id in client.get(page).content.decode()
        assert message.message_id not in client.get(f"{page}?toestand=sent").content.decode()
        rows = client.get(f"{page}?formaat=csv").content.decode("utf-8-sig").splitlines()
        assert rows[1].split(";")[5] == "500"
        whole = client.get(reverse("webhook-message", args=[message.pk])).content.decode()
        assert "Antwoord 500" in whole
        assert json.loads(message.body)["data"]["reference"] in whole

    def test_pausing_trying_and_replacing(self, client, endpoint, planbord):
        client.post(reverse("webhook-pause", args=[endpoint.pk]))
        answer = client.post(reverse("webhook-trial", args=[endpoint.pk]), follow=True)
        assert "Zet hem eerst weer aan" in answer.content.decode()
        client.post(reverse("webhook-resume", args=[endpoint.pk]))
        client.post(reverse("webhook-trial", args=[endpoint.pk]))
        webhooks.sweep.call()
        assert planbord.read()["type"] == happenings.TEST
        client.post(reverse("webhook-secret", args=[endpoint.pk]), {"both_for": "0"})
        endpoint.refresh_from_db()
        assert not endpoint.encrypted_old_secret
        client.post(reverse("webhook-removal", args=[endpoint.pk]))
        assert not WebhookEndpoint.objects.exists()
