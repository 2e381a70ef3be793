import uuid

import pytest

from onthaal.complaints.actions import conversion, deciding
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import Channel, State
from onthaal.core.changes import CannotChange
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Category, CategoryGroup, Issue
from onthaal.issues.models import Channel as IssueChannel
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def hole(hall):
    group = CategoryGroup.objects.create(name="Straat", slug="straat", icon="cone")
    return Category.objects.create(
        name="Put in de weg", slug="put", group=group, team=hall.wegen, icon="cone", is_public=True
    )


@pytest.fixture
def issue(hole):
    return submit(
        submission=Submission(
            key=uuid.uuid4(),
            description="De ploeg lachte mij uit bij de put.",
            category=hole,
            place=Place("Kerkstraat 14"),
            contact=Contact("An Peeters", "an@example.be"),
        )
    )


def test_a_melding_becomes_a_klacht_and_the_old_link_leads_there(client, issue, hall):
    complaint = conversion.from_issue(issue, team=hall.wegen, process=None, by=hall.fatma)
    issue.refresh_from_db()
    assert not issue.is_open
    assert complaint.complainant.email == "an@example.be"
    assert complaint.description == issue.description
    assert client.get(issue.status_path).url == complaint.status_path
    kinds = set(Event.objects.about(complaint).values_list("kind", flat=True))
    assert {"complaint.received", "complaint.made_from_issue"} <= kinds
    told = Message.objects.filter(to_address="an@example.be").values_list("template", flat=True)
    assert sorted(told) == ["complaint_received", "issue_received"]


def test_the_melding_itself_never_says_that_there_is_a_klacht(client, issue, hall):
    complaint = conversion.from_issue(issue, team=hall.wegen, process=None, by=hall.fatma)
    assert not Issue.objects.public().filter(pk=issue.pk).exists()
    client.force_login(hall.bram)
    page = client.get(f"/balie/meldingen/{issue.reference}/").content.decode()
    assert "Wordt buiten dit team verder behandeld" in page
    assert complaint.reference not in page
    for line in Event.objects.about(issue):
        words = f"{line.kind} {line.public_text} {line.internal_text} {line.data}"
        assert "klacht" not in words.lower()
        assert "complaint" not in words


def test_a_melding_becomes_a_klacht_once(issue, hall):
    conversion.from_issue(issue, team=hall.wegen, process=None, by=hall.fatma)
    with pytest.raises(CannotChange, match="afgesloten"):
        conversion.from_issue(issue, team=hall.wegen, process=None, by=hall.fatma)
    assert Complaint.objects.count() == 1


def test_a_klacht_becomes_a_melding_and_the_old_link_leads_there(client, complain, hole, hall):
    complaint = complain(description="Er is een put in de Kerkstraat.")
    made = conversion.to_issue(
        complaint,
        category=hole,
        place=Place("Kerkstraat 14"),
        text="Een put herstellen wij gewoon.",
        by=hall.nora,
    )
    complaint.refresh_from_db()
    assert complaint.state == State.CONVERTED
    assert made.reporter.email == "an@example.be"
    assert client.get(complaint.status_path).url == made.status_path
    mail = Message.objects.get(template="complaint_converted")
    assert made.reference in mail.body_text
    assert complaint.letters.filter(kind="converted").exists()
    assert Event.objects.about(complaint).filter(kind="complaint.became_issue").exists()
    page = client.get(made.get_absolute_url()).content.decode()
    assert complaint.reference not in page
    with pytest.raises(CannotChange):
        deciding.withdraw(complaint)


def test_every_channel_has_its_twin():
    assert set(conversion._ISSUE_CHANNELS) == set(Channel)
    assert set(conversion._ISSUE_CHANNELS.values()) <= set(IssueChannel)


def test_both_ways_through_the_pages(client, issue, complain, hole, hall):
    client.force_login(hall.bram)
    answer = client.post(f"/balie/klachten/van-melding/{issue.reference}/", {"team": ""})
    assert answer.status_code == 302
    assert Complaint.objects.get().from_issue == issue
    complaint = complain()
    client.force_login(hall.nora)
    page = f"/balie/klachten/{complaint.reference}/melding/"
    form = {"version": 1, "category": hole.pk, "address": "Kerkstraat", "text": "Dit is een put."}
    assert client.post(page, form).status_code == 422
    assert client.post(page, {**form, "checked": "on"}).status_code == 302
    complaint.refresh_from_db()
    assert complaint.became_issue.place == "Kerkstraat"
