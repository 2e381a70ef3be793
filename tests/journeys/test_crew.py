"""From the planning board to the street and back to the resident, in a real browser: with and
without network, with and without scripts."""

from __future__ import annotations

import uuid

import pytest
from django.http import Http404
from django.urls import reverse
from playwright.sync_api import expect

from onthaal.core import clock
from onthaal.issues.models import Issue, Status
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.outbox.models import Message
from onthaal.people.models import User
from onthaal.workplan.actions.field import Deed, perform
from onthaal.workplan.actions.orders import Wanted, draw_up
from onthaal.workplan.actions.planning import plan, unplan
from onthaal.workplan.models import ActKind, Crew, DraftAnswer, ReviewItem, State, WorkOrder

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 390, 1280)


@pytest.fixture
def ward(town, ground, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    ward = User.objects.create_user("ward@lindeveld.example", name="Ward", is_staff=True)
    crew = Crew.objects.create(name="Wegen 1", team=town.wegen, minutes=[900] * 7)
    crew.members.add(ward)
    Crew.objects.create(name="Wegen 2", team=town.wegen, minutes=[900] * 7)
    return ward


@pytest.fixture
def order(ward, town, report):
    def make(title="Lamp vervangen"):
        made = draw_up(
            wanted=Wanted(title=title, team=town.wegen, estimated_minutes=45),
            issues=[report()],
            by=town.bram,
        )
        return plan(made, crew=Crew.objects.get(name="Wegen 1"), on=clock.today(), by=town.bram)

    return make


def address(live_server, name, *args):
    return f"{live_server.url}{reverse(name, args=args)}"


def close_it(page, words="Nieuwe lamp gezet."):
    page.locator("summary", has_text="Klaar").click()
    page.locator('[data-act="uitgevoerd"]').get_by_label("Opmerking").fill(words)
    page.get_by_role("button", name="Werk afsluiten").click()


def bram_releases(page, live_server, log_in, town):
    log_in(town.bram)
    page.goto(address(live_server, "work-answers"))
    page.get_by_role("link", name="De lamp voor ons huis is stuk").click()
    page.get_by_label("Antwoord aan de melder").fill("De lamp brandt weer.")
    page.get_by_role("button", name="Vrijgeven en versturen").click()
    expect(page.get_by_text("De melder krijgt bericht")).to_be_visible()


def test_ward_closes_an_order_without_network_and_an_hears_it_after_release(
    page, context, live_server, log_in, order, ward, town, tmp_path, photo_file
):
    made = order()
    photo = tmp_path / "na.jpg"
    photo.write_bytes(photo_file(size=(1200, 900)).getvalue())
    log_in(ward)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address(live_server, "crew-day"))
    expect(page.locator("[data-crew-day][data-kept]")).to_be_attached()
    context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Geen netwerk")).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Staat klaar op dit toestel: begin")).to_be_visible()
    page.locator("summary", has_text="Klaar").click()
    page.locator('[data-act="uitgevoerd"] input[type="file"]').set_input_files(photo)
    page.locator("summary", has_text="Klaar").click()
    close_it(page)
    expect(page.get_by_text("begin, klaar")).to_be_visible()
    page.reload()  # the telephone was in a pocket
    expect(page.get_by_text("begin, klaar")).to_be_visible()
    made.refresh_from_db()
    assert made.stage == State.PLANNED

    context.set_offline(False)
    expect(page.get_by_text("Uitgevoerd")).to_be_visible()
    made.refresh_from_db()
    assert (made.stage, made.outcome) == (State.DONE, "Nieuwe lamp gezet.")
    assert made.photos.count() == 1
    assert made.acts.count() == 2
    assert not Message.objects.filter(template="issue_closed").exists()
    bram_releases(page, live_server, log_in, town)
    assert Issue.objects.get().state == Status.RESOLVED
    mail = Message.objects.get(template="issue_closed")
    assert mail.to_address == "an@voorbeeld.be"
    assert "De lamp brandt weer." in mail.body_text
    assert Issue.objects.get().photos.get().source == "staff"


def test_a_server_that_does_not_answer_yet_is_asked_again(
    page, live_server, log_in, order, ward, monkeypatch
):
    made = order()
    log_in(ward)
    page.goto(address(live_server, "crew-day"))

    def busy(request):
        raise Http404

    with monkeypatch.context() as patched:
        patched.setattr("onthaal.workplan.views.crew.get_token", busy)
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_text("Staat klaar op dit toestel: begin")).to_be_visible()
    # nobody touches the telephone
    expect(page.get_by_text("Staat klaar op dit toestel")).to_have_count(0, timeout=15_000)
    assert made.acts.get().by == ward


def test_what_changed_meanwhile_is_told_and_lands_at_the_planner(
    page, context, live_server, log_in, order, ward, town
):
    made = order()
    log_in(ward)
    page.goto(address(live_server, "crew-day"))
    expect(page.locator("[data-crew-day][data-kept]")).to_be_attached()
    context.set_offline(True)
    close_it(page)
    expect(page.get_by_text("Staat klaar op dit toestel: klaar")).to_be_visible()
    unplan(WorkOrder.objects.get(pk=made.pk), by=town.bram)
    context.set_offline(False)
    expect(page.get_by_text("stond intussen niet meer op de planning")).to_be_visible()
    page.get_by_role("button", name="Begrepen").click()
    expect(page.get_by_text("stond intussen niet meer op de planning")).to_have_count(0)
    assert "Nieuwe lamp gezet." in ReviewItem.objects.get().text
    assert not DraftAnswer.objects.exists()


def test_a_colleague_on_the_same_telephone_sends_nothing_in_wards_name(
    page, context, live_server, log_in, order, ward, town
):
    made = order()
    els = User.objects.create_user("els@lindeveld.example", name="Els", is_staff=True)
    made.crew.members.add(els)
    log_in(ward)
    page.goto(address(live_server, "crew-day"))
    expect(page.locator("[data-crew-day][data-kept]")).to_be_attached()
    context.set_offline(True)
    close_it(page)
    expect(page.get_by_text("Staat klaar op dit toestel")).to_be_visible()
    log_in(els)
    context.set_offline(False)
    page.goto(address(live_server, "crew-day"))
    expect(page.get_by_text("nog werk van een collega klaar")).to_be_visible()
    assert not made.acts.exists()
    log_in(ward)
    page.goto(address(live_server, "crew-day"))
    expect(page.get_by_text("Uitgevoerd")).to_be_visible()
    assert made.acts.get().by == ward


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_same_without_scripts(page, live_server, log_in, order, ward, town):
    made = order()
    log_in(ward)
    page.goto(address(live_server, "crew-day"))
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Begonnen.")).to_be_visible()
    page.get_by_role("button", name="Pauze").click()
    page.locator("summary", has_text="Niet gelukt").click()
    page.get_by_role("button", name="Doorgeven aan de planner").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies waarom het niet gelukt is.")
    page.locator("summary", has_text="Niet gelukt").click()
    page.locator("summary", has_text="Klaar").click()
    page.locator('[data-act="uitgevoerd"]').get_by_label("Opmerking").fill("Lamp gezet.")
    page.get_by_role("button", name="Werk afsluiten").click()
    expect(page.get_by_text("Klaar. Goed gedaan.")).to_be_visible()
    made.refresh_from_db()
    assert made.stage == State.DONE


def test_bram_plans_with_the_form_and_by_dragging(page, live_server, log_in, order, town, ward):
    unplan(order(), by=town.bram)
    log_in(town.bram)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(live_server, "work-board"))
    page.get_by_text("Verplaats naar…: Lamp vervangen").click()
    page.get_by_label("Ploeg").select_option(label="Wegen 2")
    page.get_by_role("button", name="Verplaatsen").click()
    expect(page.get_by_text("staat nu bij Wegen 2")).to_be_visible()
    assert WorkOrder.objects.get().crew.name == "Wegen 2"
    today = clock.today()
    crew = Crew.objects.get(name="Wegen 1")
    cell = f'[data-crew="{crew.pk}"][data-day="{today.isoformat()}"]'
    page.drag_and_drop(".plan-table [data-card]", cell)
    expect(page.get_by_text("staat nu bij Wegen 1")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("staat weer waar ze stond")).to_be_visible()
    assert WorkOrder.objects.get().crew.name == "Wegen 2"


@pytest.fixture
def as_done(ward):
    def close(order):
        perform(
            order,
            deed=Deed(ActKind.DONE, uuid.uuid4(), text="Klaar.", minutes={ward.pk: 30}),
            by=ward,
        )
        return order

    return close
