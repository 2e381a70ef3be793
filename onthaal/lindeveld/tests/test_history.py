"""A made-up melding lives by the same rules as a real one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.issues.rules import REASON_REQUIRED, REOPEN_WITHIN, TEXT_REQUIRED, may_become
from onthaal.issues.states import CLOSED, OPEN, PAUSED, Status
from onthaal.lindeveld.categories import CATEGORIES
from onthaal.lindeveld.history import Author, Cast, Place, TeamCast
from onthaal.lindeveld.history.days import WorkingDays
from onthaal.lindeveld.staff import RHYTHM
from onthaal.organisation.rules import add_working_days, working_days_between

NOW = dt.datetime(2026, 11, 23, 13, 30, tzinfo=dt.UTC)
CLOSED_DAYS = frozenset({dt.date(2026, 7, 10), dt.date(2025, 12, 26)})
TABLE = WorkingDays(dt.date(2023, 12, 1), dt.date(2027, 12, 31), CLOSED_DAYS)
BELGIUM = ZoneInfo("Europe/Brussels")


def cast():
    places = [
        Place(n, f"Kerkstraat {n}", "Kerkstraat", str(n), "Molenstraat", 51.13, 5.05 + n / 1e4, 1)
        for n in range(1, 40)
    ]
    far = Place(90, "Steenweg op Mol 9", "Steenweg op Mol", "9", "Markt", 51.13, 5.06, 1, True)
    teams = {
        name: TeamCast(10 + n, [100 + 2 * n, 101 + 2 * n], late)
        for n, (name, (_, late)) in enumerate(RHYTHM.items())
    }
    return Cast(
        teams=teams,
        categories={slug: n for n, slug in enumerate(CATEGORIES, start=1)},
        places=places,
        play_places=places[:3],
        desk=[500, 501],
        regional=[far],
        closing_days=CLOSED_DAYS,
    )


@pytest.fixture(scope="module")
def issues():
    return list(Author(cast(), number=6000, seed=1, now=NOW).issues())


def day(moment):
    return moment.astimezone(BELGIUM).date()


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 60), st.integers(0, 90))
def test_the_table_of_working_days_agrees_with_the_rules(start, number, gap):
    end = start + dt.timedelta(days=gap)
    assert TABLE.add(start, number) == add_working_days(start, number, CLOSED_DAYS)
    assert TABLE.between(start, end) == working_days_between(start, end, CLOSED_DAYS)


def test_the_same_seed_gives_the_same_history(issues):
    again = list(Author(cast(), number=6000, seed=1, now=NOW).issues())
    assert again == issues


def test_issues_come_in_order_and_never_in_the_future(issues):
    moments = [issue.received_at for issue in issues]
    assert moments == sorted(moments)
    assert moments[-1] <= NOW
    assert NOW - moments[0] < dt.timedelta(days=3 * 366)
    assert all(event.at <= NOW for issue in issues for event in issue.events)


def test_every_step_is_allowed_and_says_what_it_must(issues):
    for issue in issues:
        status = Status.NEW
        for event in sorted(issue.events, key=lambda event: event.at):
            if "to" not in event.data or event.kind == "issue.assigned":
                continue
            if event.kind == "issue.expected_date_changed":
                assert event.public_text
                continue
            new = Status(event.data["to"])
            assert event.kind == f"issue.{new}"
            assert event.data["from"] == status
            assert may_become(status, new), (status, new)
            assert new not in TEXT_REQUIRED or event.public_text
            assert new not in REASON_REQUIRED or event.data["reason"]
            status = new
        assert issue.status == status


def test_closed_issues_have_their_figures_and_open_ones_do_not(issues):
    for issue in issues:
        if issue.status in CLOSED:
            assert issue.closed_at is not None
            assert issue.lead_days == working_days_between(
                day(issue.received_at), day(issue.closed_at), CLOSED_DAYS
            )
            assert issue.within_term == (day(issue.closed_at) <= issue.due_on)
        else:
            assert issue.status in OPEN
            assert (issue.closed_at, issue.lead_days, issue.within_term) == (None, None, None)
        assert (issue.paused_at is not None) == (issue.status in PAUSED)
        assert bool(issue.reason) == (issue.status == Status.NOT_FEASIBLE)
        assert bool(issue.forwarded_to) == (issue.status == Status.NOT_OURS)


def test_the_term_follows_the_category_unless_the_clock_stood_still(issues):
    for issue in issues:
        term = CATEGORIES[issue.slug].working_days
        expected = add_working_days(issue.received_on, term, CLOSED_DAYS)
        stood_still = any(event.kind.startswith("issue.waiting") for event in issue.events)
        if not stood_still and not issue.reopenings:
            assert issue.due_on == expected
        else:
            assert issue.due_on >= expected


def test_the_first_answer_is_the_first_text_of_a_person(issues):
    for issue in issues:
        answers = [
            event.at
            for event in issue.events
            if event.by is not None and event.public_text and "from" in event.data
            and event.kind != "issue.expected_date_changed"
        ]  # fmt: skip
        assert issue.first_answer_at == min(answers, default=None)


def test_doubles_point_back_and_pass_on_their_reporter(issues):
    doubles = [issue for issue in issues if issue.status == Status.DUPLICATE]
    assert len(doubles) > 50
    for double in doubles:
        original = issues[double.duplicate_of]
        assert original.key < double.key
        assert original.slug == double.slug
        assert not double.surveys
        if double.reporter and double.reporter.email:
            known = {follower.email for follower in original.followers}
            known.add(original.reporter.email if original.reporter else "")
            assert double.reporter.email in known


def test_only_who_left_an_address_is_asked_how_it_went(issues):
    asked = [issue for issue in issues if issue.surveys]
    assert asked
    assert all(issue.reporter and issue.reporter.email for issue in asked)
    answered = [s for issue in asked for s in issue.surveys if s.answered_at]
    assert all(s.sent_at < s.answered_at <= s.expires_at for s in answered)
    for issue in issues:
        reopened = [event for event in issue.events if event.kind == "issue.reopened"]
        assert issue.reopenings == len(reopened)
        for event in reopened:
            closing = max(s.sent_at for s in issue.surveys if s.sent_at < event.at)
            assert event.at - closing <= REOPEN_WITHIN


def test_followers_are_confirmed_and_there_once(issues):
    for issue in issues:
        emails = [follower.email for follower in issue.followers]
        assert len(emails) == len(set(emails))
        for follower in issue.followers:
            assert follower.asked_at <= follower.confirmed_at <= NOW


def test_the_seasons_show(issues):
    months = {
        slug: Counter(issue.received_on.month for issue in issues if issue.slug == slug)
        for slug in ("bladeren", "wespennest", "lamp-brandt-niet", "put-in-de-weg")
    }
    assert sum(months["bladeren"][m] for m in (10, 11, 12)) > 0.7 * months["bladeren"].total()
    assert sum(months["wespennest"][m] for m in (7, 8, 9)) > 0.7 * months["wespennest"].total()
    assert months["wespennest"][1] == months["wespennest"][12] == 0
    assert months["lamp-brandt-niet"][12] > 1.5 * months["lamp-brandt-niet"][6]
    assert months["put-in-de-weg"][2] > 1.5 * months["put-in-de-weg"][8]


def test_staff_rarely_work_at_night_and_residents_do_report_at_night(issues):
    staff = [event.at for issue in issues for event in issue.events if event.by]
    at_night = sum(not 7 <= moment.astimezone(BELGIUM).hour < 20 for moment in staff)
    assert at_night < 0.02 * len(staff)
    assert any(issue.received_at.astimezone(BELGIUM).hour >= 22 for issue in issues)


def test_most_is_in_time_and_some_work_waits(issues):
    closed = [issue for issue in issues if issue.closed_at]
    assert 0.8 < sum(issue.within_term for issue in closed) / len(closed) < 0.95
    waiting = [issue for issue in issues if not issue.closed_at]
    late = [i for i in waiting if i.due_on < day(NOW) and i.paused_at is None]
    assert 0.05 < len(late) / len(waiting) < 0.4


def test_handlers_are_members_of_the_team(issues):
    members = {team.id: set(team.members) for team in cast().teams.values()}
    assert all(i.handler is None or i.handler in members[i.team] for i in issues)
