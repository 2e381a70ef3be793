"""Decisions about codes, roles and terms."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.people import rules
from onthaal.people.models import Role
from onthaal.people.rules import CodeProblem

NOW = dt.datetime(2026, 11, 25, 9, 42, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=10)


def problem(**changes):
    facts = {"matches": True, "used_at": None, "expires_at": LATER, "tries": 0, "now": NOW}
    return rules.code_problem(**{**facts, **changes})


def test_a_fresh_code_that_matches_lets_in():
    assert problem() is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"matches": False}, CodeProblem.WRONG),
        ({"used_at": NOW}, CodeProblem.USED),
        ({"expires_at": NOW}, CodeProblem.EXPIRED),
        ({"tries": rules.TRIES_PER_CODE}, CodeProblem.TRIED_TOO_OFTEN),
        # a code that is over stays over, also when it is typed right
        ({"expires_at": NOW, "matches": True}, CodeProblem.EXPIRED),
        ({"used_at": NOW, "matches": False}, CodeProblem.USED),
    ],
)
def test_every_other_code_is_refused_with_its_reason(changes, expected):
    assert problem(**changes) is expected


@pytest.mark.parametrize("typed", ["7k3m92", " 7K3-M92 ", "7K3 M92", "7k3–m92".replace("–", "-")])
def test_people_may_type_a_code_their_own_way(typed):
    assert rules.looks_like_code(typed)
    assert rules.tidy_code(typed) == "7K3M92"


@pytest.mark.parametrize("typed", ["", "7K3M9", "7K3M922", "7K3M9O", "<script>"])
def test_what_cannot_be_a_code_is_seen_before_it_counts_as_a_try(typed):
    assert not rules.looks_like_code(typed)


def test_a_code_is_mailed_in_two_halves():
    assert rules.shown_code("7K3M92") == "7K3-M92"


@pytest.mark.parametrize(
    ("target", "administrators", "stays", "may"),
    [
        (1, [1], True, True),
        (1, [1], False, False),
        (1, [1, 2], False, True),
        (3, [1], False, True),
    ],
)
def test_somebody_can_always_administer(target, administrators, stays, may):
    assert (
        rules.may_lose_administrator(
            target=target, active_administrators=administrators, stays_administrator=stays
        )
        is may
    )


def test_rights_of_a_provider_become_roles():
    mapping = {"Loket": "desk", "Beheer": "administrator"}
    said = ["Loket:OVO1", "Beheer:OVO2", "Onbekend", "Loket"]
    assert rules.roles_from_claims(said, mapping) == ["administrator", "desk"]
    assert rules.roles_from_claims(said, mapping, organisation="OVO1") == ["desk"]
    assert rules.roles_from_claims([], mapping) == []


def test_the_role_names_of_the_settings_are_those_of_the_model():
    assert set(Role.values) == rules.ROLE_NAMES
