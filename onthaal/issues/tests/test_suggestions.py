"""What a text is about, from words that people use."""

import datetime as dt

import pytest
from django.core.cache import cache

from onthaal.core import clock
from onthaal.issues import suggestions
from onthaal.issues.models import Category, CategoryGroup, Issue, WordWeight
from onthaal.issues.states import Status
from onthaal.issues.suggestions import ALL, score, sounds_dangerous, with_parts
from onthaal.organisation.models import AdministrativeUnit, Department, Team

LAMP, HOLE = 1, 2
WEIGHTS = {
    LAMP: {ALL: 100, "lamp": 80, "donker": 40, "straat": 50},
    HOLE: {ALL: 300, "put": 200, "straat": 150},
}


def test_a_word_that_belongs_to_one_category_decides():
    assert score(["lamp", "straat"], WEIGHTS, {})[0][0] == LAMP
    assert score(["put"], WEIGHTS, {})[0][0] == HOLE


def test_the_shares_are_likelihoods():
    likely = score(["lamp", "donker"], WEIGHTS, {})
    assert sum(share for _, share in likely) == pytest.approx(1)
    assert likely[0][1] > 0.9


def test_words_that_nobody_used_give_no_suggestion():
    assert score(["xylofoon"], WEIGHTS, {}) == []
    assert score([], WEIGHTS, {}) == []


def test_own_keywords_work_before_anything_was_handled():
    assert score(["lamp"], {}, {LAMP: ["lamp", "lantaarn"], HOLE: ["put"]})[0][0] == LAMP


def test_parts_of_a_compound_word_count():
    assert with_parts(["straatlamp", "boomtak"], ["lamp", "boom", "tak", "at"]) == {
        "straatlamp",
        "boomtak",
        "lamp",
        "boom",
        "tak",
    }
    assert with_parts(["lampion"], ["put"]) == {"lampion"}


@pytest.mark.parametrize(
    "text",
    [
        "Er is een gaslek in de Kerkstraat",
        "Ik ruik gas aan het rooster",
        "De container staat in brand!",
        "Er ligt een gewonde fietser",
        "De paal is open en er hangen blote draden uit",
    ],
)
def test_danger_is_heard(text):
    assert sounds_dangerous(text)


@pytest.mark.parametrize(
    "text",
    [
        "De lamp brandt de hele dag",
        "De lampen branden een week lang niet",
        "Het gras staat te hoog",
        "Verbrande vuilnisbak van vorige zomer",
        "Stroomopwaarts ligt afval in de beek",
    ],
)
def test_an_ordinary_report_is_no_alarm(text):
    assert not sounds_dangerous(text)


@pytest.fixture
def town(db):
    cache.clear()  # keywords of an earlier test
    unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente")
    team = Team.objects.create(
        department=Department.objects.create(unit=unit, name="Openbaar domein"), name="Wegen"
    )
    group = CategoryGroup.objects.create(name="Straat", slug="straat", icon="construction")

    def category(name, *keywords, **more):
        return Category.objects.create(
            group=group,
            name=name,
            slug=name.lower(),
            icon="lamp",
            team=team,
            keywords=list(keywords),
            **more,
        )

    return {
        "team": team,
        "lamp": category("Straatverlichting", "lamp", "lantaarn", "verlichting"),
        "hole": category("Wegdek", "put", "gat"),
        "old": category("Vroeger", "lamp", "fakkel", is_active=False),
    }


def handle(town, category, text, number, status=Status.RESOLVED):
    for _ in range(number):
        count = Issue.objects.count()
        Issue.objects.create(
            reference=f"LV-{count:04}",
            title=text[:80],
            description=text,
            category=town[category],
            place="Kerkstraat 1",
            channel="web",
            team=town["team"],
            status=status,
            closed_at=clock.now(),
            due_on=dt.date(2026, 12, 1),
            expected_on=dt.date(2026, 12, 1),
        )


def test_other_forms_of_a_keyword_are_recognised(town):
    (best, *_) = suggestions.suggest("Alle lantaarns in onze straat zijn uit")
    assert best.category == town["lamp"]


def test_words_are_learned_from_handled_issues(town):
    assert suggestions.suggest("De kasseien zijn verzakt") == []
    handle(town, "hole", "Verzakte kasseien voor onze deur", 5)
    suggestions.learn()
    assert suggestions.suggest("De kasseien zijn verzakt")[0].category == town["hole"]


def test_rare_words_withdrawn_issues_and_numbers_are_not_learned(town):
    handle(town, "hole", "Kasseien los, zegt mevrouw Vandenbroucke", 1)
    handle(town, "hole", "Kasseien los op nummer 14", 4)
    handle(town, "hole", "Toch niets aan de hand", 4, Status.WITHDRAWN)
    suggestions.learn()
    stems = set(WordWeight.objects.values_list("stem", flat=True))
    assert ALL in stems
    assert "kassei" in stems or "kasseien" in stems
    assert not {"vandenbrouck", "vandenbroucke", "14", "hand"} & stems


def test_learning_again_replaces_what_was_learned(town):
    handle(town, "hole", "Verzakte kasseien", 5)
    assert suggestions.learn() == suggestions.learn() > 0


def test_a_category_that_is_no_longer_used_is_not_suggested(town):
    handle(town, "old", "De fakkel is uit", 9)
    suggestions.learn()
    assert town["old"] not in [s.category for s in suggestions.suggest("De fakkel is uit")]


def test_nonsense_and_very_long_texts_do_no_harm(town):
    assert suggestions.suggest("") == []
    assert suggestions.suggest("😀 \0 & | ! <-> :*") == []
    assert suggestions.suggest("lamp " * 2000)[0].category == town["lamp"]
