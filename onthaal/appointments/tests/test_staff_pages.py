"""Fatma at the desk looks up, marks, moves and cancels."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from onthaal.appointments.models import Appointment, CapacityBlock, State
from onthaal.appointments.tests.conftest import AN, KARIM, moment
from onthaal.catalogue.models import Product
from onthaal.organisation.models import Department, Team
from onthaal.outbox.models import Message
from onthaal.people.models import Deed, PersonalDataAccess, Role


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def desk(as_staff, hall):
    return as_staff(hall.fatma)


@pytest.fixture
def row(book):
    return book("2026-12-01 09:00")


def test_the_day_and_those_around_it(desk, row, book):
    book("2026-12-01 09:30", who=KARIM)
    page = text_of(desk.get("/balie/afspraken/?dag=2026-12-01"))
    assert page.index("An Peeters") < page.index("Karim Haddad")
    assert row.check_in_code in page
    assert "Nog te komen 2" in page
    assert "geen afspraken op woensdag 2 december" in text_of(
        desk.get("/balie/afspraken/?dag=2026-12-02")
    )
    assert "maandag 30 november" in text_of(desk.get("/balie/afspraken/?dag=onzin"))


@pytest.mark.parametrize(
    "typed", ["peet", "an@voorbeeld.be", "{code}", "{reference}", "AN  PEETERS"]
)
def test_an_is_found_by_what_she_says(desk, row, typed):
    text = typed.format(code=row.check_in_code.lower(), reference=row.reference)
    assert "An Peeters" in text_of(desk.get("/balie/afspraken/", {"zoek": text}))


def test_karim_is_found_by_his_telephone(desk, book):
    book("2026-12-01 09:30", who=KARIM)
    assert "Karim" in text_of(desk.get("/balie/afspraken/", {"zoek": "+32 470 12 34 56"}))
    assert "Niemand gevonden" in text_of(desk.get("/balie/afspraken/", {"zoek": "Wim"}))


def test_marks_follow_what_happens(as_staff, hall, row, at):
    at("2026-12-01 09:05")
    desk = as_staff(hall.fatma)

    def mark(state, **more):
        desk.post(f"/balie/afspraken/{row.reference}/stand/", {"stand": state, **more})
        row.refresh_from_db()
        return row.state

    assert mark("niet-gekomen") == State.MISSED
    assert mark("verwacht") == State.BOOKED
    assert mark("aangemeld") == State.ARRIVED
    assert row.arrived_at == moment("2026-12-01 09:05")
    assert mark("geholpen") == State.SERVED
    assert mark("niet-gekomen") == State.SERVED
    assert mark("ufo") == State.SERVED
    page = text_of(desk.get(f"/balie/afspraken/{row.reference}/"))
    assert "Aangemeld Fatma · dinsdag 1 december om 9.05 uur" in page
    back = desk.post(
        f"/balie/afspraken/{row.reference}/stand/",
        {"stand": "verwacht", "terug": "/balie/afspraken/?dag=2026-12-01"},
    )
    assert back.url == "/balie/afspraken/?dag=2026-12-01"
    back = desk.post(
        f"/balie/afspraken/{row.reference}/stand/", {"stand": "x", "terug": "https://x.be/"}
    )
    assert back.url == f"/balie/afspraken/{row.reference}/"


def test_a_note_is_kept(desk, row):
    desk.post(f"/balie/afspraken/{row.reference}/opmerking/", {"note": "Komt met tolk."})
    page = desk.get(f"/balie/afspraken/{row.reference}/").content.decode()
    assert "Komt met tolk." in page
    too_long = desk.post(f"/balie/afspraken/{row.reference}/opmerking/", {"note": "x" * 501})
    assert too_long.status_code == 422


def test_fatma_moves_beyond_what_residents_see(desk, row, book, mails_to):
    for who in (KARIM, KARIM):
        book("2026-12-02 09:00", who=who)
    address = f"/balie/afspraken/{row.reference}/verplaatsing/"
    page = desk.get(f"{address}?dag=2026-12-02").content.decode()
    assert "2026-12-02T09:00:00+01:00" in page
    assert desk.post(address, {}).status_code == 422
    done = desk.post(address, {"start": "2026-12-02T09:00:00+01:00"}, follow=True)
    assert "An Peeters krijgt een mail" in text_of(done)
    row.refresh_from_db()
    assert row.starts_at == moment("2026-12-02 09:00")
    assert "Verplaatst van dinsdag 1 december" in text_of(done)
    assert mails_to("an@voorbeeld.be")[-1].template == "appointment_moved"


def test_a_full_moment_shows_the_nearest(desk, row, book):
    CapacityBlock.objects.update(staff_ceiling=2)
    for who in (KARIM, KARIM):
        book("2026-12-02 09:00", who=who)
    answer = desk.post(
        f"/balie/afspraken/{row.reference}/verplaatsing/", {"start": "2026-12-02T09:00:00+01:00"}
    )
    assert answer.status_code == 409
    assert "Wo 2 dec om 9." in text_of(answer)


def test_fatma_cancels_after_a_question(desk, row, mails_to):
    address = f"/balie/afspraken/{row.reference}/annulering/"
    assert "an@voorbeeld.be" in text_of(desk.get(address))
    desk.post(address)
    assert mails_to("an@voorbeeld.be")[-1].template == "appointment_cancelled_by_town"
    # what is gone can only be looked at
    for noun in ("annulering", "verplaatsing"):
        assert desk.get(f"/balie/afspraken/{row.reference}/{noun}/").status_code == 302


def test_others_do_not_see_residents(as_staff, hall, row):
    editor = as_staff(hall.staff("Noor", Role.EDITOR))
    for path in ("", f"{row.reference}/", f"{row.reference}/verplaatsing/"):
        assert editor.get(f"/balie/afspraken/{path}").status_code == 403
    assert not Appointment.objects.visible_to(hall.staff("Wim")).exists()
    hall.lanes[0].host = wim = hall.staff("Wout")
    hall.lanes[0].save()
    assert Appointment.objects.visible_to(wim).get() == row
    assert AN.name == row.name


def test_a_handler_sees_no_sensitive_appointment_of_another_team(as_staff, hall, row):
    department = Department.objects.create(unit=hall.place.unit, name="Alles")
    social, roads = (
        Team.objects.create(department=department, name=name)
        for name in ("Sociale dienst", "Wegen")
    )
    Product.objects.filter(pk=row.items.get().product_id).update(privacy_level=2, owner=social)
    bram, elke = hall.staff("Bram", Role.HANDLER), hall.staff("Elke", Role.HANDLER)
    bram.memberships.create(team=roads)
    elke.memberships.create(team=social)
    address = f"/balie/afspraken/{row.reference}/"
    day = f"/balie/afspraken/?dag={timezone.localdate(row.starts_at)}&plaats={row.location_id}"
    assert as_staff(bram).get(address).status_code == 404
    assert AN.name not in as_staff(bram).get(day).text
    assert AN.name in as_staff(elke).get(day).text
    assert not PersonalDataAccess.objects.exists()
    assert AN.name in as_staff(elke).get(address).text
    assert AN.name in as_staff(hall.fatma).get(address).text
    # who looked is kept, with the number and not the name
    read = PersonalDataAccess.objects.order_by("at").values_list("by", "deed", "reason")
    assert list(read) == [(who.pk, Deed.READ, row.reference) for who in (elke, hall.fatma)]


def test_an_editor_reads_no_mail_about_a_sensitive_appointment(hall, row):
    ruben = hall.staff("Ruben", Role.EDITOR)
    assert Message.objects.about(row).visible_to(ruben).exists()
    Product.objects.filter(pk=row.items.get().product_id).update(privacy_level=2)
    assert not Message.objects.about(row).visible_to(ruben).exists()
    assert Message.objects.about(row).visible_to(hall.fatma).exists()


def test_what_is_not_sensitive_is_for_every_handler(as_staff, hall, row):
    assert (
        AN.name
        in as_staff(hall.staff("Bram", Role.HANDLER)).get(f"/balie/afspraken/{row.reference}/").text
    )
    assert not PersonalDataAccess.objects.exists()


def test_what_does_not_exist_is_not_found(desk):
    assert desk.get("/balie/afspraken/LV-0000-0000/").status_code == 404


def test_who_archives_a_product_reads_how_many_still_come_for_it(as_staff, hall, book, at):
    book("2026-12-01 09:00")
    book("2026-12-01 10:30", who=KARIM)
    book("2026-12-02 09:00", product=hall.licence)
    page = reverse("product-archiving", args=[hall.passport.pk])
    assert "2 afspraken die nog komen" in as_staff(hall.joris).get(page).text
    at("2026-12-01 09:10")
    assert "1 afspraak die nog komt" in as_staff(hall.joris).get(page).text
    at("2026-12-01 11:00")
    assert "Wat er nog loopt" not in as_staff(hall.joris).get(page).text
