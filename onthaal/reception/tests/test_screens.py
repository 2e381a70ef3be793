"""The register of screens, and the pages that their keys open."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from onthaal.appointments.models import Appointment, AppointmentItem, Kind, State
from onthaal.core import clock
from onthaal.organisation.models import OpeningHours
from onthaal.reception import hall as halls
from onthaal.reception import offer
from onthaal.reception.actions import calling
from onthaal.reception.actions import duty as duties
from onthaal.reception.models import (
    Arrival,
    QueuePolicy,
    Screen,
    ScreenKind,
    Visit,
    VisitEvent,
    VisitState,
)
from onthaal.reception.views import kiosk as pages


@pytest.fixture
def open_hours(hall):
    for weekday in range(5):
        OpeningHours.objects.create(
            location=hall.place, weekday=weekday, opens_at="08:30", closes_at="12:00"
        )
    return hall


@pytest.fixture
def display(open_hours):
    return Screen.objects.create(
        location=open_hours.place, kind=ScreenKind.DISPLAY, name="Hal", by_phone=True
    )


@pytest.fixture
def kiosk(open_hours):
    return Screen.objects.create(location=open_hours.place, kind=ScreenKind.KIOSK, name="Zuil")


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class TestRegister:
    def test_lies_makes_a_display_and_gets_an_address_to_open(self, hall, client):
        client.force_login(hall.lies)
        made = client.post(
            reverse("reception-screen-new"),
            {"kind": "display", "name": "Boven de balie", "location": hall.place.pk},
        )
        screen = Screen.objects.get()
        assert made.url == reverse("reception-screen", args=[screen.pk])
        page = client.get(made.url)
        assert f"/scherm/{screen.key}/" in page.content.decode()
        assert "nog niet geopend" in words(page)
        assert client.get(f"/scherm/{screen.key}/").status_code == 200
        assert "werkt" in words(client.get(reverse("reception-screens")))

    def test_two_screens_of_one_name_in_a_place_are_refused_with_words(self, display, client, hall):
        client.force_login(hall.lies)
        again = {"kind": "display", "name": "Hal", "location": hall.place.pk}
        answer = client.post(reverse("reception-screen-new"), again)
        assert answer.status_code == 422
        assert "al een scherm met die naam" in words(answer)

    def test_a_screen_that_gives_no_sign_is_seen_on_the_list(self, display, client, hall, later):
        client.get(f"/scherm/{display.key}/nu/")
        client.force_login(hall.joris)
        later(4)
        assert "werkt" in words(client.get(reverse("reception-screens")))
        later(4)
        assert "niet meer gezien sinds vandaag 9.00 uur" in words(
            client.get(reverse("reception-screens"))
        )

    def test_a_new_key_closes_the_old_address(self, display, client, hall):
        client.force_login(hall.lies)
        client.post(reverse("reception-screen-key", args=[display.pk]))
        assert client.get(f"/scherm/{display.key}/nu/").status_code == 404
        display.refresh_from_db()
        assert client.get(f"/scherm/{display.key}/nu/").status_code == 200

    def test_settings_fit_the_kind_and_are_kept(self, display, kiosk, client, hall):
        client.force_login(hall.lies)
        page = reverse("reception-screen", args=[display.pk])
        assert "printer" not in words(client.get(page))
        assert "printer" in words(client.get(reverse("reception-screen", args=[kiosk.pk])))
        client.post(page, {"name": "Hal", "message": "Fijn weekend", "counters": [hall.one.pk]})
        assert "Fijn weekend" in words(client.get(f"/scherm/{display.key}/"))
        display.refresh_from_db()
        assert list(display.counters.all()) == [hall.one]

    def test_a_key_of_one_kind_does_not_open_the_other(self, display, kiosk, client):
        assert client.get(f"/zuil/{display.key}/").status_code == 404
        assert client.get(f"/scherm/{kiosk.key}/").status_code == 404


class TestDisplay:
    def test_it_shows_numbers_and_counters_and_never_names(
        self, display, open_hours, client, comes, sits, later
    ):
        bram = sits(open_hours.bram, open_hours.one)
        eva = sits(open_hours.eva, open_hours.two)
        comes(open_hours.address, name="Karim Benali")
        comes(open_hours.passport, name="An Peeters")
        first = calling.call_next(duty=eva)
        calling.show_up(duty=eva, visit=first)
        second = calling.call_next(duty=bram)
        now = client.get(f"/scherm/{display.key}/nu/")
        assert f"{second.number} Loket 1" in words(now)
        assert "Al opgeroepen " + first.number + " Loket 2" in words(now)
        assert "0 wachtenden" in words(now)
        for name in ("Karim", "An Peeters", "Benali"):
            assert name not in words(client.get(f"/scherm/{display.key}/"))

    def test_a_recall_is_another_call(self, display, open_hours, comes, sits, later):
        bram = sits(open_hours.bram, open_hours.one)
        comes(open_hours.address)
        visit = calling.call_next(duty=bram)
        [before] = halls.calls(display).current
        later(seconds=30)
        calling.recall(duty=bram, visit=visit)
        [after] = halls.calls(display).current
        assert (before.number, before.counter) == (after.number, after.counter)
        assert before.key != after.key

    def test_who_is_back_in_the_queue_was_not_called(self, display, open_hours, comes, sits):
        bram = sits(open_hours.bram, open_hours.one)
        comes(open_hours.address)
        visit = calling.call_next(duty=bram)
        calling.park(duty=bram, visit=visit, reason="form")
        assert halls.calls(display) == halls.Calls((), ())

    def test_a_screen_of_some_counters_shows_only_these(self, display, open_hours, comes, sits):
        display.counters.set([open_hours.two])
        bram = sits(open_hours.bram, open_hours.one)
        comes(open_hours.address)
        calling.call_next(duty=bram)
        assert halls.calls(display).current == ()

    def test_nothing_new_is_304_and_a_call_is_not(self, display, open_hours, client, comes, sits):
        address = f"/scherm/{display.key}/nu/"
        bram = sits(open_hours.bram, open_hours.one)
        comes(open_hours.address)
        before = client.get(address)
        assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
        calling.call_next(duty=bram)
        assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 200

    def test_the_wait_it_tells_holds_for_whatever_somebody_comes(
        self, display, open_hours, client, comes, sits
    ):
        bram = sits(open_hours.bram, open_hours.one)
        sits(open_hours.eva, open_hours.two)
        calling.call(duty=bram, visit=comes(open_hours.passport))
        for _ in range(4):
            comes(open_hours.passport)
        told = {tile.product: tile.estimate for tile in offer.of(open_hours.place).tiles}
        assert told[open_hours.passport].low > told[open_hours.address].high
        most = told[open_hours.passport].high
        page = words(client.get(f"/scherm/{display.key}/"))
        assert f"Wachttijd voor een nieuw nummer: minder dan {most} minuten" in page

    def test_the_count_follows_at_once(self, display, open_hours, client, comes):
        address = f"/scherm/{display.key}/nu/"
        for number in range(3):
            assert f"{number} wachtende" in words(client.get(address))
            comes(open_hours.address)

    def test_the_number_of_questions_does_not_grow_with_the_hall(
        self, display, open_hours, client, comes, sits, django_assert_max_num_queries
    ):
        bram = sits(open_hours.bram, open_hours.one)
        for _ in range(12):
            comes(open_hours.address)
        for _ in range(4):
            visit = calling.call_next(duty=bram)
            calling.show_up(duty=bram, visit=visit)
            calling.finish(duty=bram, visit=visit)
        cache.clear()
        with django_assert_max_num_queries(40):
            client.get(f"/scherm/{display.key}/nu/")
        with django_assert_max_num_queries(10):
            client.get(f"/scherm/{display.key}/nu/")

    def test_outside_opening_hours_it_says_when_it_opens(self, display, client, on):
        on("2026-11-23 18:00")
        assert "Weer open morgen vanaf 8.30 uur" in words(client.get(f"/scherm/{display.key}/"))


class TestKiosk:
    def take(self, client, kiosk, *items, act=None, **more):
        chosen = [f"{product.pk}-{persons}" for product, persons in items]
        return client.post(
            f"/zuil/{kiosk.key}/keuze/", {"p": chosen, "act": act or str(uuid.uuid4()), **more}
        )

    def test_an_takes_a_number_for_two_things(self, kiosk, open_hours, client, sits):
        sits(open_hours.bram, open_hours.one)
        start = client.get(f"/zuil/{kiosk.key}/")
        assert "Waarvoor komt u?" in words(start)
        page = client.get(
            f"/zuil/{kiosk.key}/keuze/?p={open_hours.passport.pk}-2&p={open_hours.bags.pk}-1"
        )
        assert "2 personen" in words(page)
        assert "Recente pasfoto" in words(page)
        taken = self.take(client, kiosk, (open_hours.passport, 2), (open_hours.bags, 1))
        ticket = client.get(taken.url)
        visit = Visit.objects.get()
        assert visit.number in words(ticket)
        assert visit.arrival == Arrival.KIOSK
        assert [(item.product, item.persons) for item in visit.items.all()] == [
            (open_hours.passport, 2),
            (open_hours.bags, 1),
        ]
        # what was told is kept, so that it can be compared with what it became
        assert VisitEvent.objects.get().data["told"] == [0, 5]

    def test_the_same_page_sent_twice_is_one_number(self, kiosk, open_hours, client):
        act = str(uuid.uuid4())
        one = self.take(client, kiosk, (open_hours.bags, 1), act=act)
        two = self.take(client, kiosk, (open_hours.bags, 1), act=act)
        assert one.url == two.url
        assert Visit.objects.count() == 1

    def test_only_what_somebody_can_serve_now_is_offered(self, kiosk, open_hours, client, sits):
        sits(open_hours.eva, open_hours.two)  # who does no passports
        page = words(client.get(f"/zuil/{kiosk.key}/?alles=1"))
        assert "Adreswijziging" in page
        assert "Nu niet mogelijk: Reispas" in page
        refused = self.take(client, kiosk, (open_hours.passport, 1))
        assert refused.status_code == 422
        assert Visit.objects.count() == 0

    def test_a_pause_of_the_only_one_who_can_do_it_turns_nobody_away(
        self, kiosk, open_hours, client, sits
    ):
        sits(open_hours.eva, open_hours.two)
        duties.pause(duty=sits(open_hours.bram, open_hours.one))
        page = words(client.get(f"/zuil/{kiosk.key}/"))
        assert "Reispas" in page
        assert "Nu niet mogelijk" not in page

    def test_a_product_only_by_appointment_cannot_be_taken(self, kiosk, open_hours, client):
        open_hours.passport.access = "appointment"
        open_hours.passport.save()
        assert self.take(client, kiosk, (open_hours.passport, 1)).status_code == 422

    def test_more_persons_than_a_product_allows_become_as_many_as_it_allows(
        self, kiosk, open_hours, client
    ):
        self.take(client, kiosk, (open_hours.bags, 99))
        assert Visit.objects.get().items.get().persons == open_hours.bags.max_persons

    def test_an_address_with_a_number_without_end_chooses_nothing(self, kiosk, open_hours, client):
        endless = "9" * 5000
        for chosen in (f"{endless}-1", f"{open_hours.bags.pk}-{endless}", "²-1"):
            page = client.get(f"/zuil/{kiosk.key}/keuze/", {"p": chosen})
            assert "Kies eerst waarvoor u komt" in words(page)
            posted = {"p": chosen, "act": str(uuid.uuid4())}
            assert client.post(f"/zuil/{kiosk.key}/keuze/", posted).status_code == 422

    def test_a_paused_kiosk_says_why_and_gives_nothing(self, kiosk, open_hours, client):
        QueuePolicy.objects.create(
            location=open_hours.place, kiosk_message="Wij zijn even gestopt door een panne."
        )
        assert "even gestopt door een panne" in words(client.get(f"/zuil/{kiosk.key}/"))
        assert self.take(client, kiosk, (open_hours.bags, 1)).status_code == 422

    def test_after_hours_it_says_when_it_opens(self, kiosk, client, on):
        on("2026-11-23 12:30")
        page = words(client.get(f"/zuil/{kiosk.key}/"))
        assert "Wij zijn nu gesloten" in page
        assert "morgen vanaf 8.30 uur" in page

    def test_the_keys_of_the_page_work_without_script(self, kiosk, client):
        address = f"/zuil/{kiosk.key}/afspraak/"
        page = client.post(address, {"code": "K7", "toets": "M"})
        assert 'value="K7M"' in page.content.decode()
        page = client.post(address, {"code": "K7M", "toets": "wis"})
        assert 'value="K7"' in page.content.decode()

    def test_a_code_that_does_not_exist_gets_advice(self, kiosk, client):
        answer = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "XXXXXX"})
        assert answer.status_code == 422
        assert "meld u aan het onthaal" in words(answer).lower()

    def test_who_is_visited_at_home_is_sent_to_the_desk(self, kiosk, booked, client):
        appointment = booked("09:00", kind=Kind.HOME)
        answer = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": appointment.check_in_code})
        assert answer.status_code == 422
        assert "niet aan een loket. Vraag raad aan het onthaal" in words(answer)
        assert not Visit.objects.exists()

    def test_how_one_wants_it_travels_along_and_stops_at_a_new_start(
        self, kiosk, open_hours, client
    ):
        page = client.get(f"/zuil/{kiosk.key}/?m=ge").content.decode()
        assert "kiosk-page--large kiosk-page--simple" in page
        assert f'href="/zuil/{kiosk.key}/"' in page
        assert f"keuze/?p={open_hours.bags.pk}-1&amp;m=ge" in page
        taken = self.take(client, kiosk, (open_hours.bags, 1), m="ge")
        assert "m=ge" in taken.url

    def test_nothing_stays_in_the_browser_for_the_next_one(self, kiosk, client):
        for path in ("", "keuze/", "afspraak/"):
            answer = client.get(f"/zuil/{kiosk.key}/{path}")
            assert answer["Cache-Control"] == "no-store"
            assert "sessionid" not in answer.cookies

    def test_a_ticket_of_another_place_does_not_open_here(self, kiosk, open_hours, client, comes):
        visit = comes(open_hours.bags)
        Visit.objects.update(secret="a" * 22)
        assert client.get(f"/zuil/{kiosk.key}/nummer/{visit.secret}/").status_code == 404


@pytest.fixture
def appointment(open_hours):
    """An has an appointment at half past nine; it is nine o'clock."""
    starts_at = clock.now() + dt.timedelta(minutes=30)
    made = Appointment.objects.create(
        reference="LV-7K3M-92XQ",
        check_in_code="K7M2PX",
        location=open_hours.place,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=15),
        state=State.BOOKED,
        name="An Peeters",
    )
    AppointmentItem.objects.create(appointment=made, product=open_hours.passport)
    return made


class TestAppointment:
    def test_an_types_her_code_and_gets_a_number(self, kiosk, appointment, client):
        sent = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "k7m 2px"})
        visit = Visit.objects.get()
        assert visit.appointment == appointment
        assert visit.due_at == appointment.starts_at - dt.timedelta(minutes=5)
        page = words(client.get(sent.url))
        assert visit.number in page
        assert "Uw afspraak is om 9.30 uur" in page
        assert "An Peeters" not in page
        # again, with her hand still on the scanner
        again = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "K7M2PX"})
        assert again.url == sent.url
        assert Visit.objects.count() == 1

    def test_who_is_too_late_reads_that_the_appointment_does_not_count(
        self, kiosk, appointment, client, on
    ):
        on("2026-11-23 11:30")
        answer = client.post(
            f"/zuil/{kiosk.key}/afspraak/", {"code": appointment.check_in_code}, follow=True
        )
        visit = Visit.objects.get()
        for page in (answer, client.get(f"/bezoek/{visit.secret}/")):
            assert "U bent te laat voor uw afspraak van" in words(page)
            assert "U wacht nu zoals wie zonder afspraak komt" in words(page)

    def test_too_early_or_another_day_is_said(self, kiosk, appointment, client, on):
        on("2026-11-23 08:31")
        appointment.starts_at = clock.now() + dt.timedelta(hours=3)
        appointment.ends_at = appointment.starts_at + dt.timedelta(minutes=15)
        appointment.save()
        answer = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "K7M2PX"})
        assert answer.status_code == 422
        assert "U bent vroeg" in words(answer)
        on("2026-11-24 09:00")
        assert "niet vandaag" in words(
            client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "K7M2PX"})
        )
        assert Visit.objects.count() == 0

    def test_she_says_on_her_telephone_that_she_is_there(self, appointment, client):
        address = reverse("visit-arrival", args=[appointment.secret])
        assert "Bent u in Gemeentehuis?" in words(client.get(address))
        sent = client.post(address)
        visit = Visit.objects.get()
        assert visit.arrival == Arrival.PHONE
        assert sent.url == reverse("visit", args=[visit.secret])
        assert client.get(address).url == sent.url
        assert "Wij roepen u op vanaf 9.25 uur" in words(client.get(sent.url))

    @pytest.mark.parametrize("way", ["kiosk", "telephone"])
    def test_who_went_away_and_is_back_waits_anew(self, kiosk, appointment, client, way, later):
        address = f"/zuil/{kiosk.key}/afspraak/"
        client.post(address, {"code": "K7M2PX"})
        visit = Visit.objects.get()
        client.post(reverse("visit-leave", args=[visit.secret]))
        later(2)
        if way == "kiosk":
            client.post(address, {"code": "K7M2PX"})
        else:
            address = reverse("visit-arrival", args=[appointment.secret])
            assert client.get(address).status_code == 200, "no ticket that is over"
            assert client.post(address).url == reverse("visit", args=[visit.secret])
        visit.refresh_from_db()
        assert visit.state == VisitState.WAITING
        assert Visit.objects.count() == 1

    def test_who_did_not_answer_for_the_second_time_is_sent_to_the_desk(
        self, kiosk, appointment, open_hours, client, sits
    ):
        QueuePolicy.objects.create(location=open_hours.place, recalls_before_no_show=0)
        bram = sits(open_hours.bram, open_hours.one)
        address = f"/zuil/{kiosk.key}/afspraak/"
        for _ in range(2):
            client.post(address, {"code": "K7M2PX"})
            calling.no_show(duty=bram, visit=calling.call(duty=bram, visit=Visit.objects.get()))
        answer = client.post(address, {"code": "K7M2PX"})
        assert answer.status_code == 422
        assert "Vraag raad aan het onthaal" in words(answer)

    def test_a_number_of_another_day_does_not_come_back(self, kiosk, appointment, client):
        client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "K7M2PX"})
        visit = Visit.objects.get()
        client.post(reverse("visit-leave", args=[visit.secret]))
        Visit.objects.update(day=clock.today() - dt.timedelta(days=1))
        answer = client.post(f"/zuil/{kiosk.key}/afspraak/", {"code": "K7M2PX"})
        assert answer.status_code == 422
        assert "Vraag raad aan het onthaal" in words(answer)


class TestTelephone:
    def test_karim_takes_a_number_at_the_code_in_the_hall(self, display, open_hours, client):
        address = f"/zuil/{display.key}/telefoon/"
        page = client.get(address)
        assert "Neem een volgnummer" in words(page)
        data = {"p": [open_hours.bags.pk], "personen": "1", "act": str(uuid.uuid4())}
        taken = client.post(address, data)
        visit = Visit.objects.get()
        assert visit.arrival == Arrival.PHONE
        assert taken.url == reverse("visit", args=[visit.secret])
        assert visit.number in words(client.get(taken.url))

    def test_it_asks_what_for(self, display, client):
        answer = client.post(
            f"/zuil/{display.key}/telefoon/", {"personen": "1", "act": str(uuid.uuid4())}
        )
        assert answer.status_code == 422
        assert "Kies waarvoor u komt" in words(answer)

    def test_a_screen_that_does_not_offer_it_has_no_such_page(self, kiosk, client):
        assert client.get(f"/zuil/{kiosk.key}/telefoon/").status_code == 404

    def test_a_kiosk_never_offers_it(self, kiosk, client, hall):
        Screen.objects.update(by_phone=True)
        assert client.get(f"/zuil/{kiosk.key}/telefoon/").status_code == 404
        client.force_login(hall.lies)
        page = words(client.get(reverse("reception-screen", args=[kiosk.pk])))
        assert "met de eigen telefoon" not in page

    def test_many_addresses_together_do_not_fill_the_queue(
        self, display, open_hours, client, monkeypatch
    ):
        monkeypatch.setattr(pages, "PHONE_PER_HOUR", 2)
        taken = [
            client.post(
                f"/zuil/{display.key}/telefoon/",
                {"p": [open_hours.bags.pk], "personen": "1", "act": str(uuid.uuid4())},
                REMOTE_ADDR=f"192.0.2.{number}",
            ).status_code
            for number in range(3)
        ]
        assert taken == [302, 302, 429]
        assert Visit.objects.count() == 2


class TestTicket:
    def test_it_tells_the_place_in_the_row_and_the_call(
        self, open_hours, client, comes, sits, later
    ):
        bram = sits(open_hours.bram, open_hours.one)
        comes(open_hours.address)
        later(1)
        visit = comes(open_hours.passport)
        address = reverse("visit", args=[visit.secret])
        page = client.get(address)
        assert "Vóór u 1 bezoeker" in words(page)
        assert "minuten" in words(page)
        assert page["Referrer-Policy"] == "same-origin", "the secret stays in the house"
        calling.call_next(duty=bram)
        assert "Vóór u niemand" in words(client.get(address))
        calling.show_up(duty=bram, visit=Visit.objects.exclude(pk=visit.pk).get())
        calling.finish(duty=bram, visit=Visit.objects.exclude(pk=visit.pk).get())
        calling.call_next(duty=bram)
        page = words(client.get(reverse("visit-now", args=[visit.secret])))
        assert "U bent aan de beurt" in page
        assert "Loket 1" in page

    def test_who_lets_others_go_first_keeps_what_was_waited(self, open_hours, client, comes, later):
        visit = comes(open_hours.address)
        later(10)
        client.post(reverse("visit-aside", args=[visit.secret]))
        visit.refresh_from_db()
        assert (visit.state, visit.earlier_wait) == (VisitState.PARKED, 600)
        later(5)
        assert "Ik ben er weer" in words(client.get(reverse("visit", args=[visit.secret])))
        client.post(reverse("visit-back", args=[visit.secret]))
        client.post(reverse("visit-back", args=[visit.secret]))
        visit.refresh_from_db()
        assert (visit.state, visit.earlier_wait) == (VisitState.WAITING, 600)

    def test_who_a_clerk_put_aside_does_not_come_back_alone(self, open_hours, client, comes, sits):
        bram = sits(open_hours.bram, open_hours.one)
        visit = comes(open_hours.address)
        calling.park(duty=bram, visit=calling.call_next(duty=bram), reason="form")
        page = client.post(reverse("visit-back", args=[visit.secret]), follow=True)
        assert "Wacht tot wij u opnieuw oproepen" in words(page)
        assert "Ik ben er weer" not in words(page)

    def test_after_closing_it_does_not_promise_that_somebody_will_call(
        self, open_hours, client, comes, on
    ):
        visit = comes(open_hours.bags)
        page = words(client.get(f"/bezoek/{visit.secret}/"))
        assert "er zit nog niemand aan het loket" in page
        assert "schatting" not in page, "there is none"
        on("2026-11-23 12:30")
        page = words(client.get(f"/bezoek/{visit.secret}/"))
        assert "wij zijn gesloten" in page
        assert "Kom terug morgen vanaf 8.30 uur" in page

    def test_who_goes_away_is_out_of_the_row(self, open_hours, client, comes):
        visit = comes(open_hours.address)
        page = client.post(reverse("visit-leave", args=[visit.secret]), follow=True)
        assert "U bent uit de rij" in words(page)
        page = client.post(reverse("visit-leave", args=[visit.secret]), follow=True)
        assert "niet meer in de rij" in words(page)

    def test_a_wrong_secret_finds_nothing(self, client, db):
        assert client.get("/bezoek/nietbestaand/").status_code == 404
