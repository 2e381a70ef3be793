"""The specification of GeoReport v2, call by call, in both formats."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django import conf
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.api.actions import keys
from onthaal.api.models import PartnerReport, PhotoFetch, Scope
from onthaal.core import clock
from onthaal.integrations.open311 import documents
from onthaal.issues.actions import notes
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Channel, Issue, Status
from onthaal.timeline.models import Event

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
ROOT = "/open311/v2"
both_formats = pytest.mark.parametrize("form", ["json", "xml"])
LAMP = {"service_code": "lamp", "lat": "51.0100", "long": "5.0050", "description": "Lamp stuk"}


@pytest.fixture
def ask(client):
    """``ask("requests", form, …)``: the rows of a good answer, read as any client reads them."""

    def get(call, form="json", *, status=200, data=None, post=None, headers=None):
        url = f"{ROOT}/{call}.{form}"
        answer = (
            client.post(url, post, headers=headers)
            if post is not None
            else client.get(url, data, headers=headers)
        )
        assert answer.status_code == status, answer.content
        assert answer["Content-Type"] == TYPES[form]
        return documents.read(answer.content, form)

    return get


@both_formats
def test_discovery_says_where_the_service_is(ask, town, form):
    found = ask("discovery", form)
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["type"] == ("production" if conf.settings.PRODUCTION else "test")
    formats = endpoint["formats"]
    assert formats == ["text/xml", "application/json"]


@both_formats
def test_services_are_the_subjects_that_are_for_us(ask, town, form):
    found = {row["service_code"]: row for row in ask("services", form)}
    assert set(found) == {"lamp", "put", "overlast", "boom"}
    lamp = found["lamp"]
    assert lamp["service_name"] == "Straatverlichting"
    assert lamp["metadata"] in (True, "true")
    assert lamp["type"] == "realtime"
    assert lamp["keywords"] == "lamp,lantaarn,verlichting"
    assert lamp["group"] == "Straat en stoep"


@both_formats
def test_a_service_definition_has_the_questions(ask, town, form):
    found = ask("services/boom", form)
    (how,) = found["attributes"]
    assert found["service_code"] == "boom"
    assert (how["code"], how["datatype"]) == ("hoe", "singlevaluelist")
    assert how["required"] in (True, "true")
    assert how["values"][0] == {"key": "Dode tak", "name": "Dode tak"}


@both_formats
def test_a_service_without_questions_has_an_empty_definition(ask, town, form):
    assert not ask("services/put", form)["attributes"]


@both_formats
@pytest.mark.parametrize(
    "call", ["services/bestaat-niet", "requests/LV-0000-0000", "tokens/x", "zo"]
)
def test_what_is_not_there_is_a_404_in_the_format_that_was_asked(ask, town, form, call):
    (error,) = ask(call, form, status=404)
    assert error["code"] == "404"
    assert error["description"]


@both_formats
def test_the_list_shows_what_everybody_may_know_and_nothing_else(ask, report, town, form):
    report("Mijn buurvrouw Mia heeft geen licht, bel 0470 12 34 56", town.lamp)
    report("Lawaai bij mijn buren", town.noise)
    (row,) = ask("requests", form)
    assert row["service_code"] == "lamp"
    assert row["status"] == "open"
    assert row["description"] == "Straatverlichting"
    assert row["address"] == "Kerkstraat 14"
    assert row["agency_responsible"] == "Onthaal"
    assert float(row["lat"]) == 51.01
    assert "Mia" not in json.dumps(row)
    assert "An Peeters" not in json.dumps(row)
    requested = dt.datetime.fromisoformat(row["requested_datetime"])
    assert requested.tzinfo
    expected = dt.datetime.fromisoformat(row["expected_datetime"])
    assert expected.date() == Issue.objects.get(category=town.lamp).expected_on


@both_formats
def test_released_words_may_leave(ask, report, town, form):
    issue = report()
    notes.release(issue, title="Lamp ]]> & stuk 🚲", text="Wij wachten.", photos=[], by=town.bram)
    (row,) = ask(f"requests/{issue.reference}", form)
    assert row["description"] == "Lamp ]]> & stuk 🚲\n\nWij wachten."


@both_formats
def test_extensions_tell_more_only_when_asked(ask, report, form):
    report()
    (plain,) = ask("requests", form)
    (more,) = ask("requests", form, data={"extensions": "true"})
    assert "extended_attributes" not in plain
    assert more["extended_attributes"]["detailed_status"] == "OPEN"
    assert more["extended_attributes"]["group"] == "Straat en stoep"


def test_filters(ask, report, town):
    lamp = report("Lamp", town.lamp)
    hole = report("Put", town.hole)
    change_status(hole, change=Change(to=Status.RESOLVED, text="Gedicht."), by=town.bram)
    old = report("Oude put", town.hole)
    Issue.objects.filter(pk=old.pk).update(received_at=clock.now() - dt.timedelta(days=100))

    def shown(**data):
        return {row["service_request_id"] for row in ask("requests", data=data)}

    assert shown() == {lamp.reference, hole.reference}
    assert shown(status="open") == {lamp.reference}
    assert shown(status="CLOSED") == {hole.reference}
    assert shown(status="open,closed") == {lamp.reference, hole.reference}
    assert shown(status="") == {lamp.reference, hole.reference}
    assert shown(service_code="put") == {hole.reference}
    assert shown(service_code="put,lamp") == {lamp.reference, hole.reference}
    long_ago = (clock.now() - dt.timedelta(days=110)).isoformat()
    assert shown(start_date=long_ago) == {old.reference}
    assert shown(end_date=long_ago) == set()
    # the ids override everything, also the span of 90 days
    ids = f"{old.reference}, {lamp.reference},bestaat-niet"
    assert shown(service_request_id=ids, status="closed") == {old.reference, lamp.reference}


def test_pages(ask, report):
    made = [report(f"Lamp {n}").reference for n in range(5)][::-1]

    def page(number, size):
        rows = ask("requests", data={"page": number, "page_size": size})
        return [row["service_request_id"] for row in rows]

    assert page(1, 2) + page(2, 2) + page(3, 2) == made
    assert page(4, 2) == []


@both_formats
@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "half"},
        {"start_date": "gisteren"},
        {"start_date": "2026-01-01", "end_date": "2026-11-01"},
        {"start_date": "2026-02-01", "end_date": "2026-01-01"},
        {"page": "0"},
        {"page": "-1"},
        {"page_size": "1001"},
        {"page": "999999999"},
    ],
)
def test_a_wrong_filter_is_a_400_that_says_what(ask, town, form, wrong):
    (error,) = ask("requests", form, data=wrong, status=400)
    assert error["code"] == "400"


def test_the_jurisdiction_may_be_left_out_but_not_be_another(ask, ground, settings, town):
    settings.PUBLIC_URL = "https://www.lindeveld.be"
    for good in ("", "lindeveld.be", "www.lindeveld.be", "13999"):
        ask("services", data={"jurisdiction_id": good})
    ask("services", data={"jurisdiction_id": "boston.gov"}, status=404)


def test_a_list_costs_as_many_statements_for_ten_as_for_one(ask, report, nutsbouw):
    def statements():
        with CaptureQueriesContext(connection) as found:
            ask("requests", data={"api_key": nutsbouw.secret})
        return len(found)

    report()
    statements()
    one = statements()
    for number in range(9):
        report(f"Lamp {number}")
    assert statements() == one <= 6


@both_formats
def test_a_partner_reports_and_follows(ask, town, ground, fietsapp, form):
    post = {
        **LAMP,
        "api_key": fietsapp.secret,
        "attribute[paal]": "A-17",
        "email": "karim@voorbeeld.be",
        "first_name": "Karim",
        "last_name": "Aziz",
        "phone": "0470 12 34 56",
        "account_id": "77",
        "device_id": "x",
    }
    (row,) = ask("requests", form, post=post)
    issue = Issue.objects.get(reference=row["service_request_id"])
    assert row["account_id"] == "77"
    assert issue.answers == {"paal": "A-17"}
    assert issue.channel == Channel.OTHER
    assert issue.reporter.name == "Karim Aziz"
    assert issue.reporter.email == "karim@voorbeeld.be"
    assert issue.address == ground.kerkstraat_14
    (token,) = ask(f"tokens/{issue.reference}", form)
    assert token["service_request_id"] == issue.reference
    # the partner reads its own words, a stranger does not
    (mine,) = ask(f"requests/{issue.reference}", form, data={"api_key": fietsapp.secret})
    (theirs,) = ask(f"requests/{issue.reference}", form)
    assert (mine["description"], theirs["description"]) == ("Lamp stuk", "Straatverlichting")


def test_a_report_on_a_subject_that_is_not_public_is_seen_by_its_partner_only(
    ask, town, ground, fietsapp, key_for
):
    other = key_for("Ander", Scope.REPORT, Scope.FOLLOW)
    (row,) = ask("requests", post={**LAMP, "service_code": "overlast", "api_key": fietsapp.secret})
    call = f"requests/{row['service_request_id']}"
    ask(call, data={"api_key": fietsapp.secret})
    ask(call, data={"api_key": other.secret}, status=404)
    ask(call, status=404)


@pytest.mark.parametrize(
    "where",
    [
        {"address_string": "Kerkstraat 14"},
        {"address_string": "aan de kapel"},
        {"lat": "51.01", "long": "5.005"},
    ],
)
def test_a_location_is_a_point_or_an_address(ask, town, ground, fietsapp, where):
    ask("requests", post={"service_code": "put", "api_key": fietsapp.secret, **where})
    assert Issue.objects.get().place


def test_a_location_may_be_one_of_our_addresses(ask, town, ground, fietsapp):
    post = {"service_code": "put", "api_key": fietsapp.secret}
    ask("requests", post={**post, "address_id": ground.kerkstraat_14.pk})
    assert Issue.objects.get().address == ground.kerkstraat_14


@both_formats
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "bestaat-niet"}, 404),
        ({"service_code": "kabel"}, 400),
        ({"lat": ""}, 400),
        ({"lat": "", "long": ""}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "1e999"}, 400),
        ({"lat": "noord"}, 400),
        ({"lat": "51.5"}, 400),  # outside the town
        ({"lat": "", "long": "", "address_id": "999999"}, 400),
        ({"lat": "", "long": "", "address_id": "x"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"email": "geen adres"}, 400),
        ({"email": f"{'x' * 250}@b.be"}, 400),
        ({"media_url": "file:///etc/passwd"}, 400),
        ({"service_code": "boom"}, 400),  # its question must be answered
        ({"service_code": "boom", "attribute[hoe]": "Weet niet"}, 400),
        ({"service_code": "boom", "attribute[hoe]": "Ligt op de weg"}, 400),  # call 112
        ({"api_key": ""}, 403),
        ({"api_key": "onthaal_verzonnen"}, 403),
        ({"jurisdiction_id": "boston.gov"}, 404),
    ],
)
def test_a_wrong_report_is_refused_and_leaves_nothing(
    ask, town, ground, fietsapp, form, change, status
):
    errors = ask(
        "requests", form, post={**LAMP, "api_key": fietsapp.secret, **change}, status=status
    )
    assert {error["code"] for error in errors} == {str(status)}
    assert not Issue.objects.exists()


def test_attributes_with_more_values(ask, town, ground, fietsapp):
    town.how.kind, town.how.stop_on, town.how.stopper = "choices", "", ""
    town.how.save()
    post = {**LAMP, "service_code": "boom", "api_key": fietsapp.secret}
    ask("requests", post={**post, "attribute[hoe][]": ["Dode tak", "Ziek"]})
    assert Issue.objects.get().answers == {"hoe": ["Dode tak", "Ziek"]}


def test_the_same_report_again_within_a_minute_is_one_melding(
    ask, town, ground, fietsapp, monkeypatch
):
    post = {**LAMP, "api_key": fietsapp.secret}
    first = ask("requests", post=post)
    assert ask("requests", post=post) == first
    assert ask("requests", post={**post, "description": "Andere"}) != first
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(seconds=90))
    assert ask("requests", post=post) != first
    assert Issue.objects.count() == PartnerReport.objects.count() == 3


def test_a_key_without_the_right_may_not_report(ask, town, ground, nutsbouw):
    ask("requests", post={**LAMP, "api_key": nutsbouw.secret}, status=403)


def test_a_stopped_or_old_key_opens_nothing(ask, town, key_for, lies):
    stopped = key_for("Weg", Scope.REPORT)
    keys.stop(stopped.row, by=lies)
    old = key_for("Oud", Scope.REPORT, expires_on=clock.today() - dt.timedelta(days=1))
    renewed = key_for("Nieuw", Scope.REPORT)
    fresh = keys.rotate(renewed.row, by=lies)
    for secret in (stopped.secret, old.secret, renewed.secret):
        ask("services", data={"api_key": secret}, status=403)
    ask("services", data={"api_key": fresh})


@both_formats
def test_too_many_questions_get_a_429_with_the_time_to_wait(client, town, key_for, form):
    key = key_for("Druk", per_minute=2)
    answers = [client.get(f"{ROOT}/services.{form}", {"api_key": key.secret}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) in range(1, 61)
    assert documents.read(answers[2].content, form)[0]["code"] == "429"


def test_what_did_not_change_is_not_sent_again(client, report, town):
    issue = report()
    url = f"{ROOT}/requests/{issue.reference}.json"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    change_status(issue, change=Change(to=Status.PLANNED), by=town.bram)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    lists = client.get(f"{ROOT}/requests.xml")
    assert "Last-Modified" not in lists
    same = client.get(f"{ROOT}/requests.xml", headers={"If-None-Match": lists["ETag"]})
    assert same.status_code == 304


def test_other_methods_are_told_which_are_possible(client, town):
    answer = client.delete(f"{ROOT}/requests.json")
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert client.post(f"{ROOT}/services.json").status_code == 405


def test_forms_need_no_cookie_and_a_broken_form_is_a_400(town, ground, fietsapp):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"{ROOT}/requests.json", {**LAMP, "api_key": fietsapp.secret})
    assert answer.status_code == 200
    broken = strict.post(
        f"{ROOT}/requests.json", data=b"x", content_type="multipart/form-data; boundary="
    )
    assert broken.status_code == 400
    assert broken["Content-Type"] == TYPES["json"]


def test_updates_tell_what_changed(ask, report, town, fietsapp, ground):
    (row,) = ask("requests", post={**LAMP, "api_key": fietsapp.secret})
    issue = Issue.objects.get(reference=row["service_request_id"])
    change_status(issue, change=Change(to=Status.PLANNED, text="Wij komen dinsdag."), by=town.bram)
    change_status(issue, change=Change(to=Status.RESOLVED, text="Nieuwe lamp."), by=town.bram)
    mine = ask("servicerequestupdates", "xml", data={"api_key": fietsapp.secret})
    assert [(each["status"], each["description"]) for each in mine] == [
        ("ACTION_SCHEDULED", "Wij komen dinsdag."),
        ("FIXED", "Nieuwe lamp."),
    ]
    public = ask("servicerequestupdates")
    assert [each["description"] for each in public] == ["Ingepland", "Opgelost"]
    later = (clock.now() + dt.timedelta(hours=1)).isoformat()
    assert ask("servicerequestupdates", data={"start_date": later}) == []


@both_formats
def test_a_trusted_partner_changes_the_state(ask, report, nutsbouw, mailoutbox, form):
    issue = report()
    post = {
        "api_key": nutsbouw.secret,
        "service_request_id": issue.reference,
        "status": "FIXED",
        "description": "Kabel hersteld.",
        "update_id": "9",
        "updated_datetime": clock.now().isoformat(),
    }
    first = ask("servicerequestupdates", form, post=post)
    assert ask("servicerequestupdates", form, post=post) == first
    issue.refresh_from_db()
    assert issue.state == Status.RESOLVED
    event = Event.objects.about(issue).get(kind="issue.resolved")
    assert (event.who, event.public_text) == ("Nutsbouw", "Kabel hersteld.")
    # it is not told back to who told it
    assert not ask("servicerequestupdates", data={"api_key": nutsbouw.secret})
    assert ask("servicerequestupdates")


def test_what_needs_a_person_becomes_a_note(ask, report, nutsbouw):
    issue = report()
    post = {"api_key": nutsbouw.secret, "service_request_id": issue.reference}
    ask(
        "servicerequestupdates",
        post={
            **post,
            "status": "NOT_COUNCILS_RESPONSIBILITY",
            "description": "Van de netbeheerder",
        },
    )
    issue.refresh_from_db()
    assert issue.state == Status.NEW
    assert issue.news_at
    assert "netbeheerder" in Event.objects.about(issue).get(kind="issue.noted").internal_text


def test_a_partner_adds_a_remark_to_its_own_report_only(ask, report, town, ground, fietsapp):
    (row,) = ask("requests", post={**LAMP, "api_key": fietsapp.secret})
    other = report()
    post = {"api_key": fietsapp.secret, "description": "Ook de lamp ernaast.", "status": "FIXED"}
    ask("servicerequestupdates", post={**post, "service_request_id": row["service_request_id"]})
    ask("servicerequestupdates", post={**post, "service_request_id": other.reference}, status=403)
    issue = Issue.objects.get(reference=row["service_request_id"])
    assert issue.state == Status.NEW
    assert Event.objects.about(issue).filter(public_text="Ook de lamp ernaast.").count() == 1


def test_a_photo_is_promised_with_the_report(ask, town, ground, fietsapp):
    post = {**LAMP, "api_key": fietsapp.secret, "media_url": "https://fietsapp.example/1.jpg"}
    ask("requests", post=post)
    assert PhotoFetch.objects.get().issue == Issue.objects.get()


_odd = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["\x00", "nan", "-1", "9" * 30, "2026-13-45", "٣", "%00", "true", "a,b,,c"]),
)
_names = st.sampled_from(
    [
        "service_request_id",
        "service_code",
        "status",
        "start_date",
        "end_date",
        "page",
        "page_size",
        "extensions",
        "jurisdiction_id",
        "api_key",
        "lat",
        "long",
        "address_string",
        "address_id",
        "description",
        "email",
        "phone",
        "first_name",
        "media_url",
        "attribute[hoe]",
        "attribute[paal][]",
        "update_id",
        "updated_datetime",
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    given=st.dictionaries(_names, _odd, max_size=6),
    call=st.sampled_from(
        ["requests", "servicerequestupdates", "services", "requests/x%00", "services/%F0"]
    ),
    form=st.sampled_from(["xml", "json"]),
    posts=st.booleans(),
    good=st.booleans(),
)
def test_nothing_odd_breaks_the_service(
    client, town, ground, fietsapp, given, call, form, posts, good
):
    settings_given = {**LAMP, **given} if good and posts else given
    if good:
        settings_given = {**settings_given, "api_key": fietsapp.secret}
    ask = client.post if posts else client.get
    answer = ask(f"{ROOT}/{call}.{form}", settings_given)
    assert answer.status_code in (200, 400, 403, 404, 405, 429)
    assert answer["Content-Type"] == TYPES[form]
    documents.read(answer.content, form)


def test_parallel_reports_with_the_same_content_are_one(transactional_db, town, ground, fietsapp):
    def send(_):
        try:
            answer = Client().post(f"{ROOT}/requests.json", {**LAMP, "api_key": fietsapp.secret})
            return json.loads(answer.content)[0]["service_request_id"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert Issue.objects.count() == 1
