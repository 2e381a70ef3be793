"""Joris looks where the work goes wrong, writes down a measure and sees what it does."""

import datetime as dt

import pytest

from onthaal.core import clock
from onthaal.improvement.models import LeadCount, Measure, WaitCount, WeekCount
from onthaal.improvement.tests.conftest import *  # noqa: F403 -- the small Lindeveld


@pytest.fixture
def year(lighting):
    monday = clock.today() - dt.timedelta(days=clock.today().weekday())
    for week in range(1, 110):
        start = monday - dt.timedelta(weeks=week)
        slow = 9 if week == 3 else 2 + week % 3
        common = {"process": lighting, "source": "melding", "monday": start}
        WeekCount.objects.create(**common, received=6, closed=5, reopened=week % 2)
        LeadCount.objects.create(**common, days=slow, cases=5)
        WaitCount.objects.create(**common, state="in_progress", days=slow, visits=5)


def test_from_a_signal_to_a_measure(page, live_server, log_in, town, lighting, year, axe, too_wide):
    log_in(town.joris)
    page.goto(f"{live_server.url}/balie/verbeteren/")
    page.get_by_role("link", name="Verlichting herstellen").click()
    page.get_by_text("boven de grens van wat toeval verklaart").wait_for()
    page.get_by_role("link", name="Nieuwe maatregel").click()
    page.get_by_label("Wat gaan we anders doen").fill("Lampen op voorraad houden")
    page.get_by_label("Vanaf").fill((clock.today() - dt.timedelta(weeks=20)).isoformat())
    page.get_by_label("Wat moet er beter worden").select_option("lead")
    page.get_by_label("Verwacht effect").fill("Een dag sneller")
    page.get_by_role("button", name="Maatregel bewaren").click()
    page.get_by_text("Geen aantoonbaar verschil").first.wait_for()
    measure = Measure.objects.get()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (
            "",
            "processen/verlichting/?weken=26&cijfer=within",
            "maatregelen/",
            f"maatregelen/{measure.pk}/",
            f"maatregelen/{measure.pk}/stoppen/",
            f"maatregelen/{measure.pk}/veranderen/",
        ):
            page.goto(f"{live_server.url}/balie/verbeteren/{path}")
            assert axe(page) == [], path
            assert too_wide(page) == [], path
        for path in ("", "verlichting/"):
            page.goto(f"{live_server.url}/balie/processen/{path}")
            assert axe(page) == [], path
            assert too_wide(page) == [], path
