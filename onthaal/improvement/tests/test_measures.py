"""Joris writes down a measure and looks whether it helped."""

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.improvement import figures
from onthaal.improvement.models import LeadCount, Measure, WeekCount
from onthaal.improvement.rules.effect import Verdict
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
START = dt.date(2026, 3, 2)


@pytest.fixture
def joris(client, town):
    client.force_login(town.joris)
    return town.joris


@pytest.fixture
def typed(lighting, town):
    return {
        "process": lighting.pk,
        "title": "Lampen per wijk in één rit vervangen",
        "reason": "Bewoners wachten lang.",
        "owner": town.bram.pk,
        "starts_on": "2026-03-02",
        "settling_weeks": "2",
        "indicator": "lead",
        "expected": "Van 6 naar 3 werkdagen",
    }


@pytest.fixture
def measure(lighting, town):
    return Measure.objects.create(
        process=lighting,
        title="Lampen per wijk in één rit vervangen",
        owner=town.bram,
        starts_on=START,
        settling_weeks=2,
        indicator="lead",
        expected="Van 6 naar 3 werkdagen",
    )


@pytest.fixture
def weeks(lighting):
    """``weeks(start, number, {days: cases})``: so many weeks with these lead times."""

    def fill(start, number, lead):
        for week in range(number):
            monday = start + dt.timedelta(weeks=week)
            WeekCount.objects.create(
                process=lighting,
                source="melding",
                monday=monday,
                received=sum(lead.values()),
                closed=sum(lead.values()),
            )
            LeadCount.objects.bulk_create(
                LeadCount(process=lighting, source="melding", monday=monday, days=days, cases=cases)
                for days, cases in lead.items()
            )

    return fill


SLOW, QUICK = {5: 2, 6: 3, 8: 1}, {2: 2, 3: 3, 5: 1}


class TestEffect:
    def test_three_days_quicker_than_before_and_than_last_year(self, measure, weeks):
        weeks(START - dt.timedelta(weeks=60), 60, SLOW)
        weeks(START, 20, QUICK)
        found = figures.effect_of(measure, START + dt.timedelta(weeks=14))
        assert found.after.weeks == 12
        assert [each.change.estimate for each in found.comparisons] == [-3, -3]
        assert [each.cases_before for each in found.comparisons] == [72, 72]
        assert found.verdict == Verdict.BETTER
        assert not found.moved_before

    def test_after_three_weeks_it_is_too_early(self, measure, weeks):
        weeks(START - dt.timedelta(weeks=60), 60, SLOW)
        weeks(START, 5, QUICK)
        assert figures.effect_of(measure, START + dt.timedelta(weeks=5)).verdict == (
            Verdict.TOO_EARLY
        )

    def test_before_it_began_it_is_too_early(self, measure):
        found = figures.effect_of(measure, START - dt.timedelta(days=3))
        assert found.verdict == Verdict.TOO_EARLY
        assert found.after.weeks == 0

    def test_the_same_as_before_is_no_proof(self, measure, weeks):
        weeks(START - dt.timedelta(weeks=60), 80, SLOW)
        assert figures.effect_of(measure, START + dt.timedelta(weeks=14)).verdict == (
            Verdict.NO_PROOF
        )

    def test_quicker_than_the_winter_but_not_than_last_spring_may_be_the_season(
        self, measure, weeks
    ):
        weeks(START - dt.timedelta(weeks=50), 20, QUICK)
        weeks(START - dt.timedelta(weeks=30), 30, SLOW)
        weeks(START, 20, QUICK)
        found = figures.effect_of(measure, START + dt.timedelta(weeks=14))
        assert found.verdict == Verdict.NO_PROOF
        assert found.season_may_play

    def test_what_was_moving_already_is_told(self, measure, weeks):
        weeks(START - dt.timedelta(weeks=60), 48, SLOW)
        weeks(START - dt.timedelta(weeks=12), 12, {3: 3, 4: 3})
        weeks(START, 20, QUICK)
        assert figures.effect_of(measure, START + dt.timedelta(weeks=14)).moved_before

    def test_weeks_after_it_was_stopped_do_not_count(self, measure, weeks):
        weeks(START - dt.timedelta(weeks=60), 60, SLOW)
        weeks(START, 12, QUICK)
        weeks(START + dt.timedelta(weeks=12), 20, {30: 6})
        measure.stopped_on = START + dt.timedelta(weeks=12)
        found = figures.effect_of(measure, START + dt.timedelta(weeks=30))
        assert found.after.weeks == 10
        assert found.verdict == Verdict.BETTER


class TestKeeping:
    def test_a_new_measure_is_kept_with_who_wrote_it(self, client, joris, typed):
        answer = client.post(reverse("improvement-measure-new"), typed)
        measure = Measure.objects.get()
        assert answer.headers["Location"] == reverse("improvement-measure", args=[measure.pk])
        assert Event.objects.about(measure).get().actor == joris
        page = client.get(answer.headers["Location"]).text
        assert "Te vroeg om te zeggen" in page
        assert "maandag 2 maart" in page

    def test_a_share_within_the_norm_needs_a_norm(self, client, joris, typed, lighting):
        lighting.norm_working_days = None
        lighting.save()
        answer = client.post(reverse("improvement-measure-new"), typed | {"indicator": "within"})
        assert answer.status_code == 422
        assert "heeft nog geen norm" in answer.text
        assert "Bewoners wachten lang." in answer.text
        assert not Measure.objects.exists()

    def test_stopping_asks_why(self, client, joris, measure, at):
        at("2026-07-01 10:00")
        url = reverse("improvement-measure-stop", args=[measure.pk])
        assert client.post(url, {"on": "2026-06-30", "why": ""}).status_code == 422
        assert client.post(url, {"on": "2026-07-02", "why": "Klaar"}).status_code == 422
        assert client.post(url, {"on": "2026-06-30", "why": "Klaar"}).status_code == 302
        measure.refresh_from_db()
        assert (measure.stopped_on, measure.stopped_why) == (dt.date(2026, 6, 30), "Klaar")
        assert client.get(url).status_code == 404
        assert "Gestopt" in client.get(reverse("improvement-measure", args=[measure.pk])).text

    def test_a_handler_has_no_business_here(self, client, town, measure, typed):
        client.force_login(town.bram)
        for name in ("improvement", "improvement-measures", "improvement-measure-new"):
            assert client.get(reverse(name)).status_code == 403
        assert client.post(reverse("improvement-measure-new"), typed).status_code == 403
        assert Measure.objects.count() == 1


class TestPages:
    def test_the_overview_and_the_process_tell_of_a_slow_week(
        self, client, joris, lighting, weeks, at
    ):
        at("2026-06-17 10:00")
        for week in range(44):
            weeks(dt.date(2025, 7, 7) + dt.timedelta(weeks=week), 1, {2 + 2 * (week % 2): 6})
        weeks(dt.date(2026, 5, 11), 1, {12: 4})
        page = client.get(reverse("improvement")).text
        assert "Verlichting herstellen" in page
        assert "1 signaal" in page
        page = client.get(reverse("improvement-process", args=["verlichting"])).text
        assert "boven de grens van wat toeval verklaart" in page
        assert page.count("control__signal") == 1

    def test_a_strange_period_falls_back_to_a_year(self, client, joris, lighting):
        url = reverse("improvement-process", args=["verlichting"])
        answer = client.get(url, {"weken": "-3", "cijfer": "<script>"})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text

    def test_the_figures_as_a_spreadsheet(self, client, joris, lighting, weeks, at):
        at("2026-06-17 10:00")
        weeks(dt.date(2026, 5, 11), 4, {1: 1, 9: 3})
        text = client.get(reverse("improvement-export", args=["csv"])).content.decode("utf-8-sig")
        assert "Verlichting herstellen;Wegen;2;16;16;9,0;0,25;0,0;0" in text
        assert client.get(reverse("improvement-export", args=["xlsx"])).status_code == 200
        assert client.get("/balie/verbeteren/cijfers.exe").status_code == 404
