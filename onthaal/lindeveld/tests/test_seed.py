"""Filling a database: once, again, never over somebody's real work."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.utils import parsedate_to_datetime

import pytest
from django.core.management import CommandError, call_command

from onthaal.core import clock
from onthaal.issues.models import Issue, Photo
from onthaal.lindeveld import seed
from onthaal.lindeveld.staff import RHYTHM
from onthaal.organisation.models import Team
from onthaal.outbox.models import Message
from onthaal.territory import lookup
from onthaal.territory.actions import Ground, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _to_try_out(settings):
    """An installation in production gets no demo accounts; these tests are about a try-out."""
    settings.PRODUCTION = False


def test_there_are_photos_to_look_at(db):
    lookup.forget()
    call_command("seed", issues=60, verbosity=0)
    photo = Photo.objects.first()
    assert photo.file.size > 10_000
    assert photo.thumbnail.size < photo.file.size
    assert (photo.width, photo.height) == (960, 720)


def test_another_municipality_is_left_alone(db):
    lookup.forget()
    load(
        ground=Ground(
            name="Meerhout",
            nis_code="13021",
            postcode="2450",
            boundary={
                "type": "Polygon",
                "coordinates": [[[5, 51], [5.1, 51], [5.1, 51.1], [5, 51]]],
            },
        )
    )
    with pytest.raises(CommandError, match="Meerhout"):
        call_command("seed", verbosity=0)


def test_an_empty_town_and_a_set_day(db):
    lookup.forget()
    done = seed.fill(issues=0, seed=1, today=dt.date(2025, 3, 1))
    assert done.issues == 0
    assert not Issue.objects.exists()
    seed.fill(issues=60, seed=1, today=dt.date(2025, 3, 1), with_photos=False)
    assert Issue.objects.filter(received_at__date__gt=dt.date(2025, 3, 1)).count() == 0
    assert clock.today() > dt.date(2025, 3, 1)


def test_the_mails_lie_in_the_trial_mailbox_with_their_own_dates(
    db, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND = "onthaal.operations.trial_mail.Backend"
    lookup.forget()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("seed", issues=100, without_photos=True, verbosity=0)
    lookup.forget()
    files = sorted((tmp_path / "mail").glob("*.eml"))
    assert len(files) == Message.objects.count() > 0
    dates = [parsedate_to_datetime(message_from_bytes(f.read_bytes())["Date"]) for f in files]
    assert dates == sorted(dates)
    assert dates[0] < clock.now() - dt.timedelta(days=5)


def test_every_team_has_work(db):
    lookup.forget()
    call_command("seed", without_photos=True, verbosity=0)
    lookup.forget()
    teams = Team.objects.filter(name__in=RHYTHM)  # the others serve products
    idle = [team.name for team in teams if not Issue.objects.filter(team=team).open()]
    assert idle == []
