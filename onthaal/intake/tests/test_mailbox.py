"""Taking mail out of a real mailbox, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from onthaal.core import clock
from onthaal.intake import health, imap
from onthaal.intake.actions import fetching, sorting
from onthaal.intake.actions.fetching import fetch
from onthaal.intake.models import IncomingMail, Mailbox, MailState
from onthaal.intake.tests.conftest import letter
from onthaal.intake.tests.dovecot import PROGRAM, Dovecot
from onthaal.issues.models import Issue
from onthaal.outbox.models import Message

ROOT = Path(__file__).resolve().parents[3]
dovecot = pytest.mark.skipif(PROGRAM is None, reason="Dovecot ontbreekt: apt install dovecot-imapd")


@pytest.fixture(scope="module")
def server():
    dovecot = Dovecot()
    dovecot.start()
    yield dovecot
    dovecot.remove()


@pytest.fixture
def mailbox(server, settings, db):
    """The server's mailbox, empty, and known to Onthaal."""
    with server.connection() as box:
        box.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
        box.expunge()
    settings.IMAP_URL = server.url
    return server


def subjects():
    return sorted(IncomingMail.objects.values_list("subject", flat=True))


def mails(number, start=1):
    return [letter(subject=f"Mail {n:02}").as_bytes() for n in range(start, start + number)]


@dovecot
def test_new_mail_is_taken_over_once_and_stays_unread(mailbox):
    mailbox.receive(*mails(3))
    assert fetch.func() == 3
    assert subjects() == ["Mail 01", "Mail 02", "Mail 03"]
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {MailState.REVIEW}
    assert fetch.func() == 0
    mailbox.receive(*mails(1, start=4))
    assert fetch.func() == 1
    assert mailbox.number() == mailbox.unseen() == 4
    assert Mailbox.objects.get().checked_at


@dovecot
def test_the_raw_mail_is_kept_to_the_byte(mailbox):
    raw = letter("Café 🌳 één\n" * 50).as_bytes().replace(b"\n", b"\r\n")
    mailbox.receive(raw)
    fetch.func()
    assert IncomingMail.objects.get().raw.read() == raw


@dovecot
def test_a_new_uidvalidity_doubles_nothing(mailbox):
    mailbox.receive(*mails(3))
    fetch.func()
    before = Mailbox.objects.get().uid_validity
    mailbox.rebuild()
    mailbox.receive(*mails(1, start=4))
    fetch.func()
    assert Mailbox.objects.get().uid_validity != before
    assert subjects() == ["Mail 01", "Mail 02", "Mail 03", "Mail 04"]


@dovecot
def test_mail_that_was_taken_away_is_no_trouble(mailbox):
    mailbox.receive(*mails(2))
    with mailbox.connection() as box:
        box.store("1", "+FLAGS", r"(\Deleted)")
        box.expunge()
    assert fetch.func() == 1


@dovecot
def test_a_mailbox_that_is_down_for_a_while_loses_nothing(mailbox, monkeypatch):
    mailbox.receive(*mails(2))
    fetch.func()
    mailbox.receive(*mails(1, start=3))
    mailbox.stop()
    assert fetch.func() == 0
    since = Mailbox.objects.get().failing_since
    fetch.func()
    box = Mailbox.objects.get()
    assert box.failing_since == since
    assert "antwoordt niet" in box.problem
    monkeypatch.setattr(clock, "now", lambda: since + health.PATIENCE * 2)
    problem = health.check()
    assert "niet bereikbaar" in problem.what
    assert "geheim" not in problem.what + problem.advice
    mailbox.start()
    assert fetch.func() == 1
    assert health.check() is None
    assert len(subjects()) == 3


@dovecot
def test_a_wrong_password_is_told_without_showing_it(mailbox, settings):
    settings.IMAP_URL = mailbox.url.replace("geheim", "verkeerd")
    fetch.func()
    box = Mailbox.objects.get()
    assert "naam of het wachtwoord" in box.problem
    assert "verkeerd" not in box.problem + box.name
    assert "verkeerd" not in repr(imap.account(settings.IMAP_URL))


@dovecot
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_double_nothing(mailbox):
    mailbox.receive(*mails(12))
    start = threading.Barrier(2)

    def work():
        try:
            start.wait()
            fetch.func()
        finally:
            connection.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(subjects()) == 12
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {MailState.REVIEW}


@dovecot
@pytest.mark.parametrize("where", ["before", "after"])
def test_breaking_off_around_the_commit_loses_and_doubles_nothing(mailbox, monkeypatch, where):
    """Power goes after the mail was read and before it is stored, or right after."""
    mailbox.receive(*mails(4))
    real, done = fetching.keep, []

    def falls_over(*args, **kwargs):
        if len(done) == 2 and where == "before":
            raise KeyboardInterrupt
        kept = real(*args, **kwargs)
        done.append(kept)
        if len(done) == 2 and where == "after":
            raise KeyboardInterrupt
        return kept

    monkeypatch.setattr(fetching, "keep", falls_over)
    with pytest.raises(KeyboardInterrupt):
        fetch.func()
    monkeypatch.setattr(fetching, "keep", real)
    assert fetch.func() == 2
    assert subjects() == ["Mail 01", "Mail 02", "Mail 03", "Mail 04"]


@dovecot
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(mailbox, report, settings):
    """A real process, killed with SIGKILL again and again while answers to a melding come in."""
    issue = report()
    sent = Message.objects.about(issue).get()
    answers = [
        letter(f"Antwoord {n:02}", subject="RE", In_Reply_To=sent.message_id).as_bytes()
        for n in range(1, 31)
    ]
    mailbox.receive(*answers)
    program = (
        "import os, sys, django; django.setup()\n"
        "from django.db import connection\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}\n"
        f"settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r}\n"
        f"settings.IMAP_URL = {mailbox.url!r}\n"
        "settings.TASKS = {'default': {'BACKEND': 'django_tasks.backends.dummy.DummyBackend'}}\n"
        "from onthaal.intake.actions.fetching import fetch\n"
        "print('begin', flush=True)\n"
        "fetch.func()\n"
    )
    kills = 0
    for pause in (0.1, 0.2, 0.4):
        worker = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "onthaal.config.settings"},
        )
        assert worker.stdout.readline() == b"begin\n"
        try:
            worker.wait(pause)
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
        worker.stdout.close()
    assert kills
    fetch.func()
    from onthaal.timeline.models import Event

    texts = [
        event.public_text for event in Event.objects.about(issue).filter(kind="issue.remark_added")
    ]
    assert sorted(texts) == [f"Antwoord {n:02}" for n in range(1, 31)]
    assert IncomingMail.objects.count() == 30
    assert all(mail.raw.size for mail in IncomingMail.objects.all())
    assert Issue.objects.count() == 1
    assert sorting.sweep_files.func() == 0  # young files stay, in use or not


def test_without_a_mailbox_nothing_happens(db, settings):
    settings.IMAP_URL = ""
    assert fetch.func() == 0
    assert health.check() is None


@pytest.mark.parametrize(
    "url", ["", "post@mail.be", "http://naam:w@mail.be", "imaps://mail.be/INBOX", "imaps://n:w@m:x"]
)
def test_a_wrong_address_is_refused(url):
    with pytest.raises(imap.WrongAddress):
        imap.account(url)


def test_an_address_has_its_parts():
    account = imap.account("imaps://post%40gemeente.be:p%3Aw%2F@mail.gemeente.be/Inbox%20oud")
    assert (account.user, account.password) == ("post@gemeente.be", "p:w/")
    assert (account.port, account.folder) == (993, "Inbox oud")
    assert "p:w/" not in f"{account} {account!r} {account.name}"
