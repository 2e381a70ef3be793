"""Hilde keeps what residents choose from, who gets what, and the ready answers."""

import pytest
from django.urls import reverse

from onthaal.issues.actions import routing, settings
from onthaal.issues.models import (
    Category,
    CategoryGroup,
    Question,
    RoutingRule,
    StandardText,
)
from onthaal.organisation.actions import StillInUse as TeamStillInUse
from onthaal.organisation.actions import save_team
from onthaal.people.models import Role, User
from onthaal.territory.models import Neighbourhood
from onthaal.timeline.models import Event

PAGES = [
    "issue-categories",
    "issue-category-new",
    "issue-category-group-new",
    "issue-routing",
    "issue-routing-new",
    "issue-texts",
    "issue-text-new",
]


@pytest.fixture
def hilde(as_staff, town):
    town.hilde = User.objects.create_user(
        "hilde@lindeveld.example", name="Hilde", is_staff=True, roles=[Role.EDITOR]
    )
    return as_staff(town.hilde)


def text_of(response):
    return response.content.decode()


def category_data(category, **changes):
    return {
        "group": category.group_id,
        "name": category.name,
        "hint": category.hint,
        "icon": category.icon,
        "process": category.process_id,
        "team": category.team_id,
        "working_days": category.working_days,
        "keywords": ", ".join(category.keywords),
        "is_active": "on",
        **changes,
    }


class TestWhoMayKeepThem:
    @pytest.mark.parametrize("name", PAGES)
    def test_editors_and_nobody_else(self, hilde, as_staff, town, name):
        assert hilde.get(reverse(name)).status_code == 200
        assert as_staff(town.bram).get(reverse(name)).status_code == 403


class TestSubjects:
    def test_a_new_one_comes_last_and_is_remembered(self, hilde, town):
        response = hilde.post(
            reverse("issue-category-new"),
            category_data(town.lamp, name="Verkeersbord", keywords="Bord, bord, paal"),
        )
        assert response.status_code == 302
        made = Category.objects.get(name="Verkeersbord")
        assert made.keywords == ["bord", "paal"]
        assert (made.slug, made.position) == ("verkeersbord", 1)
        assert "gemaakt" in text_of(hilde.get(response.url))

    def test_what_changed_is_kept_with_who(self, hilde, town):
        url = reverse("issue-category-settings", args=[town.lamp.pk])
        hilde.post(url, category_data(town.lamp, working_days=5))
        event = Event.objects.get(kind="category.saved")
        assert (event.actor, event.data["changed"]["working_days"]) == (town.hilde, [10, 5])
        assert "termijn in werkdagen: 10 → 5" in text_of(hilde.get(url))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "Put in de weg"}, "name"),
            ({"working_days": "0"}, "working_days"),
            ({"stopper": "emergency", "stopper_text": ""}, "stopper_text"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, hilde, town, changes, field):
        response = hilde.post(
            reverse("issue-category-settings", args=[town.lamp.pk]),
            category_data(town.lamp, hint="Nieuwe uitleg", **changes),
        )
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert "Nieuwe uitleg" in text_of(response)

    def test_a_used_one_is_made_inactive_not_removed(self, hilde, town, report):
        report()
        with pytest.raises(settings.StillInUse, match="1 melding gebruikt dit onderwerp"):
            settings.remove_category(category=town.lamp, by=town.hilde)
        hilde.post(reverse("issue-category-end", args=[town.lamp.pk]))
        assert Category.objects.filter(pk=town.lamp.pk).exists()

    def test_an_unused_one_can_go(self, hilde, town):
        hilde.post(reverse("issue-category-end", args=[town.wire.pk]))
        assert not Category.objects.filter(pk=town.wire.pk).exists()
        assert "Elektriciteitskabel" in text_of(hilde.get(reverse("issue-categories")))

    def test_a_group_goes_when_it_is_empty(self, hilde, town):
        with pytest.raises(settings.StillInUse):
            settings.remove_group(group=town.street, by=town.hilde)
        empty = settings.save_group(group=CategoryGroup(name="Leeg", icon="lamp"), by=town.hilde)
        settings.remove_group(group=empty, by=town.hilde)
        assert not CategoryGroup.objects.filter(name="Leeg").exists()

    def test_the_order_can_be_changed(self, hilde, town):
        order = reverse("issue-category-order", args=["groep", town.green.pk])
        hilde.post(order, {"naar": "boven"})
        assert [each.name for each in CategoryGroup.objects.all()] == ["Groen", "Straat en stoep"]
        hilde.post(order, {"naar": "boven"})
        assert [each.name for each in CategoryGroup.objects.all()] == ["Groen", "Straat en stoep"]


class TestQuestions:
    def test_a_question_with_choices(self, hilde, town):
        url = reverse("issue-question-new", args=[town.lamp.pk])
        data = {"label": "Wat is er mis?", "kind": "choice", "options": "Brandt niet\nKnippert\n"}
        assert hilde.post(url, data).status_code == 302
        made = Question.objects.get(label="Wat is er mis?")
        assert (made.key, made.options) == ("wat-is-er-mis", ["Brandt niet", "Knippert"])
        assert hilde.post(url, data).status_code == 302
        assert Question.objects.filter(key="wat-is-er-mis-2").exists()

    def test_a_choice_needs_choices_and_a_stop_needs_one_of_them(self, hilde, town):
        url = reverse("issue-question-new", args=[town.lamp.pk])
        response = hilde.post(
            url, {"label": "Wat?", "kind": "choice", "options": "Een", "stop_on": "Twee"}
        )
        assert response.status_code == 422
        assert {"options", "stop_on", "stopper", "stopper_text"} <= set(
            response.context["form"].errors
        )

    def test_a_question_that_a_rule_looks_at_stays(self, hilde, town):
        RoutingRule.objects.create(question=town.how, answer="Ziek", team=town.wegen)
        hilde.post(reverse("issue-question-end", args=[town.tree.pk, town.how.pk]))
        assert Question.objects.filter(pk=town.how.pk).exists()


class TestRouting:
    def data(self, town, **changes):
        return {"category": town.lamp.pk, "team": town.groen.pk, "place": 0, **changes}

    def test_a_rule_is_tried_out_before_it_counts(self, hilde, town, report):
        report()
        report(category=town.hole)
        url = reverse("issue-routing-new")
        first = hilde.post(url, self.data(town))
        assert first.status_code == 200
        assert not RoutingRule.objects.exists()
        effect = first.context["effect"]
        assert (effect.tested, effect.moved) == (2, 1)
        assert "De lamp voor ons huis is stuk" in text_of(first)
        tested = first.context["form"]["tested"].value()
        other = hilde.post(url, self.data(town, tested=tested, team=town.wegen.pk))
        assert other.status_code == 200
        assert not RoutingRule.objects.exists()
        assert hilde.post(url, self.data(town, tested=tested)).status_code == 302
        assert RoutingRule.objects.get().team == town.groen
        assert report().team == town.groen
        assert "gemaakt" in text_of(
            hilde.get(reverse("issue-routing-rule", args=[RoutingRule.objects.get().pk]))
        )

    def test_what_is_never_reached_is_said(self, hilde, town, ground):
        RoutingRule.objects.create(position=0, category=town.lamp, team=town.groen)
        centrum = Neighbourhood.objects.get()
        narrow = self.data(town, neighbourhood=centrum.pk, team=town.wegen.pk, place=1)
        page = text_of(hilde.post(reverse("issue-routing-new"), narrow))
        assert "Regel 2 wordt nooit bereikt" in page
        first = text_of(hilde.post(reverse("issue-routing-new"), {**narrow, "place": 0}))
        assert "nooit bereikt" not in first

    def test_rules_that_meet_are_said(self, town, ground):
        by_subject = RoutingRule(position=0, category=town.lamp, team=town.groen)
        by_place = RoutingRule(
            position=1, neighbourhood=Neighbourhood.objects.get(), team=town.wegen
        )
        [warning] = routing.warnings([by_subject, by_place])
        assert "Dan wint regel 1" in warning

    def test_an_answer_that_is_no_choice_is_said(self, town):
        rule = RoutingRule(question=town.how, answer="Omgewaaid", team=town.wegen)
        [warning] = routing.warnings([rule])
        assert "werkt nooit" in warning

    def test_a_rule_must_say_when(self, hilde, town):
        response = hilde.post(reverse("issue-routing-new"), {"team": town.groen.pk, "place": 0})
        assert response.status_code == 422
        wrong = self.data(town, answer_to=f"{town.how.pk}:Ziek")
        response = hilde.post(reverse("issue-routing-new"), wrong)
        assert "answer_to" in response.context["form"].errors

    def test_the_order_is_kept(self, town):
        one, two, three = (
            routing.save_rule(
                rule=RoutingRule(category=category, team=town.groen), place=9, by=town.joris
            )
            for category in (town.lamp, town.hole, town.noise)
        )
        routing.save_rule(rule=three, place=0, by=town.joris)
        assert routing.ordered() == [three, one, two]
        routing.remove_rule(rule=one, by=town.joris)
        assert [rule.position for rule in routing.ordered()] == [0, 1]

    def test_removing_shows_first_what_changes(self, hilde, town, report):
        rule = RoutingRule.objects.create(category=town.lamp, team=town.groen)
        report()
        url = reverse("issue-routing-end", args=[rule.pk])
        assert hilde.get(url).context["effect"].moved == 1
        assert RoutingRule.objects.exists()
        hilde.post(url)
        assert not RoutingRule.objects.exists()

    def test_a_team_with_work_cannot_be_switched_off(self, town, report):
        RoutingRule.objects.create(category=town.lamp, team=town.groen)
        report()
        town.groen.is_active = False
        with pytest.raises(TeamStillInUse) as refusal:
            save_team(team=town.groen, by=town.joris)
        assert refusal.value.reasons == [
            "Verander eerst verdeelregel 1 (Verdeling): ze stuurt naar dit team.",
            "Geef eerst een ander team aan (Onderwerpen): Boom of tak.",
            "Wijs eerst de open melding van dit team aan een ander team toe (Meldingen).",
        ]


class TestReadyAnswers:
    def test_a_text_with_an_example(self, hilde, town):
        url = reverse("issue-text-new")
        data = {"title": "Hersteld", "text": "{plaats} is hersteld.", "is_active": "on"}
        page = hilde.post(url, {**data, "voorbeeld": "1"})
        assert "Kerkstraat 14 is hersteld." in text_of(page)
        assert not StandardText.objects.exists()
        assert hilde.post(url, data).status_code == 302
        text = StandardText.objects.get()
        hilde.post(reverse("issue-text-end", args=[text.pk]))
        assert not StandardText.objects.exists()

    def test_a_word_that_we_do_not_know_is_refused(self, hilde, town):
        response = hilde.post(
            reverse("issue-text-new"), {"title": "Hersteld", "text": "Dag {achternaam}"}
        )
        assert response.status_code == 422
        assert "Dit kennen wij niet: {achternaam}" in text_of(response)
