"""While trying out, every mail can be read in the browser."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage

from onthaal.operations import trial_mail


@pytest.fixture
def _sent(settings, tmp_path):
    settings.VAR = tmp_path
    mail = EmailMessage("Uw afspraak", "Tot dan.", "gemeente@voorbeeld.be", ["an@voorbeeld.be"])
    trial_mail.Backend().send_messages([mail])


@pytest.mark.usefixtures("_sent")
def test_a_mail_that_we_sent_has_a_moment_with_a_zone():
    (mail,) = trial_mail.mails()
    assert mail.subject == "Uw afspraak"
    assert mail.date.tzinfo is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("_sent")
def test_the_trial_mailbox_shows_it(client, settings):
    settings.PRODUCTION = False
    page = client.get("/proef/post/")
    assert page.status_code == 200
    assert "Uw afspraak" in page.text
