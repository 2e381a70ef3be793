"""When An gets another e-mail address, what she reported and follows goes along."""

from __future__ import annotations

import pytest

from onthaal.core import clock
from onthaal.issues.mine import followed_by, reported_by
from onthaal.issues.models import Follower, Issue
from onthaal.people import mail
from onthaal.people.actions import codes, residents

pytestmark = pytest.mark.django_db
NEW = "an@nieuw.be"


@pytest.fixture
def moves(monkeypatch):
    """``moves(user)`` gives the account the new address, through the code by mail."""
    mailed = []
    monkeypatch.setattr(mail, "_sender", lambda key, **more: mailed.append(more["context"]))

    def to_new_address(user):
        code = codes.send_code(email=NEW, user=user)
        return residents.change_email(user, codes.redeem(code, mailed[-1]["code"]))

    return to_new_address


def follow(issue, email, *, confirmed=True):
    Follower.objects.create(
        issue=issue, email=email, confirmed_at=clock.now() if confirmed else None
    )
    if confirmed:
        issue.followers_count += 1
        issue.save(update_fields=["followers_count"])


def test_what_an_reported_stays_hers_and_news_goes_to_the_new_address(town, report, moves):
    issue = report()
    other = report(email="karim@voorbeeld.be")
    an = moves(town.an)
    assert list(reported_by(an)) == [issue]
    issue.reporter.refresh_from_db()
    assert issue.reporter.email == NEW
    assert list(reported_by(town.karim)) == [other]


@pytest.mark.parametrize("already", [None, False, True])
def test_what_an_follows_she_follows_once(town, report, moves, already):
    issue = report(email="karim@voorbeeld.be")
    follow(issue, "an@voorbeeld.be")
    if already is not None:
        follow(issue, NEW, confirmed=already)
    an = moves(town.an)
    assert list(followed_by(an)) == [issue]
    assert Follower.objects.get().email == NEW
    assert Issue.objects.get().followers_count == 1
