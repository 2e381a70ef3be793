"""Joris, the manager, looks at the numbers; each is checked against a case done by hand."""

import datetime as dt

import pytest

from onthaal.core import clock
from onthaal.issues import figures
from onthaal.issues.models import Issue, Satisfaction, Status, Survey

pytestmark = pytest.mark.django_db
NOVEMBER = figures.Period(dt.date(2026, 11, 2), dt.date(2026, 11, 30))


def at(day, hour=10):
    return dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def november(report, town):
    """Five came in for Wegen; four are closed after 1, 2, 3 and 10 working days, one too late."""
    rows = []
    for number, (came, closed, first, lead, within) in enumerate(
        [
            (2, 3, 1, 1, True),
            (3, 5, 1, 2, True),
            (9, 13, 2, 3, True),
            (9, 24, 5, 10, False),
            (16, None, None, None, None),
        ]
    ):
        issue = report(f"Melding {number} over de weg.", category=town.hole)
        Issue.objects.filter(pk=issue.pk).update(
            received_at=at(came),
            due_on=dt.date(2026, 11, 20),
            status=Status.RESOLVED if closed else Status.NEW,
            closed_at=at(closed) if closed else None,
            first_answer_days=first,
            lead_days=lead,
            within_term=within,
        )
        rows.append(issue)
    return rows


def test_totals_by_hand(november):
    totals = figures.totals(NOVEMBER)
    assert (totals.received, totals.solved, totals.reopened) == (5, 4, 0)
    assert totals.first_answer_p50 == 1.5  # of 1, 1, 2, 5
    assert totals.lead_p50 == 2.5  # of 1, 2, 3, 10
    assert totals.lead_p90 == pytest.approx(7.9)
    assert totals.within_term == 0.75


def test_an_empty_period_has_no_medians_and_no_division_by_zero():
    totals = figures.totals(figures.Period(dt.date(2020, 1, 1), dt.date(2020, 2, 1)))
    assert totals.received == 0
    assert (totals.lead_p50, totals.within_term, totals.response) == (None, None, None)


def test_weeks_without_anything_are_there_too(november):
    weeks = figures.weeks(NOVEMBER)
    assert [(week.monday.day, week.received, week.solved) for week in weeks] == [
        (2, 2, 2),
        (9, 2, 1),
        (16, 1, 0),
        (23, 0, 1),
    ]


def test_the_last_hour_of_sunday_belongs_to_sunday_in_belgium(report):
    issue = report()
    late_on_sunday = dt.datetime(2026, 11, 8, 22, 59, tzinfo=dt.UTC)  # 23.59 in Belgium
    Issue.objects.filter(pk=issue.pk).update(received_at=late_on_sunday)
    assert [w.received for w in figures.weeks(NOVEMBER)] == [1, 0, 0, 0]
    Issue.objects.filter(pk=issue.pk).update(received_at=late_on_sunday + dt.timedelta(minutes=2))
    assert [w.received for w in figures.weeks(NOVEMBER)] == [0, 1, 0, 0]


def test_satisfaction_is_only_told_with_enough_answers(november):
    for issue in november[:4]:
        Survey.objects.create(
            issue=issue, sent_at=at(13), expires_at=at(27), satisfaction=Satisfaction.HAPPY
        )
    assert figures.totals(NOVEMBER).satisfaction is None
    assert figures.totals(NOVEMBER).response == 1
    Survey.objects.create(
        issue=november[4], sent_at=at(13), expires_at=at(27), satisfaction=Satisfaction.UNHAPPY
    )
    assert figures.totals(NOVEMBER).satisfaction == pytest.approx((4 * 3 + 1) / 5)


def test_hot_spots_name_what_occurs_most(report, town):
    for _ in range(3):
        report(category=town.hole, point=(51.0100, 5.0050))
    report(category=town.lamp, point=(51.0100, 5.0050))
    report(category=town.lamp, point=(51.0190, 5.0190))
    today = dt.date.today()  # noqa: DTZ011 -- a wide period around now is all that is needed
    year = dt.timedelta(days=366)
    [spot] = figures.hot_spots(figures.Period(today - year, today + year))
    assert (spot.number, spot.category) == (4, "Put in de weg")
    assert spot.place == f"{spot.lat:.4f}, {spot.lon:.4f}"


def test_a_hot_spot_has_the_name_of_its_street(ground, report, town):
    report("Een put.")
    report("Nog een put.")
    today = clock.today()
    [spot] = figures.hot_spots(figures.Period(today, today + dt.timedelta(days=1)))
    assert spot.place == "Kerkstraat, Centrum"


def test_the_usual_periods_are_one_click_away(client, town, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 5, 20))
    client.force_login(town.joris)
    page = client.get("/balie/cijfers/meldingen/").content.decode()
    assert 'href="?van=2026-04-01&amp;tot=2026-05-20">Dit kwartaal' in page
    assert 'href="?van=2025-01-01&amp;tot=2025-12-31">Vorig jaar' in page
    page = client.get("/balie/cijfers/meldingen/?van=2025-01-01&tot=2025-12-31").content.decode()
    assert 'aria-current="true">Vorig jaar' in page


def test_joris_reads_the_page_and_bram_may_not(client, town, november):
    client.force_login(town.joris)
    page = client.get("/balie/cijfers/meldingen/", {"van": "2026-11-02", "tot": "2026-11-29"})
    words = page.content.decode()
    assert page.status_code == 200
    assert "75 %" in words
    assert "2,5" in words
    assert words.count("Cijfers als tabel") == 1
    client.force_login(town.bram)
    assert client.get("/balie/cijfers/meldingen/").status_code == 403


def test_a_period_the_wrong_way_round_is_explained(client, town):
    client.force_login(town.joris)
    page = client.get("/balie/cijfers/meldingen/", {"van": "2026-11-20", "tot": "2026-11-02"})
    assert page.status_code == 422
    assert "ligt voor" in page.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_numbers_as_a_file(client, town, november, kind):
    client.force_login(town.joris)
    answer = client.get(
        f"/balie/cijfers/meldingen/uitvoer.{kind}", {"van": "2026-11-02", "tot": "2026-11-29"}
    )
    assert f".{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        assert "Ontvangen;5" in answer.content.decode("utf-8-sig")
