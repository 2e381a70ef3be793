"""What monitoring sees, and that it sees nothing personal."""

import datetime as dt
import json
import logging

import pytest

from onthaal.config.logging import JsonLines
from onthaal.core import clock
from onthaal.operations.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_alive(client):
    assert client.get("/gezond/live").content == b"ok"


def test_ready_only_with_a_worker(client):
    answer = client.get("/gezond/klaar")
    assert answer.status_code == 503
    assert answer.json()["checks"]["achtergrondwerk"] == "het achtergrondwerk draait niet"
    Heartbeat.objects.create(worker="w1", beat_at=clock.now())
    assert client.get("/gezond/klaar").status_code == 200
    Heartbeat.objects.update(beat_at=clock.now() - dt.timedelta(minutes=2))
    assert client.get("/gezond/klaar").status_code == 503


def test_metrics_are_for_this_machine_or_who_knows_the_token(client, settings):
    client.get("/gezond/live")
    page = client.get("/metrics").content.decode()
    assert 'onthaal_requests_total{route="/gezond/live",status="200"}' in page
    assert "onthaal_messages_waiting 0" in page
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    settings.METRICS_TOKEN = "geheim"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer geheim"}).status_code == 200


def test_a_log_line_has_the_route_and_never_the_secret(client, caplog):
    with caplog.at_level(logging.INFO, logger="onthaal.request"):
        response = client.get(
            "/proef/post/heel-geheim/?email=an@voorbeeld.be", headers={"X-Request-ID": "abc-1"}
        )
    assert response["X-Request-ID"] == "abc-1"
    [record] = [r for r in caplog.records if r.name == "onthaal.request"]
    line = json.loads(JsonLines().format(record))
    assert line["route"] == "/proef/post/<slug:key>/"
    assert "geheim" not in json.dumps(line)
    assert "voorbeeld" not in json.dumps(line)
