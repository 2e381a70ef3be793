"""A promise to send is a row; keeping it is somebody else's moment."""

import pytest
from django.core import mail
from django.db import transaction

from onthaal.outbox import wordings
from onthaal.outbox.actions import deliver, queue_mail, sweep
from onthaal.outbox.models import Message, State


@pytest.fixture(autouse=True)
def greeting(monkeypatch):
    monkeypatch.setattr(wordings, "_templates", {})
    wordings.register(
        "greeting",
        "Groet",
        subject="Dag {naam}",
        body="Beste {naam}\n\n- een\n- twee\n\n[Knop: Kijk hier]({link})",
        placeholders={"naam": ("wie", "An"), "link": ("waar", "https://voorbeeld.be/")},
    )


def greet(**changes):
    return queue_mail(
        "greeting",
        **{
            "to": "an@voorbeeld.example",
            "context": {"naam": "An", "link": "https://voorbeeld.be/m/1"},
            **changes,
        },
    )


@pytest.mark.django_db
def test_a_mail_is_a_row_until_the_worker_sends_it():
    message = greet()
    assert message.state == State.QUEUED
    assert not mail.outbox
    deliver.call(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 1)
    [sent] = mail.outbox
    assert sent.subject == "Dag An"
    assert "Kijk hier:\nhttps://voorbeeld.be/m/1" in sent.body
    assert sent.extra_headers["Message-ID"] == message.message_id


@pytest.mark.django_db
def test_delivering_twice_sends_once():
    message = greet()
    deliver.call(message.pk)
    deliver.call(message.pk)
    assert sweep.call() == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_rollback_tells_nobody():
    def fail():
        with transaction.atomic():
            greet()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_what_a_resident_typed_is_text_and_never_markup():
    naughty = "<b>An</b>\r\nBcc: all@voorbeeld.example {link} [Knop: x](javascript:alert(1))"
    message = greet(context={"naam": naughty, "link": "javascript:alert(1)"})
    assert "<b>" not in message.body_html
    assert 'href="javascript' not in message.body_html
    assert "\n" not in message.subject
    assert "{link}" in message.body_text


@pytest.mark.django_db
def test_mails_of_one_thread_refer_to_the_first():
    first, second = greet(thread="LV-1"), greet(thread="LV-1")
    other = greet(thread="LV-1", to="karim@voorbeeld.example")
    assert second.references == first.message_id
    assert first.references == other.references == ""


@pytest.mark.django_db
def test_the_same_key_is_the_same_message():
    assert greet(dedupe_key="welcome-1") == greet(dedupe_key="welcome-1")
    assert Message.objects.count() == 1
