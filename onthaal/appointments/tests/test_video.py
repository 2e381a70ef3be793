"""An appointment by video needs a place too: the link."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from onthaal.appointments import calendar_entry
from onthaal.appointments.actions.booking import CannotChange, give_video_link
from onthaal.appointments.models import CapacityBlock, Kind

pytestmark = pytest.mark.django_db
LINK = "https://overleg.example/k/4711"


@pytest.fixture
def call(hall, book):
    block = CapacityBlock.objects.create(
        location=hall.place,
        kind=Kind.VIDEO,
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.set(hall.lanes)

    def make(text="2026-12-01 09:00"):
        return book(text, product=hall.advice, kind=Kind.VIDEO)

    return make


def entry(row):
    return Calendar.from_ical(calendar_entry.enclosed(row.pk).content).walk("VEVENT")[0]


def test_every_call_has_a_room_of_its_own_wherever_an_looks(client, hall, call, mails_to):
    hall.policy.video_address = "https://video.example/{kamer}"
    hall.policy.save()
    first, second = call(), call("2026-12-01 10:00")
    assert first.video_link.startswith("https://video.example/")
    assert len(first.video_link) > 40
    assert first.video_link != second.video_link
    assert first.video_link in mails_to("an@voorbeeld.be")[0].body_text
    assert f'href="{first.video_link}"' in client.get(first.own_path).text
    assert entry(first)["LOCATION"] == first.video_link
    assert first.video_link in entry(first)["DESCRIPTION"]


def test_without_rooms_fatma_gives_the_link_and_an_gets_it_at_once(as_staff, hall, call, mails_to):
    row = call()
    desk = as_staff(hall.fatma)
    assert "nog geen link" in desk.get(f"{reverse('appointment-list')}?dag=2026-12-01").text
    address = reverse("appointment-video-link", args=[row.reference])
    assert desk.post(address, {"video_link": "javascript:alert(1)"}).status_code == 422
    desk.post(address, {"video_link": LINK})
    desk.post(address, {"video_link": LINK})
    row.refresh_from_db()
    assert (row.video_link, row.sequence, entry(row)["SEQUENCE"]) == (LINK, 1, 1)
    _, mail = mails_to("an@voorbeeld.be")
    assert LINK in mail.body_text
    assert "nog geen link" not in desk.get(f"{reverse('appointment-list')}?dag=2026-12-01").text


def test_who_comes_to_the_counter_needs_no_link(hall, book):
    with pytest.raises(CannotChange):
        give_video_link(appointment=book("2026-12-01 09:00"), link=LINK, by=hall.fatma)


def test_nobody_brings_things_along_to_a_call(client, call):
    page = client.get(call().own_path).text
    assert "Breng mee" not in page


def test_the_rule_of_a_place_takes_only_an_address(as_staff, hall):
    joris = as_staff(hall.joris)
    page = f"{reverse('appointment-policy')}?plaats={hall.place.pk}"
    form = joris.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert joris.post(page, {**typed, "video_address": "kamer 4"}).status_code == 422
    joris.post(page, {**typed, "video_address": "https://video.example/{kamer}"})
    hall.policy.refresh_from_db()
    assert hall.policy.video_address == "https://video.example/{kamer}"
