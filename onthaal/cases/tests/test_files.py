"""An sends photos and documents with a request; Eva answers with the permit."""

import io
import uuid
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from onthaal.cases import files, retention
from onthaal.cases.actions import asking, filing, moving
from onthaal.cases.models import Case, CaseFile, DraftFile, SentBy
from onthaal.cases.tests.test_resident_pages import filled
from onthaal.catalogue.actions import process_versions
from onthaal.core import uploads
from onthaal.core.changes import CannotChange
from onthaal.issues.incoming_files import judge
from onthaal.people.personal_data import Person

pytestmark = pytest.mark.django_db

NEW = "/aanvraag/speelstraat/nieuw/"
AN = Person("an@voorbeeld.be")
PLAN = b"%PDF-1.7 het plan van de straat"


def photo(name="straat.jpg", kind="JPEG"):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Toestel van An"
    Image.new("RGB", (60, 40), "grey").save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def document(name="plan.pdf", content=PLAN):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def on_disk():
    return [path for path in Path(default_storage.path("aanvragen")).rglob("*") if path.is_file()]


def names(case):
    return [file.name for file in case.files.all()]


@pytest.fixture
def enclosed():
    """``enclosed("plan.pdf")`` is a form with that document."""

    def make(*names):
        fresh = [judge(name, "", PLAN) for name in names]
        return filing.Enclosed(uuid.uuid4(), fresh)

    return make


@pytest.fixture
def permit(hall, ask, enclosed):
    """Eva put the permit with An's request."""
    case = ask()
    filing.add(case, enclosed=enclosed("vergunning.pdf"), visible=True, by=hall.eva)
    return case.files.get()


class TestSending:
    def test_files_come_with_the_request(self, client, hall):
        client.post(NEW, filled(uploads=[photo("IMG_1.JPG"), document()]))
        case = Case.objects.get()
        assert names(case) == ["IMG_1.jpg", "plan.pdf"]
        picture, plan = case.files.all()
        assert (picture.is_photo, plan.is_photo) == (True, False)
        assert picture.sent_by == SentBy.RESIDENT
        assert picture.step.key == "vraagt-aan"
        assert not Image.open(picture.file).getexif()
        assert plan.file.read() == PLAN
        thanks = client.get(reverse("case-thanks", args=[case.secret])).text
        assert "Uw bestanden zijn goed aangekomen" in thanks

    def test_the_form_says_what_is_needed(self, client, hall):
        lines = [
            replace(line, document_in="Handtekeningen van de buren")
            if line.key == "kijkt-na"
            else line
            for line in hall.lines
        ]
        process_versions.write_out(process=hall.process, lines=lines, by=hall.joris)
        needed = client.get(NEW).context["form"].needed
        assert needed == ["Handtekeningen van de buren", "Een plan van de straat"]

    @pytest.mark.parametrize(
        ("file", "words"),
        [
            (document("kwaad.exe", b"MZ"), "“kwaad.exe” is een soort bestand dat wij niet"),
            (document("vals.pdf", b"MZ"), "“vals.pdf” is beschadigd of is geen echt pdf-bestand"),
            (document("leeg.pdf", b""), "“leeg.pdf” is leeg"),
            (document("put.jpg", b"geen foto"), "“put.jpg” is geen foto"),
            (
                document("groot.pdf", b"%PDF-" + b"x" * 15 * 1024 * 1024),
                "“groot.pdf” is groter dan 15 MB. Maak het bestand kleiner",
            ),
        ],
        ids=lambda value: getattr(value, "name", ""),
    )
    def test_a_file_that_is_refused_is_named_and_the_rest_stays(self, client, hall, file, words):
        file.seek(0)
        data = filled(uploads=[document(), file])
        answer = client.post(NEW, data)
        assert answer.status_code == 422
        assert words in answer.text
        assert "Op 5 juli." in answer.text
        draft = DraftFile.objects.get()
        assert f'value="{draft.key}" checked' in answer.text
        # one press more, and the good one goes along
        again = {key: value for key, value in data.items() if key != "uploads"}
        assert client.post(NEW, again | {"kept": [draft.key]}).status_code == 302
        assert names(Case.objects.get()) == ["plan.pdf"]
        assert not DraftFile.objects.exists()

    def test_a_file_that_was_cut_off_on_its_way_is_named(self, client, hall, monkeypatch):
        monkeypatch.setattr(uploads, "MAX_FILE", 2000)
        answer = client.post(NEW, filled(uploads=[document("te-zwaar.pdf", PLAN + b"x" * 3000)]))
        assert answer.status_code == 422
        assert "“te-zwaar.pdf” kwam niet mee" in answer.text

    def test_a_mistake_elsewhere_keeps_the_files(self, client, hall):
        data = filled(uploads=[photo(), document()], email="geen adres")
        assert client.post(NEW, data).status_code == 422
        kept = [draft.key for draft in DraftFile.objects.all()]
        assert len(on_disk()) == 2
        again = filled(key=data["key"], kept=kept, uploads=[document("brief.odt", b"PK\x03\x04")])
        assert client.post(NEW, again).status_code == 302
        assert names(Case.objects.get()) == ["straat.jpg", "plan.pdf", "brief.odt"]

    def test_what_is_unticked_goes(self, client, hall, django_capture_on_commit_callbacks):
        data = filled(uploads=[photo(), document()], email="geen adres")
        client.post(NEW, data)
        plan = DraftFile.objects.get(name="plan.pdf")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(NEW, filled(key=data["key"], kept=[plan.key]))
        assert names(Case.objects.get()) == ["plan.pdf"]
        assert len(on_disk()) == 1

    def test_five_is_the_most(self, client, hall):
        number = count(1)
        sent = [document(f"blad-{next(number)}.pdf") for _ in range(6)]
        answer = client.post(NEW, filled(uploads=sent))
        assert answer.status_code == 422
        assert "“blad-6.pdf” is er te veel" in answer.text
        assert DraftFile.objects.count() == 5

    def test_the_files_of_another_form_do_not_come_along(self, client, hall):
        client.post(NEW, filled(uploads=[document()], email="geen adres"))
        key = DraftFile.objects.get().key
        answer = client.post(NEW, filled(kept=[key]))
        assert answer.status_code == 422
        assert "bewaarden wij niet langer" in answer.text

    def test_the_same_form_twice_brings_its_files_once(self, client, hall):
        data = filled(uploads=[document()], email="geen adres")
        client.post(NEW, data)
        again = filled(key=data["key"], kept=[DraftFile.objects.get().key])
        first, second = client.post(NEW, again), client.post(NEW, again)
        assert first.url == second.url
        assert names(Case.objects.get()) == ["plan.pdf"]


class TestAnswering:
    def test_files_alone_are_an_answer(self, client, hall, ask, history):
        case = ask()
        asking.ask(case, text="Hebt u een plan?", by=hall.eva)
        url = reverse("case-answer", args=[case.secret])
        assert client.post(url, {"text": " "}).status_code == 422
        assert client.post(url, {"text": "", "uploads": [document()]}).status_code == 302
        assert names(case) == ["plan.pdf"]
        (event,) = history(case, "case.question_answered")
        assert event.data == {"files": [case.files.get().pk]}
        page = client.get(case.status_path).text
        assert "Er kwam een antwoord" in page
        assert "plan.pdf" in page

    def test_good_files_stay_while_one_is_refused(self, client, hall, ask):
        case = ask()
        asking.ask(case, text="Hebt u een plan?", by=hall.eva)
        url = reverse("case-answer", args=[case.secret])
        sent = [document(), document("kwaad.exe", b"MZ")]
        answer = client.post(url, {"text": "Hier is het.", "uploads": sent})
        assert answer.status_code == 422
        assert "kwaad.exe" in answer.text
        # also for who comes back to the page later
        assert "plan.pdf" in client.get(case.status_path).text
        kept = DraftFile.objects.get().key
        client.post(url, {"text": "Hier is het.", "kept": [kept]})
        assert names(case) == ["plan.pdf"]
        assert case.questions.get().answer == "Hier is het."

    def test_the_same_answer_twice_does_not_call_its_files_lost(self, client, hall, ask):
        case = ask()
        asking.ask(case, text="Hebt u een plan?", by=hall.eva)
        url = reverse("case-answer", args=[case.secret])
        client.post(url, {"text": "Ja", "uploads": [document(), document("kwaad.exe", b"MZ")]})
        again = {"text": "Ja", "kept": [DraftFile.objects.get().key]}
        assert client.post(url, again).status_code == 302
        second = client.post(url, again)
        assert "Wij wachten niet meer op een antwoord" in second.text
        assert "bewaarden wij niet langer" not in second.text
        assert names(case) == ["plan.pdf"]

    def test_an_answer_that_is_too_late_says_what_became_of_the_files(self, client, ask):
        url = reverse("case-answer", args=[ask().secret])
        answer = client.post(url, {"text": "Alsnog", "uploads": [document()]})
        assert answer.status_code == 422
        assert "De bestanden die u net koos, zijn niet bewaard" in answer.text
        assert not on_disk()


class TestOpening:
    @pytest.fixture
    def plan(self, ask, client, hall):
        client.post(NEW, filled(uploads=[photo(), document("plan é.pdf")]))
        return CaseFile.objects.get(is_photo=False)

    def test_who_has_the_link_opens_them(self, client, plan):
        url = reverse("case-status-file", args=[plan.case.secret, plan.key])
        assert url in client.get(plan.case.status_path).text
        answer = client.get(url)
        assert b"".join(answer.streaming_content) == PLAN
        assert answer["Content-Disposition"].startswith("attachment; filename")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        picture = plan.case.files.get(is_photo=True)
        answer = client.get(reverse("case-status-file", args=[plan.case.secret, picture.key]))
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["Content-Type"] == "image/jpeg"

    def test_the_link_of_another_request_does_not_open_them(self, client, plan, ask):
        other = ask(email="karim@voorbeeld.be")
        url = reverse("case-status-file", args=[other.secret, plan.key])
        assert client.get(url).status_code == 404

    def test_who_is_logged_in_opens_ones_own(self, client, plan, an, django_user_model):
        url = reverse("my-case-file", args=[plan.key])
        client.force_login(an)
        page = client.get(reverse("my-cases")).text
        assert url in page
        assert "plan é.pdf" in page
        assert client.get(url).status_code == 200
        client.force_login(django_user_model.objects.create_user("karim@voorbeeld.be"))
        assert client.get(url).status_code == 404

    def test_only_who_sees_the_request_opens_its_files(self, as_staff, hall, plan):
        url = reverse("case-file", args=[plan.case.reference, plan.key])
        browser = as_staff(hall.eva)
        page = browser.get(plan.case.get_absolute_url()).text
        assert url in page
        assert "Vraagt een speelstraat aan" in page
        assert browser.get(url).status_code == 200
        browser = as_staff(hall.bram)
        assert browser.get(url).status_code == 404
        for name in ("case-file-new", "case-file-removal"):
            args = [plan.case.reference, *([plan.key] if name.endswith("removal") else [])]
            assert browser.get(reverse(name, args=args)).status_code == 404
            assert browser.post(reverse(name, args=args)).status_code == 404

    def test_a_file_that_is_gone_from_the_disk_is_a_missing_page(self, client, plan):
        default_storage.delete(plan.file.name)
        url = reverse("case-status-file", args=[plan.case.secret, plan.key])
        assert client.get(url).status_code == 404

    def test_the_number_of_files_costs_no_statements(
        self, client, an, plan, enclosed, hall, django_assert_num_queries, ask
    ):
        client.force_login(an)
        url = reverse("my-cases")
        client.get(url)
        with django_assert_num_queries(4):
            client.get(url)
        filing.add(ask(), enclosed=enclosed("a.pdf", "b.pdf"), visible=True, by=hall.eva)
        with django_assert_num_queries(4):
            client.get(url)


class TestOurs:
    def add(self, browser, case, **more):
        data = {"key": str(uuid.uuid4()), "uploads": [document("vergunning.pdf")], **more}
        return browser.post(reverse("case-file-new", args=[case.reference]), data)

    def test_the_permit_is_put_ready(self, as_staff, client, hall, ask, mails_to, history):
        case = ask()
        answer = self.add(as_staff(hall.eva), case, visible="ja")
        assert answer.url == case.get_absolute_url()
        file = case.files.get()
        assert (file.added_by, file.step.key, file.sent_by) == (hall.eva, "kijkt-na", "staff")
        mail = mails_to("an@voorbeeld.be")[-1]
        assert mail.template == "case_document"
        assert case.status_path in mail.body_text
        (event,) = history(case, "case.document_ready")
        assert "vergunning" not in f"{event.data}{event.public_text}{event.internal_text}"
        assert "vergunning.pdf" in client.get(case.get_absolute_url()).text
        client.logout()
        page = client.get(case.status_path).text
        assert "Er staat een document voor u klaar" in page
        url = reverse("case-status-file", args=[case.secret, file.key])
        assert client.get(url).status_code == 200

    def test_what_is_for_colleagues_stays_with_them(
        self, as_staff, client, hall, ask, an, mails_to, history
    ):
        case = ask()
        self.add(as_staff(hall.eva), case, visible="nee")
        assert len(mails_to("an@voorbeeld.be")) == 1
        assert history(case, "case.file_added")
        file = case.files.get()
        client.force_login(an)
        for page in (case.status_path, reverse("my-cases")):
            assert "vergunning.pdf" not in client.get(page).text
        for url in (
            reverse("case-status-file", args=[case.secret, file.key]),
            reverse("my-case-file", args=[file.key]),
        ):
            assert client.get(url).status_code == 404
        assert not next(iter(retention.export(AN))).files

    def test_one_chooses_who_sees_it(self, as_staff, hall, ask):
        case = ask()
        browser = as_staff(hall.eva)
        assert browser.get(reverse("case-file-new", args=[case.reference])).status_code == 200
        answer = self.add(browser, case)
        assert answer.status_code == 422
        assert "Kies wie het bestand mag zien." in answer.text
        assert DraftFile.objects.get().name == "vergunning.pdf"
        empty = self.add(browser, case, uploads=[], visible="ja")
        assert "Kies een bestand." in empty.text

    def test_the_same_form_twice_adds_it_once(self, as_staff, hall, ask, mails_to):
        case, key = ask(), str(uuid.uuid4())
        browser = as_staff(hall.eva)
        for _ in range(2):
            assert self.add(browser, case, key=key, visible="ja").status_code == 302
        assert case.files.count() == 1
        assert len(mails_to("an@voorbeeld.be")) == 2  # received, and one for the document

    def test_a_closed_request_takes_the_permit_too(self, hall, ask, enclosed):
        case = moving.close(ask(), granted=True, text="Goed.", by=hall.eva)
        filing.add(case, enclosed=enclosed("vergunning.pdf"), visible=True, by=hall.eva)
        assert names(case) == ["vergunning.pdf"]

    def test_a_mistake_is_taken_back_after_a_question(
        self, as_staff, client, hall, permit, history, django_capture_on_commit_callbacks
    ):
        case = permit.case
        browser = as_staff(hall.fatma)
        url = reverse("case-file-removal", args=[case.reference, permit.key])
        assert "De inwoner kon dit bestand openen" in browser.get(url).text
        assert len(on_disk()) == 1
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(url).status_code == 302
        assert not on_disk()
        page = browser.get(case.get_absolute_url()).text
        assert '<s dir="auto">vergunning.pdf</s>' in page
        assert "weggehaald door Fatma" in page
        assert browser.post(url).status_code == 404
        opens = reverse("case-status-file", args=[case.secret, permit.key])
        assert client.get(opens).status_code == 404
        told = client.get(case.status_path).text
        assert "Wij haalden een document weg" in told
        assert [event.data for event in history(case, "case.document_removed")] == [
            {"files": [permit.pk]}
        ]

    def test_what_the_resident_sent_is_not_taken_away(self, as_staff, client, hall):
        client.post(NEW, filled(uploads=[document()]))
        file = CaseFile.objects.get()
        url = reverse("case-file-removal", args=[file.case.reference, file.key])
        assert as_staff(hall.eva).post(url).status_code == 404
        with pytest.raises(CannotChange, match="van de inwoner"):
            filing.take_back(file, by=hall.eva)

    def test_two_who_take_it_back_do_it_once(self, hall, permit, history):
        filing.take_back(permit, by=hall.eva)
        with pytest.raises(CannotChange, match="al weg"):
            filing.take_back(permit, by=hall.fatma)
        assert len(history(permit.case, "case.document_removed")) == 1


class TestOnPaper:
    """An hands over her plan at the desk; Fatma scans it."""

    def entered(self, hall, **more):
        facts = {"product": hall.product.pk, "channel": "desk", "name": "An", "phone": "0470"}
        return {"key": str(uuid.uuid4()), **facts, **more}

    def test_what_is_given_at_the_desk_comes_with_the_request(self, as_staff, hall, client):
        browser = as_staff(hall.fatma)
        assert 'enctype="multipart/form-data"' in browser.get(reverse("case-intake")).text
        browser.post(
            reverse("case-intake"), self.entered(hall, uploads=[photo(), document("plan.pdf")])
        )
        case = Case.objects.get()
        assert names(case) == ["straat.jpg", "plan.pdf"]
        assert {(file.sent_by, file.added_by) for file in case.files.all()} == {
            (SentBy.RESIDENT, hall.fatma)
        }
        assert "ingevoerd door Fatma" in browser.get(case.get_absolute_url()).text
        client.logout()
        assert "plan.pdf" in client.get(case.status_path).text

    def test_good_files_survive_a_form_that_is_wrong(self, as_staff, hall):
        browser = as_staff(hall.fatma)
        data = self.entered(hall, phone="", uploads=[document(), document("kwaad.exe", b"MZ")])
        wrong = browser.post(reverse("case-intake"), data)
        assert wrong.status_code == 422
        assert "“kwaad.exe” is een soort bestand dat wij niet" in wrong.text
        # everything that is wrong is said at once
        assert "anders bereikt u niemand" in wrong.text
        kept = DraftFile.objects.get().key
        assert f'value="{kept}" checked' in wrong.text
        again = {key: value for key, value in data.items() if key != "uploads"}
        browser.post(reverse("case-intake"), again | {"phone": "0470", "kept": [kept]})
        assert names(Case.objects.get()) == ["plan.pdf"]

    def test_an_answer_on_paper_is_put_with_the_request(self, as_staff, hall, ask):
        case = ask()
        asking.ask(case, text="Hebt u een plan?", by=hall.eva)
        browser = as_staff(hall.fatma)
        url = reverse("case-given-answer", args=[case.reference])
        assert "Bestanden" in browser.get(url).text
        key, version = str(uuid.uuid4()), Case.objects.get().version
        empty = browser.post(url, {"key": key, "version": version, "text": ""})
        assert "Noteer het antwoord, of kies een bestand." in empty.text
        wrong = browser.post(
            url,
            {"key": key, "version": version, "text": "", "uploads": [document("x.exe", b"MZ")]},
        )
        assert wrong.status_code == 422
        data = {"key": key, "version": version, "text": "", "uploads": [document()]}
        assert browser.post(url, data).status_code == 302
        assert names(case) == ["plan.pdf"]
        assert case.files.get().added_by == hall.fatma
        assert case.questions.get().answered_at

    def test_files_that_came_too_late_are_still_there_to_look_at(self, as_staff, hall, ask):
        case = ask()
        answer = as_staff(hall.fatma).post(
            reverse("case-given-answer", args=[case.reference]),
            {
                "key": str(uuid.uuid4()),
                "version": case.version,
                "text": "Ja",
                "uploads": [document()],
            },
        )
        assert answer.status_code == 422
        assert "ging verder" in answer.text
        assert "plan.pdf" in answer.text

    def test_what_a_colleague_entered_by_mistake_is_taken_back(self, as_staff, hall, client):
        browser = as_staff(hall.fatma)
        browser.post(reverse("case-intake"), self.entered(hall, uploads=[document()]))
        file = CaseFile.objects.get()
        url = reverse("case-file-removal", args=[file.case.reference, file.key])
        assert url in browser.get(file.case.get_absolute_url()).text
        assert browser.post(url).status_code == 302
        client.logout()
        page = client.get(file.case.status_path).text
        assert "Wij haalden een document weg" in page
        assert reverse("case-status-file", args=[file.case.secret, file.key]) not in page


class TestForgetting:
    def test_an_gets_her_files(self, client, hall, permit):
        client.post(NEW, filled(uploads=[document()]))
        given = [name for record in retention.export(AN) for name in record.files]
        assert given == ["1-vergunning.pdf", "1-plan.pdf"]
        *_, last = retention.export(AN)
        with last.files["1-plan.pdf"]() as file:
            assert file.read() == PLAN

    def test_erasing_takes_the_files_off_the_disk(
        self, client, hall, django_capture_on_commit_callbacks
    ):
        client.post(NEW, filled(uploads=[photo(), document()]))
        case = Case.objects.get()
        filing.add(
            case,
            enclosed=filing.Enclosed(uuid.uuid4(), [judge("brief.pdf", "", PLAN)]),
            visible=False,
            by=hall.eva,
        )
        assert len(on_disk()) == 3
        with django_capture_on_commit_callbacks(execute=True):
            retention.erase(AN)
        assert not CaseFile.objects.exists()
        assert not on_disk()

    def test_retention_does_the_same(
        self, client, hall, on, enclosed, django_capture_on_commit_callbacks
    ):
        on("2020-01-06 10:00")
        client.post(NEW, filled(uploads=[document()]))
        case = moving.close(Case.objects.get(), granted=True, text="Goed.", by=hall.eva)
        on("2026-01-06 10:00")
        cutoff = case.closed_at.replace(year=2025)
        with django_capture_on_commit_callbacks(execute=True):
            retention.erase_cases([row.pk for row in retention.closed_with_person(cutoff)])
        assert not on_disk()
        # what is added afterwards is found again
        on("2026-01-07 10:00")
        filing.add(case, enclosed=enclosed("laat.pdf"), visible=False, by=hall.eva)
        assert retention.closed_with_person(cutoff).exists()

    def test_files_of_a_form_that_was_never_sent_go(
        self, client, hall, django_capture_on_commit_callbacks
    ):
        client.post(NEW, filled(uploads=[document()], email="geen adres"))
        assert len(on_disk()) == 1
        with django_capture_on_commit_callbacks(execute=True):
            filing.forget_drafts(list(DraftFile.objects.all()))
        assert not on_disk()

    def test_the_sweep_removes_only_what_is_old_and_needed_by_nobody(self, client, hall, on):
        client.post(NEW, filled(uploads=[document()]))
        client.post(NEW, filled(uploads=[document()], email="geen adres"))
        default_storage.save("aanvragen/ab/abc", io.BytesIO(b"van een poging die afbrak"))
        assert len(on_disk()) == 3
        assert files.remove_unused() == 0
        on("2099-01-01 10:00")
        assert retention.sweep_files.func() == 1
        assert len(on_disk()) == 2
