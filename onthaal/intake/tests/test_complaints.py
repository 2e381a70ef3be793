"""A klacht comes in by the front door, by mail or out of a message, and is nobody's gossip."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from onthaal.complaints.models import Complaint, Regulation
from onthaal.core import clock
from onthaal.intake import retention
from onthaal.intake.models import IncomingMail, Kind, MailState, State, Suggestion
from onthaal.intake.tests.conftest import letter
from onthaal.organisation.models import TeamMembership
from onthaal.outbox.confidential import hidden_from
from onthaal.outbox.models import Message
from onthaal.people.models import Role, User
from onthaal.people.personal_data import Person
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
RUDE = "De man van team Wegen was onbeleefd tegen mijn vader. 😠"


@pytest.fixture
def nora(town):
    return User.objects.create_user(
        "nora@lindeveld.example", name="Nora", is_staff=True, roles=[Role.COMPLAINTS]
    )


@pytest.fixture
def typed():
    return {
        "key": uuid.uuid4(),
        "text": RUDE,
        "wish": "Een excuus",
        "name": "An Peeters",
        "email": "an@voorbeeld.be",
        "facts_on": "2026-11-20",
    }


def test_a_klacht_goes_from_the_front_door_to_a_number_and_a_mail(client, town, typed):
    page = client.post(reverse("front-door"), {"text": RUDE})
    assert "Dit lijkt ons een klacht" in page.text
    form = reverse("complaint-form")
    assert f'formaction="{form}"' in page.text
    carried = client.post(form, {"text": RUDE, "doe": "overnemen"})
    assert carried.status_code == 200
    assert RUDE in carried.text
    thanks = client.post(form, {**typed, "team": town.wegen.pk}, follow=True)
    complaint = Complaint.objects.get()
    assert complaint.reference in thanks.text
    assert complaint.status_path in thanks.text
    assert (complaint.team, complaint.channel, complaint.wish) == (town.wegen, "web", "Een excuus")
    assert complaint.facts_on == dt.date(2026, 11, 20)
    assert complaint.complainant.email == "an@voorbeeld.be"
    assert Message.objects.filter(to_address="an@voorbeeld.be").exists()
    client.post(form, {**typed, "team": town.wegen.pk})
    assert Complaint.objects.count() == 1


def test_who_complains_says_who_it_is(client, town, typed):
    form = reverse("complaint-form")
    page = client.post(form, {**typed, "name": "", "email": ""})
    assert page.status_code == 422
    assert "Vul uw naam in." in page.text
    assert "Vul een e-mailadres in, of uw straat en gemeente." in page.text
    assert RUDE in page.text
    by_letter = {**typed, "email": "", "street": "Kerkstraat 14", "town": "2499 Lindeveld"}
    assert client.post(form, by_letter).status_code == 302
    assert Complaint.objects.get().complainant.address == "Kerkstraat 14, 2499 Lindeveld"


def test_an_anonymous_klacht_comes_in_where_the_regulation_takes_it(client, town, typed):
    Regulation.objects.create(valid_from=dt.date(2020, 1, 1), anonymous_allowed=True)
    page = client.get(reverse("complaint-form"))
    assert "U hoeft dit niet in te vullen." in page.text
    answer = client.post(reverse("complaint-form"), {**typed, "name": "", "email": ""}, follow=True)
    assert "Bewaar" in answer.text
    assert Complaint.objects.get().complainant is None


def test_the_desk_goes_from_the_proposal_to_the_form_of_a_klacht(client, fatma):
    client.force_login(fatma)
    page = client.post(reverse("entry"), {"channel": "paper", "text": RUDE})
    intake = reverse("complaint-intake")
    assert f'formaction="{intake}"' in page.text
    carried = {"doe": "overnemen", "channel": "letter", "description": RUDE}
    form = client.post(intake, carried)
    assert form.status_code == 200
    assert RUDE in form.text
    assert form.context["form"]["channel"].value() == "letter"
    assert not Complaint.objects.exists()


def test_a_day_that_is_still_to_come_is_told(client, town, typed):
    day = clock.today() + dt.timedelta(days=2)
    page = client.post(reverse("complaint-form"), {**typed, "facts_on": day.isoformat()})
    assert page.status_code == 422
    assert "Deze dag moet nog komen." in page.text


def test_a_mail_becomes_a_klacht_and_leaves_the_post(
    client, arrives, fatma, nora, town, photo_file
):
    mail = letter(RUDE, subject="Over uw medewerker")
    mail.add_attachment(photo_file().read(), maintype="image", subtype="jpeg", filename="brief.jpg")
    stored = arrives(mail)
    assert stored.proposal == "complaint"
    client.force_login(fatma)
    page = reverse("mail-into-complaint", args=[stored.pk])
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert data["email"] == "an@voorbeeld.be"
    done = client.post(page, {**data, "team": town.wegen.pk}, follow=True)
    complaint = Complaint.objects.get()
    assert complaint.reference in done.text
    assert (complaint.channel, complaint.submitter) == ("mail", fatma)
    stored.refresh_from_db()
    assert stored.state == MailState.TURNED
    key = stored.attachments.get().key
    pages = [
        stored.get_absolute_url(),
        reverse("mail-source", args=[stored.pk]),
        reverse("mail-attachment", args=[key]),
    ]
    for person in (fatma, town.bram, town.joris):
        client.force_login(person)
        for each in pages:
            assert client.get(each).status_code == 404, (person, each)
    client.force_login(fatma)
    assert "Over uw medewerker" not in client.get(f"{reverse('mail-list')}?tab=klaar").text
    # who handles it reads it, and that is kept
    client.force_login(nora)
    assert "Over uw medewerker" in client.get(f"{reverse('mail-list')}?tab=klaar").text
    for each in pages:
        assert client.get(each).status_code == 200
    reads = Event.objects.about(complaint).filter(kind="complaint.read", actor=nora)
    assert reads.count() == len(pages)
    # and not any more in the team complained about
    TeamMembership.objects.create(team=town.wegen, user=nora)
    assert client.get(pages[0]).status_code == 404


def test_a_message_becomes_a_klacht_and_its_writer_is_told(client, message, fatma, town):
    suggestion = message(RUDE, kind=Kind.QUESTION)
    client.force_login(fatma)
    page = reverse("suggestion-into-complaint", args=[suggestion.reference])
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"team": town.wegen.pk, "tell": "Wij onderzoeken dit."}
    assert client.post(page, data).status_code == 302
    complaint = Complaint.objects.get()
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.became_reference) == (State.MOVED, complaint.reference)
    told = Message.objects.get(template="suggestion_became")
    assert complaint.reference in told.subject
    assert "Wij onderzoeken dit." in told.body_text
    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert suggestion.reference not in client.get(f"{reverse('suggestion-list')}?tab=klaar").text
    for person in (town.bram, town.joris):
        assert not Suggestion.objects.visible_to(person).exists()
    client.logout()
    assert complaint.status_path in client.get(suggestion.status_path).text


def test_an_answer_about_a_klacht_goes_to_the_klacht(client, arrives, town, typed, fatma, nora):
    client.post(reverse("complaint-form"), {**typed, "team": town.wegen.pk})
    complaint = Complaint.objects.get()
    ours = Message.objects.about(complaint).filter(to_address="an@voorbeeld.be").earliest("pk")
    answer = letter("Hij heet Jan.", In_Reply_To=ours.message_id, sender="an@werk.example")
    assert arrives(answer).state == MailState.ADDED
    remark = Event.objects.about(complaint).get(kind="complaint.remark_added")
    assert remark.public_text == "Hij heet Jan."
    assert not IncomingMail.objects.visible_to(fatma).exists()
    # only the number, from anybody: the desk looks first
    other = arrives(letter("Ook ik", sender="x@y.be", subject=complaint.reference))
    assert (other.state, other.seems_about) == (MailState.REVIEW, complaint.reference)
    # when it is closed, the answer waits for who may see the klacht
    Complaint.objects.update(state="withdrawn", closed_on=clock.today())
    late = arrives(letter("Nog iets.", In_Reply_To=ours.message_id))
    assert late.state == MailState.REVIEW
    assert list(IncomingMail.objects.visible_to(fatma)) == [other]
    assert late in IncomingMail.objects.visible_to(nora)


def test_who_looks_up_a_person_does_not_read_the_klacht(arrives, message, fatma, lies, nora, town):
    from onthaal.complaints.actions.submission import Submission
    from onthaal.intake.actions import moving, review

    suggestion, mail = message(RUDE), arrives(letter(RUDE))
    about = Submission(description=RUDE, team=town.wegen)
    moving.become_complaint(suggestion, submission=about, tell="", by=fatma)
    about = Submission(description=RUDE, team=town.wegen)
    review.turn_into_complaint(mail, submission=about, by=fatma)
    records = list(retention.export(Person("an@voorbeeld.be", resident=town.an)))
    assert len(records) == 2
    assert [each.seen_by(lies) for each in records] == [False, False]
    assert [each.seen_by(nora) for each in records] == [True, True]
    # nor what we wrote about it
    mails = Message.objects.about(suggestion)
    assert mails.filter(hidden_from(lies)).count() == mails.count() > 0
    assert not mails.filter(hidden_from(nora)).exists()
