"""What monitoring sees, and that it sees nothing personal."""

import datetime as dt
import json
import logging

import pytest
from django.test import Client

from onthaal.config.logging import JsonLines, NoPaths
from onthaal.core import clock, metrics
from onthaal.core.references import new_secret
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


def test_counts_of_processes_that_ended_are_kept_in_one_file(client, settings, tmp_path):
    settings.VAR = tmp_path
    client.get("/gezond/live")
    before = metrics.totals()
    for pid in (2**22 + 1, 2**22 + 2):  # beyond the highest number that Linux gives
        (tmp_path / f"metrics/{pid}-1.json").write_text('{"onthaal_request_seconds_count": 5}')
    assert metrics.tidy() == 2
    assert metrics.tidy() == 0
    after = metrics.totals()
    name = "onthaal_request_seconds_count"
    assert after[name] == before[name] + 10
    assert len(list((tmp_path / "metrics").glob("*.json"))) == 2


@pytest.mark.parametrize("how", ["get", "post"])
def test_djangos_own_lines_have_no_path_either(how, caplog):
    client, secret = Client(enforce_csrf_checks=True), new_secret()
    caplog.handler.addFilter(no_paths := NoPaths())
    try:
        with caplog.at_level(logging.WARNING, logger="django.request"):
            # nothing there, and a form without its token
            getattr(client, how)(
                f"/m/{secret}/aanvulling/é" if how == "get" else f"/m/{secret}/aanvulling/"
            )
    finally:
        caplog.handler.removeFilter(no_paths)
    lines = [JsonLines().format(r) for r in caplog.records if r.name.startswith("django")]
    assert lines
    assert not [line for line in lines if secret in line]


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
