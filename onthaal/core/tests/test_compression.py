"""What travels compressed, and what must not."""

from __future__ import annotations

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from onthaal.core.compression import Compression

LONG = "Een melding over een lamp. " * 400


def through(response, accepts="gzip, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return Compression(lambda _: response)(request)


@pytest.mark.parametrize("sort", ["text/html; charset=utf-8", "application/json", "image/svg+xml"])
def test_pages_and_data_travel_small(sort):
    answer = through(HttpResponse(LONG, content_type=sort))
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG) / 5
    assert gzip.decompress(answer.content).decode() == LONG


def test_who_does_not_ask_gets_it_as_it_is():
    answer = through(HttpResponse(LONG), accepts="")
    assert "Content-Encoding" not in answer
    # but a cache between us must know that others may get something else
    assert "Accept-Encoding" in answer["Vary"]


def test_the_same_page_is_never_equally_long():
    lengths = {len(through(HttpResponse(LONG)).content) for _ in range(40)}
    assert len(lengths) > 5


def test_a_stream_leaves_line_by_line():
    """An export of a hundred thousand rows begins while the rest is still being asked."""
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield LONG

    answer = through(StreamingHttpResponse(rows(), content_type="text/csv"))
    assert "Content-Encoding" not in answer
    assert next(iter(answer)).decode() == LONG
    assert asked == [0]


def test_a_photo_is_left_alone(tmp_path):
    (tmp_path / "foto.jpg").write_bytes(b"beeld" * 1000)
    with (tmp_path / "foto.jpg").open("rb") as file:
        answer = through(FileResponse(file, content_type="image/jpeg"))
        assert "Content-Encoding" not in answer
        assert answer["Content-Length"] == "5000"
    assert "Content-Encoding" not in through(HttpResponse(LONG, content_type="image/png"))


@pytest.mark.django_db
def test_the_site_does_it(client):
    plain = client.get("/meldingen/")
    packed = client.get("/meldingen/", headers={"accept-encoding": "gzip"})
    assert len(packed.content) < len(plain.content) / 2
