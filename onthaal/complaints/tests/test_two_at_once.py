"""Two people decide about one klacht at the very same moment, each on a connection of their own."""

from __future__ import annotations

import pytest

from onthaal.complaints.actions import deciding, handling
from onthaal.complaints.models import Complaint, Letter, LetterKind
from onthaal.complaints.states import Degree, Norm, Ruling, State
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.tests.together import at_once, problems
from onthaal.organisation.models import TeamMembership
from onthaal.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def investigated(complain, hall):
    """An's klacht about Wegen, with Eva of Groen as handler."""
    complaint = deciding.admit(complain(), by=hall.nora)
    return handling.assign(complaint, handler=hall.eva, deputy=None, by=hall.nora)


def ruling(complaint, by, version=None):
    return lambda: deciding.rule(
        complaint,
        ruling=Ruling.FOUNDED,
        norms=[Norm.REASONS],
        degree=Degree.FULL,
        text="Wij planten een nieuwe haag.",
        by=by,
        version=version,
    )


def test_two_rulings_at_once_are_one_with_one_letter(investigated, hall):
    version = investigated.version
    outcomes = at_once(
        ruling(investigated, hall.eva, version), ruling(investigated, hall.nora, version)
    )
    assert len(problems(outcomes, ChangedMeanwhile)) == 1
    assert Letter.objects.filter(kind=LetterKind.RULING).count() == 1
    assert Message.objects.filter(template="complaint_ruled").count() == 1


def test_two_extensions_at_once_are_one(investigated, hall):
    before = investigated.rule_by
    outcomes = at_once(
        lambda: deciding.extend(investigated, reason="Een getuige.", by=hall.eva),
        lambda: deciding.extend(investigated, reason="Een getuige.", by=hall.nora),
    )
    assert len(problems(outcomes, CannotChange)) == 1
    investigated.refresh_from_db()
    days = investigated.regulation.extension_days
    assert (investigated.rule_by - before).days == days


@pytest.mark.parametrize("attempt", range(3))
def test_whoever_turns_out_to_be_of_the_team_does_not_rule(investigated, hall, attempt):
    """Nora finds that it is about Groen, Eva's team, while Eva rules."""
    outcomes = at_once(
        lambda: handling.set_subject(investigated, team=hall.groen, process=None, by=hall.nora),
        ruling(investigated, hall.eva),
    )
    refused = problems(outcomes, CannotChange)
    assert len(refused) == 1
    complaint = Complaint.objects.get()
    members = TeamMembership.objects.filter(team=complaint.team).values_list("user", flat=True)
    assert complaint.handler_id not in members
    # ruled before it was known, or not at all
    assert (complaint.state == State.RULED) == (complaint.team == hall.wegen)
