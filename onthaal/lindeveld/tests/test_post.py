"""The post of Lindeveld."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.intake.models import IncomingMail, MailState, State, Suggestion
from onthaal.lindeveld import post
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


def test_the_post_is_whole_and_comes_again_without_doubles():
    today = dt.date(2026, 11, 23)
    for _ in range(2):
        assert post.bring(today=today) == Suggestion.objects.count() == len(post.SAID)
    assert {*Suggestion.objects.values_list("state", flat=True)} == {
        State.RECEIVED,
        State.ANSWERED,
        State.CLOSED,
    }
    states = list(IncomingMail.objects.order_by("uid").values_list("state", "proposal"))
    assert states == [
        (MailState.REVIEW, "issue"),
        (MailState.REVIEW, "question"),
        (MailState.REVIEW, "compliment"),
        (MailState.REVIEW, "complaint"),
        (MailState.REVIEW, ""),
        (MailState.AUTOMATIC, ""),
    ]
    answered = Suggestion.objects.filter(state=State.ANSWERED).first()
    kinds = list(Event.objects.about(answered).values_list("kind", flat=True))
    assert kinds[0] == "suggestion.received"
    assert kinds[-1] == "suggestion.answered"


def test_nobody_gets_a_mail_about_made_up_post():
    post.bring(today=dt.date(2026, 11, 23))
    assert not Message.objects.exists()
