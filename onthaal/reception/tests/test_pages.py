"""The pages of the hall, as Fatma, Bram and Joris see them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from onthaal.appointments.models import Appointment, Kind, State
from onthaal.catalogue.models import Skill
from onthaal.people.models import Role, User
from onthaal.reception.actions import calling
from onthaal.reception.actions.closing import close_day
from onthaal.reception.actions.duty import leave, of
from onthaal.reception.models import (
    Alarm,
    Clerk,
    Counter,
    EventKind,
    QueuePolicy,
    Visit,
    VisitState,
)

DESK, COUNTER, QUEUE = "/balie/onthaal/", "/balie/loket/", "/balie/wachtrij/"
SETTINGS = "/balie/beheer/loketten/"


def press(browser, deed, **more):
    return browser.post(f"{COUNTER}handeling/", {"deed": deed, **more}, follow=True)


# --- the desk


def test_fatma_registers_somebody_in_one_form(hall, as_staff):
    fatma = as_staff(hall.fatma)
    answer = fatma.post(
        DESK, {"product_1": "reispas", "persons_1": "2", "name": "An Peeters"}, follow=True
    )
    visit = Visit.objects.get()
    assert [(item.product, item.persons) for item in visit.items.all()] == [(hall.passport, 2)]
    assert visit.events.get().clerk == hall.fatma
    assert "uw nummer is" in answer.content.decode()
    assert "A001" in answer.content.decode()


def test_what_is_not_known_is_told_and_nothing_typed_is_lost(hall, as_staff):
    answer = as_staff(hall.fatma).post(
        DESK, {"product_1": "hondenbelasting", "persons_1": "1", "name": "An Peeters"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "We kennen geen product “hondenbelasting”" in text
    assert "An Peeters" in text


def test_too_many_persons_stays_on_the_form(hall, as_staff):
    answer = as_staff(hall.fatma).post(DESK, {"product_1": "Reispas", "persons_1": "9"})
    assert answer.status_code == 422
    assert "hoogstens 6 personen" in answer.content.decode()
    assert not Visit.objects.exists()


def test_given_and_printed_with_a_code_for_the_telephone(hall, as_staff):
    answer = as_staff(hall.fatma).post(
        DESK, {"product_1": "Reispas", "persons_1": "1", "afdrukken": "1"}, follow=True
    )
    text = answer.content.decode()
    assert "A001" in text
    assert "<svg" in text
    assert reverse("reception-ticket", args=[Visit.objects.get().pk]) == answer.redirect_chain[0][0]


def test_an_appointment_is_found_by_name_and_by_code_and_signed_in(hall, as_staff, booked, on):
    on("2026-11-23 10:20")
    booked("10:00", name="Karim Haddad")
    booked("11:00", name="An Peeters")
    fatma = as_staff(hall.fatma)
    page = fatma.get(DESK, {"q": "hadd"}).content.decode()
    assert "Karim Haddad" in page
    assert "An Peeters" not in page
    assert "20 min te laat: wacht als iemand zonder afspraak" in page
    assert "An Peeters" in fatma.get(DESK, {"q": "K002"}).content.decode()
    appointment = booked("10:30", name="Els Claes")
    fatma.post(reverse("reception-check-in", args=[appointment.pk]))
    appointment.refresh_from_db()
    assert appointment.state == State.ARRIVED
    assert appointment.visit.number == "B001"


@pytest.mark.parametrize(
    ("time", "kind", "said"),
    [
        ("2026-12-07 10:00", Kind.COUNTER, "van maandag 7 december om 10.00 uur, niet van vandaag"),
        ("2026-11-16 10:00", Kind.COUNTER, "niet van vandaag"),
        ("2026-11-23 10:00", Kind.HOME, "niet aan een loket"),
        ("2026-11-23 10:00", Kind.VIDEO, "niet aan een loket"),
    ],
)
def test_only_who_has_to_be_at_a_counter_today_signs_in(hall, as_staff, booked, time, kind, said):
    starts_at = timezone.make_aware(dt.datetime.fromisoformat(time))
    appointment = booked("10:00", kind=kind)
    Appointment.objects.update(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=15))
    address = reverse("reception-check-in", args=[appointment.pk])
    page = as_staff(hall.fatma).post(address, follow=True).content.decode()
    assert said in page
    appointment.refresh_from_db()
    assert appointment.state == State.BOOKED
    assert not Visit.objects.exists()


def test_a_number_without_end_in_an_address_is_no_number(hall, as_staff):
    endless = "9" * 5000
    page = as_staff(hall.fatma).get(DESK, {"nummer": endless, "plaats": endless})
    assert page.status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "morgen"])
def test_a_day_that_nobody_knows_is_today(hall, as_staff, day):
    page = as_staff(hall.joris).get(reverse("reception-history"), {"dag": day})
    assert "Maandag 23 november" in page.content.decode()


def test_how_long_still_is_answered_with_a_reason(hall, as_staff, comes, sits):
    sits(hall.bram, hall.one)
    comes(hall.passport)
    visit = comes(hall.passport)
    page = as_staff(hall.fatma).get(f"{DESK}{visit.pk}/").content.decode()
    assert "1 bezoeker staat ervoor" in page
    assert "minuten" in page


def test_fatma_corrects_gives_precedence_and_takes_a_mistake_back(hall, as_staff, comes):
    visit = comes(hall.bags)
    fatma, here = as_staff(hall.fatma), f"{DESK}{visit.pk}/"
    fatma.post(f"{here}product/", {"product": "Adreswijziging", "persons": "2"})
    bags = visit.items.get(product=hall.bags)
    fatma.post(f"{here}product/{bags.pk}/", {"weg": "1"})
    assert [item.product for item in visit.items.kept()] == [hall.address]
    answer = fatma.post(f"{here}voorrang/", {"minutes": "90", "reason": "other"})
    assert answer.status_code == 422
    fatma.post(f"{here}voorrang/", {"minutes": "15", "reason": "our_mistake"})
    fatma.post(f"{here}gegevens/", {"name": "An", "note": "Spreekt Frans"})
    visit.refresh_from_db()
    assert (visit.bonus_minutes, visit.name, visit.note) == (15, "An", "Spreekt Frans")
    page = fatma.get(here).content.decode()
    assert "15 minuten: er liep bij ons iets mis" in page
    fatma.post(f"{here}einde/vergissing/")
    visit.refresh_from_db()
    assert visit.state == VisitState.VOID
    assert fatma.post(f"{here}einde/zomaar/").status_code == 404


def test_who_is_gone_can_be_put_back(hall, as_staff, comes):
    visit = comes(hall.bags)
    fatma = as_staff(hall.fatma)
    fatma.post(f"{DESK}{visit.pk}/einde/weg/")
    assert "Niet opgedaagd of weggegaan" in fatma.get(DESK).content.decode()
    fatma.post(f"{DESK}{visit.pk}/einde/terug/")
    visit.refresh_from_db()
    assert visit.state == VisitState.WAITING


# --- the workplace, without script


def test_bram_works_without_script(hall, as_staff, comes):
    visit = comes(hall.passport)
    bram = as_staff(hall.bram)
    assert "Plaatsnemen" in bram.get(COUNTER).content.decode()
    bram.post(f"{COUNTER}plaats/", {"counter": hall.one.pk})
    assert "Volgende oproepen" in bram.get(COUNTER).content.decode()
    press(bram, "volgende")
    page = press(bram, "aanwezig", visit=visit.pk).content.decode()
    assert "Recente pasfoto" in page
    press(bram, "erbij", visit=visit.pk, product="Vuilnis", persons="1")
    press(bram, "klaar", visit=visit.pk, item=visit.items.get(product=hall.passport).pk)
    page = press(bram, "einde", visit=visit.pk).content.decode()
    assert "A001 is klaar." in page
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE
    page = press(bram, "ongedaan").content.decode()
    assert "Aan het loket" in page
    press(bram, "doorgeven", visit=visit.pk, to=f"skill:{hall.people.pk}")
    visit.refresh_from_db()
    assert visit.wanted_skill == hall.people


def test_what_cannot_be_is_told_on_the_page(hall, as_staff, comes, sits):
    visit = comes(hall.bags)
    sits(hall.bram, hall.one)
    bram = as_staff(hall.bram)
    answer = press(bram, "einde", visit=visit.pk)
    assert answer.status_code == 409
    assert "niet (meer) aan uw loket" in answer.content.decode()
    press(bram, "volgende")
    answer = press(bram, "afwezig", visit=visit.pk)
    assert "eerst nog één keer opnieuw op" in answer.content.decode()
    answer = press(bram, "erbij", visit=visit.pk, product="iets")
    assert (answer.status_code, Visit.objects.get().items.count()) == (422, 1)
    press(bram, "aanwezig", visit=visit.pk)
    answer = press(bram, "erbij", visit=visit.pk, product="iets")
    assert 'value="iets"' in answer.content.decode(), "nothing typed is lost"
    assert press(bram, "toveren", visit=visit.pk).status_code == 409


def test_a_press_for_another_place_does_nothing(hall, as_staff, sits):
    sits(hall.bram, hall.one)
    assert press(as_staff(hall.bram), "oproepen", visit=99999).status_code == 409


def test_htmx_gets_the_piece_and_says_what_happened(hall, as_staff, comes, sits):
    comes(hall.bags)
    sits(hall.bram, hall.one)
    answer = as_staff(hall.bram).post(
        f"{COUNTER}handeling/", {"deed": "volgende"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert "<html" not in text
    assert 'data-says="A001 is opgeroepen."' in text


def test_the_queue_beside_it_tells_mine_from_others(hall, as_staff, comes, sits):
    comes(hall.passport)
    comes(hall.address)
    sits(hall.eva, hall.two)
    page = as_staff(hall.eva).get(f"{COUNTER}nu/").content.decode()
    mine, others = page.split("Voor anderen")
    assert "A002" in mine
    assert "A001" in others


def test_who_was_moved_away_is_told_so(hall, as_staff):
    page = as_staff(hall.bram).get(f"{COUNTER}nu/").content.decode()
    assert "U zit niet meer aan een loket." in page
    assert press(as_staff(hall.bram), "volgende").status_code == 409


def test_the_alarm_is_silent_for_who_pressed_and_loud_for_others(hall, as_staff, sits, client):
    sits(hall.bram, hall.one)
    page = press(as_staff(hall.bram), "hulp").content.decode()
    assert "vraagt hulp" not in page
    page = as_staff(hall.fatma).get(DESK).content.decode()
    assert "Loket 1 vraagt hulp." in page
    alarm = Alarm.objects.get()
    as_staff(hall.fatma).post(f"{COUNTER}alarm/{alarm.pk}/", {"terug": "balie"})
    alarm.refresh_from_db()
    assert alarm.seen_by == hall.fatma
    page = as_staff(hall.joris).get(f"{QUEUE}dag/").content.decode()
    assert "Fatma ging kijken" in page


def test_the_alarm_reaches_colleagues_at_any_other_page(hall, as_staff, sits):
    sits(hall.bram, hall.one)
    press(as_staff(hall.bram), "hulp")
    elsewhere = as_staff(hall.fatma).get("/balie/").content.decode()
    assert f'data-live-url="{COUNTER}alarm/"' in elsewhere
    hilde = User.objects.create_user("hilde@lindeveld.example", is_staff=True, roles=[Role.EDITOR])
    assert "data-live-url" not in as_staff(hilde).get("/balie/").content.decode()
    assert "vraagt hulp" not in as_staff(hall.bram).get(f"{COUNTER}alarm/").content.decode()
    piece = as_staff(hall.fatma).get(f"{COUNTER}alarm/").content.decode()
    assert "Loket 1 (Gemeentehuis) vraagt hulp." in piece
    alarm = Alarm.objects.get()
    left = as_staff(hall.fatma).post(
        f"{COUNTER}alarm/{alarm.pk}/", {"terug": "overal"}, headers={"HX-Request": "true"}
    )
    assert left.status_code == 200, "and what was being typed there stays"
    assert "vraagt hulp" not in left.content.decode()
    alarm.refresh_from_db()
    assert alarm.seen_by == hall.fatma


@pytest.mark.parametrize("typed", ["K001", "k 001", "haddad karim", "af-1"])
def test_an_appointment_is_found_as_it_is_read_aloud(hall, as_staff, booked, typed):
    booked("09:30")
    page = as_staff(hall.fatma).get(DESK, {"q": typed}).content.decode()
    assert "Karim Haddad" in page


# --- the supervisor


def test_joris_sees_who_waits_too_long_and_what_nobody_can(hall, as_staff, comes, sits, later):
    sits(hall.eva, hall.two)
    comes(hall.passport)
    comes(hall.address)
    later(31)
    page = as_staff(hall.joris).get(QUEUE).content.decode()
    assert "2 bezoekers wachten 30 minuten of langer" in page
    assert "Niemand die nu aan een loket zit, kan dit:" in page
    assert "met 1 loket, als niemand meer komt" in page


def test_joris_opens_closes_and_gives_a_skill_for_today(hall, as_staff, comes, sits):
    duty = sits(hall.eva, hall.two)
    joris = as_staff(hall.joris)
    closing = f"{QUEUE}loket/{hall.two.pk}/"
    answer = joris.post(closing, {"dicht": "1"}, follow=True)
    assert "Eva zit nog aan Loket 2" in answer.content.decode()
    joris.post(f"{QUEUE}vandaag/{duty.pk}/", {"skills": [hall.passports.pk]})
    assert "ook Reispassen" in joris.get(QUEUE).content.decode()
    visit = comes(hall.passport)
    assert calling.call_next(duty=of(hall.eva)) == visit
    calling.show_up(duty=duty, visit=visit)
    calling.finish(duty=duty, visit=visit)
    joris.post(closing, {"verlaten": "1"})
    joris.post(closing, {"dicht": "1"})
    hall.two.refresh_from_db()
    assert (of(hall.eva), hall.two.is_active) == (None, False)
    joris.post(closing, {"open": "1"})
    hall.two.refresh_from_db()
    assert hall.two.is_active


def test_a_handler_watches_but_does_not_steer(hall, as_staff):
    bram = as_staff(hall.bram)
    page = bram.get(QUEUE).content.decode()
    assert "Zuil pauzeren" not in page
    assert bram.post(f"{QUEUE}loket/{hall.one.pk}/", {"dicht": "1"}).status_code == 403
    assert bram.get(SETTINGS).status_code == 403


def test_who_mends_roads_does_not_read_who_came_for_what(hall, as_staff, comes):
    visit = comes(hall.passport, name="Karim Haddad")
    Clerk.objects.filter(user=hall.eva).delete()
    eva = as_staff(hall.eva)
    for address in (COUNTER, DESK, QUEUE, f"{DESK}{visit.pk}/", f"{COUNTER}nu/"):
        assert eva.get(address).status_code == 403
    assert not Visit.objects.visible_to(hall.eva).exists()


def test_the_kiosk_pauses_with_a_message(hall, as_staff):
    joris = as_staff(hall.joris)
    joris.post(f"{QUEUE}zuil/{hall.place.pk}/", {"message": "Even geen stroom"})
    assert QueuePolicy.of(hall.place).kiosk_message == "Even geen stroom"
    assert "Even geen stroom" in joris.get(QUEUE).content.decode()
    joris.post(f"{QUEUE}zuil/{hall.place.pk}/", {"verder": "1"})
    assert QueuePolicy.of(hall.place).kiosk_message == ""


def test_the_day_tells_of_every_call_why(hall, as_staff, comes, sits, later):
    comes(hall.passport)
    later(9)
    comes(hall.bags)
    calling.call_next(duty=sits(hall.bram, hall.one))
    joris = as_staff(hall.joris)
    page = joris.get(f"{QUEUE}dag/").content.decode()
    assert "A001: 9 min gewacht. Daarna: A002 (0)" in page
    assert (
        "A002"
        not in joris.get(f"{QUEUE}dag/", {"q": "reispas"}).content.decode().split("Daarna: A002")[1]
    )
    assert (
        "Geen bezoeken die hierbij passen"
        in joris.get(f"{QUEUE}dag/", {"toestand": "done"}).content.decode()
    )
    assert "Geen bezoeken" in joris.get(f"{QUEUE}dag/", {"dag": "2026-11-20"}).content.decode()


def test_the_day_as_a_workbook_without_names(hall, as_staff, comes, sits):
    comes(hall.passport, name="Karim Haddad")
    calling.call_next(duty=sits(hall.bram, hall.one))
    answer = as_staff(hall.joris).get(f"{QUEUE}dag/", {"als": "xlsx"})
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    words = b"".join(book.read(name) for name in book.namelist())
    assert b"A001" in words
    assert b"gewacht" in words
    assert b"Karim" not in words


# --- settings


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.ADMINISTRATOR, "Eerste locatie maken"), (Role.MANAGER, "Vraag een beheerder")],
)
@pytest.mark.parametrize("page", [f"{SETTINGS}nieuw/", "/balie/beheer/schermen/nieuw/"])
def test_a_counter_or_screen_without_any_location_says_what_comes_first(
    client, db, role, told, page
):
    client.force_login(User.objects.create_user("l@g.example", is_staff=True, roles=[role]))
    assert told in client.get(page).text


def test_joris_makes_a_counter_and_cannot_close_a_manned_one(hall, as_staff, sits):
    joris = as_staff(hall.joris)
    filled = {"location": hall.place.pk, "name": "Loket 9", "kind": "quick", "position": 9}
    joris.post(f"{SETTINGS}nieuw/", {**filled, "is_active": "on"})
    assert Counter.objects.get(name="Loket 9").kind == "quick"
    answer = joris.post(f"{SETTINGS}nieuw/", {**filled, "is_active": "on"})
    assert answer.status_code == 422
    sits(hall.bram, hall.one)
    answer = joris.post(
        f"{SETTINGS}{hall.one.pk}/", {**filled, "name": "Loket 1", "kind": "counter"}
    )
    assert answer.status_code == 422
    assert "Bram zit nog aan Loket 1" in answer.content.decode()


def test_the_table_of_skills_shows_gaps(hall, as_staff, sits):
    hall.address.skills.add(Skill.objects.create(name="Notaris", slug="notaris"))
    sits(hall.eva, hall.two)
    joris = as_staff(hall.joris)
    page = joris.get(f"{SETTINGS}medewerkers/").content.decode()
    assert "<strong>Niemand kan:</strong> Adreswijziging" in page
    assert "<strong>Niemand die nu aan een loket zit, kan:</strong> Reispas." in page
    eva = Clerk.objects.get(user=hall.eva)
    joris.post(f"{SETTINGS}medewerkers/{eva.pk}/", {"skills": [hall.passports.pk]})
    page = joris.get(f"{SETTINGS}medewerkers/").content.decode()
    assert "Niemand die nu aan een loket zit, kan" not in page
    joris.post(f"{SETTINGS}medewerkers/nieuw/", {"user": hall.fatma.pk, "skills": []})
    assert Clerk.objects.filter(user=hall.fatma).exists()
    joris.post(f"{SETTINGS}medewerkers/{eva.pk}/einde/")
    assert Clerk.objects.filter(pk=eva.pk).exists(), "Eva sits there"


def test_the_settings_of_the_queue_hold_at_the_next_call(hall, as_staff, comes, booked):
    joris = as_staff(hall.joris)
    filled = {
        "norm_minutes": 10,
        "alarm_minutes": 20,
        "appointment_bonus": 30,
        "appointments_in_a_row": 2,
        "late_tolerance": 5,
        "recalls_before_no_show": 2,
        "walk_in_letter": "C",
        "appointment_letter": "C",
    }
    answer = joris.post(f"{SETTINGS}wachtrij/", filled)
    assert answer.status_code == 422
    assert "twee verschillende letters" in answer.content.decode()
    joris.post(f"{SETTINGS}wachtrij/", {**filled, "appointment_letter": "D"})
    assert comes(hall.bags).number == "C001"
    assert QueuePolicy.of(hall.place).appointment_bonus == 30


# --- by itself


def test_what_was_forgotten_closes_at_night_and_says_so(hall, comes, sits, on):
    waiting, serving = comes(hall.bags), comes(hall.passport)
    bram = sits(hall.bram, hall.one)
    calling.call(duty=bram, visit=serving)
    calling.show_up(duty=bram, visit=serving)
    on("2026-11-24 00:30")
    for _ in range(2):
        close_day.func()
    for visit in (waiting, serving):
        visit.refresh_from_db()
        assert visit.state == VisitState.LEFT
        assert visit.events.get(kind=EventKind.LEFT).data == {"automatic": True}
    bram.refresh_from_db()
    assert bram.is_ended_by_night
    assert of(hall.bram) is None


def test_a_resident_sees_nothing_of_this(hall, client):
    client.force_login(User.objects.create_user("an@voorbeeld.be", name="An"))
    for address in (DESK, COUNTER, QUEUE, SETTINGS):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("number", [3, 60])
def test_a_page_costs_the_same_however_long_the_queue(
    hall, as_staff, comes, sits, number, django_assert_max_num_queries
):
    for _ in range(number):
        comes(hall.passport, hall.bags)
    sits(hall.bram, hall.one)
    bram = as_staff(hall.bram)
    bram.get(f"{COUNTER}nu/")
    with django_assert_max_num_queries(45):
        bram.get(f"{COUNTER}nu/")


def test_who_just_left_is_not_shut_out(hall, as_staff, sits):
    """Joris presses “Laten verlaten” on a page on which Bram still sat."""
    leave(duty=sits(hall.bram, hall.one))
    answer = as_staff(hall.joris).post(
        f"{QUEUE}loket/{hall.one.pk}/", {"verlaten": "1"}, follow=True
    )
    hall.one.refresh_from_db()
    assert hall.one.is_active
    assert "Er zit niemand meer aan Loket 1" in answer.content.decode()


def test_a_product_sent_twice_is_added_once(hall, as_staff, comes):
    visit = comes(hall.bags)
    fatma = as_staff(hall.fatma)
    page = fatma.get(reverse("reception-visit", args=[visit.pk]))
    form = {"product": "Reispas", "persons": "1", "act": str(page.context["adding"]["act"].value())}
    for _ in range(2):
        fatma.post(reverse("reception-visit-product", args=[visit.pk]), form)
    assert f'value="{form["act"]}"' in page.content.decode()
    assert visit.items.kept().count() == 2
