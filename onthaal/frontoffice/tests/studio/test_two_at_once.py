"""Two at once, with real connections, and a worker that is killed with the signal that nobody can
catch."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from onthaal.core import clock
from onthaal.core.tests.together import at_once
from onthaal.frontoffice.actions import decisions, running, studies
from onthaal.frontoffice.actions.studies import CannotChange
from onthaal.frontoffice.models import Decision, Study, StudyState
from onthaal.frontoffice.rules.questions import MOST_SCENARIOS
from onthaal.frontoffice.tests.studio.conftest import work
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_with_one_piece_write_it_once(study, joris):
    made = running.start(study=study(), by=joris)
    run = str(made.run)
    at_once(*[lambda: running.advance.call(made.pk, run, 0)] * 3)
    made.refresh_from_db()
    assert made.step == 1
    assert made.is_running
    assert made.scenarios.filter(results__isnull=False).count() == 1
    assert work(made).state == StudyState.DONE


def test_two_who_start_start_one_run(study, joris):
    made = study()
    outcomes = at_once(*[lambda: running.start(study=made, by=joris)] * 3)
    assert sum(isinstance(one, CannotChange) for one in outcomes) == 2
    assert Event.objects.filter(kind="study.started").count() == 1


def test_the_last_place_goes_to_one(study):
    made = study("share")
    for number in range(made.scenarios.count(), MOST_SCENARIOS - 1):
        studies.add_scenario(study=made, name=f"Nog {number}")
    outcomes = at_once(
        *[lambda n=n: studies.add_scenario(study=made, name=f"Laatste {n}") for n in range(4)]
    )
    assert sum(isinstance(one, CannotChange) for one in outcomes) == 3
    assert made.scenarios.count() == MOST_SCENARIOS


def test_a_decision_that_is_sent_twice_is_one(calculated, joris):
    chosen = calculated("layout").scenarios.get(position=1)

    def decide(title="Een zuil"):
        return decisions.decide(
            scenario=chosen,
            title=title,
            reason="Minder wachten.",
            decided_on=clock.today(),
            evaluate_on=None,
            by=joris,
        )

    assert len({one.pk for one in at_once(*[decide] * 3)}) == 1
    assert Event.objects.filter(kind="decision.made").count() == 1
    # who decides something else on it, decides once more
    assert decide("Toch een zuil") != Decision.objects.last()
    assert Decision.objects.count() == 2


# a worker that gets as far as the third group of days, says so and waits there
WORKER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "onthaal.config.settings"
import django
from django.conf import settings
django.setup()
from django.db import connections
settings.DATABASES["default"]["NAME"] = sys.argv[1]
connections["default"].settings_dict["NAME"] = sys.argv[1]
from onthaal.frontoffice.actions import running
plain, calls = running.outcome.simulate, []
def simulate(*args, **kwargs):
    calls.append(1)
    if len(calls) == 3:
        print("there", flush=True)
        time.sleep(600)
    return plain(*args, **kwargs)
running.outcome.simulate = simulate
running.advance.call(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
"""


def test_a_killed_worker_loses_one_piece_and_nothing_else(study, joris):
    whole = work(running.start(study=study("share", title="Zonder ongeval"), by=joris))
    made = running.start(study=study("share"), by=joris)
    running.advance.call(made.pk, str(made.run), 0)
    name = str(connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, name, str(made.pk), str(made.run), "1"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"},
    )
    assert worker.stdout.readline().strip() == "there"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    made = Study.objects.get(pk=made.pk)
    assert made.is_running
    assert made.step == 1
    # its job is given to another worker, which does the piece again
    assert work(made).state == StudyState.DONE
    assert [one.results for one in made.scenarios.all()] == [
        one.results for one in whole.scenarios.all()
    ]
