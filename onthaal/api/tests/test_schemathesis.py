"""Schemathesis asks both APIs what their descriptions allow, and a good deal that they do not:
never a fault of ours, never an answer that the description does not know.

More examples than these few: ``SCHEMATHESIS_EXAMPLES=500 make test ARGS="-k schemathesis"``.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onthaal.api.models import Scope
from onthaal.issues.models import Issue
from onthaal.workplan.actions.orders import Wanted, draw_up

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "8"))
few = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection(db, settings):
    """Questions do not close the connection in whose transaction this test lives."""
    settings.RATE_LIMIT_FACTOR = 0
    ended = (request_started, request_finished)
    for signal in ended:
        signal.disconnect(close_old_connections)
    yield
    for signal in ended:
        signal.connect(close_old_connections)


@pytest.fixture
def rest(one_connection, town, ground, report):
    """A town with something in it."""
    issue = report("De lamp is stuk.", email="an@voorbeeld.be")
    wanted = Wanted(title="Lamp vervangen", team=town.wegen, estimated_minutes=30)
    draw_up(wanted=wanted, issues=[issue], by=town.bram)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def everything(key_for, town):
    key = key_for("Alles", *Scope, per_minute=10_000)
    key.row.acts_for = town.bram
    key.row.save()
    return key


def faults(schema, known=None, **more):
    """What is wrong, per operation. ``known`` are values that make a form go beyond the door."""
    found = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @few
        @given(case=operation.as_strategy())
        def ask(case):
            if known and isinstance(case.body, dict):
                case.body |= {name: known[name] for name in known if name in case.body}
            # a subject or a cursor of the right shape need not exist: 422 is a good answer then
            case.call_and_validate(excluded_checks=[positive_data_acceptance], **more)

        try:
            ask()
        except BaseExceptionGroup as problem:
            found += [f"{operation.label}: {each}" for each in problem.exceptions]
    return found


def test_the_rest_api_keeps_to_its_description(rest, everything):
    headers = {"Authorization": f"Bearer {everything.secret}", "Accept-Encoding": "identity"}
    found = faults(rest, headers=headers)
    assert not found, "\n\n".join(found)


def test_open311_keeps_to_its_description(rest, everything, town):
    schema = schemathesis.openapi.from_wsgi("/open311/v2/openapi.json", get_wsgi_application())
    known = {
        "api_key": everything.secret,
        "service_code": town.lamp.slug,
        "service_request_id": Issue.objects.get().reference,
    }
    found = faults(schema, known, headers={"Accept-Encoding": "identity"})
    assert not found, "\n\n".join(found)
