"""The pages around a melding: who may see what, and what each button does."""

import datetime as dt
import uuid

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from onthaal.core import clock
from onthaal.issues import succession
from onthaal.issues.actions.following import follow, follow_as
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.history import lines
from onthaal.issues.models import Follower, Issue, Photo, Survey
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.issues.tests.citizen.test_report import shows
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

PHOTO = EncodedPhoto(jpeg=b"\xff\xd8 groot", thumbnail=b"\xff\xd8 klein", width=8, height=6)


def close(issue, town, to=Status.RESOLVED, text="De lamp is vervangen.", **more):
    return change_status(issue, change=Change(to=to, text=text, **more), by=town.bram)


def content(response):
    return b"".join(response.streaming_content)


class TestStatusPage:
    def test_an_reads_what_happened_in_plain_words(self, client, report, town):
        issue = close(report(answers={"paal": "LV 12"}), town)
        page = client.get(f"/m/{issue.secret}/")
        assert shows(page, issue.reference, "Opgelost", "De lamp is vervangen.", "LV 12")
        assert page["Referrer-Policy"] == "same-origin"
        assert "noindex" in page["X-Robots-Tag"]
        assert "no-store" in page["Cache-Control"]

    def test_notes_of_staff_stay_inside(self, client, report, town):
        issue = change_status(
            report(),
            change=Change(to=Status.PLANNED, text="Volgende week.", note="Melder is lastig."),
            by=town.bram,
        )
        page = client.get(f"/m/{issue.secret}/")
        assert shows(page, "Ingepland", "Volgende week.")
        assert not shows(page, "lastig")
        assert not shows(page, "Bram")

    def test_a_wrong_secret_opens_nothing(self, client, report):
        report()
        assert client.get("/m/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404

    def test_a_remark_and_a_photo_can_follow(self, client, report, photo_file):
        issue = report()
        data = {"key": str(uuid.uuid4()), "text": "Ook nummer 16 is uit.", "photos": photo_file()}
        response = client.post(f"/m/{issue.secret}/aanvulling/", data, follow=True)
        assert shows(response, "Wij hebben uw aanvulling goed ontvangen", "Ook nummer 16 is uit.")
        assert issue.photos.count() == 1

    def test_an_empty_remark_says_what_to_do(self, client, report):
        issue = report()
        response = client.post(f"/m/{issue.secret}/aanvulling/", {"key": str(uuid.uuid4())})
        assert response.status_code == 422
        assert shows(response, "Schrijf een opmerking of kies een foto.")

    def test_a_photo_that_comes_just_after_closing_is_kept_and_shown_to_bram(
        self, client, report, town, photo_file
    ):
        issue = close(report(), town)
        data = {"key": str(uuid.uuid4()), "text": "Nog iets", "photos": photo_file()}
        response = client.post(f"/m/{issue.secret}/aanvulling/", data, follow=True)
        assert shows(response, "Uw melding was net afgesloten.")
        issue.refresh_from_db()
        assert not issue.is_open
        assert issue.news_at
        assert issue.photos.count() == 1
        [*_, late] = Event.objects.about(issue)
        assert late.public_text == "Nog iets"
        [line] = lines([late], shows_contact=False)
        assert line.details == "1 foto, na het afsluiten"

    def test_much_later_it_is_refused_and_the_text_stays_on_the_page(
        self, client, report, town, monkeypatch
    ):
        issue = close(report(), town)
        later = clock.now() + dt.timedelta(days=15)
        monkeypatch.setattr(clock, "now", lambda: later)
        data = {"key": str(uuid.uuid4()), "text": "Toch nog iets."}
        response = client.post(f"/m/{issue.secret}/aanvulling/", data)
        assert response.status_code == 422
        assert shows(response, "Deze melding is afgesloten")
        assert shows(response, "Toch nog iets.")

    def test_what_became_a_klacht_meanwhile_leads_there_with_the_text(
        self, client, report, town, monkeypatch
    ):
        issue = close(report(), town)
        monkeypatch.setattr(succession, "_finders", [lambda issue: "/k/elders/"])
        data = {"key": str(uuid.uuid4()), "text": "Toch nog iets."}
        response = client.post(f"/m/{issue.secret}/aanvulling/", data)
        assert response.status_code == 409
        assert shows(response, "/k/elders/")
        assert shows(response, "Toch nog iets.")

    def test_withdrawing_asks_first(self, client, report):
        issue = report()
        url = f"/m/{issue.secret}/intrekking/"
        assert shows(client.get(url), "Wilt u uw melding intrekken?")
        issue.refresh_from_db()
        assert issue.is_open
        assert shows(client.post(url, {"why": ""}, follow=True), "Uw melding is ingetrokken.")
        issue.refresh_from_db()
        assert issue.state == Status.WITHDRAWN
        assert shows(client.post(url, follow=True), "was al afgesloten")

    def test_it_costs_the_same_for_a_long_history(
        self, client, report, town, django_assert_max_num_queries
    ):
        issue = report(photos=[PHOTO] * 3)
        for status in (Status.IN_PROGRESS, Status.PLANNED, Status.IN_PROGRESS, Status.PLANNED):
            issue = change_status(issue, change=Change(to=status), by=town.bram)
        client.get(f"/m/{issue.secret}/")
        with django_assert_max_num_queries(8):
            client.get(f"/m/{issue.secret}/")


class TestPublicPages:
    def test_the_list_shows_public_subjects_only(self, client, report, town, ground):
        lamp, hidden = report(), report(category=town.noise, text="Lawaai van de buren elke nacht.")
        gone = report(text="Iets dat ik introk.")
        change_status(gone, change=Change(to=Status.WITHDRAWN), tell=False)
        page = client.get("/meldingen/")
        assert shows(page, lamp.reference, "Straatverlichting")
        assert not shows(page, hidden.reference)
        assert not shows(page, gone.reference)
        assert not shows(page, "voor ons huis")
        for private in (hidden, gone):
            assert client.get(f"/meldingen/{private.reference}/").status_code == 404

    def test_words_and_photos_appear_only_after_release(self, client, report, town):
        issue = report(text="De lamp van mevrouw Claes is stuk.", photos=[PHOTO])
        photo = issue.photos.get()
        url = f"/meldingen/{issue.reference}/"
        for secret_thing in ("Claes", "an@voorbeeld.be", "An Peeters", photo.key, issue.secret):
            assert not shows(client.get(url), secret_thing)
        issue.public_title, issue.public_text = "Lamp stuk", "Een lamp werkt niet."
        issue.released_at = clock.now()
        issue.save()
        Photo.objects.update(is_public=True)
        page = client.get(url)
        assert shows(page, "Lamp stuk", "Een lamp werkt niet.", photo.key)
        assert not shows(page, "Claes")

    def test_answers_to_the_reporter_are_not_public(self, client, report, town):
        issue = close(report(), town)
        page = client.get(f"/meldingen/{issue.reference}/")
        assert shows(page, "Opgelost")
        assert not shows(page, "vervangen")

    def test_after_thirty_days_it_leaves_the_map(self, client, report, town):
        issue = close(report(), town)
        Issue.objects.update(closed_at=clock.now() - dt.timedelta(days=31))
        assert not shows(client.get("/meldingen/"), issue.reference)
        assert client.get(f"/meldingen/{issue.reference}/").status_code == 404

    def test_a_duplicate_leads_to_the_first_one(self, client, report, town):
        first, second = report(), report()
        close(second, town, to=Status.DUPLICATE, original=first)
        response = client.get(f"/meldingen/{second.reference}/")
        assert response.url == f"/meldingen/{first.reference}/"

    def test_filters_hold_for_list_and_map_alike(self, client, report, town, ground):
        lamp = report()
        done = close(report(category=town.hole, text="Een put in de weg."), town)
        box = {"bbox": "4.9,50.9,5.1,51.1", "zoom": "19"}
        for wanted, found, missed in (
            ({"status": "open"}, lamp, done),
            ({"status": "afgesloten"}, done, lamp),
        ):
            page = client.get("/meldingen/", wanted)
            assert shows(page, found.reference)
            assert not shows(page, missed.reference)
            items = client.get("/meldingen/kaart/", {**box, **wanted}).json()["items"]
            assert [item["id"] for item in items] == [found.reference]
        assert not shows(client.get("/meldingen/", {"groep": "groen"}), lamp.reference)
        assert not shows(client.get("/meldingen/", {"wijk": "X"}), lamp.reference)

    def test_what_lies_close_together_is_one_number(self, client, report):
        for _ in range(5):
            report()
        far = report(point=(51.018, 5.018))
        answer = client.get("/meldingen/kaart/", {"bbox": "4.9,50.9,5.1,51.1", "zoom": "14"}).json()
        assert [cluster["count"] for cluster in answer["clusters"]] == [5]
        assert [item["id"] for item in answer["items"]] == [far.reference]

    def test_the_map_gives_away_nothing_else(self, client, report):
        report()
        answer = client.get("/meldingen/kaart/", {"bbox": "4.9,50.9,5.1,51.1", "zoom": "19"})
        (item,) = answer.json()["items"]
        assert set(item) == {"id", "lat", "lon", "icon", "tone", "label", "url"}
        assert b"Peeters" not in answer.content
        assert b"voor ons huis" not in answer.content

    @pytest.mark.parametrize("bbox", ["", "a,b,c,d", "1,2,3", "nan,1,2,3"])
    def test_a_strange_piece_of_map(self, client, db, bbox):
        assert client.get("/meldingen/kaart/", {"bbox": bbox}).status_code in (200, 422)

    def test_strange_filters_and_pages_do_no_harm(self, client, report):
        report()
        page = client.get("/meldingen/", {"groep": "a\0b", "status": "x", "pagina": "99"})
        assert page.status_code == 200

    def test_the_list_costs_the_same_for_few_and_many(
        self, client, report, ground, django_assert_num_queries
    ):
        report()
        client.get("/meldingen/")
        with django_assert_num_queries(4):
            client.get("/meldingen/")
        for _ in range(6):
            report()
        with django_assert_num_queries(4):
            client.get("/meldingen/")


class TestFindingByNumber:
    @pytest.mark.parametrize("change", [str, str.lower, lambda n: n.replace("-", " ")])
    def test_however_it_is_typed(self, client, report, change):
        issue = report()
        response = client.get("/meldingen/zoeken/", {"nummer": change(issue.reference)})
        assert response.url == f"/meldingen/{issue.reference}/"

    def test_a_typing_error_is_told(self, client, report):
        number = report().reference
        wrong = number[:-1] + ("2" if number[-1] != "2" else "3")
        response = client.get("/meldingen/zoeken/", {"nummer": wrong})
        assert response.status_code == 422
        assert shows(response, "tikfout")

    def test_a_private_one_and_one_that_does_not_exist_give_the_same_answer(
        self, client, report, town
    ):
        private = report(category=town.noise).reference
        one = client.get("/meldingen/zoeken/", {"nummer": private}).content.decode()
        Issue.objects.update(reference="LV-AAAA-AAAA")
        other = client.get("/meldingen/zoeken/", {"nummer": private}).content.decode()
        assert one == other
        assert "geen melding op de openbare kaart" in one

    def test_the_reporter_who_logged_in_finds_the_own_private_one(self, client, report, town):
        issue = report(category=town.noise)
        client.force_login(town.an)
        response = client.get("/meldingen/zoeken/", {"nummer": issue.reference})
        assert response.url == issue.status_path


class TestFollowing:
    def test_karim_follows_stops_and_nobody_learns_of_it(self, client, report):
        issue = report()
        url = f"/meldingen/{issue.reference}/volgen/"
        first = client.post(url, {"email": "karim@voorbeeld.be"})
        assert shows(first, "Kijk in uw mailbox")
        follower = Follower.objects.get()
        page = f"/volgen/{follower.secret}/"
        assert shows(client.get(page), "Ja, ik wil deze melding volgen")
        follower.refresh_from_db()
        assert follower.confirmed_at is None
        assert shows(client.post(page, follow=True), "U volgt melding")
        again = client.post(url, {"email": "karim@voorbeeld.be"})
        assert again.content.decode().count("Kijk in uw mailbox") == first.content.decode().count(
            "Kijk in uw mailbox"
        )
        assert Message.objects.filter(to_address="karim@voorbeeld.be").count() == 1
        assert shows(client.get(f"{page}stoppen/"), "Wilt u stoppen met volgen?")
        assert Follower.objects.exists()
        assert shows(client.post(f"{page}stoppen/"), "U volgt deze melding niet meer")
        assert not Follower.objects.exists()
        assert client.get(page).status_code == 410
        assert client.post(page).status_code == 410

    def test_a_mail_program_may_unsubscribe_with_one_post(self, report):
        issue = report()
        follow(issue=issue, email="karim@voorbeeld.be")
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(
            f"/volgen/{Follower.objects.get().secret}/stoppen/", {"List-Unsubscribe": "One-Click"}
        )
        assert response.status_code == 200
        assert not Follower.objects.exists()

    def test_a_wrong_address_comes_back(self, client, report):
        response = client.post(f"/meldingen/{report().reference}/volgen/", {"email": "karim"})
        assert response.status_code == 422
        assert shows(response, "Vul een volledig e-mailadres in", 'value="karim"')

    def test_one_address_does_not_get_many_mails(self, client, report):
        for _ in range(6):
            client.post(f"/meldingen/{report().reference}/volgen/", {"email": "karim@voorbeeld.be"})
        last = client.post(
            f"/meldingen/{report().reference}/volgen/", {"email": "Karim@voorbeeld.be"}
        )
        assert last.status_code == 429
        assert Message.objects.filter(to_address="karim@voorbeeld.be").count() == 6

    def test_with_an_account_it_is_one_click(self, client, report, town):
        issue = report()
        client.force_login(town.karim)
        client.post(f"/meldingen/{issue.reference}/volgen/")
        assert Follower.objects.get().confirmed_at
        assert shows(client.get(f"/meldingen/{issue.reference}/"), "U volgt deze melding")

    def test_a_private_issue_cannot_be_followed(self, client, report, town):
        issue = report(category=town.noise)
        response = client.post(f"/meldingen/{issue.reference}/volgen/", {"email": "k@v.be"})
        assert response.status_code == 404


class TestSurveyPage:
    @pytest.fixture
    def survey(self, report, town):
        issue = report()
        issue.handler = town.bram
        issue.save()
        return close(issue, town).surveys.get()

    def test_opening_the_link_changes_nothing(self, client, survey):
        page = client.get(f"/mening/{survey.secret}/", {"score": "1"})
        assert shows(page, "Hoe tevreden bent u?")
        assert client.head(f"/mening/{survey.secret}/").status_code == 200
        survey.refresh_from_db()
        assert survey.answered_at is None

    def test_not_solved_reopens(self, client, survey):
        answer = {"satisfaction": "1", "solved": "nee", "text": "Ze knippert."}
        response = client.post(f"/mening/{survey.secret}/", answer, follow=True)
        assert shows(response, "Wij openden uw melding opnieuw", "dezelfde medewerker")
        survey.issue.refresh_from_db()
        assert survey.issue.state == Status.REOPENED

    def test_answering_again_changes_nothing(self, client, survey):
        url = f"/mening/{survey.secret}/"
        client.post(url, {"satisfaction": "3", "solved": "ja"})
        response = client.post(url, {"satisfaction": "1", "solved": "nee"}, follow=True)
        assert shows(response, "Dank u voor uw mening")
        survey.refresh_from_db()
        assert survey.satisfaction == 3

    def test_too_late_is_explained(self, client, survey):
        Survey.objects.update(expires_at=clock.now() - dt.timedelta(hours=1))
        assert shows(client.get(f"/mening/{survey.secret}/"), "Deze vraag is afgesloten")
        client.post(f"/mening/{survey.secret}/", {"satisfaction": "1", "solved": "nee"})
        survey.issue.refresh_from_db()
        assert survey.issue.state == Status.RESOLVED

    def test_half_an_answer_comes_back(self, client, survey):
        response = client.post(f"/mening/{survey.secret}/", {"solved": "ja", "text": "Goed"})
        assert response.status_code == 422
        assert shows(response, "Kies een gezichtje.", "Goed")


class TestPhotos:
    @pytest.fixture
    def issue(self, report):
        return report(photos=[PHOTO])

    @pytest.fixture
    def photo(self, issue):
        return issue.photos.get()

    def test_a_stranger_gets_nothing(self, client, photo):
        assert client.get(f"/foto/{photo.key}/").status_code == 404
        assert client.get(f"/foto/{photo.key}/klein/", {"s": "x:y"}).status_code == 404

    def test_the_reporter_sees_it_on_the_own_page(self, client, issue, photo):
        page = client.get(issue.status_path).content.decode()
        url = page.split('<img src="/foto/')[1].split('"')[0].replace("&amp;", "&")
        response = client.get(f"/foto/{url}")
        assert content(response) == PHOTO.thumbnail
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"].startswith("private")

    def test_a_signature_holds_for_one_photo(self, client, issue, photo, report):
        page = client.get(issue.status_path).content.decode()
        signature = page.split(f"/foto/{photo.key}/klein/?s=")[1].split('"')[0]
        other = report(photos=[PHOTO]).photos.get()
        assert client.get(f"/foto/{other.key}/", {"s": signature}).status_code == 404

    def test_only_the_own_team_sees_it(self, client, photo, town):
        client.force_login(town.bram)
        assert content(client.get(f"/foto/{photo.key}/")) == PHOTO.jpeg
        client.force_login(town.eva)
        assert client.get(f"/foto/{photo.key}/").status_code == 404
        client.force_login(town.joris)
        assert client.get(f"/foto/{photo.key}/").status_code == 200
        client.force_login(town.an)
        assert client.get(f"/foto/{photo.key}/").status_code == 404

    def test_everybody_sees_it_once_released(self, client, issue, photo):
        Photo.objects.update(is_public=True)
        assert client.get(f"/foto/{photo.key}/").status_code == 404
        Issue.objects.update(released_at=clock.now())
        assert client.get(f"/foto/{photo.key}/")["Cache-Control"].startswith("public")

    def test_a_file_that_is_gone_is_not_found(self, client, photo, town):
        photo.file.save("weg.jpg", ContentFile(b"x"))
        photo.file.storage.delete(photo.file.name)
        client.force_login(town.bram)
        assert client.get(f"/foto/{photo.key}/").status_code == 404


class TestMine:
    def test_a_stranger_is_asked_to_log_in(self, client, db):
        for url in ("/mijn/", "/mijn/meldingen/"):
            assert client.get(url).url.startswith("/aanmelden/")

    def test_an_finds_what_she_reported_without_being_logged_in(self, client, report, town):
        mine = report(email="An@Voorbeeld.be")
        other = report(email="karim@voorbeeld.be", category=town.hole)
        follow_as(issue=other, user=town.an)
        client.force_login(town.an)
        page = client.get("/mijn/meldingen/")
        assert shows(page, mine.secret, mine.reference, other.reference)
        assert not shows(page, other.secret)
        assert shows(client.get("/mijn/"), "1 in behandeling", "u volgt er 1")

    def test_karim_sees_nothing_of_an(self, client, report, town):
        issue = report()
        client.force_login(town.karim)
        assert not shows(client.get("/mijn/meldingen/"), issue.reference)


def test_history_keeps_who_did_it_apart_from_what_the_page_shows(client, report):
    issue = report()
    data = {"key": str(uuid.uuid4()), "text": "Ook nummer 16."}
    client.post(f"/m/{issue.secret}/aanvulling/", data)
    event = Event.objects.about(issue).last()
    assert (event.kind, event.actor_label) == ("issue.remark_added", "melder")
