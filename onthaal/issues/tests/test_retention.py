"""What is forgotten, when, and what stays for the figures."""

import datetime as dt
import os
import uuid
from pathlib import Path

import pytest

from onthaal.core import clock
from onthaal.issues.actions.contributions import add_remark
from onthaal.issues.actions.enquiries import answer, ask_reporter
from onthaal.issues.actions.following import follow_as
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.splitting import Part, split
from onthaal.issues.actions.survey import answer_survey
from onthaal.issues.files import remove_unused
from onthaal.issues.models import Follower, Issue, Photo, Reporter, Satisfaction
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.people import personal_data
from onthaal.people.actions import persons, retention
from onthaal.people.models import DeletionLog
from onthaal.timeline.models import Event

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)
AN = "an@voorbeeld.be"


@pytest.fixture
def handled(report, town):
    """A melding of An with a remark, a question, an answer, an opinion and a follower."""
    issue = report(text="Bij An Peeters is de lamp stuk.", photos=[PHOTO], answers={"paal": "12"})
    add_remark(issue=issue, text="Bel mij op 0470 12 34 56.", key=uuid.uuid4())
    answer(enquiry=ask_reporter(issue, text="Welke paal?", by=town.bram), text="Paal 12.")
    follow_as(issue=issue, user=town.karim)
    issue = change_status(issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
    answer_survey(
        survey=issue.surveys.get(), satisfaction=Satisfaction.HAPPY, solved=True, text="Dank, An."
    )
    return issue


def closed_ago(issue, days):
    Issue.objects.filter(pk=issue.pk).update(closed_at=clock.now() - dt.timedelta(days=days))


def apply(key):
    return retention.apply(personal_data.retention_kind(key))


def words_about(issue):
    events = Event.objects.about(issue)
    return "".join(f"{each.public_text}{each.internal_text}" for each in events)


class TestTerms:
    def test_after_a_year_nobody_knows_who_reported_it(self, handled):
        old_secret = handled.secret
        closed_ago(handled, 364)
        assert apply("issues.reporters") == 0
        closed_ago(handled, 366)
        assert apply("issues.reporters") == 1
        handled.refresh_from_db()
        assert handled.reporter is None
        assert not Reporter.objects.exists()
        assert handled.secret != old_secret
        assert "lamp stuk" in handled.description

    def test_after_five_years_only_the_figures_are_left(self, handled, town):
        closed_ago(handled, 1826)
        assert apply("issues.texts") == 1
        assert apply("issues.texts") == 0
        handled.refresh_from_db()
        assert (handled.title, handled.description) == ("Straatverlichting", "")
        assert handled.answers == {}
        assert words_about(handled) == ""
        assert not Photo.objects.exists()
        assert handled.enquiries.get().answer == handled.enquiries.get().text == ""
        survey = handled.surveys.get()
        assert (survey.text, survey.satisfaction) == ("", Satisfaction.HAPPY)
        assert (handled.team, handled.place, handled.state) == (
            town.wegen,
            "Kerkstraat 14",
            Status.RESOLVED,
        )
        assert handled.lead_days is not None
        log = DeletionLog.objects.get(kind="issues.texts")
        assert log.count == 1

    def test_what_is_open_is_kept(self, report):
        issue = report()
        Issue.objects.filter(pk=issue.pk).update(received_at=clock.now() - dt.timedelta(days=4000))
        assert apply("issues.texts") == apply("issues.reporters") == 0

    @pytest.mark.parametrize("kind", ["enquiries", "surveys", "followers", "presence", "drafts"])
    def test_every_kind_can_be_tried_and_run_on_nothing(self, db, kind):
        assert retention.dry_run(personal_data.retention_kind(f"issues.{kind}")).count == 0
        assert apply(f"issues.{kind}") == 0

    def test_followers_go_some_time_after_closing(self, handled):
        closed_ago(handled, 91)
        Follower.objects.update(asked_at=clock.now() - dt.timedelta(days=100))
        assert apply("issues.followers") == 1
        assert not Follower.objects.exists()

    def test_the_texts_of_questions_and_opinions_go(self, handled):
        handled.enquiries.update(asked_at=clock.now() - dt.timedelta(days=400))
        handled.surveys.update(answered_at=clock.now() - dt.timedelta(days=800))
        assert apply("issues.enquiries") == apply("issues.surveys") == 1
        assert apply("issues.enquiries") == apply("issues.surveys") == 0


class TestOnePerson:
    def test_an_gets_everything_that_she_wrote(self, handled, town):
        found = persons.held(persons.person(AN), reader=town.joris)
        [holder] = [each for each in found if each.holder.key == "issues"]
        [record] = holder.records
        words = " ".join(str(value) for value in record.fields.values())
        for written in ("lamp stuk", "Paal 12.", "0470 12 34 56", "Dank, An.", AN, "Klaar."):
            assert written in words
        with record.files["foto-1.jpg"]() as photo:
            assert photo.read() == b"jpeg"

    def test_karim_hears_what_he_follows_and_nothing_of_an(self, handled, town):
        found = persons.held(persons.person("karim@voorbeeld.be"), reader=town.karim)
        [holder] = [each for each in found if each.holder.key == "issues"]
        assert AN not in str(holder.records)
        assert handled.reference in holder.records[0].title

    def test_erased_she_is_gone_and_the_figures_stay(self, handled, town):
        persons.erase(persons.person(AN), by=town.joris, reason="Vraag van An")
        handled.refresh_from_db()
        assert handled.reporter is None
        assert "An" not in handled.title + handled.description + words_about(handled)
        assert handled.lead_days is not None
        assert handled.surveys.get().satisfaction == Satisfaction.HAPPY

    def test_work_that_is_open_goes_on_without_her(self, report, town):
        issue = report()
        persons.erase(persons.person(AN), by=town.joris, reason="Vraag van An")
        issue.refresh_from_db()
        assert (issue.reporter, issue.is_open) == (None, True)
        assert issue.description

    def test_who_follows_is_forgotten_and_counted_off(self, handled, town):
        persons.erase(persons.person("karim@voorbeeld.be"), by=town.joris, reason="Vraag van Karim")
        handled.refresh_from_db()
        assert handled.followers_count == 0
        assert handled.reporter is not None


class TestFiles:
    def age(self, folder):
        for path in Path(folder).rglob("*.jpg"):
            os.utime(path, (0, 0))

    def test_files_without_a_row_go_after_a_day(self, report, settings):
        kept, gone = report(photos=[PHOTO]), report(photos=[PHOTO])
        Photo.objects.filter(issue=gone).delete()
        assert remove_unused() == 0
        self.age(settings.MEDIA_ROOT)
        assert remove_unused() == 2
        with kept.photos.get().file.open("rb") as file:
            assert file.read() == b"jpeg"

    def test_a_file_that_a_part_shares_stays(self, report, town, settings):
        issue = report(photos=[PHOTO])
        split(issue, parts=[Part(town.lamp, "Lamp")], by=town.bram)
        Photo.objects.filter(issue=issue).delete()
        self.age(settings.MEDIA_ROOT)
        assert remove_unused() == 0

    def test_without_a_folder_there_is_nothing_to_do(self, db):
        assert remove_unused() == 0
