"""The small Lindeveld of the meldingen, a clerk at the desk, and mail as the world writes it."""

from __future__ import annotations

import uuid
from email.message import EmailMessage

import pytest

from onthaal.intake.actions.fetching import keep
from onthaal.intake.actions.sorting import sort_waiting
from onthaal.intake.actions.submission import Submission, submit
from onthaal.intake.models import IncomingMail, Kind, Mailbox

# the fixtures of the town are those of issues
from onthaal.issues.tests.conftest import (  # noqa: F401
    _fresh_memory,
    ground,
    photo_file,
    report,
    town,
)
from onthaal.people.models import Role, User


@pytest.fixture
def fatma(town):  # noqa: F811
    return User.objects.create_user(
        "fatma@lindeveld.example", name="Fatma", is_staff=True, roles=[Role.DESK]
    )


@pytest.fixture
def lies(town):  # noqa: F811
    return User.objects.create_user(
        "lies@lindeveld.example",
        name="Lies",
        is_staff=True,
        roles=[Role.ADMINISTRATOR, Role.EDITOR],
    )


@pytest.fixture
def message(town):  # noqa: F811
    """``message()`` is what somebody let us know, stored."""

    def send(text="Zet meer banken op de markt.", kind=Kind.SUGGESTION, key=None, **more):
        contact = {"name": "An Peeters", "email": "an@voorbeeld.be", **more}
        return submit(
            submission=Submission(key=key or uuid.uuid4(), kind=kind, text=text, **contact)
        )

    return send


def letter(
    text="De lamp voor ons huis is stuk.",
    *,
    sender="An Peeters <an@voorbeeld.be>",
    subject="Straatlamp",
    to="post@lindeveld.example",
    **headers,
):
    """A mail as a program sends it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = headers.pop("message_id", f"<{uuid.uuid4().hex}@voorbeeld.be>")
    mail["Date"] = "Mon, 23 Nov 2026 10:12:00 +0100"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


@pytest.fixture
def arrives(db):
    """``arrives(mail)`` takes over a mail as the mailbox would, and sorts it."""
    box = Mailbox.objects.create(name="post op mail.example, map INBOX", uid_validity=1)

    def take(mail):
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        uid = IncomingMail.objects.count() + 1
        assert keep(box, 1, uid, raw)
        sort_waiting()
        return IncomingMail.objects.get(uid=uid)

    return take
