"""What residents write reads like residents, and every category has its words."""

from __future__ import annotations

import random
import re

import pytest

from onthaal.issues.rules import short_title
from onthaal.issues.suggestions import sounds_dangerous
from onthaal.lindeveld import texts
from onthaal.lindeveld.categories import CATEGORIES, GROUPS, NOT_OURS
from onthaal.lindeveld.history.seasons import WEIGHTS
from onthaal.lindeveld.pictures import AFTER, KIND_OF, SCENES, draw
from onthaal.lindeveld.staff import CAST, DEPARTMENTS, FRONT_DEPARTMENTS, RHYTHM, demo_logins

REPORTED = [slug for slug in CATEGORIES if slug in texts.PIECES]


def write(slug, chance):
    return texts.description(
        slug, street="Kerkstraat", number="14", corner="Molenstraat", chance=chance
    )


def test_eight_groups_and_some_forty_categories():
    assert len(GROUPS) == 8
    assert 40 <= len(CATEGORIES) <= 50


def test_only_what_always_stops_has_no_texts():
    silent = set(CATEGORIES) - set(texts.PIECES)
    assert silent == {"stroompanne", "waterlek", "loslopend-dier"}
    assert set(WEIGHTS) == set(texts.PIECES)


@pytest.mark.parametrize("slug", REPORTED)
def test_every_text_is_whole(slug):
    chance = random.Random(slug)
    for _ in range(60):
        text = write(slug, chance)
        assert not re.search(r"[{}]", text)
        assert 8 < len(text) < 700
        assert len(short_title(text, "x")) <= 80
        assert not sounds_dangerous(text)


def test_a_hundred_people_rarely_write_the_same():
    chance = random.Random(1)
    written = {write("lamp-brandt-niet", chance) for _ in range(100)}
    assert len(written) > 85


def test_people_cannot_be_real():
    chance = random.Random(1)
    for _ in range(200):
        who = texts.person(chance)
        assert who.email.endswith("@post.example") or (not who.email and who.phone)
        assert not who.phone or who.phone.startswith("0470 00 ")


def test_a_stopper_says_what_to_do():
    for category in CATEGORIES.values():
        assert bool(category.stopper) == bool(category.stopper_text)
        for question in category.questions:
            assert bool(question.stop_on) == bool(question.stopper) == bool(question.stopper_text)
            assert not question.stop_on or question.stop_on in question.options
    assert CATEGORIES["gewestweg"].stopper == NOT_OURS
    assert "meldpuntwegen.be" in CATEGORIES["gewestweg"].stopper_text


def test_every_category_has_a_team_with_people():
    teams = {team for names in DEPARTMENTS.values() for team in names}
    front = {team for _, names in FRONT_DEPARTMENTS.values() for team in names}
    staffed = {team for member in CAST for team in member.teams if "handler" in member.roles}
    assert {category.team for category in CATEGORIES.values()} <= teams
    assert teams == staffed - front == set(RHYTHM)
    assert front <= staffed
    assert len({member.email for member in CAST}) == len(CAST)
    assert all(email.endswith("@lindeveld.example") for email, _ in demo_logins())


def test_a_picture_is_the_same_for_the_same_seed():
    assert set(KIND_OF.values()) | set(AFTER.values()) == set(SCENES)
    first = draw("pothole", 3)
    assert first.size == (960, 720)
    assert first.tobytes() == draw("pothole", 3).tobytes()
    assert first.tobytes() != draw("pothole", 4).tobytes()
