import contextlib
import datetime as dt
import io
import re
import uuid
import zlib

import pytest
from django.urls import reverse
from PIL import ImageFile

from onthaal.complaints import letters
from onthaal.complaints.actions import deciding, handling, investigating
from onthaal.complaints.models import Complaint, StepKind
from onthaal.complaints.states import State
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.models import Event


def page(name, complaint, *more):
    return reverse(f"complaint-{name}", args=[complaint.reference, *more])


@pytest.fixture
def investigated(complain, hall):
    complaint = complain()
    deciding.admit(complaint, by=hall.nora)
    return handling.assign(complaint, handler=hall.eva, deputy=hall.fatma, by=hall.nora)


def test_fatma_types_what_an_tells_and_does_not_see_it_afterwards(client, hall):
    client.force_login(hall.fatma)
    form = {
        "key": uuid.uuid4(),
        "channel": "phone",
        "received_on": clock.today().isoformat(),
        "description": "Niemand belde mij terug.",
        "team": hall.wegen.pk,
        "name": "An Peeters",
        "email": "an@example.be",
    }
    wrong = client.post(reverse("complaint-intake"), {**form, "description": ""})
    assert wrong.status_code == 422
    assert "An Peeters" in wrong.content.decode()
    answer = client.post(reverse("complaint-intake"), form, follow=True)
    complaint = Complaint.objects.get()
    assert complaint.reference in answer.content.decode()
    assert client.get(page("detail", complaint)).status_code == 404


def test_the_whole_way_through_the_pages(client, complain, hall):
    complaint = complain()
    client.force_login(hall.nora)

    def post(name, **data):
        complaint.refresh_from_db()
        answer = client.post(page(name, complaint), {"version": complaint.version, **data})
        assert answer.status_code == 302, answer.content.decode()[:3000]

    assert "Ontvankelijkheid" in client.get(page("detail", complaint)).content.decode()
    post("admissibility", admissible="ja", text="Wij gaan het na.")
    post("assign", handler=hall.eva.pk, deputy="")
    client.force_login(hall.eva)
    post("note", text="Gebeld met An.")
    post("hearing", held_on=clock.today().isoformat(), text="An vertelde het.", present="An")
    post(
        "mediation",
        held_on=clock.today().isoformat(),
        text="Samen gezeten.",
        outcome="not_agreed",
    )
    post("advice", adviser=hall.fatma.pk, question="Mag dit?", expires_on="2099-01-01")
    post("extension", reason="De ploegbaas is met verlof.")
    post("ruling", ruling="founded", norms=["treatment"], degree="full", text="Onze excuses.")
    post("measure", what="Opleiding", owner="Wegen", by_on="2027-01-01")
    complaint.refresh_from_db()
    assert complaint.state == State.RULED
    body = client.get(page("detail", complaint)).content.decode()
    for words in ("Onze excuses.", "Opleiding", "Bemiddeling", "Correcte bejegening"):
        assert words in body
    measure = complaint.measures.get()
    client.post(page("measure-done", complaint, measure.pk))
    measure.refresh_from_db()
    assert measure.done_on == clock.today()
    assert client.get(page("print", complaint)).status_code == 200


def test_an_invalid_decision_keeps_what_was_typed(client, complain, hall):
    complaint = complain()
    client.force_login(hall.nora)
    answer = client.post(
        page("admissibility", complaint), {"version": 1, "admissible": "nee", "text": "Te laat."}
    )
    assert answer.status_code == 422
    assert "Kies waarom" in answer.content.decode()
    assert "Te laat." in answer.content.decode()


def test_a_colleague_was_first(client, investigated, hall):
    client.force_login(hall.eva)
    seen = investigated.version
    investigating.add_step(
        investigated, kind=StepKind.NOTE, text="De klager belde.", by=hall.nora, version=seen
    )
    answer = client.post(page("note", investigated), {"version": seen, "text": "Gebeld."})
    assert answer.status_code == 409
    told = answer.text.split('role="alert"')[1].split("</div></div>")[0]
    assert "Nora" in told
    assert "Stap in het onderzoek" in told
    assert "Bekeken" not in told
    assert "Gebeld." in answer.text


def test_every_look_is_kept(client, investigated, hall):
    client.force_login(hall.eva)
    client.get(page("detail", investigated))
    client.get(page("print", investigated))
    looks = Event.objects.about(investigated).filter(kind="complaint.read", actor=hall.eva)
    assert [event.data["page"] for event in looks] == ["Klacht", "Afdruk"]


def test_fatma_gives_advice(client, complain, hall):
    complaint = complain()
    client.force_login(hall.nora)
    client.post(
        page("advice", complaint),
        {"version": 1, "adviser": hall.eva.pk, "question": "Mag dit?", "expires_on": "2099-01-01"},
    )
    asked = complaint.advice.get()
    client.force_login(hall.eva)
    assert "Uw advies wordt gevraagd" in client.get(page("detail", complaint)).content.decode()
    answer = client.post(
        page("advice-answer", complaint, asked.pk), {"version": 2, "answer": "Neen."}
    )
    assert answer.status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "Neen."
    assert client.get(page("ruling", complaint)).status_code == 404


def test_the_resident_follows_adds_and_withdraws(client, complain):
    complaint = complain()
    body = client.get(complaint.status_path).content.decode()
    assert "Wij bekijken of wij uw klacht kunnen behandelen" in body
    assert "ombudsdienst" in body
    client.post(complaint.status_path + "aanvulling/", {"text": "Ook de brievenbus."})
    assert "Ook de brievenbus." in client.get(complaint.status_path).content.decode()
    client.post(complaint.status_path + "intrekking/", {"why": ""})
    complaint.refresh_from_db()
    assert complaint.state == State.WITHDRAWN
    assert client.get("/klacht/verkeerd/").status_code == 404


def test_making_letters_leaves_the_checks_of_photos_as_strict_as_they_were():
    letters.pdf_maker()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_the_letter_is_a_tagged_pdf(client, complain):
    complaint = complain()
    letter = complaint.letters.get()
    answer = client.get(f"{complaint.status_path}brieven/{letter.pk}/")
    if letters.pdf_maker() is None:
        pytest.skip("libpango ontbreekt: apt install libpangoft2-1.0-0")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    whole = answer.content + unpacked(answer.content)
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert mark in whole, mark


def unpacked(pdf):
    """What stands in the compressed parts."""
    parts = b""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts += zlib.decompress(packed)
    return parts


def test_without_the_library_the_letter_is_a_page(client, complain, monkeypatch):
    monkeypatch.setattr(letters, "pdf_maker", lambda: None)
    complaint = complain()
    answer = client.get(f"{complaint.status_path}brieven/{complaint.letters.get().pk}/")
    assert "Ontvangstbevestiging" in answer.content.decode()
    problem = letters.check()
    assert problem
    assert "libpango" in problem.what


def test_my_complaints_after_log_in(client, complain):
    complaint = complain()
    resident = User.objects.create_user("an@example.be")
    client.force_login(resident)
    assert complaint.reference in client.get("/mijn/klachten/").content.decode()
    other = User.objects.create_user("karim@example.be")
    client.force_login(other)
    assert complaint.reference not in client.get("/mijn/klachten/").content.decode()


def test_the_list_asks_as_much_for_three_as_for_twelve(
    client, complain, hall, django_assert_max_num_queries
):
    client.force_login(hall.nora)
    for number in range(12):
        complain(description=f"Klacht {number}")
    with django_assert_max_num_queries(16):
        body = client.get("/balie/klachten/").content.decode()
    assert "12 klachten" in body


def test_settings_of_the_coordinator_are_not_for_administrators(client, hall):
    client.force_login(hall.lies)
    assert client.get("/balie/klachten/reglement/").status_code == 403
    client.force_login(hall.nora)
    assert client.get("/balie/klachten/reglement/").status_code == 200
    answer = client.post(
        "/balie/klachten/reglement/",
        {
            "valid_from": "2027-01-01",
            "admissibility_days": 10,
            "ruling_days": 30,
            "extension_days": 15,
            "counts_from": "receipt",
            "oldest_facts_days": 365,
            "second_line": "De ombudsdienst.",
        },
    )
    assert answer.status_code == 302


def test_eva_notes_when_she_is_away(client, hall):
    client.force_login(hall.eva)
    address = "/balie/klachten/afwezigheid/"
    assert (
        client.post(address, {"first_on": "2099-01-02", "last_on": "2099-01-01"}).status_code == 422
    )
    client.post(address, {"first_on": "2099-01-01", "last_on": "2099-01-09"})
    absence = hall.eva.complaint_absences.get()
    assert absence.last_on == dt.date(2099, 1, 9)
    client.post(f"{address}{absence.pk}/wissen/")
    assert not hall.eva.complaint_absences.exists()


@pytest.mark.parametrize("odd", ["²", "9" * 5000])
def test_an_odd_number_in_the_address_of_the_list_filters_nothing(client, complain, hall, odd):
    complaint = complain()
    client.force_login(hall.nora)
    asked = {"jaar": odd, "team": odd, "proces": odd}
    assert complaint.reference in client.get("/balie/klachten/", asked).text


def test_export_names_nobody(client, complain, hall):
    complaint = complain()
    client.force_login(hall.nora)
    csv = client.get("/balie/klachten/lijst.csv").content.decode("utf-8-sig")
    assert complaint.reference in csv
    assert "Peeters" not in csv
    client.get("/balie/klachten/lijst.csv?q=Peeters&jaar=2026")
    kept = Event.objects.filter(kind="complaint.exported").latest("pk").data
    assert kept == {"query": "jaar=2026", "searched": True, "kind": "csv"}
    excel = client.get("/balie/klachten/lijst.xlsx")
    assert io.BytesIO(excel.content).read(2) == b"PK"
