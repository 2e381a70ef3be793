"""A photo that stands at a partner arrives with the melding, whatever goes wrong on the way."""

from __future__ import annotations

import datetime as dt
import ipaddress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from onthaal.api.actions import photos
from onthaal.api.models import FetchState, PhotoFetch
from onthaal.core import clock
from onthaal.issues.models import Photo


@pytest.fixture
def elsewhere(photo_file):
    """A web server of a partner; ``elsewhere.answers`` is what it gives, the last one for ever."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answers = server.answers
            status, body, headers = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.answers = [(200, photo_file().read(), {})]
    server.url = f"http://127.0.0.1:{server.server_port}/foto.jpg"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def at_home(settings):
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.fixture
def promised(report, elsewhere):
    photos.promise(report(), [elsewhere.url])
    return PhotoFetch.objects.get()


def outcome(row):
    row.refresh_from_db()
    return row.state


def test_the_photo_is_added_once(promised, at_home):
    photos.fetch.call(promised.pk)
    PhotoFetch.objects.update(state=FetchState.WAITING, next_attempt_at=clock.now())
    photos.fetch.call(promised.pk)
    assert outcome(promised) == FetchState.DONE
    assert Photo.objects.get().issue == promised.issue


def test_our_own_machines_are_not_asked_for_photos(promised):
    photos.fetch.call(promised.pk)
    assert outcome(promised) == FetchState.FAILED
    assert "public internet" in promised.error
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        (404, b"", {}),
        (200, b"<html>geen foto</html>", {}),
        (302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"}),
        (302, b"", {"Location": "file:///etc/passwd"}),
    ],
)
def test_what_is_no_photo_is_given_up_at_once(promised, at_home, elsewhere, answer):
    elsewhere.answers = [answer]
    photos.fetch.call(promised.pk)
    assert outcome(promised) == FetchState.FAILED


def test_a_server_in_trouble_is_tried_again_later(promised, at_home, elsewhere):
    elsewhere.answers = [(503, b"", {}), *elsewhere.answers]
    photos.fetch.call(promised.pk)
    assert outcome(promised) == FetchState.WAITING
    assert promised.next_attempt_at > clock.now()
    assert photos.sweep.call() == 0
    PhotoFetch.objects.update(next_attempt_at=clock.now() - dt.timedelta(seconds=1))
    assert photos.sweep.call() == 1
    assert outcome(promised) == FetchState.DONE


def test_a_photo_that_is_too_large_or_breaks_off_is_not_kept(promised, at_home, elsewhere):
    elsewhere.answers = [(200, b"x" * (21 * 1024 * 1024), {})]
    photos.fetch.call(promised.pk)
    elsewhere.answers = [(200, b"x", {"Content-Length": "50"})]
    PhotoFetch.objects.update(next_attempt_at=clock.now())
    photos.fetch.call(promised.pk)
    assert outcome(promised) == FetchState.WAITING
    assert not Photo.objects.exists()
