"""Other systems read, report and plan over REST. Stadsplan is the planning system of a contractor;
what it plans stands on the name of Bram."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.conf import settings as real_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onthaal.api.actions.keys import forget_answers
from onthaal.api.models import IdempotentAnswer, Scope
from onthaal.core import clock
from onthaal.issues.models import Issue, Status
from onthaal.timeline.models import Event
from onthaal.workplan.actions.orders import Wanted, draw_up
from onthaal.workplan.models import Crew, ReviewItem, State, WorkOrder

API = "/api/v1"


class Caller:
    """A system with a key."""

    def __init__(self, client, key):
        self.client, self.key = client, key

    def __call__(self, method, path, body=None, mark=None, **headers):
        sent = {"Authorization": f"Bearer {self.key.secret}", **headers}
        if mark or method == "POST":
            sent["Idempotency-Key"] = mark or uuid.uuid4().hex
        more = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        return getattr(self.client, method.lower())(f"{API}{path}", headers=sent, **more)

    def get(self, path, **headers):
        return self("GET", path, **headers)


@pytest.fixture
def fiets(client, fietsapp):
    return Caller(client, fietsapp)


@pytest.fixture
def nuts(client, nutsbouw):
    return Caller(client, nutsbouw)


@pytest.fixture
def stadsplan(client, key_for, town):
    key = key_for("Stadsplan", Scope.ORDERS, Scope.PLAN)
    key.row.acts_for = town.bram
    key.row.save()
    return Caller(client, key)


@pytest.fixture
def crew(town):
    row = Crew.objects.create(name="Wegen 1", team=town.wegen)
    row.members.add(town.bram)
    return row


@pytest.fixture
def order(town, report):
    issue = report("De lamp is stuk.", email="an@voorbeeld.be")
    wanted = Wanted(title="Lamp vervangen", team=town.wegen, estimated_minutes=30)
    return draw_up(wanted=wanted, issues=[issue], by=town.bram)


def next_week():
    return clock.today() + dt.timedelta(days=7)


LAMP = {
    "category": "straatverlichting",
    "description": "De lamp voor het station is stuk.",
    "place": "Kerkstraat 14",
}


@pytest.fixture
def lamp(town):
    return {**LAMP, "category": town.lamp.slug, "answers": {"paal": ["LV 12"]}}


class TestTheDoor:
    @pytest.mark.parametrize("header", ["", "Bearer onthaal_onbekend", "Basic YTpi"])
    def test_without_a_good_key_nothing_opens(self, client, db, header):
        answer = client.get(f"{API}/meldingen", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "Bearer" in answer.headers["WWW-Authenticate"]

    def test_every_address_asks_its_own_right(self, client, key_for, report):
        bare = Caller(client, key_for("Niets"))
        reference = report("Een put.").reference
        for method, path, body in (
            ("GET", "/meldingen", None),
            ("GET", f"/meldingen/{reference}", None),
            ("GET", f"/meldingen/{reference}/melder", None),
            ("POST", "/meldingen", LAMP),
            ("POST", f"/meldingen/{reference}/status", {"status": "planned"}),
            ("POST", f"/meldingen/{reference}/opmerkingen", {"text": "Nog iets."}),
            ("GET", "/teams", None),
            ("GET", "/ploegen", None),
            ("GET", "/werkopdrachten", None),
            (
                "PUT",
                "/werkopdrachten/WO-2222-2222/planning",
                {"crew": 1, "planned_on": "2026-12-01"},
            ),
            ("DELETE", "/werkopdrachten/WO-2222-2222/planning", None),
            ("POST", "/werkopdrachten/WO-2222-2222/daden", {"kind": "start"}),
        ):
            assert bare(method, path, body).status_code == 403, path
        assert bare.get("/onderwerpen").status_code == 200

    def test_too_many_questions(self, client, key_for, town, settings):
        settings.RATE_LIMIT_FACTOR = 1
        slow = Caller(client, key_for("Traag", Scope.READ, per_minute=2))
        assert [slow.get("/meldingen").status_code for _ in range(3)] == [200, 200, 429]
        assert int(slow.get("/meldingen").headers["Retry-After"]) > 0

    def test_klachten_are_nowhere(self, client, db):
        text = client.get(f"{API}/openapi.json").content.decode()
        assert '"3.1.0"' in text
        assert "complaint" not in text.lower()
        assert "/klacht" not in text

    def test_what_does_not_exist_is_a_problem_too(self, nuts):
        answer = nuts.get("/klachten")
        assert (answer.status_code, answer.json()["status"]) == (404, 404)


class TestMeldingen:
    def test_pages_follow_each_other_while_rows_change(self, nuts, report):
        issues = [report(f"Put nummer {number}.") for number in range(5)]
        first = nuts.get("/meldingen?limit=2").json()
        assert [row["reference"] for row in first["items"]] == [one.reference for one in issues[:2]]
        # one that was seen and one that was not change meanwhile
        for issue in (issues[0], issues[3]):
            Issue.objects.filter(pk=issue.pk).update(changed_at=clock.now())
        seen, cursor = {row["reference"] for row in first["items"]}, first["next"]
        while cursor:
            page = nuts.get(f"/meldingen?limit=2&cursor={cursor}").json()
            seen |= {row["reference"] for row in page["items"]}
            cursor = page["next"]
        assert seen == {issue.reference for issue in issues}

    def test_three_or_fifty_rows_ask_the_same(self, nuts, report):
        def statements():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert nuts.get("/meldingen?limit=200").status_code == 200
            return len(asked)

        for number in range(3):
            report(f"Put nummer {number}.")
        nuts.get("/meldingen")
        few = statements()
        for number in range(12):
            report(f"Kuil nummer {number}.")
        assert statements() == few <= 4

    def test_filters(self, nuts, report, town):
        report("Een put.")
        assert len(nuts.get(f"/meldingen?team={town.groen.pk}").json()["items"]) == 0
        assert len(nuts.get("/meldingen?status=new").json()["items"]) == 1
        later = (clock.now() + dt.timedelta(hours=1)).isoformat().replace("+", "%2B")
        assert len(nuts.get(f"/meldingen?changed_since={later}").json()["items"]) == 0
        assert nuts.get("/meldingen?status=weg").status_code == 422
        assert nuts.get("/meldingen?cursor=zelf-gemaakt").status_code == 422

    def test_who_reported_it_is_told_to_few_and_noted(self, nuts, key_for, client, report):
        issue = report("De lamp is stuk.", email="an@voorbeeld.be")
        assert "an@voorbeeld.be" not in nuts.get(f"/meldingen/{issue.reference}").content.decode()
        caller = Caller(client, key_for("Belteam", Scope.CONTACT))
        assert (
            caller.get(f"/meldingen/{issue.reference}/melder").json()["email"] == "an@voorbeeld.be"
        )
        assert Event.objects.get(kind="issue.contact_read").actor_label == "Belteam"

    def test_the_same_report_twice_is_one(self, fiets, lamp):
        first = fiets("POST", "/meldingen", lamp, mark="een")
        again = fiets("POST", "/meldingen", lamp, mark="een")
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        other = fiets(
            "POST", "/meldingen", {**lamp, "description": "Iets heel anders."}, mark="een"
        )
        assert other.status_code == 422
        assert Issue.objects.count() == 1

    def test_after_a_day_the_answer_is_forgotten(self, fiets, lamp, monkeypatch):
        fiets("POST", "/meldingen", lamp, mark="een")
        assert forget_answers.call() == 0
        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(hours=25))
        assert forget_answers.call() == 1

    def test_what_was_refused_can_be_sent_better(self, fiets, lamp):
        answer = fiets("POST", "/meldingen", {**lamp, "category": "ufo"}, mark="twee")
        assert answer.status_code == 422
        assert "onderwerp" in answer.json()["detail"]
        assert not IdempotentAnswer.objects.exists()
        assert fiets("POST", "/meldingen", lamp, mark="twee").status_code == 201

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"lat": 51.0}, "lat en lon samen"),
            ({"place": ""}, "waar het is"),
            ({"lat": 48.85, "lon": 2.35}, "buiten de gemeente"),
            ({"answers": {"kleur": ["rood"]}}, "geen vraag"),
            ({"contact": {"email": "geen adres"}}, "geen e-mailadres"),
            ({"description": "kort"}, ""),
            ({"kleur": "rood"}, ""),
        ],
    )
    def test_bad_input_is_explained(self, fiets, lamp, ground, change, words):
        answer = fiets("POST", "/meldingen", {**lamp, **change})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Issue.objects.exists()

    def test_a_change_of_status_keeps_the_rules_and_the_versions(self, nuts, report):
        issue = report("Een put.", email="an@voorbeeld.be")
        path = f"/meldingen/{issue.reference}"
        etag = nuts.get(path).headers["ETag"]
        planned = {"status": "planned", "text": "Wij komen dinsdag."}
        answer = nuts("POST", f"{path}/status", planned, **{"If-Match": etag})
        assert answer.json()["status"] == "planned"
        late = nuts("POST", f"{path}/status", {"status": "resolved"}, **{"If-Match": etag})
        assert (late.status_code, late.json()["version"]) == (412, answer.json()["version"])
        refused = nuts("POST", f"{path}/status", {"status": "not_feasible", "text": "Nee."})
        assert refused.status_code == 409
        assert refused.json()["detail"]
        issue.refresh_from_db()
        assert issue.state == Status.PLANNED

    def test_own_meldingen_can_be_added_to_with_words_and_a_photo(self, fiets, lamp, photo_file):
        reference = fiets("POST", "/meldingen", lamp).json()["reference"]
        answer = fiets("POST", f"/meldingen/{reference}/opmerkingen", {"text": "Ook nummer 16."})
        assert answer.status_code == 201
        sent = {"Authorization": f"Bearer {fiets.key.secret}", "Idempotency-Key": "foto"}
        answer = fiets.client.post(
            f"{API}/meldingen/{reference}/fotos", {"photo": photo_file()}, headers=sent
        )
        assert answer.status_code == 201
        assert len(answer.json()["photos"]) == 1

    def test_of_others_it_hears_nothing(self, fiets, report):
        reference = report("Een put.").reference
        answer = fiets("POST", f"/meldingen/{reference}/opmerkingen", {"text": "Wat is dit?"})
        assert answer.status_code == 404


class TestWerkopdrachten:
    def test_it_plans_and_the_resident_hears_the_day(self, stadsplan, order, crew):
        day = next_week()
        etag = stadsplan.get(f"/werkopdrachten/{order.reference}").headers["ETag"]
        body = {"crew": crew.pk, "planned_on": day.isoformat()}
        path = f"/werkopdrachten/{order.reference}/planning"
        answer = stadsplan("PUT", path, body, **{"If-Match": etag})
        assert answer.json()["planned_on"] == day.isoformat()
        assert order.issues.get().expected_on == day
        # the same again changes nothing
        assert stadsplan("PUT", path, body).json()["version"] == answer.json()["version"]
        assert stadsplan("PUT", path, body, **{"If-Match": etag}).status_code == 412
        assert stadsplan("DELETE", path).json()["state"] == State.TO_PLAN

    def test_what_the_crew_did_counts_once(self, stadsplan, order, crew, town):
        body = {"crew": crew.pk, "planned_on": next_week().isoformat()}
        stadsplan("PUT", f"/werkopdrachten/{order.reference}/planning", body)
        done = {
            "kind": "done",
            "text": "Lamp vervangen.",
            "hours": [{"email": town.bram.email, "minutes": 40}],
        }
        path = f"/werkopdrachten/{order.reference}/daden"
        first = stadsplan("POST", path, done, mark="klaar")
        again = stadsplan("POST", path, done, mark="klaar")
        assert first.json() == again.json()
        assert first.json()["outcome"] == "done"
        order.refresh_from_db()
        assert order.state == State.DONE
        assert order.hours.get().minutes == 40

    def test_what_does_not_fit_waits_for_a_planner(self, stadsplan, order, crew):
        path = "/werkopdrachten/{}/daden"
        unknown = stadsplan("POST", path.format("ZZ-0000-0000"), {"kind": "done"})
        assert (unknown.status_code, unknown.json()["outcome"]) == (202, "review")
        unplanned = stadsplan("POST", path.format(order.reference), {"kind": "start"})
        assert unplanned.status_code == 202
        assert ReviewItem.objects.open().count() == 2
        order.refresh_from_db()
        assert order.state == State.TO_PLAN

    def test_it_reaches_no_further_than_bram(self, stadsplan, town, order):
        theirs = draw_up(
            wanted=Wanted(title="Gras maaien", team=town.groen, estimated_minutes=60), by=town.joris
        )
        listed = stadsplan.get("/werkopdrachten").json()["items"]
        assert [row["reference"] for row in listed] == [order.reference]
        assert stadsplan.get(f"/werkopdrachten/{theirs.reference}").status_code == 404
        town.bram.is_active = False
        town.bram.save()
        assert stadsplan.get("/werkopdrachten").status_code == 403
        assert WorkOrder.objects.count() == 2


def test_the_guide_tells_every_operation(client, db):
    text = client.get(f"{API}/uitleg/").content.decode()
    for words in ("/api/v1/meldingen", "Nodig recht", "Idempotency-Key", real_settings.PUBLIC_URL):
        assert words in text
