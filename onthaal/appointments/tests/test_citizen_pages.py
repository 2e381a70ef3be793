"""Residents book, change and cancel on the pages, without an account."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from onthaal.appointments import finding
from onthaal.appointments.actions.booking import hold
from onthaal.appointments.models import Appointment, CapacityBlock, OccupiedTick, State
from onthaal.appointments.tests.conftest import KARIM, moment
from onthaal.catalogue.models import Access, Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User

FOR = "product=reispas&personen=2"
NINE = "2026-12-01T09:00:00+01:00"
TYPED = {"name": "An Peeters", "email": "an@voorbeeld.be", "phone": "", "note": "", "start": ""}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def held(client, hall):
    """An chose Tuesday at nine, for two persons."""
    answer = client.post(f"/afspraak/uur/?{FOR}", {"start": NINE})
    assert answer.status_code == 302
    return Appointment.objects.get(state=State.HELD)


def test_an_books_in_four_steps(client, hall, mails_to):
    assert "Reispas" in text_of(client.get("/afspraak/"))
    first = client.get("/afspraak/?erbij=reispas", follow=True)
    assert "Voor hoeveel personen?" in text_of(first)
    assert "een recente pasfoto" in text_of(first)
    second = client.get(f"/afspraak/dag/?{FOR}")
    assert "ongeveer 25 minuten" in text_of(second)
    assert "30 november – 1 januari" in text_of(second)
    third = client.get(f"/afspraak/uur/?{FOR}&dag=2026-12-01")
    assert "Voormiddag" in text_of(third)
    fourth = client.post(f"/afspraak/uur/?{FOR}&dag=2026-12-01", {"start": NINE}, follow=True)
    assert "Wij houden dit moment voor u vast tot 8.10 uur" in text_of(fourth)
    done = client.post(fourth.request["PATH_INFO"], TYPED, follow=True)
    made = Appointment.objects.get()
    assert made.state == State.BOOKED
    assert made.check_in_code in text_of(done)
    assert "Wij stuurden alles naar an@voorbeeld.be" in text_of(done)
    assert len(mails_to("an@voorbeeld.be")) == 1
    # back and again does nothing twice
    assert client.post(fourth.request["PATH_INFO"], TYPED).status_code == 302
    assert Appointment.objects.count() == 1


def test_no_page_of_the_first_steps_names_anybody(client, held):
    page = client.get(f"/afspraak/gegevens/{held.secret}/")
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_searching_forgives(client, hall):
    for typed in ("paspoort", "REISPAS", "reispsa", "vernieuwen"):
        assert "Reispas" in text_of(client.get("/afspraak/", {"zoek": typed})), typed
    assert "Niets gevonden" in text_of(client.get("/afspraak/", {"zoek": "kettingzaag"}))


def test_what_one_types_the_name_of_comes_first_and_then_what_is_asked_most(hall, book):
    for name in ("Buitenlands rijbewijs omwisselen", "Internationaal rijbewijs"):
        hall.product(name, 15, hall.people)
    hall.product("Adreswijziging", 15, hall.people, synonyms=["adres op rijbewijs"])
    book("2026-12-01 09:00", product=Product.objects.get(name="Internationaal rijbewijs"))
    assert [product.name for product in finding.search("rijbew")] == [
        "Rijbewijs",
        "Internationaal rijbewijs",
        "Buitenlands rijbewijs omwisselen",
        "Adreswijziging",
    ]


def test_adding_and_taking_away_keeps_the_rest(client, hall):
    both = client.get(f"/afspraak/?{FOR}&erbij=rijbewijs", follow=True)
    assert both.redirect_chain[0][0].endswith(f"{FOR}&product=rijbewijs&personen=1")
    assert "Samen ongeveer 30 minuten" in text_of(both)
    one = client.get(f"/afspraak/?{FOR}&product=rijbewijs&personen=1&weg=reispas", follow=True)
    assert one.redirect_chain[0][0].endswith("?product=rijbewijs&personen=1")


def test_nonsense_in_an_address_is_left_out(client, hall):
    odd = "product=bestaat-niet&product=reispas&personen=x&personen=99&plaats=x&soort=ufo"
    assert client.get(f"/afspraak/?{odd}").status_code == 200
    assert "(6 personen)" in text_of(client.get(f"/afspraak/dag/?{odd}"))
    endless = {"product": "reispas", "personen": "9" * 5000}
    assert client.get("/afspraak/dag/", endless).status_code == 200
    assert client.get("/afspraak/dag/").status_code == 302
    assert client.get("/afspraak/uur/").status_code == 302
    assert client.get(f"/afspraak/uur/?{FOR}&dag=morgen").status_code == 302
    assert client.post(f"/afspraak/uur/?{FOR}&dag=2026-12-01", {"start": "x"}).status_code == 422
    # a moment of last week, or between two ticks
    for start in ("2026-11-24T09:00:00+01:00", "2026-12-01T09:01:00+01:00"):
        assert client.post(f"/afspraak/uur/?{FOR}", {"start": start}).status_code == 409


def test_who_needs_no_appointment_hears_when_to_come(client, hall):
    page = text_of(client.get("/afspraak/?product=reispas-afhalen"))
    assert "Hiervoor hebt u geen afspraak nodig" in page
    assert "9.00–12.00" in page
    assert "Kies een dag" not in page
    # beside a product that does, only that one is booked
    assert "afhalen" not in text_of(
        client.get(f"/afspraak/dag/?{FOR}&product=reispas-afhalen&personen=1")
    )


@pytest.mark.parametrize(
    "days", [{"ends_on": dt.date(2026, 11, 29)}, {"starts_on": dt.date(2026, 12, 1)}]
)
def test_what_ended_or_is_still_to_come_cannot_be_chosen(client, hall, days):
    vars(hall.passport).update(days)
    hall.passport.save()
    assert hall.passport not in finding.bookable()
    assert hall.passport not in finding.search("reispas")
    assert client.get(f"/afspraak/dag/?{FOR}").headers["Location"] == "/afspraak/"


def test_a_day_without_room_leads_on(client, hall):
    CapacityBlock.objects.update(public_ceiling=0)
    page = text_of(client.get(f"/afspraak/dag/?{FOR}"))
    assert "Er is nu geen enkel moment vrij" in page
    other = Location.objects.create(
        unit=hall.place.unit, name="Sociaal Huis", street_line="Molenstraat 2", town="Lindeveld"
    )
    lane = other.lanes.create(name="Baan 1")
    lane.skills.add(hall.people)
    other.opening_hours.create(weekday=1, opens_at=dt.time(9), closes_at=dt.time(10))
    block = other.blocks.create(
        weekday=1, starts_at=dt.time(9), ends_at=dt.time(10), valid_from=dt.date(2026, 1, 1)
    )
    block.lanes.add(lane)
    page = text_of(client.get(f"/afspraak/dag/?{FOR}&plaats={hall.place.pk}"))
    assert "Op een andere plaats kan het wel" in page
    assert "Sociaal Huis" in page


def test_the_second_of_two_gets_the_nearest(client, hall, book):
    for who in (KARIM, KARIM):
        book("2026-12-01 09:00", who=who)
    answer = client.post(f"/afspraak/uur/?{FOR}&dag=2026-12-01", {"start": NINE})
    assert answer.status_code == 409
    assert "Iemand anders was net iets sneller" in text_of(answer)
    assert "Di 1 dec om 9.15 uur" in text_of(answer)


def test_who_typed_too_long_loses_nothing(client, hall, held, book, at):
    at("2026-11-30 08:11")
    for who in (KARIM, KARIM):
        book("2026-12-01 09:00", who=who)
    typed = {**TYPED, "note": "Ik kom met een rolstoel."}
    answer = client.post(f"/afspraak/gegevens/{held.secret}/", typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ik kom met een rolstoel." in page
    assert 'value="An Peeters"' in page
    other = re.search(r'name="start" value="([^"]+)" checked', page)[1]
    done = client.post(f"/afspraak/gegevens/{held.secret}/", {**typed, "start": other})
    assert done.status_code == 302
    held.refresh_from_db()
    assert (held.state, held.starts_at) == (State.BOOKED, moment("2026-12-01 09:15"))
    assert held.ticks.count() == 5


def test_more_time_keeps_what_was_typed(client, held, at):
    at("2026-11-30 08:05")
    answer = client.post(f"/afspraak/gegevens/{held.secret}/tijd/", TYPED)
    assert "tot 8.15 uur" in text_of(answer)
    assert 'value="An Peeters"' in answer.content.decode()
    at("2026-11-30 09:00")
    answer = client.post(f"/afspraak/gegevens/{held.secret}/tijd/", TYPED)
    assert "Langer vasthouden kan niet" in text_of(answer)


def choose(client, start):
    """Another tab of the same browser; gives the page on which to say who comes."""
    return client.post(f"/afspraak/uur/?{FOR}", {"start": start}).url


def test_choosing_again_gives_the_first_back(client, hall, held):
    page = choose(client, "2026-12-01T10:00:00+01:00")
    row = Appointment.objects.taking_room(clock.now()).get()
    assert row.starts_at == moment("2026-12-01 10:00")
    assert set(OccupiedTick.objects.values_list("appointment", flat=True)) == {row.pk}
    # the browser remembers it until the appointment is made, and nothing else
    assert client.cookies["gekozen_uur"].value == row.secret
    client.post(page, TYPED)
    assert client.cookies["gekozen_uur"].value == ""
    assert "sessionid" not in client.cookies


def test_a_second_tab_leaves_the_form_of_the_first_as_it_was(client, hall, held):
    other = choose(client, "2026-12-01T10:00:00+01:00")
    first = f"/afspraak/gegevens/{held.secret}/"
    assert "zolang niemand anders dit moment koos" in text_of(client.get(first))
    done = client.post(first, TYPED, follow=True)
    assert "Dinsdag 1 december om 9.00 uur" in text_of(done)
    # what the other tab chose is still there, and still the one to give back
    assert client.cookies["gekozen_uur"].value in other
    client.post(other, TYPED)
    assert Appointment.objects.coming().count() == 2


def test_what_a_second_tab_gave_back_may_be_gone_but_what_was_typed_is_not(
    client, hall, held, book
):
    choose(client, "2026-12-01T10:00:00+01:00")
    for who in (KARIM, KARIM):
        book("2026-12-01 09:00", who=who)
    answer = client.post(f"/afspraak/gegevens/{held.secret}/", TYPED)
    assert answer.status_code == 409
    assert 'value="An Peeters"' in answer.text
    assert "Di 1 dec om 9.15" in text_of(answer)


def test_the_moment_that_was_chosen_once_more_in_a_second_tab_is_not_somebody_elses(
    client, hall, held
):
    CapacityBlock.objects.update(public_ceiling=1)
    choose(client, NINE)
    client.post(f"/afspraak/gegevens/{held.secret}/", TYPED)
    held.refresh_from_db()
    assert held.state == State.BOOKED


def test_ten_tabs_keep_one_moment(client, hall):
    def kept():
        rows = Appointment.objects.taking_room(clock.now())
        return [f"{timezone.localtime(row.starts_at):%H:%M}" for row in rows]

    hours = [f"2026-12-01T{hour:02}:{minute:02}:00+01:00" for hour in (9, 10) for minute in (0, 30)]
    pages = [choose(client, each) for each in hours]
    assert kept() == ["10:30"]
    # nor does asking for more time in each of them
    assert "vast tot 8.10 uur" in text_of(client.post(f"{pages[0]}tijd/", TYPED))
    assert kept() == ["09:00"]
    client.post(f"{pages[1]}tijd/", TYPED)
    assert kept() == ["09:30"]
    choose(client, "2026-12-01T11:00:00+01:00")
    assert kept() == ["11:00"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Vul uw naam in."),
        ({"email": ""}, "Eén van de twee is genoeg."),
        ({"email": "an@"}, "Vul een volledig e-mailadres in"),
        ({"email": f"{'x' * 250}@b.be"}, "Vul een e-mailadres van hoogstens 254 tekens in."),
        ({"email": "", "phone": "12"}, "Vul een telefoonnummer in"),
    ],
)
def test_what_is_missing_is_said_in_words(client, held, typed, words):
    answer = client.post(f"/afspraak/gegevens/{held.secret}/", {**TYPED, **typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    held.refresh_from_db()
    assert held.state == State.HELD


def test_a_telephone_number_is_enough(client, held):
    done = client.post(
        f"/afspraak/gegevens/{held.secret}/",
        {**TYPED, "email": "", "phone": "0470 12 34 56"},
        follow=True,
    )
    assert "U gaf geen e-mailadres" in text_of(done)


def test_enough_is_enough(client, hall, held, book):
    for hour in ("10:00", "10:15", "10:30"):
        book(f"2026-12-02 {hour}")
    answer = client.post(f"/afspraak/gegevens/{held.secret}/", TYPED)
    assert answer.status_code == 422
    assert "Op dit adres staan al 3 afspraken" in text_of(answer)
    for hour in ("11:00", "11:15", "11:30"):
        book(f"2026-12-02 {hour}", who=KARIM)
    by_phone = {**TYPED, "email": "", "phone": KARIM.phone}
    answer = client.post(f"/afspraak/gegevens/{held.secret}/", by_phone)
    assert "Op dit telefoonnummer staan al 3 afspraken" in text_of(answer)


def test_an_advice_at_home_asks_where(client, hall):
    rows = CapacityBlock.objects.bulk_create(
        CapacityBlock(
            location=hall.place,
            kind=kind,
            weekday=3,
            starts_at=dt.time(13),
            ends_at=dt.time(17),
            valid_from=dt.date(2026, 1, 1),
        )
        for kind in ("home", "video")
    )
    for row in rows:
        row.lanes.add(hall.lanes[0])
    page = text_of(client.get("/afspraak/dag/?product=bouwadvies&personen=1"))
    assert "In het gemeentehuis" in page
    assert "Via videogesprek" in page
    start = {"start": "2026-12-03T13:00:00+01:00"}
    answer = client.post("/afspraak/uur/?product=bouwadvies&soort=home", start, follow=True)
    assert "Waar komen wij langs?" in text_of(answer)
    path = answer.request["PATH_INFO"]
    assert client.post(path, TYPED).status_code == 422
    done = client.post(path, {**TYPED, "address_line": "Kerkstraat 14"}, follow=True)
    assert "Kerkstraat 14" in text_of(done)
    row = Appointment.objects.get()
    # half an hour of advice and a quarter to drive on
    assert row.room_until - row.starts_at == dt.timedelta(minutes=45)


def test_the_own_page_moves_and_cancels(client, hall, book, mails_to):
    row = book("2026-12-01 09:00")
    page = client.get(row.own_path)
    assert "Verplaats de afspraak" in text_of(page)
    assert "9.15" in text_of(client.get(f"{row.own_path}verplaatsing/?dag=2026-12-01"))
    moved = client.post(
        f"{row.own_path}verplaatsing/", {"start": "2026-12-02T13:30:00+01:00"}, follow=True
    )
    assert "Uw afspraak is verplaatst" in text_of(moved)
    assert client.post(f"{row.own_path}verplaatsing/", {}).status_code == 422
    assert "Ja, annuleer de afspraak" in text_of(client.get(f"{row.own_path}annulering/"))
    gone = client.post(f"{row.own_path}annulering/", follow=True)
    assert "Deze afspraak is geannuleerd" in text_of(gone)
    assert client.get(f"{row.own_path}verplaatsing/").status_code == 302
    kinds = [mail.template for mail in mails_to("an@voorbeeld.be")]
    assert kinds == ["appointment_confirmed", "appointment_moved", "appointment_cancelled"]


def test_a_move_to_what_was_just_taken_shows_the_nearest(client, hall, book):
    row = book("2026-12-02 09:00")
    for who in (KARIM, KARIM):
        book("2026-12-01 09:00", who=who)
    answer = client.post(f"{row.own_path}verplaatsing/?dag=2026-12-01", {"start": NINE})
    assert answer.status_code == 409
    assert "Di 1 dec om 9.15 uur" in text_of(answer)


@pytest.mark.parametrize("state", ["arrived", "served", "missed", "cancelled"])
def test_every_state_has_its_words(client, hall, book, state):
    row = book("2026-12-01 09:00")
    Appointment.objects.update(state=state)
    assert client.get(row.own_path).status_code == 200
    assert client.get(f"{row.own_path}annulering/").status_code == 302


def test_the_calendar_file(client, hall, book):
    row = book("2026-12-01 09:00", persons=2)
    answer = client.get(f"{row.own_path}afspraak.ics")
    lines = answer.content.decode().replace("\r\n ", "").splitlines()
    assert "METHOD:PUBLISH" in lines
    assert "DTSTART:20261201T080000Z" in lines
    assert f"UID:{row.reference}@onthaal" in lines
    assert "SUMMARY:Reispas (2 personen) – Onthaal" in lines


def test_strangers_find_nothing(client, hall):
    for path in ("", "verplaatsing/", "annulering/", "bedankt/", "afspraak.ics"):
        assert client.get(f"/afspraak/geen-geheim/{path}").status_code == 404
    assert client.get("/afspraak/gegevens/geen-geheim/").status_code == 404


def test_a_hold_has_no_page_of_its_own_yet(client, held):
    for path in ("", "afspraak.ics"):
        answer = client.get(f"/afspraak/{held.secret}/{path}")
        assert answer.url == f"/afspraak/gegevens/{held.secret}/"


def test_mijn_afspraken(client, hall, book):
    book("2026-12-01 09:00")
    book("2026-12-01 09:30", who=KARIM)
    an = User.objects.create_user("an@voorbeeld.be", name="An Peeters")
    client.force_login(an)
    page = text_of(client.get("/mijn/afspraken/"))
    assert "Dinsdag 1 december om 9.00 uur" in page
    assert "9.30" not in page
    assert "9.00 uur" in text_of(client.get("/mijn/"))
    # who is logged in need not type
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-02 09:00"))
    assert (
        'value="an@voorbeeld.be"'
        in client.get(f"/afspraak/gegevens/{held.secret}/").content.decode()
    )


def test_without_products_the_page_says_so(client, hall):
    hall.passport.__class__.objects.update(access=Access.NONE)
    assert "geen afspraak maken via deze site" in text_of(client.get("/afspraak/"))
