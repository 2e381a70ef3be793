"""Two meldingen become one, one becomes several."""

import pytest

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.issues.actions.assignment import take
from onthaal.issues.actions.following import follow, follow_as, stop
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.merging import merge
from onthaal.issues.actions.splitting import Part, split
from onthaal.issues.actions.submission import Place
from onthaal.issues.models import Issue, Survey
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)
AN, KARIM = "an@voorbeeld.be", "karim@voorbeeld.be"


def close(issue, by, **more):
    return change_status(
        issue, change=Change(to=Status.RESOLVED, text="De lamp brandt weer.", **more), by=by
    )


class TestMerging:
    def test_karim_waits_for_ans_melding_from_now_on(self, report, town, mails_to, history):
        first = take(report(email=AN), by=town.bram)
        second = report(email=KARIM)
        second = merge(second, original=first, by=town.joris, text="Dank u.", note="Zelfde paal")
        assert (second.state, second.duplicate_of) == (Status.DUPLICATE, first)
        told = mails_to(KARIM)[-1]
        assert told.template == "issue_merged"
        assert first.reference in told.body_text
        assert "Dank u." in told.body_text
        assert "Zelfde paal" not in told.body_text
        first.refresh_from_db()
        assert first.followers_count == 1
        close(first, town.bram)
        assert mails_to(KARIM)[-1].template == "issue_follower_news"
        assert "Opgelost" in mails_to(KARIM)[-1].subject
        [event] = history(first, "issue.merged_in")
        assert event.data["reference"] == second.reference

    def test_bram_sees_it_at_the_first_one(self, report, town):
        first, second = take(report(), by=town.bram), report(email=KARIM)
        merge(second, original=first, by=town.joris)
        assert list(Issue.objects.with_news_for(town.bram)) == [first]

    def test_nobody_is_asked_an_opinion_about_a_double(self, report, town):
        merge(report(email=KARIM), original=report(), by=town.bram)
        assert not Survey.objects.exists()

    def test_followers_come_along_and_are_told_once(self, report, town, mails_to):
        first, second = report(email=AN), report(email=KARIM)
        lies = "lies@voorbeeld.be"
        follow_as(issue=second, user=type(town.an).objects.create_user(lies))
        merge(second, original=first, by=town.bram)
        mail = mails_to(lies)[-1]
        assert mail.template == "issue_follower_merged"
        follower = first.followers.get(email=lies)
        assert f"/volgen/{follower.secret}/" in mail.body_text
        assert second.secret not in mail.body_text

    def test_an_who_reported_it_twice_does_not_follow_herself(self, report, town):
        first, second = report(email=AN), report(email=AN)
        merge(second, original=first, by=town.bram)
        assert not first.followers.exists()

    def test_who_never_confirmed_following_has_now(self, report, town):
        first, second = report(email=AN), report(email=KARIM)
        follow(issue=first, email=KARIM)
        merge(second, original=first, by=town.bram)
        first.refresh_from_db()
        assert first.followers.get().confirmed_at
        assert first.followers_count == 1

    def test_reopening_undoes_it(self, report, town):
        first, second = report(), report(email=KARIM)
        merge(second, original=first, by=town.bram)
        second = change_status(
            second, change=Change(to=Status.REOPENED, text="Toch iets anders."), by=town.bram
        )
        assert second.duplicate_of is None
        assert second.is_open

    def test_after_reopening_everybody_waits_for_the_own_melding_again(
        self, report, town, mails_to
    ):
        first, second = report(email=AN), report(email=KARIM)
        make = type(town.an).objects.create_user
        lies, fatma = make("lies@voorbeeld.be"), make("fatma@voorbeeld.be")
        follow_as(issue=second, user=lies)
        follow_as(issue=second, user=fatma)
        second = merge(second, original=first, by=town.bram)
        stop(secret=first.followers.get(email=fatma.email).secret)
        second = change_status(
            second, change=Change(to=Status.REOPENED, text="Toch iets anders."), by=town.bram
        )
        told = mails_to(KARIM)[-1]
        assert first.reference in told.body_text
        assert "weer het nieuws van uw eigen melding" in told.body_text
        first.refresh_from_db()
        assert (first.followers_count, first.followers.count()) == (0, 0)
        second.refresh_from_db()
        assert [each.email for each in second.followers.all()] == [lies.email]
        assert second.followers_count == 1
        assert mails_to(lies.email)[-1].template == "issue_follower_news"
        before = len(mails_to(KARIM)) + len(mails_to(lies.email))
        close(first, town.bram)
        assert len(mails_to(KARIM)) + len(mails_to(lies.email)) == before

    def test_who_followed_the_first_already_keeps_following_it(self, report, town):
        first, second = report(email=AN), report(email=KARIM)
        follow_as(issue=first, user=town.karim)
        second = merge(second, original=first, by=town.bram)
        change_status(second, change=Change(to=Status.REOPENED, text="Anders."), by=town.bram)
        first.refresh_from_db()
        assert first.followers.get().email == KARIM
        assert first.followers_count == 1

    def test_the_first_one_must_be_open(self, report, town):
        first = close(report(), town.bram)
        with pytest.raises(CannotChange, match="afgesloten"):
            merge(report(email=KARIM), original=first, by=town.bram)

    def test_not_with_itself_and_not_in_a_circle(self, report, town):
        first, second = report(), report(email=KARIM)
        with pytest.raises(CannotChange, match="van zichzelf"):
            merge(first, original=first, by=town.bram)
        merge(second, original=first, by=town.bram)
        with pytest.raises(CannotChange, match="afgesloten"):
            merge(first, original=second, by=town.bram)

    def test_what_a_colleague_changed_is_looked_at_first(self, report, town):
        first, second = report(), report(email=KARIM)
        take(second, by=town.bram)
        with pytest.raises(ChangedMeanwhile):
            merge(second, original=first, by=town.joris, expected_version=second.version)


class TestSplitting:
    def test_each_part_has_its_own_team_place_and_term(self, report, town, on):
        on("2026-11-23 10:00")
        issue = report(text="De lamp is stuk en de boom hangt over.", photos=[PHOTO])
        lamp, tree = split(
            issue,
            parts=[
                Part(town.lamp, "De lamp is stuk."),
                Part(town.tree, "De boom hangt over.", Place("Molenstraat 3", 51.011, 5.012)),
            ],
            by=town.bram,
        )
        assert (lamp.team, tree.team) == (town.wegen, town.groen)
        assert (lamp.place, tree.place) == ("Kerkstraat 14", "Molenstraat 3")
        assert lamp.title == "De lamp is stuk"
        assert lamp.split_from == tree.split_from == issue
        assert tree.photos.get().file.name == issue.photos.get().file.name
        assert Issue.objects.get(pk=issue.pk).is_open

    def test_an_hears_all_numbers_in_one_mail(self, report, town, mails_to):
        issue = report()
        parts = split(issue, parts=[Part(town.lamp, "Lamp"), Part(town.tree, "Boom")], by=town.bram)
        mails = mails_to(AN)
        assert [mail.template for mail in mails] == ["issue_received", "issue_split"]
        for part in parts:
            assert part.reference in mails[-1].body_text
            assert f"/m/{part.secret}/" in mails[-1].body_text

    def test_karim_who_follows_the_whole_follows_the_parts_and_hears_it_once(
        self, report, town, mails_to
    ):
        issue = report()
        follow_as(issue=issue, user=town.karim)
        parts = split(issue, parts=[Part(town.lamp, "Lamp"), Part(town.tree, "Boom")], by=town.bram)
        [mail] = mails_to(KARIM)
        assert mail.template == "issue_follower_split"
        for part in Issue.objects.filter(pk__in=[each.pk for each in parts]):
            assert part.followers_count == 1
            assert f"/volgen/{part.followers.get().secret}/" in mail.body_text
        close(parts[0], town.bram)
        assert mails_to(KARIM)[-1].template == "issue_follower_news"

    def test_closing_the_whole_can_close_the_parts_with_one_mail(self, report, town, mails_to):
        issue = report()
        one, two, three = split(
            issue, parts=[Part(town.lamp, f"Lamp {n}") for n in range(3)], by=town.bram
        )
        close(three, town.bram)
        follow_as(issue=two, user=town.karim)
        before = len(mails_to(AN))
        close(Issue.objects.get(pk=issue.pk), town.bram, with_parts=True)
        one.refresh_from_db()
        two.refresh_from_db()
        assert one.state == two.state == Status.RESOLVED
        [mail] = mails_to(AN)[before:]
        assert f"Dit geldt ook voor {one.reference} en {two.reference}." in mail.body_text
        assert three.reference not in mail.body_text
        assert mails_to(KARIM)[-1].template == "issue_follower_news"
        assert Survey.objects.filter(issue=issue).count() == 1
        assert not Survey.objects.filter(issue__in=[one, two]).exists()

    def test_a_part_is_answered_on_its_own(self, report, town, mails_to):
        (part,) = split(report(), parts=[Part(town.lamp, "Lamp")], by=town.bram)
        close(part, town.bram)
        assert part.reference in mails_to(AN)[-1].subject

    @pytest.mark.parametrize("number", [0, 11])
    def test_between_one_and_ten(self, report, town, number):
        with pytest.raises(CannotChange, match="minstens 1 en hoogstens 10"):
            split(report(), parts=[Part(town.lamp, "Lamp")] * number, by=town.bram)

    def test_a_double_click_makes_the_parts_once(self, report, town):
        issue = report()
        split(issue, parts=[Part(town.lamp, "L")], by=town.bram, expected_version=issue.version)
        with pytest.raises(ChangedMeanwhile):
            split(issue, parts=[Part(town.lamp, "L")], by=town.bram, expected_version=issue.version)
        assert issue.parts.count() == 1
