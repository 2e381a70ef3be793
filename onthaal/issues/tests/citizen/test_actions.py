"""What residents can do with a melding after it is in."""

import datetime as dt
import uuid

import pytest

from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.issues.actions.contributions import (
    CannotAdd,
    add_remark,
    drafts,
    drafts_as_photos,
    drop_drafts,
    forget_old_drafts,
    keep_drafts,
)
from onthaal.issues.actions.following import (
    NoLongerValid,
    confirm,
    follow,
    follow_as,
    forget_unconfirmed,
    stop,
)
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.survey import AlreadyAnswered, Expired, answer_survey
from onthaal.issues.actions.withdrawal import withdraw
from onthaal.issues.models import DraftPhoto, Follower, Satisfaction
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)


def resolve(issue, town):
    return change_status(
        issue, change=Change(to=Status.RESOLVED, text="De lamp is vervangen."), by=town.bram
    )


def kinds(issue):
    return list(Event.objects.about(issue).values_list("kind", flat=True))


def mails_to(address):
    return Message.objects.filter(to_address=address).order_by("pk")


class TestRemark:
    def test_a_remark_with_a_photo_is_kept_in_the_history(self, report):
        issue = report()
        add_remark(issue=issue, text=" Nu is ook nummer 16 uit. ", photos=[PHOTO], key=uuid.uuid4())
        event = Event.objects.about(issue).get(kind="issue.remark_added")
        assert event.public_text == "Nu is ook nummer 16 uit."
        assert event.who == "melder"
        assert issue.photos.count() == 1

    def test_a_double_click_adds_it_once(self, report):
        issue, key = report(), uuid.uuid4()
        for _ in range(2):
            add_remark(issue=issue, text="Ook nummer 16.", photos=[PHOTO], key=key)
        assert kinds(issue).count("issue.remark_added") == 1
        assert issue.photos.count() == 1

    def test_nothing_is_not_a_remark(self, report):
        with pytest.raises(CannotAdd, match="Schrijf een opmerking"):
            add_remark(issue=report(), text="  ", key=uuid.uuid4())

    def test_a_closed_issue_takes_no_remarks(self, report, town):
        issue = resolve(report(), town)
        with pytest.raises(CannotAdd, match="afgesloten"):
            add_remark(issue=issue, text="Nog iets", key=uuid.uuid4())

    def test_there_is_an_end_to_the_number_of_photos(self, report):
        issue = report(photos=[PHOTO] * 4)
        for _ in range(2):
            add_remark(issue=issue, text="", photos=[PHOTO] * 4, key=uuid.uuid4())
        with pytest.raises(CannotAdd, match="12"):
            add_remark(issue=issue, text="Nog een", photos=[PHOTO], key=uuid.uuid4())
        assert issue.photos.count() == 12


class TestDraftPhotos:
    def test_accepted_photos_wait_for_the_form_to_be_sent(self, db):
        key = uuid.uuid4()
        keep_drafts(submission_key=key, photos=[("put.jpg", PHOTO)])
        assert [draft.name for draft in drafts(key)] == ["put.jpg"]
        assert drafts_as_photos(key) == [PHOTO]
        assert drafts(uuid.uuid4()) == []

    def test_no_more_than_four_are_kept(self, db):
        key = uuid.uuid4()
        keep_drafts(submission_key=key, photos=[("a", PHOTO)] * 3)
        keep_drafts(submission_key=key, photos=[("b", PHOTO)] * 3)
        assert [draft.name for draft in drafts(key)] == ["a", "a", "a", "b"]

    def test_one_can_be_removed_but_not_somebody_elses(self, db):
        mine, other = uuid.uuid4(), uuid.uuid4()
        (my_photo,) = keep_drafts(submission_key=mine, photos=[("a", PHOTO)])
        (other_photo,) = keep_drafts(submission_key=other, photos=[("b", PHOTO)])
        drop_drafts(submission_key=mine, keys=[my_photo.key, other_photo.key])
        assert drafts(mine) == []
        assert drafts(other) == [other_photo]

    def test_after_two_days_they_are_gone(self, db):
        (old,) = keep_drafts(submission_key=uuid.uuid4(), photos=[("a", PHOTO)])
        DraftPhoto.objects.filter(pk=old.pk).update(made_at=clock.now() - dt.timedelta(days=3))
        (young,) = keep_drafts(submission_key=uuid.uuid4(), photos=[("a", PHOTO)])
        assert forget_old_drafts() == 1
        assert list(DraftPhoto.objects.all()) == [young]


class TestFollowing:
    def test_karim_follows_after_confirming_by_mail(self, report):
        issue = report()
        follow(issue=issue, email=" Karim@Voorbeeld.be ")
        follower = Follower.objects.get()
        assert follower.email == "karim@voorbeeld.be"
        assert follower.confirmed_at is None
        assert f"/volgen/{follower.secret}/" in mails_to("karim@voorbeeld.be").get().body_text
        confirm(secret=follower.secret)
        confirm(secret=follower.secret)
        issue.refresh_from_db()
        assert issue.followers_count == 1

    def test_asking_twice_sends_one_mail(self, report):
        issue = report()
        follow(issue=issue, email="karim@voorbeeld.be")
        follow(issue=issue, email="KARIM@voorbeeld.be")
        assert mails_to("karim@voorbeeld.be").count() == 1

    def test_the_reporter_already_gets_the_news(self, report):
        issue = report(email="an@voorbeeld.be")
        follow(issue=issue, email="an@voorbeeld.be")
        assert not Follower.objects.exists()

    def test_with_an_account_one_click_is_enough(self, report, town):
        issue = report()
        follow_as(issue=issue, user=town.karim)
        follow_as(issue=issue, user=town.karim)
        issue.refresh_from_db()
        assert issue.followers_count == 1
        assert not mails_to(town.karim.email).exists()

    def test_a_follower_hears_the_status_without_the_answer_and_can_stop(self, report, town):
        issue = report()
        follow_as(issue=issue, user=town.karim)
        resolve(issue, town)
        mail = mails_to(town.karim.email).get()
        assert "Opgelost" in mail.subject
        assert "vervangen" not in mail.body_text
        assert issue.secret not in mail.body_text
        follower = Follower.objects.get()
        assert mail.list_unsubscribe.endswith(f"/volgen/{follower.secret}/stoppen/")
        stop(secret=follower.secret)
        stop(secret=follower.secret)
        issue.refresh_from_db()
        assert issue.followers_count == 0
        assert not Follower.objects.exists()

    def test_an_old_link_to_confirm_does_nothing(self, report):
        follow(issue=report(), email="karim@voorbeeld.be")
        Follower.objects.update(asked_at=clock.now() - dt.timedelta(days=8))
        with pytest.raises(NoLongerValid):
            confirm(secret=Follower.objects.get().secret)
        assert forget_unconfirmed() == 1
        with pytest.raises(NoLongerValid):
            confirm(secret="weg")


class TestWithdrawal:
    def test_an_withdraws_and_everybody_is_told(self, report, town):
        issue = report()
        follow_as(issue=issue, user=town.karim)
        issue = withdraw(issue=issue, why="De buren hebben het al gemeld.")
        assert issue.state == Status.WITHDRAWN
        assert "ingetrokken" in mails_to("an@voorbeeld.be").last().subject
        assert "Ingetrokken" in mails_to(town.karim.email).get().subject
        assert not issue.surveys.exists()

    def test_what_is_closed_cannot_be_withdrawn(self, report, town):
        issue = resolve(report(), town)
        with pytest.raises(CannotChange):
            withdraw(issue=issue)


class TestSurvey:
    @pytest.fixture
    def survey(self, report, town):
        issue = report()
        issue.handler = town.bram
        issue.save()
        return resolve(issue, town).surveys.get()

    def test_a_happy_answer_is_kept(self, survey):
        answer_survey(survey=survey, satisfaction=Satisfaction.HAPPY, solved=True, text=" Snel! ")
        survey.refresh_from_db()
        assert (survey.satisfaction, survey.solved, survey.text) == (3, True, "Snel!")
        assert survey.issue.state == Status.RESOLVED

    def test_not_solved_gives_it_back_to_the_same_handler(self, survey, town):
        answer_survey(
            survey=survey, satisfaction=Satisfaction.UNHAPPY, solved=False, text="Ze knippert weer."
        )
        survey.issue.refresh_from_db()
        assert survey.issue.state == Status.REOPENED
        assert survey.issue.handler == town.bram
        event = Event.objects.about(survey.issue).get(kind="issue.reopened")
        assert event.internal_text == "Ze knippert weer."
        assert "Opnieuw in behandeling" in mails_to("an@voorbeeld.be").last().subject

    def test_one_answer_counts(self, survey):
        answer_survey(survey=survey, satisfaction=Satisfaction.HAPPY, solved=True)
        with pytest.raises(AlreadyAnswered):
            answer_survey(survey=survey, satisfaction=Satisfaction.UNHAPPY, solved=False)

    def test_after_the_last_day_it_is_too_late(self, survey):
        survey.expires_at = clock.now() - dt.timedelta(minutes=1)
        survey.save()
        with pytest.raises(Expired):
            answer_survey(survey=survey, satisfaction=Satisfaction.HAPPY, solved=True)

    def test_not_solved_after_somebody_reopened_it_already_is_only_kept(self, survey, town):
        change_status(
            survey.issue,
            change=Change(to=Status.REOPENED, text="Wij kijken nog eens."),
            by=town.bram,
        )
        answer_survey(survey=survey, satisfaction=Satisfaction.UNHAPPY, solved=False)
        assert kinds(survey.issue).count("issue.reopened") == 1
