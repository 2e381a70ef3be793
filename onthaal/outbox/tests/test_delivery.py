"""Mail goes over real SMTP, and survives whatever the other side does."""

import datetime as dt
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection, transaction

from onthaal.core import clock
from onthaal.outbox import actions, enclosures, rules
from onthaal.outbox.models import DeliveryAttempt, Message, State
from onthaal.outbox.tests.smtp import Mailbox
from onthaal.outbox.tests.test_views import CONTEXT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    box.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_TIMEOUT = 5
    yield box
    box.stop()


def promise(**changes):
    context = {**CONTEXT, **changes.pop("context", {})}
    return actions.send_now("issue_received", to="an@voorbeeld.example", context=context)


def test_what_arrives_is_text_and_html_with_the_right_headers(mailbox):
    message = promise(context={"plaats": "Café ’t Hoekje 😀 مرحبا"})
    actions.deliver.call(message.pk)
    [mail] = mailbox.mails
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Wij hebben uw melding LV-7K3M-92XQ ontvangen"
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "Café ’t Hoekje 😀 مرحبا" in text
    assert 'lang="nl-BE"' in html
    assert "Café ’t Hoekje 😀" in html


def test_an_hour_without_mail_server_loses_nothing_and_doubles_nothing(mailbox, monkeypatch):
    messages = [promise() for _ in range(3)]
    start = clock.now()
    mailbox.answer = "451 later graag"
    for minutes in (0, 1, 3, 8, 20, 40, 59):
        moment = start + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        actions.sweep.call()
    assert mailbox.mails == []
    mailbox.answer = "250 OK"
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(hours=3))
    actions.sweep.call()
    assert sorted(mail["Message-ID"] for mail in mailbox.mails) == sorted(
        message.message_id for message in messages
    )
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_an_address_that_does_not_exist_is_not_tried_for_ever(mailbox):
    mailbox.refuse_rcpt = "550 5.1.1 onbekend"
    message = promise()
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, 1)
    assert "onbekend" in message.error


def test_a_server_that_is_gone_is_temporary(mailbox, settings):
    settings.EMAIL_PORT = 1  # nobody listens there
    message = promise()
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    assert message.next_attempt_at > clock.now()


def test_giving_up_after_three_days():
    now = clock.now()
    assert rules.next_attempt(1, now) == now + dt.timedelta(minutes=1)
    moment, attempts = now, 0
    while later := rules.next_attempt(attempts := attempts + 1, moment):
        moment = later
    assert dt.timedelta(days=3) <= moment - now < dt.timedelta(days=4)


def test_two_workers_never_send_the_same_mail(mailbox):
    for _ in range(8):
        promise()

    def work():
        actions.sweep.call()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(mailbox.mails) == 8
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 8


KILLED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "onthaal.config.settings"
import django
from django.conf import settings
django.setup()
from django.db import connections
settings.DATABASES["default"]["NAME"] = sys.argv[1]
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
from onthaal.outbox import actions
actions.deliver.call(int(sys.argv[3]))
"""


def test_a_worker_killed_in_the_middle_is_noticed_and_the_reason_is_kept(mailbox, monkeypatch):
    message = promise()
    mailbox.hold.clear()
    arguments = [connection.settings_dict["NAME"], str(mailbox.port), str(message.pk)]
    worker = subprocess.Popen([sys.executable, "-c", KILLED, *arguments])
    try:
        assert mailbox.seen.wait(30)
    finally:
        worker.kill()
        worker.wait()
    mailbox.hold.set()
    until = time.monotonic() + 5
    while not mailbox.mails and time.monotonic() < until:
        time.sleep(0.05)
    message.refresh_from_db()
    assert message.state == State.SENDING
    # too early: perhaps the other worker is only slow
    assert actions.sweep.call() == 0
    later = clock.now() + rules.STUCK_AFTER + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert actions.sweep.call() == 1
    message.refresh_from_db()
    assert message.state == State.SENT
    first, second = DeliveryAttempt.objects.filter(message=message)
    assert first.outcome == "afgebroken"
    assert second.repeat_reason == rules.UNSURE
    # if it came twice, both carry the same number, so that a mail program shows it once
    assert {mail["Message-ID"] for mail in mailbox.mails} == {message.message_id}


def test_a_file_is_made_when_the_mail_leaves_and_a_mail_waits_for_it(mailbox, monkeypatch):
    works = []

    def make(pk):
        if not works:
            raise OSError("de brief van An Peeters")
        return enclosures.File(f"brief {pk}".encode(), "application/pdf")

    monkeypatch.setattr(enclosures, "_makers", {"brief": make})
    with transaction.atomic():
        message = actions.queue_mail(
            "issue_received",
            to="an@voorbeeld.example",
            context=CONTEXT,
            enclosure=enclosures.Promised("brief", 7, "brief.pdf"),
        )
    actions.deliver.call(message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (State.QUEUED, "bijlage niet gemaakt: OSError")
    assert mailbox.mails == []
    works.append(True)
    later = clock.now() + dt.timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    actions.sweep.call()
    [file] = mailbox.mails[0].iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("brief.pdf", b"brief 7")
