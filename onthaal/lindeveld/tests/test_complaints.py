import datetime as dt

import pytest

from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.lindeveld import complaints, foundation
from onthaal.lindeveld.town import build
from onthaal.organisation.models import TeamMembership
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    foundation.lay(town=build(7), today=clock.today(), with_accounts=True)


def test_three_years_of_klachten_with_handlers_of_other_teams(town):
    today = clock.today()
    assert complaints.write(today=today, seed=7) == len(complaints.STORIES) == 40
    rows = list(Complaint.objects.order_by("received_on"))
    assert rows[0].received_on < today - dt.timedelta(days=1000)
    assert sum(each.is_open for each in rows) == 6
    for each in rows:
        days = [each.received_on, each.admissibility_on, each.closed_on]
        known = [day for day in days if day]
        assert known == sorted(known)
        assert max(known) <= today
        assert all(day.weekday() < 5 for day in known)
        for person in filter(None, (each.handler, each.deputy)):
            assert not TeamMembership.objects.filter(team=each.team, user=person).exists()


def test_again_gives_the_same_ones(town):
    complaints.write(today=clock.today(), seed=7)
    first = set(Complaint.objects.values_list("reference", "description", "ruling"))
    complaints.write(today=clock.today(), seed=7)
    assert set(Complaint.objects.values_list("reference", "description", "ruling")) == first


def test_without_a_coordinator_there_are_none(town):
    for user in User.objects.filter(roles__contains=[Role.COMPLAINTS]):
        user.roles = []
        user.save()
    assert complaints.write(today=clock.today(), seed=7) == 0
    assert not Complaint.objects.exists()
