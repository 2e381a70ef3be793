"""What stays inside, what goes outside, and who looks."""

import pytest

from onthaal.core.changes import CannotChange
from onthaal.issues import public
from onthaal.issues.actions.assignment import take
from onthaal.issues.actions.contributions import add_remark
from onthaal.issues.actions.notes import add_note, note_call, release, retitle, take_back
from onthaal.issues.actions.presence import read, see
from onthaal.issues.models import Issue, Presence
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.warnings import personal_signs

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)


class TestNotes:
    def test_a_note_stays_inside_and_the_handler_sees_that_it_is_new(
        self, report, town, history, mails_to
    ):
        issue = take(report(), by=town.bram)
        add_note(issue, text="Sleutel ligt bij Joris.", by=town.joris)
        [event] = history(issue, "issue.noted")
        assert (event.internal_text, event.public_text) == ("Sleutel ligt bij Joris.", "")
        assert Issue.objects.with_news_for(town.bram).exists()
        assert len(mails_to("an@voorbeeld.be")) == 1

    def test_ones_own_note_is_no_news(self, report, town):
        issue = take(report(), by=town.bram)
        add_note(issue, text="Bellen.", by=town.bram)
        assert not Issue.objects.with_news_for(town.bram).exists()

    def test_an_empty_note_is_none(self, report, town):
        with pytest.raises(CannotChange):
            add_note(report(), text="  ", by=town.bram)

    def test_a_talk_is_a_first_answer_and_a_missed_call_is_not(self, report, town, on):
        on("2026-11-20 16:00")
        issue = report()
        on("2026-11-23 09:00")
        note_call(issue, reached=False, text="", by=town.bram)
        assert Issue.objects.get().first_answer_at is None
        note_call(issue, reached=True, text="Het is paal 12.", by=town.bram)
        assert Issue.objects.get().first_answer_days == 1

    def test_a_title_has_words(self, report, town):
        assert retitle(report(), title=" Lamp 12 stuk ", by=town.bram).title == "Lamp 12 stuk"
        with pytest.raises(CannotChange):
            retitle(report(), title=" ", by=town.bram)


class TestRelease:
    def test_everybody_reads_what_was_released_and_nothing_else(self, report, town):
        issue = report(text="Bel An op 0470 12 34 56", photos=[PHOTO, PHOTO])
        first, _ = issue.photos.all()
        assert public.find(issue.reference).shown_title == "Straatverlichting"
        assert public.photos(issue) == []
        issue = release(issue, title="Lamp stuk", text="De lamp.", photos=[first.pk], by=town.bram)
        shown = public.find(issue.reference)
        assert (shown.shown_title, shown.public_text) == ("Lamp stuk", "De lamp.")
        assert public.photos(shown) == [first]
        take_back(issue, by=town.bram)
        shown = public.find(issue.reference)
        assert (shown.shown_title, shown.public_text) == ("Straatverlichting", "")
        assert public.photos(shown) == []

    def test_photos_of_another_issue_stay_where_they_are(self, report, town):
        mine, other = report(photos=[PHOTO]), report(photos=[PHOTO])
        release(mine, title="Lamp", text="", photos=[other.photos.get().pk], by=town.bram)
        assert not other.photos.get().is_public

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("Bel 0470/12 34 56 vanavond", "telefoonnummer"),
            ("+32 14 12 34 56", "telefoonnummer"),
            ("mail an.peeters@voorbeeld.be", "e-mailadres"),
            ("De auto 1-ABC-234 staat er al lang", "nummerplaat"),
            ("93.05.18-223.61", "rijksregisternummer"),
            ("mevrouw Janssens zaagde de boom", "naam"),
            ("Het is de schuld van Jan Peeters", "naam"),
        ],
    )
    def test_what_may_point_at_a_person_is_shown(self, text, what):
        assert what in [sign for _, sign in personal_signs(text)]

    @pytest.mark.parametrize(
        "text",
        [
            "De lamp aan Kerkstraat 14 is stuk sinds 12/11/2026.",
            "Op de Steenweg op Geel ligt een put van 40 cm.",
            "Lamp stuk. Graag herstellen.",
        ],
    )
    def test_ordinary_words_are_left_alone(self, text):
        assert personal_signs(text) == []


class TestPresence:
    def test_bram_and_joris_see_each_other_for_a_while(self, report, town, on):
        issue = report()
        on("2026-11-23 10:00:00")
        assert list(see(issue, by=town.bram)) == []
        on("2026-11-23 10:00:30")
        assert [seen.user for seen in see(issue, by=town.joris)] == [town.bram]
        on("2026-11-23 10:01:00")
        assert [seen.user for seen in see(issue, by=town.bram)] == [town.joris]
        on("2026-11-23 10:02:00")
        assert list(see(issue, by=town.joris)) == []
        assert Presence.objects.count() == 2

    def test_the_news_is_read_by_the_handler_only(self, report, town):
        issue = take(report(), by=town.bram)
        add_remark(issue=issue, text="Nu ook nummer 16.", key=issue.submission_key)
        issue.refresh_from_db()
        read(issue, by=town.joris)
        assert Issue.objects.with_news_for(town.bram).exists()
        read(issue, by=town.bram)
        assert not Issue.objects.with_news_for(town.bram).exists()

    def test_without_a_handler_anybody_of_the_team_reads_it(self, report, town):
        issue = report()
        add_remark(issue=issue, text="Nu ook nummer 16.", key=issue.submission_key)
        issue.refresh_from_db()
        read(issue, by=town.joris)
        assert Issue.objects.get().news_at
        read(issue, by=town.bram)
        assert Issue.objects.get().news_at is None
