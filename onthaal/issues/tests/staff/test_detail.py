"""The page of one melding and the pages on which Bram changes it."""

import pytest
from django.urls import reverse

from onthaal.issues.actions.assignment import take
from onthaal.issues.actions.contributions import add_remark
from onthaal.issues.actions.following import follow_as
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.notes import add_note
from onthaal.issues.models import Issue, StandardText
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.people.models import Role

PHOTO = EncodedPhoto(jpeg=b"jpeg", thumbnail=b"klein", width=8, height=6)
CHANGES = (
    "issue-change-status",
    "issue-expected-date",
    "issue-assign",
    "issue-category",
    "issue-place",
    "issue-question",
    "issue-outsider",
    "issue-merge",
    "issue-split",
    "issue-note",
    "issue-call",
    "issue-title",
    "issue-release",
)
ONLY_POST = ("issue-take", "issue-give-back", "issue-release-end")
ONLY_GET = ("issue-detail", "issue-here", "issue-print")


def at(issue, name="issue-detail"):
    return reverse(name, args=[issue.reference])


def text_of(response):
    return response.content.decode()


def opened(browser, issue, name):
    """The hidden fields of the form as the page gives them."""
    form = browser.get(at(issue, name)).context["form"]
    return {key: form[key].value() for key in ("version", "seen_at")}


@pytest.fixture
def bram(as_staff, town):
    return as_staff(town.bram)


class TestWhoMayComeIn:
    @pytest.mark.parametrize("name", [*ONLY_GET, *CHANGES])
    def test_eva_of_another_team_finds_nothing(self, as_staff, town, report, name):
        assert as_staff(town.eva).get(at(report(), name)).status_code == 404

    @pytest.mark.parametrize("name", [*CHANGES, *ONLY_POST])
    def test_nor_can_she_change_anything(self, as_staff, town, report, name, history):
        issue = report()
        response = as_staff(town.eva).post(at(issue, name), {"version": issue.version})
        assert response.status_code == 404
        assert len(history(issue)) == 1

    @pytest.mark.parametrize("name", ONLY_POST)
    def test_a_link_alone_changes_nothing(self, bram, report, name):
        assert bram.get(at(report(), name)).status_code == 405

    @pytest.mark.parametrize("name", [*ONLY_GET, *CHANGES])
    def test_bram_opens_every_page_of_an_open_and_of_a_closed_issue(self, bram, town, report, name):
        issue = report(photos=[PHOTO])
        assert bram.get(at(issue, name)).status_code == 200
        change_status(issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
        assert bram.get(at(issue, name)).status_code == 200


class TestTheReporter:
    def test_the_team_and_the_manager_see_who_it_is(self, as_staff, town, report):
        issue = report()
        for who in (town.bram, town.joris):
            assert "an@voorbeeld.be" in text_of(as_staff(who).get(at(issue)))

    def test_an_editor_does_not(self, as_staff, town, report):
        town.joris.roles = [Role.EDITOR]
        town.joris.save()
        issue = report()
        for name in ("issue-detail", "issue-print", "issue-call"):
            page = text_of(as_staff(town.joris).get(at(issue, name)))
            assert "an@voorbeeld.be" not in page
            assert "An Peeters" not in page

    def test_other_issues_of_the_same_reporter_are_shown(self, bram, report):
        issue = report()
        report(text="Ook de lamp aan de overkant")
        assert "Ook de lamp aan de overkant" in text_of(bram.get(at(issue)))


class TestTheTimeline:
    def test_it_can_be_filtered(self, bram, town, report):
        issue = take(report(), by=town.bram)
        add_note(issue, text="Sleutel bij Joris", by=town.bram)
        change_status(issue, change=Change(to=Status.PLANNED, text="Tot vrijdag."), by=town.bram)

        def shown(which):
            return text_of(bram.get(at(issue), {"tijdlijn": which}))

        assert "Sleutel bij Joris" in shown("")
        assert "Tot vrijdag." in shown("")
        assert "Sleutel bij Joris" not in shown("melder")
        assert "Tot vrijdag." in shown("melder")
        assert "Sleutel bij Joris" in shown("intern")
        assert "Tot vrijdag." not in shown("intern")

    def test_what_is_new_is_marked_once(self, bram, town, report):
        issue = take(report(), by=town.bram)
        add_remark(issue=issue, text="Nu ook nummer 16.", key=issue.submission_key)
        assert ">nieuw<" in text_of(bram.get(at(issue)))
        assert ">nieuw<" not in text_of(bram.get(at(issue)))

    def test_colleagues_see_each_other_and_an_old_screen(self, as_staff, town, report):
        issue = report()
        as_staff(town.joris).get(at(issue))
        piece = as_staff(town.bram).get(at(issue, "issue-here"), {"versie": issue.version})
        assert "Joris" in text_of(piece)
        assert "intussen veranderd" not in text_of(piece)
        take(issue, by=town.bram)
        piece = as_staff(town.bram).get(at(issue, "issue-here"), {"versie": issue.version})
        assert "intussen veranderd" in text_of(piece)

    def test_the_page_costs_the_same_for_a_long_and_a_short_history(
        self, bram, town, report, django_assert_max_num_queries
    ):
        issue = take(report(photos=[PHOTO]), by=town.bram)
        follow_as(issue=issue, user=town.karim)
        with django_assert_max_num_queries(30) as short:
            bram.get(at(issue))
        for number in range(12):
            add_note(issue, text=f"Notitie {number}", by=town.joris)
            report(text=f"Lamp {number}")
        with django_assert_max_num_queries(len(short) + 2):
            bram.get(at(issue))


class TestChangingTheStatus:
    def test_bram_closes_it_and_an_hears(self, bram, report, mails_to):
        issue = report()
        response = bram.post(
            at(issue, "issue-change-status"),
            {**opened(bram, issue, "issue-change-status"), "to": "resolved", "text": "Klaar."},
        )
        assert response.status_code == 302
        assert Issue.objects.get().state == Status.RESOLVED
        assert "Klaar." in mails_to("an@voorbeeld.be")[-1].body_text

    def test_only_next_states_are_offered(self, bram, town, report):
        issue = report()
        offered = dict(
            bram.get(at(issue, "issue-change-status")).context["form"].fields["to"].choices
        )
        assert not {"reopened", "new", "duplicate"} & set(offered)
        change_status(issue, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram)
        offered = dict(
            bram.get(at(issue, "issue-change-status")).context["form"].fields["to"].choices
        )
        assert list(offered) == ["reopened"]

    def test_what_is_missing_is_asked_beside_its_field(self, bram, report):
        issue = report()
        response = bram.post(
            at(issue, "issue-change-status"),
            {**opened(bram, issue, "issue-change-status"), "to": "not_feasible", "text": "Nee."},
        )
        assert response.status_code == 422
        assert response.context["form"].errors["reason"] == ["Kies een reden."]
        assert "Nee." in text_of(response)

    def test_the_mail_can_be_looked_at_first(self, bram, report, mails_to):
        issue = report()
        response = bram.post(
            at(issue, "issue-change-status"),
            {
                **opened(bram, issue, "issue-change-status"),
                "to": "planned",
                "text": "Wij komen vrijdag.",
                "voorbeeld": "1",
            },
        )
        assert response.status_code == 200
        assert f"Nieuws over uw melding {issue.reference}: Ingepland" in text_of(response)
        assert Issue.objects.get().state == Status.NEW
        assert len(mails_to("an@voorbeeld.be")) == 1

    def test_a_ready_text_comes_below_what_was_typed(self, bram, town, report):
        ready = StandardText.objects.create(
            title="Hersteld", category=town.lamp, status="resolved", text="{plaats} is hersteld."
        )
        issue = report()
        response = bram.post(
            at(issue, "issue-change-status"),
            {
                **opened(bram, issue, "issue-change-status"),
                "text": "Dag An",
                "note": "Type B",
                "standard_text": ready.pk,
                "invoegen": "1",
            },
        )
        form = response.context["form"]
        assert response.status_code == 200
        assert form["text"].value() == "Dag An\n\nKerkstraat 14 is hersteld."
        assert form["to"].value() == "resolved"
        assert form["note"].value() == "Type B"
        assert not form.errors


class TestTwoAtOnce:
    def test_bram_sees_what_joris_changed_and_loses_nothing(self, bram, town, report):
        issue = report()
        hidden = opened(bram, issue, "issue-change-status")
        change_status(
            issue, change=Change(to=Status.PLANNED, text="Wij komen vrijdag."), by=town.joris
        )
        typed = {"to": "resolved", "text": "De lamp is vervangen.", "note": "Type B"}
        response = bram.post(at(issue, "issue-change-status"), {**hidden, **typed})
        page = text_of(response)
        assert response.status_code == 409
        for words in ("Joris", "Ingepland", "Wij komen vrijdag.", *typed.values()):
            assert words in page
        assert Issue.objects.get().state == Status.PLANNED
        form = response.context["form"]
        again = {key: form[key].value() for key in ("version", "seen_at")}
        assert bram.post(at(issue, "issue-change-status"), {**again, **typed}).status_code == 302
        assert Issue.objects.get().state == Status.RESOLVED

    def test_a_note_never_gets_in_the_way(self, bram, town, report):
        issue = report()
        hidden = opened(bram, issue, "issue-note")
        take(issue, by=town.bram)
        response = bram.post(at(issue, "issue-note"), {**hidden, "text": "Bellen."})
        assert response.status_code == 302

    def test_the_second_who_takes_it_hears_who_was_first(self, bram, town, report):
        issue = report()
        version = issue.version
        change_status(issue, change=Change(to=Status.PLANNED, text="Vrijdag."), by=town.joris)
        response = bram.post(at(issue, "issue-take"), {"version": version}, follow=True)
        assert "Een collega veranderde deze melding net" in text_of(response)
        assert Issue.objects.get().handler is None


class TestOtherChanges:
    def post(self, browser, issue, page, **data):
        return browser.post(at(issue, page), {**opened(browser, issue, page), **data})

    def test_assigning_another_category_date_title_and_call(self, bram, town, report, history):
        issue = report()
        posts = {
            "issue-assign": {"team": town.wegen.pk, "handler": town.bram.pk},
            "issue-category": {"category": town.hole.pk},
            "issue-title": {"title": "Lamp 12"},
            "issue-call": {"reached": "ja", "text": "Het is paal 12."},
            "issue-expected-date": {"expected_on": "2030-01-07", "why": "Stukken komen later."},
        }
        for name, data in posts.items():
            assert self.post(bram, issue, name, **data).status_code == 302
        issue.refresh_from_db()
        assert (issue.handler, issue.category, issue.title) == (town.bram, town.hole, "Lamp 12")
        kinds = [event.kind for event in history(issue)]
        assert {"issue.called", "issue.expected_date_changed"} <= set(kinds)

    def test_eva_cannot_be_handler_in_the_team_of_bram(self, bram, town, report):
        response = self.post(
            bram, report(), "issue-assign", team=town.wegen.pk, handler=town.eva.pk
        )
        assert response.status_code == 422
        assert "Eva hoort niet bij team Wegen" in text_of(response)

    def test_the_place_by_address_by_pin_and_outside(self, bram, ground, report):
        issue = report()
        name = "issue-place"
        assert self.post(bram, issue, name, address="kerkstr 16").status_code == 302
        issue.refresh_from_db()
        assert (issue.place, issue.lat) == ("Kerkstraat 16", 51.0104)
        moved = self.post(bram, issue, name, address=issue.place, lat="51.010000", lon="5.005000")
        assert moved.status_code == 302
        issue.refresh_from_db()
        assert issue.place == "Kerkstraat 14"
        outside = self.post(bram, issue, name, address="x", lat="51.1", lon="5.01")
        assert outside.status_code == 422
        unknown = self.post(bram, issue, name, address="Achter de maan")
        assert unknown.status_code == 422
        kept = self.post(bram, issue, name, address="Achter de maan", as_typed="on")
        assert kept.status_code == 302
        issue.refresh_from_db()
        assert (issue.place, issue.lat) == ("Achter de maan", None)

    def test_a_click_on_the_picture_of_the_map_moves_the_pin(self, bram, ground, report):
        issue = report()
        response = self.post(
            bram,
            issue,
            "issue-place",
            address="Kerkstraat 14",
            lat="51.010000",
            lon="5.005000",
            note="Stond fout",
            **{"wijs.x": "144", "wijs.y": "0"},
        )
        form = response.context["form"]
        assert response.status_code == 200
        assert float(form["lat"].value()) > 51.0101
        assert form["note"].value() == "Stond fout"

    def test_merging_finds_and_shows_the_first_one(self, bram, town, report):
        first, second = report(text="De lantaarn flikkert"), report(email="karim@voorbeeld.be")
        page = bram.get(at(second, "issue-merge"), {"zoek": "flikkert"})
        assert [each.pk for each in page.context["found"]] == [first.pk]
        page = bram.get(at(second, "issue-merge"), {"original": first.reference})
        assert page.context["chosen"] == first
        done = self.post(bram, second, "issue-merge", original=first.reference.lower())
        assert done.status_code == 302
        second.refresh_from_db()
        assert second.duplicate_of == first

    def test_an_issue_of_another_team_is_not_found_to_merge_with(self, bram, town, report):
        hidden, mine = report(category=town.tree, answers={"hoe": "Ziek"}), report()
        response = self.post(bram, mine, "issue-merge", original=hidden.reference)
        assert response.status_code == 422
        assert "Wij vinden geen melding" in text_of(response)

    def test_splitting_asks_for_what_is_half_filled_in(self, bram, town, report):
        issue = report()
        response = self.post(
            bram, issue, "issue-split", category_1=town.lamp.pk, description_1="", description_2="x"
        )
        assert response.status_code == 422
        assert {"description_1", "category_2"} <= set(response.context["form"].errors)
        done = self.post(
            bram, issue, "issue-split", category_1=town.tree.pk, description_1="Boom hangt over"
        )
        assert done.status_code == 302
        assert issue.parts.get().team == town.groen

    def test_releasing_warns_and_asks_to_check(self, bram, report):
        issue = report(text="Bel 0470 12 34 56", photos=[PHOTO])
        page = text_of(bram.get(at(issue, "issue-release")))
        assert "0470 12 34 56” (telefoonnummer)" in page
        data = {"title": "Lamp stuk", "text": "De lamp.", "photos": [issue.photos.get().pk]}
        assert self.post(bram, issue, "issue-release", **data).status_code == 422
        assert self.post(bram, issue, "issue-release", **data, checked="on").status_code == 302
        issue.refresh_from_db()
        assert issue.public_title == "Lamp stuk"
        bram.post(at(issue, "issue-release-end"))
        issue.refresh_from_db()
        assert issue.released_at is None

    def test_asking_and_forwarding(self, bram, report, mails_to):
        issue = report()
        assert self.post(bram, issue, "issue-question", text="Welke paal?").status_code == 302
        done = self.post(
            bram,
            issue,
            "issue-outsider",
            name="Fluvius",
            email="meldingen@fluvius.example",
            text="Kunt u komen?",
        )
        assert done.status_code == 302
        assert mails_to("meldingen@fluvius.example")
        page = bram.get(at(issue, "issue-outsider"))
        assert page.context["earlier"] == [("Fluvius", "meldingen@fluvius.example")]

    def test_taking_and_giving_back(self, bram, town, report):
        issue = report()
        bram.post(at(issue, "issue-take"), {"version": issue.version})
        assert Issue.objects.get().handler == town.bram
        bram.post(at(issue, "issue-give-back"))
        assert Issue.objects.get().handler is None

    def test_the_print_sheet_has_a_code_to_scan(self, bram, report):
        page = text_of(bram.get(at(report(), "issue-print")))
        assert 'class="print-sheet__qr"' in page
        assert "style=" not in page
