"""What stands in a filled database, and filling it again."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.test import override_settings

from onthaal.core import clock
from onthaal.core.references import is_reference
from onthaal.issues.models import (
    Category,
    Enquiry,
    Follower,
    Issue,
    Reporter,
    RoutingRule,
    Survey,
)
from onthaal.issues.states import CLOSED
from onthaal.organisation.models import HouseStyle, Location, Team
from onthaal.outbox.models import DeliveryAttempt, Message, State
from onthaal.people.models import User
from onthaal.territory import lookup
from onthaal.territory.models import Territory
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _to_try_out(settings):
    """An installation in production gets no demo accounts; these tests are about a try-out."""
    settings.PRODUCTION = False


@pytest.fixture(scope="module")
def lindeveld(django_db_setup, django_db_blocker):
    """One filled town for all tests, always the same; each undoes its changes."""
    noon = dt.datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/Brussels"))
    lookup.forget()
    with (
        override_settings(PRODUCTION=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
        # of so few meldingen, on many a day none waits for an answer
        patch.object(clock, "now", lambda: noon),
        patch.object(clock, "today", noon.date),
    ):
        call_command("seed", issues=400, without_photos=True, verbosity=0)
        yield SimpleNamespace(issues=Issue.objects.all())
        transaction.set_rollback(True)
    lookup.forget()


def test_the_whole_town_stands(lindeveld):
    assert Territory.objects.get().name == "Lindeveld"
    assert HouseStyle.objects.get().municipality_name == "Lindeveld"
    assert Location.objects.get(is_main=True).opening_hours.count() > 5
    assert Category.objects.count() >= 40
    assert Team.objects.filter(memberships=None).count() == 0
    assert RoutingRule.objects.count() == 2
    assert lookup.search_addresses("Markt 1")[0].label == "Markt 1"


def test_the_meldingen_are_whole(lindeveld):
    assert lindeveld.issues.count() == 400
    assert all(
        is_reference(reference)
        for reference in lindeveld.issues.values_list("reference", flat=True)
    )
    assert not lindeveld.issues.filter(neighbourhood=None).exists()
    assert not lindeveld.issues.filter(lat=None).exists()
    assert not lindeveld.issues.exclude(Q(handler=None) | Q(handler__teams=F("team"))).exists()
    counted = lindeveld.issues.annotate(
        n=Count("followers", filter=~Q(followers__confirmed_at=None))
    )
    assert not counted.exclude(followers_count=F("n")).exists()
    assert not Survey.objects.exclude(issue__status__in=CLOSED).filter(issue__reopenings=0).exists()
    assert Reporter.objects.filter(issue=None).count() == 0
    assert lindeveld.issues.filter(search="lamp").exists()


def test_every_melding_has_its_history(lindeveld):
    events = Event.objects.filter(subject_type="issues.issue")
    assert events.filter(kind="issue.received").count() == 400
    assert not events.exclude(subject_id__in=lindeveld.issues.values("id")).exists()
    last = events.filter(kind="issue.merged_in").first()
    if last:
        assert Issue.objects.get(pk=last.data["duplicate"]).reference == last.data["reference"]


def test_a_new_melding_gets_a_fresh_number_afterwards(lindeveld):
    last = Issue.objects.latest("id")
    copy = Issue.objects.get(pk=last.pk)
    copy.pk = None
    copy.reference, copy.secret, copy.reporter = "LV-AAAA-AAAA", "x", None
    copy.submission_key = "00000000-0000-4000-8000-000000000000"
    copy.save()
    assert copy.pk == last.pk + 1


def test_a_second_time_needs_a_clear_word(lindeveld):
    with pytest.raises(CommandError, match="--replace"):
        call_command("seed", issues=10, verbosity=0)
    call_command("seed", if_empty=True, verbosity=0)
    assert Issue.objects.count() == 400

    call_command("seed", issues=50, replace=True, without_photos=True, verbosity=0)

    assert Issue.objects.count() == 50
    assert Event.objects.filter(kind="issue.received").count() == 50
    assert Follower.objects.count() < 100
    assert User.objects.filter(is_staff=True).count() == 43  # 31 at desks, 12 in crews


def test_the_latest_meldingen_have_their_questions_and_mails(lindeveld):
    enquiries = Enquiry.objects.select_related("issue")
    assert enquiries
    waits = {"reporter": "waiting_reporter", "outsider": "waiting_third_party"}
    for enquiry in enquiries:
        if enquiry.answered_at is None:
            assert enquiry.issue.status == waits[enquiry.kind]
            assert enquiry.expires_at > clock.now()
        else:
            assert enquiry.asked_at <= enquiry.answered_at
        asked = Event.objects.filter(kind="issue.enquiry_sent", subject_id=enquiry.issue_id)
        assert asked.filter(data__enquiry=enquiry.pk).count() == 1
    assert not lindeveld.issues.filter(status="waiting_reporter", enquiries=None).exists()

    messages = Message.objects.filter(about_type="issues.issue")
    assert {"issue_received", "issue_closed"} <= set(messages.values_list("template", flat=True))
    assert set(messages.values_list("state", flat=True)) == {State.SENT}
    assert not messages.filter(sent_at__gt=clock.now()).exists()
    newest = lindeveld.issues.filter(reporter__email__gt="").latest("received_at")
    first = messages.filter(about_id=newest.pk).earliest("created_at")
    assert first.created_at == newest.received_at
    assert newest.secret in first.body_text
    assert DeliveryAttempt.objects.count() == messages.count()


def history():
    return list(
        Issue.objects.order_by("id").values_list("received_at", "reference", "title", "place")
    )


def test_the_same_seed_stores_the_same_history(lindeveld):
    now = clock.now()
    before = history()
    call_command("seed", issues=400, replace=True, without_photos=True, verbosity=0)
    # the newest ones depend on the minute at which the history ends
    settled = now - dt.timedelta(days=30)
    assert [row for row in before if row[0] < settled] == [
        row for row in history() if row[0] < settled
    ]
