"""Klachten per process, counted by hand and by the program."""

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.catalogue.models import Process
from onthaal.complaints.actions.deciding import admit, rule
from onthaal.complaints.actions.handling import assign
from onthaal.complaints.actions.submission import Contact, Submission, submit
from onthaal.complaints.models import Regulation
from onthaal.complaints.states import Channel, Degree, Norm, Ruling
from onthaal.improvement import figures
from onthaal.improvement.actions.mining import count
from onthaal.improvement.models import Measure, PathCount, WeekCount
from onthaal.improvement.rules.effect import Verdict, Window
from onthaal.improvement.sources import KLACHTEN
from onthaal.people.models import Role, User

pytestmark = pytest.mark.django_db
YEAR = Window(dt.date(2025, 6, 2), dt.date(2026, 6, 1))


@pytest.fixture
def nora(db):
    Regulation.objects.create(valid_from=dt.date(2019, 1, 1))
    return User.objects.create_user(
        "nora@lindeveld.example", name="Nora", is_staff=True, roles=[Role.COMPLAINTS]
    )


@pytest.fixture
def passports():
    return Process.objects.create(name="Reispas aanvragen", slug="reispas", acts_per_year=600)


@pytest.fixture
def complain(nora):
    def make(process, received_on=dt.date(2026, 1, 14)):
        return submit(
            submission=Submission(
                description="Ik moest drie keer terugkomen.",
                contact=Contact("An Peeters", "an@voorbeeld.be", "", "Kerkstraat 14"),
                channel=Channel.WEB,
                process=process,
                received_on=received_on,
            )
        )

    return make


def test_complaints_per_hundred_acts_as_counted_by_hand(complain, passports, lighting):
    """Six in a year about 600 passports: one per hundred. One about 50 lamps: two."""
    for _ in range(6):
        complain(passports)
    complain(lighting)
    complain(lighting, received_on=dt.date(2025, 6, 1))  # the day before the year
    WeekCount.objects.create(
        process=lighting, source="melding", monday=dt.date(2026, 1, 12), received=50
    )
    lamps, travel = figures.pareto(YEAR)
    assert (lamps.process, lamps.complaints, lamps.acts) == (lighting, 1, 50)
    assert lamps.rate.estimate == pytest.approx(2)
    assert (travel.process, travel.complaints) == (passports, 6)
    assert travel.acts == pytest.approx(600, rel=0.005)
    assert travel.rate.estimate == pytest.approx(1, rel=0.005)
    # exact Poisson limits of 6 events: 2.20 and 13.06
    assert travel.rate.low == pytest.approx(0.37, abs=0.02)
    assert travel.rate.high == pytest.approx(2.18, abs=0.05)
    assert travel.share == pytest.approx(6 / 7)


def test_a_few_complaints_are_a_number_only_for_who_handles_them(
    client, town, nora, complain, passports, at
):
    at("2026-06-03 10:00")
    complain(passports)
    client.force_login(town.joris)
    page = client.get(reverse("improvement")).text
    assert "minder dan 5" in page
    assert "0,17" not in page
    client.force_login(nora)
    page = client.get(reverse("improvement")).text
    assert "minder dan 5" not in page
    assert "0,17" in page


def test_the_way_of_a_complaint_is_counted_in_its_week(complain, passports, nora, at):
    at("2026-01-14 10:00")
    complaint = complain(passports)
    at("2026-01-20 10:00")
    complaint = admit(complaint, text="Wij onderzoeken het.", by=nora)
    complaint = assign(complaint, handler=nora, deputy=None, by=nora)
    at("2026-02-04 10:00")
    rule(
        complaint,
        ruling=Ruling.FOUNDED,
        text="U had gelijk.",
        norms=[Norm.TERM],
        degree=Degree.FULL,
        by=nora,
    )
    at("2026-02-10 04:15")
    count(KLACHTEN)
    assert PathCount.objects.get().path == "received>admissible>ruled"
    (portrait,) = figures.portraits(passports, Window(dt.date(2026, 1, 12), dt.date(2026, 2, 9)))
    assert (portrait.label, portrait.unit, portrait.norm) == ("klachten", "kalenderdagen", None)
    assert portrait.median == 21


def test_fewer_complaints_after_a_measure_need_ten_before_one_may_speak(complain, passports, nora):
    measure = Measure.objects.create(
        process=passports,
        title="Foto aan het loket",
        owner=nora,
        starts_on=dt.date(2025, 6, 2),
        settling_weeks=0,
        indicator="complaints",
        expected="De helft minder",
    )
    for week in range(4):
        complain(passports, received_on=dt.date(2025, 5, 5) + dt.timedelta(weeks=week))
    assert figures.effect_of(measure, dt.date(2025, 12, 10)).verdict == Verdict.TOO_EARLY
    for week in range(12):
        complain(passports, received_on=dt.date(2025, 1, 13) + dt.timedelta(weeks=week))
    found = figures.effect_of(measure, dt.date(2025, 12, 10))
    before = found.comparisons[0]
    assert (before.cases_before, before.cases_after) == (16, 0)
    assert before.value_before == pytest.approx(16 / 3, rel=0.01)
    assert before.verdict == Verdict.BETTER
