"""Open pages hear of a change, and what they hear is only a hint."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from onthaal.core import live
from onthaal.core.live import listening as hubs
from onthaal.core.live import topics
from onthaal.core.live.listening import Full, Hub, Subscription, hub

CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN onthaal_live'"
    " AND datname = current_database()"
)


def heard(subscription: Subscription) -> set[str] | None:
    return subscription.wait(5)


@pytest.fixture
def hall(transactional_db):
    """An open page of hall 3 whose first hint, that the listener is there, has passed."""
    one = hub.subscribe(["hall.3"])
    assert heard(one) == {"hall.3"}
    yield one
    hub.leave(one)


def test_a_change_is_told_when_it_commits(hall):
    with transaction.atomic():
        live.announce("hall.3")
        live.announce("hall.3")
        assert hall.wait(0.3) == set()
    assert heard(hall) == {"hall.3"}
    assert hall.wait(0.3) == set()


def test_a_change_that_is_undone_is_not_told(hall):
    with transaction.atomic():
        live.announce("hall.3")
        transaction.set_rollback(True)
    live.announce("hall.4")
    assert hall.wait(0.5) == set()


def test_a_page_asks_anew_when_the_listener_lost_the_database(hall):
    with connection.cursor() as cursor:
        cursor.execute(CUT_OFF)
        assert cursor.rowcount == 1
    assert heard(hall) == {"hall.3"}, "that it is gone, so that the page knows that it is blind"
    hub.is_listening.wait(5)
    heard(hall)  # that it is back
    live.announce("hall.3")
    assert heard(hall) == {"hall.3"}


def test_hints_do_not_pile_up_and_only_come_for_what_was_asked():
    one = Subscription(["hall.3", "hall.4"], "")
    for _ in range(1000):
        one.tell(["hall.3", "hall.9"])
    one.tell(["hall.4"])
    assert one.wait(0) == {"hall.3", "hall.4"}
    assert one.wait(0) == set()


def test_what_ends_wakes_who_waits():
    one = Subscription(["hall.3"], "")
    ended = []
    waiting = threading.Thread(target=lambda: ended.append(one.wait(30)))
    waiting.start()
    one.end()
    waiting.join(5)
    assert ended == [None]


def test_beyond_the_cap_there_is_no_room(monkeypatch):
    monkeypatch.setattr(Hub, "_listen", lambda *_: None)
    monkeypatch.setattr(hubs, "MOST_STREAMS", 3)
    monkeypatch.setattr(hubs, "MOST_OF_ONE_ADDRESS", 2)
    small = Hub()
    small.subscribe(["hall.3"], "10.0.0.1")
    second = small.subscribe(["hall.3"], "10.0.0.1")
    with pytest.raises(Full):
        small.subscribe(["hall.3"], "10.0.0.1")
    small.subscribe(["hall.3"], "10.0.0.2")
    with pytest.raises(Full):
        small.subscribe(["hall.3"], "10.0.0.3")
    small.leave(second)
    small.leave(second)
    small.subscribe(["hall.3"], "10.0.0.1")
    assert len(small) == 3
    small.end_streams()
    with pytest.raises(Full):
        small.subscribe(["hall.3"], "10.0.0.4")


def test_a_stream_says_first_that_it_is_there_and_gives_its_place_back(transactional_db, client):
    answer = client.get("/live/?topic=hall.3")
    assert answer["Content-Type"] == "text/event-stream"
    assert answer["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in answer
    lines = iter(answer)
    assert b"event: ready" in next(lines)
    assert next(lines) == b"event: changed\ndata: hall.3\n\n"
    assert len(hub) == 1
    answer.close()
    assert len(hub) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?topic=hall.3" + "&topic=hall.3" * 8, 400),
        ("?topic=hall", 403),
        ("?topic=hall.", 403),
        ("?topic=hall.x", 403),
        ("?topic=secret.1", 403),
        ("?topic=hall.3&topic=secret.1", 403),
    ],
)
def test_what_nobody_registered_is_refused(client, query, status):
    assert client.get(f"/live/{query}").status_code == status
    assert len(hub) == 0


@pytest.mark.django_db
def test_topics_of_staff_are_for_staff(client, monkeypatch, django_user_model):
    monkeypatch.setitem(topics._kinds, "desk", topics.staff_only)
    assert client.get("/live/?topic=desk.1").status_code == 403
    client.force_login(django_user_model.objects.create_user("an@voorbeeld.be"))
    assert client.get("/live/?topic=desk.1").status_code == 403
    fatma = django_user_model.objects.create_user("fatma@lindeveld.example", is_staff=True)
    client.force_login(fatma)
    answer = client.get("/live/?topic=desk.1")
    assert answer.status_code == 200
    answer.close()


def test_full_says_to_come_back(transactional_db, client, monkeypatch):
    monkeypatch.setattr(hubs, "MOST_STREAMS", 0)
    answer = client.get("/live/?topic=hall.3")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_a_piece_that_did_not_change_is_not_sent_again(monkeypatch):
    token, words = ["a" * 64], ["12"]

    def page(request, template, context):
        hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token[0]}">'
        return HttpResponse(f"<p>{words[0]}</p>{hidden}")

    monkeypatch.setattr("onthaal.core.live.answers.render", page)
    first = live.fragment(RequestFactory().get("/"), "x.html", {})
    again = RequestFactory().get("/", headers={"If-None-Match": f"W/{first['ETag']}"})
    token[0] = "b" * 64
    assert live.fragment(again, "x.html", {}).status_code == 304
    words[0] = "13"
    assert live.fragment(again, "x.html", {}).status_code == 200
