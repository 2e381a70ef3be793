"""The pages of planners and of who releases answers."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from onthaal.issues.models import Status
from onthaal.organisation.actions import StillInUse, save_team
from onthaal.workplan.actions.planning import plan
from onthaal.workplan.actions.settings import close_feed, open_feed
from onthaal.workplan.models import Crew, DraftAnswer, ReviewItem, Round, State, WorkOrder
from onthaal.workplan.tests.conftest import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram(as_staff, town):
    return as_staff(town.bram)


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def move(client, order, crew, on, **more):
    fields = {"crew": crew.pk, "on": on.isoformat(), "version": order.version, **more}
    return client.post(reverse("work-order-move", args=[order.reference]), fields)


def test_the_board_says_in_words_how_full_a_day_is(bram, order, yard):
    order("Put vullen", crew=yard.one)
    for number in range(16):
        order(f"Tegel {number}", crew=yard.two, day=TUESDAY)
    html = page(bram, "work-board")
    assert "14 u vrij" in html
    assert "1 u te veel" in html
    assert "Groen 1" not in html


def test_the_board_asks_as_much_for_three_orders_as_for_thirty(bram, order, yard):
    def count():
        with CaptureQueriesContext(connection) as seen:
            page(bram, "work-board")
        return len(seen)

    for number in range(3):
        order(f"Werk {number}", crew=yard.one)
        order(f"Los {number}")
    page(bram, "work-board")
    few = count()
    for number in range(15):
        order(f"Meer {number}", crew=yard.two)
        order(f"Ook {number}")
    assert count() == few


def test_a_planner_moves_a_card_and_takes_it_back(bram, order, yard):
    made = order("Put vullen", crew=yard.one)
    assert move(bram, made, yard.two, TUESDAY).status_code == 302
    assert "Ongedaan maken" in page(bram, "work-board")
    bram.post(reverse("work-undo"))
    made.refresh_from_db()
    assert (made.crew, made.planned_on) == (yard.one, MONDAY)
    assert "Ongedaan maken" not in page(bram, "work-board")


def test_taking_back_the_first_plan_brings_it_to_the_list(bram, order, yard):
    made = order("Put vullen")
    move(bram, made, yard.one, MONDAY)
    bram.post(reverse("work-undo"))
    made.refresh_from_db()
    assert made.stage == State.TO_PLAN


def test_nobody_takes_back_over_a_colleague(bram, order, yard, town):
    made = order("Put vullen")
    move(bram, made, yard.one, MONDAY)
    plan(made, crew=yard.two, on=TUESDAY, by=town.joris)
    assert "Ongedaan maken" not in page(bram, "work-board")
    bram.post(reverse("work-undo"))
    made.refresh_from_db()
    assert made.crew == yard.two


def test_an_old_picture_gives_the_form_back(bram, order, yard, town):
    made = order("Put vullen", crew=yard.one)
    plan(made, crew=yard.two, on=TUESDAY, by=town.joris)
    answer = move(bram, made, yard.one, MONDAY)
    assert answer.status_code == 409
    assert "Een collega veranderde" in answer.content.decode()
    made.refresh_from_db()
    assert move(bram, made, yard.one, MONDAY).status_code == 302


def test_an_order_that_a_colleague_planned_meanwhile_says_so(bram, order, yard, town):
    made = order("Put vullen")
    fields = {"title": "Put dichten", "estimated_minutes": 60, "version": made.version}
    plan(made, crew=yard.two, on=TUESDAY, by=town.joris)
    address = reverse("work-order-change", args=[made.reference])
    answer = bram.post(address, fields)
    assert answer.status_code == 409
    assert "Put dichten" in answer.text
    assert "Joris" in answer.text
    assert f"bij {yard.two}" in answer.text
    fields["version"] = answer.context["form"]["version"].value()
    assert bram.post(address, fields).status_code == 302
    made.refresh_from_db()
    assert made.title == "Put dichten"


def test_a_day_in_the_past_is_refused_with_words(bram, order, yard):
    answer = move(bram, order(), yard.one, MONDAY - dt.timedelta(days=3))
    assert answer.status_code == 422
    assert "Kies een dag vanaf vandaag." in answer.content.decode()


def test_the_way_back_never_leaves_the_house(bram, order, yard):
    answer = move(bram, order(), yard.one, MONDAY, terug="//elders.example/balie/")
    assert answer.url == reverse("work-board")


def test_bram_makes_an_order_from_a_melding(bram, report, town):
    issue = report()
    url = reverse("work-order-new")
    assert issue.reference in bram.get(url, {"melding": issue.reference}).content.decode()
    fields = {"title": "Lamp vervangen", "team": town.wegen.pk, "estimated_minutes": 45}
    assert bram.post(url, {**fields, "issues": "LV-2222-2222"}).status_code == 422
    answer = bram.post(url, {**fields, "issues": issue.reference.lower()})
    made = WorkOrder.objects.get()
    assert answer.url == reverse("work-order-move", args=[made.reference])
    assert list(made.issues.all()) == [issue]
    assert made.place == issue.place


def test_the_list_beside_the_board_filters(bram, order, yard):
    order("Put vullen", place="Kerkstraat 14")
    order("Paal", skill=yard.lift)
    assert "Paal" not in page(bram, "work-board", q="kerkstr")
    assert "Put vullen" not in page(bram, "work-board", vaardigheid=yard.lift.pk)
    assert "Alles heeft een dag" not in page(bram, "work-board", te_laat=1)


def test_every_page_opens(bram, order, report, yard, did, town):
    made = order("Put vullen", issues=[report()], crew=yard.one, lat=51.01, lon=5.01, place="Plein")
    did(made, "done", text="Gevuld.", minutes={yard.ward.pk: 20})
    other = order("Stoep", crew=yard.one)
    for name in ("work-order", "work-order-change", "work-order-cancel", "work-order-move"):
        page(bram, name, other.reference)
    page(bram, "work-order", made.reference)
    for kind in ("uitgevoerd", "niet-uitgevoerd"):
        page(bram, "work-order-result", other.reference, kind)
    for name in ("work-route", "work-sheet"):
        assert "Stoep" in page(bram, name, yard.one.pk, "2026-11-23")
        assert bram.get(reverse(name, args=[yard.one.pk, "x"])).status_code == 404
    for name in ("work-answers", "work-reviews", "work-crews", "work-rounds", "work-materials"):
        page(bram, name)
    for name in ("work-crew-new", "work-round-new", "work-material-new"):
        page(bram, name)


def test_eva_of_groen_finds_nothing_of_wegen(as_staff, town, order, yard):
    eva, made = as_staff(town.eva), order("Put vullen", crew=yard.one)
    assert "Put vullen" not in page(eva, "work-board")
    for name in ("work-order", "work-order-change", "work-order-cancel", "work-order-move"):
        assert eva.get(reverse(name, args=[made.reference])).status_code == 404
    assert eva.get(reverse("work-crew", args=[yard.one.pk])).status_code == 404
    assert eva.get(reverse("work-route", args=[yard.one.pk, "2026-11-23"])).status_code == 404


def test_the_route_button_sets_the_shortest_order(bram, order, yard):
    order("Ver", crew=yard.one, place="Ver", lat=51.010, lon=5.018)
    order("Dichtbij", crew=yard.one, place="Dicht", lat=51.010, lon=5.002)
    order("Midden", crew=yard.one, place="Midden", lat=51.012, lon=5.009)
    bram.post(reverse("work-route", args=[yard.one.pk, "2026-11-23"]))
    lane = WorkOrder.objects.in_lane(yard.one, MONDAY).values_list("title", flat=True)
    assert lane[0] != "Ver" or lane[2] == "Dichtbij"
    assert "kortste volgorde die wij vinden" in page(bram, "work-route", yard.one.pk, "2026-11-23")


def test_bram_betters_and_releases_the_answer(bram, order, report, yard, did):
    issue = report()
    did(order(issues=[issue], crew=yard.one), "done", text="Buur Jan Peeters hielp.")
    answer = DraftAnswer.objects.get()
    assert "naam" in page(bram, "work-answer", answer.pk)
    url = reverse("work-answer", args=[answer.pk])
    assert bram.post(url, {"text": " "}).status_code == 422
    assert bram.post(url, {"text": "De lamp brandt weer."}).url == reverse("work-answers")
    issue.refresh_from_db()
    assert issue.state == Status.RESOLVED
    assert bram.get(url).status_code == 404


def test_what_must_be_looked_at_is_looked_at_once(bram, order, yard, did, town):
    made = order(crew=yard.one)
    plan(made, crew=yard.two, on=MONDAY, by=town.bram)
    did(made, "done", text="Toch gedaan.")
    assert "Toch gedaan." in page(bram, "work-reviews")
    bram.post(reverse("work-review-end", args=[ReviewItem.objects.get().pk]))
    assert "Alles is nagekeken" in page(bram, "work-reviews")


def test_a_crew_is_made_and_stops_only_without_work(bram, town, yard, order):
    fields = {
        "name": "Wegen 3",
        "team": town.wegen.pk,
        "can": "Asfaltwals, Hoogwerker",
        "hourly": "41,50",
        "is_active": "on",
        **{f"hours_{day}": "15" if day < 5 else "0" for day in range(7)},
    }
    assert bram.post(reverse("work-crew-new"), fields).status_code == 302
    crew = Crew.objects.get(name="Wegen 3")
    assert (crew.hourly_cents, crew.minutes) == (4150, [900] * 5 + [0, 0])
    assert {str(skill) for skill in crew.skills.all()} == {"Asfaltwals", "Hoogwerker"}
    order(crew=crew)
    del fields["is_active"]
    answer = bram.post(reverse("work-crew", args=[crew.pk]), fields)
    assert answer.status_code == 422
    assert "heeft nog werk" in answer.content.decode()


def test_a_round_from_the_form_stands_on_the_board(bram, yard):
    bram.post(
        reverse("work-round-new"),
        {
            "title": "Speeltuinen",
            "crew": yard.one.pk,
            "estimated_minutes": 120,
            "every": 1,
            "period": "week",
            "starts_on": "2026-11-25",
            "is_active": "on",
        },
    )
    assert Round.objects.get().orders.count() == 6
    assert "Speeltuinen" in page(bram, "work-board")


def test_the_feed_of_a_crew_opens_by_its_secret_only(client, order, yard, town):
    order("Put vullen", crew=yard.one, place="Plein")
    order("Later", crew=yard.one)
    key = open_feed(yard.one, by=town.bram).feed_key
    answer = client.get(reverse("work-feed", args=[key]))
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["location"]) for event in events if "location" in event] == ["Plein"]
    first, second = sorted(event.decoded("dtstart") for event in events)
    assert second - first == dt.timedelta(minutes=60)
    assert len({str(event["uid"]) for event in events}) == 2
    close_feed(yard.one, by=town.bram)
    assert client.get(reverse("work-feed", args=[key])).status_code == 404


def test_a_crew_gets_a_calendar_elsewhere_and_its_pushes_are_listed(
    as_staff, town, bram, order, yard
):
    order("Put vullen", crew=yard.one)
    assert bram.get(reverse("work-calendar", args=[yard.one.pk])).status_code == 403
    joris = as_staff(town.joris)
    url = reverse("work-calendar", args=[yard.one.pk])
    fields = {"url": "http://127.0.0.1:9/dav/", "username": "ploeg"}
    assert joris.post(url, fields).status_code == 422
    assert joris.post(url, {**fields, "password": "geheim"}).url == reverse("work-pushes")
    assert joris.post(url, fields).status_code == 302  # the password stays
    html = page(joris, "work-pushes")
    assert "Te verzenden" in html
    assert "Put vullen" in html
    assert "geheim" not in page(joris, "work-calendar", yard.one.pk)
    assert joris.post(url, {"weg": "1"}).status_code == 302


def bring(client, text):
    file = SimpleUploadedFile("planning.csv", text.encode())
    return client.post(reverse("work-exchange"), {"file": file})


def test_the_table_goes_out_and_comes_back_changed(bram, order, yard):
    made, loose = order("=Put vullen", crew=yard.one), order("Los")
    text = bram.get(reverse("work-export")).content.decode()
    assert f"{made.reference};'=Put vullen;" in text
    answer = bring(
        bram,
        "nummer;ploeg;dag\n"
        f"{made.reference};Wegen 2;24/11/2026\n"
        f"{loose.reference};wegen 1;2026-11-25\n"
        "WO-2222-2222;Wegen 1;2026-11-25\n"
        f"{loose.reference};Wegen 9;2026-11-25\n",
    )
    assert "2 opdrachten ingepland" in answer.content.decode()
    made.refresh_from_db()
    assert (made.crew, made.planned_on) == (yard.two, TUESDAY)
    assert ReviewItem.objects.count() == 2
    assert "WO-2222-2222" in page(bram, "work-reviews")


def test_a_file_that_is_no_table_says_what_is_missing(bram, yard):
    answer = bring(bram, "a,b\n1,2\n")
    assert answer.status_code == 422
    assert "ontbreekt de kolom nummer, ploeg, dag" in answer.content.decode()


def test_the_exported_table_comes_back_without_any_change(bram, order, yard):
    order("Put vullen", crew=yard.one)
    order("Los")
    answer = bring(bram, bram.get(reverse("work-export")).content.decode())
    assert "0 opdrachten ingepland, 2 zonder verandering" in answer.content.decode()


def send(client, order, kind, key=None, **more):
    return client.post(
        reverse("crew-act", args=[order.reference, kind]),
        {"key": str(key or uuid.uuid4()), **more},
        headers={"accept": "application/json"},
    )


def test_ward_sees_his_day_and_only_that(as_staff, order, yard):
    order("Put vullen", crew=yard.one)
    order("Stoep", crew=yard.two)
    order("Morgen werk", crew=yard.one, day=TUESDAY)
    ward = as_staff(yard.ward)
    html = page(ward, "crew-day")
    assert "Put vullen" in html
    assert "Stoep" not in html
    assert "Morgen werk" in page(ward, "crew-day", dag="morgen")
    assert ward.get(reverse("work-board")).status_code == 403


def test_a_telephone_sends_the_same_deed_twice(as_staff, order, yard):
    made, ward, key = order(crew=yard.one), as_staff(yard.ward), uuid.uuid4()
    for _ in range(2):
        answer = send(ward, made, "uitgevoerd", key, **{f"minutes_{yard.ward.pk}": "25"})
        assert (answer.status_code, answer.json()) == (201, {"conflict": ""})
    assert made.hours.count() == 1


def test_a_telephone_hears_what_is_missing(as_staff, order, yard):
    made, ward = order(crew=yard.one), as_staff(yard.ward)
    answer = send(ward, made, "niet-uitgevoerd")
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        ["Kies waarom het niet gelukt is."],
    )
    answer = send(ward, made, "uitgevoerd", material_1=str(yard.asphalt.pk))
    assert answer.json()["errors"] == ["Vul in hoeveel u gebruikte."]
    assert send(ward, made, "dansen").status_code == 404


def test_gust_of_groen_sends_nothing_about_wegen(as_staff, order, yard):
    made = order(crew=yard.one)
    assert send(as_staff(yard.gust), made, "uitgevoerd").status_code == 404
    made.refresh_from_db()
    assert made.stage == State.PLANNED


def test_the_kept_script_and_token_are_for_staff(as_staff, client, yard):
    assert client.get(reverse("crew-worker")).status_code == 302
    ward = as_staff(yard.ward)
    assert ward.get(reverse("crew-token")).json()["user"] == yard.ward.pk
    assert ward.get(reverse("crew-worker"))["Content-Type"].startswith("text/javascript")


def test_only_who_is_in_a_crew_has_mijn_ploeg_in_the_menu(as_staff, town, yard):
    assert "Mijn ploeg" in page(as_staff(yard.ward), "crew-day")
    assert "Mijn ploeg</a>" not in page(as_staff(town.bram), "work-board")


def test_a_team_with_a_crew_says_which_to_move_first(town, yard):
    town.groen.is_active = False
    with pytest.raises(StillInUse) as refusal:
        save_team(team=town.groen, by=town.joris)
    assert "Verplaats eerst deze ploegen (Werkplanning): Groen 1." in refusal.value.reasons
