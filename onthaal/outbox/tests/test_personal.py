"""An asks what we keep, and then to be forgotten."""

import pytest

from onthaal.outbox import actions, personal
from onthaal.outbox.models import Message, State
from onthaal.outbox.tests.test_views import CONTEXT
from onthaal.people.personal_data import Person

pytestmark = pytest.mark.django_db


def test_an_gets_her_mails_and_they_can_be_forgotten():
    an = Person("an@voorbeeld.example")
    mine = actions.queue_mail("issue_received", to="An@voorbeeld.example", context=CONTEXT)
    other = actions.queue_mail("issue_received", to="karim@voorbeeld.example", context=CONTEXT)
    [record] = personal.export(an)
    assert "Kerkstraat 1" in record.fields["Tekst"]
    assert personal.erase(an) == 1
    mine.refresh_from_db()
    assert mine.state == State.CANCELLED
    assert "voorbeeld" not in f"{mine.to_address}{mine.subject}{mine.body_text}{mine.body_html}"
    other.refresh_from_db()
    assert other.body_text
    assert list(personal.export(an)) == []
    assert Message.objects.count() == 2
