"""Mail comes in and finds its place."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from onthaal.intake import retention
from onthaal.intake.actions import review
from onthaal.intake.actions.fetching import keep
from onthaal.intake.actions.review import AlreadyHandled, CannotAdd
from onthaal.intake.actions.sorting import sort, sort_waiting
from onthaal.intake.models import Attachment, IncomingMail, Kind, Mailbox, MailState, Suggestion
from onthaal.intake.tests.conftest import letter
from onthaal.issues.actions import enquiries
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue
from onthaal.issues.states import Status
from onthaal.outbox.actions import deliver
from onthaal.outbox.models import Message, State
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


def remarks(subject):
    kinds = ["issue.remark_added", "suggestion.remark_added"]
    return [event.public_text for event in Event.objects.about(subject).filter(kind__in=kinds)]


def our_mail(subject):
    return Message.objects.about(subject).earliest("pk")


QUOTED = "\n\nOp ma 23 nov 2026 om 10:12 schreef Gemeente <post@lindeveld.example>:\n> Beste"


# ------------------------------------------------------------------------- answers find home


def test_an_answer_by_header_becomes_a_remark(report, arrives):
    issue = report()
    mail = arrives(letter(f"Het is paal 17.{QUOTED}", In_Reply_To=our_mail(issue).message_id))
    assert (mail.state, mail.became_reference) == (MailState.ADDED, issue.reference)
    assert remarks(issue) == ["Het is paal 17."]
    issue.refresh_from_db()
    assert issue.news_at
    assert "> Beste" in mail.text


def test_an_answer_by_token_needs_no_headers(report, arrives, settings, mailoutbox):
    settings.MAIL_REPLY_TO = "post@lindeveld.example"
    issue = report()
    deliver.func(our_mail(issue).pk)
    (sent,) = mailoutbox
    (answer_to,) = sent.reply_to
    assert answer_to.startswith("post+")
    arrives(letter("Het is paal 17.", to=answer_to))
    assert remarks(issue) == ["Het is paal 17."]


def test_mail_without_a_mailbox_carries_no_reply_address(report, mailoutbox):
    deliver.func(our_mail(report()).pk)
    assert mailoutbox[0].reply_to == []


def test_our_number_in_the_subject_is_enough_for_the_reporter(report, arrives):
    issue = report()
    mail = arrives(letter("Het is paal 17.", subject=f"RE: uw melding {issue.reference.lower()}"))
    assert mail.state == MailState.ADDED
    assert remarks(issue) == ["Het is paal 17."]


def test_somebody_else_with_our_number_is_for_the_desk(report, arrives):
    issue = report()
    mail = arrives(
        letter("Ik ook!", sender="karim@voorbeeld.be", subject=f"Melding {issue.reference}")
    )
    assert (mail.state, mail.seems_about) == (MailState.REVIEW, issue.reference)
    assert remarks(issue) == []


def test_an_answer_to_our_question_answers_it(report, arrives, town):
    issue = report()
    enquiry = enquiries.ask_reporter(issue, text="Welke paal?", by=town.bram)
    asked = Message.objects.get(template="issue_enquiry_reporter")
    arrives(letter("Paal 17.", In_Reply_To=asked.message_id))
    enquiry.refresh_from_db()
    issue.refresh_from_db()
    assert enquiry.answer == "Paal 17."
    assert issue.status == Status.IN_PROGRESS


def test_an_outsider_answers_by_mail_too(report, arrives, town):
    issue = report()
    enquiry = enquiries.ask_outsider(
        issue, name="Fluvius", email="dienst@fluvius.example", text="Voor u?", by=town.bram
    )
    asked = Message.objects.get(template="issue_enquiry_outsider")
    again = {"sender": "dienst@fluvius.example", "In_Reply_To": asked.message_id}
    arrives(letter("Hersteld.", **again))
    enquiry.refresh_from_db()
    assert enquiry.answer == "Hersteld."
    # a second one has no question left to answer
    assert arrives(letter("Nog iets.", **again)).state == MailState.REVIEW


def test_an_answer_to_a_closed_melding_waits_for_the_desk(report, arrives, town):
    issue = report()
    change_status(issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
    mail = arrives(letter("Toch niet.", In_Reply_To=our_mail(issue).message_id))
    assert (mail.state, mail.seems_about) == (MailState.REVIEW, issue.reference)
    assert "afgesloten" in mail.note


def test_an_answer_to_a_suggestie_becomes_a_remark(message, arrives):
    suggestion = message()
    arrives(letter("En een boom 🌳", In_Reply_To=our_mail(suggestion).message_id))
    assert remarks(suggestion) == ["En een boom 🌳"]


def test_photos_of_an_answer_go_along_without_their_secrets(report, arrives, photo_file):
    issue = report()
    mail = letter("Zie foto.", In_Reply_To=our_mail(issue).message_id)
    mail.add_attachment(photo_file().read(), maintype="image", subtype="jpeg", filename="put.jpg")
    arrives(mail)
    assert issue.photos.count() == 1


# --------------------------------------------------------------------------------- noise


def test_automatic_answers_change_nothing(report, arrives):
    issue = report()
    mail = arrives(
        letter(
            "Ik ben er niet.", In_Reply_To=our_mail(issue).message_id, Auto_Submitted="auto-replied"
        )
    )
    assert mail.state == MailState.AUTOMATIC
    assert remarks(issue) == []


def test_our_own_mail_coming_back_changes_nothing(report, arrives, mailoutbox):
    issue = report()
    deliver.func(our_mail(issue).pk)
    assert arrives(mailoutbox[0].message().as_bytes()).state == MailState.AUTOMATIC


def test_a_bounce_marks_our_mail(report, arrives):
    sent = our_mail(report())
    bounce = (
        "From: MAILER-DAEMON@mail.example\nTo: post@lindeveld.example\nSubject: Undelivered\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nOnbekend.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n"
        "Final-Recipient: rfc822; an@voorbeeld.be\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {sent.message_id}\n\n--b--\n"
    )
    assert arrives(bounce.encode()).state == MailState.BOUNCE
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED


def test_a_mail_that_nobody_can_read_is_not_lost(arrives, monkeypatch):
    from onthaal.intake import reading

    monkeypatch.setattr(reading, "read", lambda raw: 1 / 0)
    mail = arrives(letter())
    assert mail.state == MailState.REVIEW
    assert mail.raw.read()


# -------------------------------------------------------------------------- once, and only once


def test_the_same_mail_under_another_number_is_known(arrives):
    mail = letter("Hallo")
    first = arrives(mail)
    box = Mailbox.objects.get()
    Mailbox.objects.update(uid_validity=2, last_uid=0)
    assert not keep(box, 2, 9, mail.as_bytes())
    assert IncomingMail.objects.get() == first
    assert Mailbox.objects.get().last_uid == 9


def test_sorting_twice_adds_once(report, arrives):
    issue = report()
    mail = arrives(letter("Paal 17.", In_Reply_To=our_mail(issue).message_id))
    sort.func(mail.pk)
    IncomingMail.objects.update(state=MailState.FETCHED, became_id=None)
    sort_waiting()  # as after a crash between two transactions, which cannot happen
    assert remarks(issue) == ["Paal 17."]


# --------------------------------------------------------------------------------- the desk


def test_what_answers_nothing_waits_with_a_proposal(arrives, fatma, client):
    mail = arrives(letter("De lamp in de Kerkstraat is stuk.\n\nVerzonden vanaf mijn iPhone"))
    assert (mail.state, mail.proposal) == (MailState.REVIEW, "issue")
    client.force_login(fatma)
    assert "Straatlamp" in client.get(reverse("mail-list")).text
    page = client.get(mail.get_absolute_url()).text
    assert "Dit lijkt een melding" in page
    assert "De hele mail" in page


def test_fatma_makes_a_melding_of_a_mail_with_its_photo(
    arrives, fatma, client, ground, town, photo_file
):
    letter_with_photo = letter("De lamp in de Kerkstraat is stuk.")
    letter_with_photo.add_attachment(
        photo_file().read(), maintype="image", subtype="jpeg", filename="lamp.jpg"
    )
    mail = arrives(letter_with_photo)
    client.force_login(fatma)
    page = reverse("mail-into-issue", args=[mail.pk])
    form = client.get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "photos"}
    assert client.post(page, data).status_code == 422
    assert client.post(page, {**data, "address": "Kerkstraat 14"}).status_code == 302
    issue = Issue.objects.get()
    assert (issue.channel, issue.submitter, issue.photos.count()) == ("mail", fatma, 1)
    assert issue.reporter.email == "an@voorbeeld.be"
    assert Message.objects.get(template="issue_received").to_address == "an@voorbeeld.be"
    mail.refresh_from_db()
    assert (mail.state, mail.became_reference) == (MailState.TURNED, issue.reference)
    # the button once more
    again = client.post(
        page, {**data, "address": "Kerkstraat 14", "key": uuid.uuid4()}, follow=True
    )
    assert "Een collega deed intussen al iets" in again.text
    assert Issue.objects.count() == 1


def test_one_click_makes_it_a_vraag_and_one_answer_ends_it(arrives, fatma, client):
    one, other = arrives(letter("Hoe laat?")), arrives(letter("Hoeveel?", subject="Zaal"))
    client.force_login(fatma)
    click = client.post(reverse("mail-into-message", args=[one.pk]), {"kind": "question"})
    assert click.status_code == 302
    client.post(reverse("mail-answer", args=[other.pk]), {"text": "Vijf euro."})
    asked, answered = Suggestion.objects.order_by("pk")
    assert (asked.kind, asked.channel, asked.state) == (Kind.QUESTION, "mail", "received")
    assert (answered.state, answered.answer) == ("answered", "Vijf euro.")
    assert answered.text == "Zaal\n\nHoeveel?"
    assert "Vijf euro." in Message.objects.latest("pk").body_text


def test_fatma_adds_a_mail_to_the_right_number(arrives, fatma, client, report):
    issue = report()
    mail = arrives(letter("Ik ook", sender="karim@voorbeeld.be"))
    client.force_login(fatma)
    page = reverse("mail-addition", args=[mail.pk])
    assert client.post(page, {"reference": "LV-2222-2222"}).status_code == 422
    typed = issue.reference.lower().replace("-", " ")
    assert client.post(page, {"reference": typed}).status_code == 302
    assert remarks(issue) == ["Ik ook"]


def test_what_is_not_for_us_can_come_back(arrives, fatma, client):
    mail = arrives(letter("Koop nu!"))
    client.force_login(fatma)
    client.post(reverse("mail-set-aside", args=[mail.pk]), {"note": "reclame"})
    mail.refresh_from_db()
    assert mail.state == MailState.NOT_OURS
    assert "Koop nu!" in client.get(f"{reverse('mail-list')}?tab=klaar").text
    client.post(reverse("mail-put-back", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == MailState.REVIEW


def test_two_clerks_cannot_do_two_things_with_one_mail(arrives, fatma, town):
    mail = arrives(letter())
    review.turn_into_message(mail, kind=Kind.QUESTION, by=fatma)
    with pytest.raises(AlreadyHandled):
        review.set_aside(mail, note="", by=town.joris)
    with pytest.raises(AlreadyHandled):
        review.turn_into_message(mail, kind=Kind.COMPLIMENT, by=town.joris)
    assert Suggestion.objects.count() == 1


def test_handlers_do_not_open_the_post(arrives, town, client, photo_file):
    letter_with_photo = letter()
    letter_with_photo.add_attachment(
        photo_file().read(), maintype="image", subtype="jpeg", filename="lamp.jpg"
    )
    mail = arrives(letter_with_photo)
    client.force_login(town.bram)
    key = Attachment.objects.get().key
    for page in (
        mail.get_absolute_url(),
        reverse("mail-source", args=[mail.pk]),
    ):
        assert client.get(page).status_code == 404
    assert client.get(reverse("mail-list")).status_code == 403
    assert client.get(reverse("mail-attachment", args=[key])).status_code == 404


def test_the_handler_opens_the_mail_that_is_in_a_melding_of_the_team(report, arrives, town, client):
    issue = report()
    mail = letter("Zie het plan.", In_Reply_To=our_mail(issue).message_id)
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="plan.pdf")
    stored = arrives(mail)
    assert remarks(issue) == [f"Zie het plan.\n\nBij deze mail: plan.pdf (post {stored.pk})"]
    client.force_login(town.bram)
    page = client.get(stored.get_absolute_url())
    assert "plan.pdf" in page.text
    assert "Niet voor ons" not in page.text
    key = stored.attachments.get().key
    assert client.get(reverse("mail-attachment", args=[key])).status_code == 200
    client.force_login(town.eva)
    assert client.get(stored.get_absolute_url()).status_code == 404
    assert client.get(reverse("mail-attachment", args=[key])).status_code == 404


def test_files_are_handed_over_and_never_shown(arrives, fatma, client, photo_file):
    mail = letter()
    mail.add_attachment(photo_file().read(), maintype="image", subtype="jpeg", filename="lamp.jpg")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(b"<script>", maintype="text", subtype="html", filename="x.html")
    mail.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="vals.pdf")
    stored = arrives(mail)
    client.force_login(fatma)
    photo, plan, page, fake = stored.attachments.all()
    assert client.get(reverse("mail-attachment", args=[photo.key]))["Content-Type"] == "image/jpeg"
    answer = client.get(reverse("mail-attachment", args=[plan.key]))
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert page.refused
    assert fake.refused
    assert client.get(reverse("mail-attachment", args=[page.key])).status_code == 404
    source = client.get(reverse("mail-source", args=[stored.pk]))
    assert b"".join(source.streaming_content).startswith(b"From: An Peeters")


def test_the_wrong_number_says_so(arrives, fatma):
    mail = arrives(letter())
    with pytest.raises(CannotAdd):
        review.add_to(mail, reference="LV-2222-2222", photos=[], by=fatma)


def test_old_mail_is_erased_with_its_files(arrives, fatma):
    mail = arrives(letter("Koop nu!"))
    review.set_aside(mail, note="", by=fatma)
    retention.erase_mail([mail.pk])
    mail.refresh_from_db()
    assert not mail.raw
    assert (mail.text, mail.sender_email) == ("", "")
    assert not retention.old_noise(mail.fetched_at.replace(year=2100)).exists()
