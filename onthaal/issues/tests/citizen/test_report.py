"""The form of a melding: every way to fill it in, and every way in which that goes wrong."""

import re
import threading
import uuid

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onthaal.core.dutch import day_in_words
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.forms.citizen.report import MAX_DESCRIPTION
from onthaal.issues.models import DraftPhoto, Issue, Photo, Reporter
from onthaal.issues.places import AS_TYPED
from onthaal.issues.tests.conftest import KERKSTRAAT_14, OUTSIDE_POINT, REGIONAL_POINT
from onthaal.issues.views.citizen.report import SENT_PER_HOUR
from onthaal.organisation import house_style
from onthaal.organisation.rules import add_working_days
from onthaal.outbox.models import Message
from onthaal.timeline.models import Event

URL = "/melden/"


@pytest.fixture
def fill(client, town, ground):
    """``fill(field=…)`` sends the form that An filled in, with changes."""

    def send(**changes):
        data = {
            "key": str(uuid.uuid4()),
            "address": "Kerkstraat 14",
            "description": "De lamp voor ons huis is al een week stuk.",
            "category": "lamp",
            "asked_for": "lamp",
            "email": "an@voorbeeld.be",
            "doe": "versturen",
            **changes,
        }
        return client.post(URL, {name: value for name, value in data.items() if value is not None})

    return send


def only_issue():
    return Issue.objects.get()


def shows(response, *texts):
    page = re.sub(r"\s+", " ", response.content.decode())
    return all(text in page for text in texts)


class TestSending:
    def test_an_reports_a_lamp(self, fill, town, ground):
        response = fill(
            answer_paal="LV 0123", place_note="Naast de bushalte", name="An", phone="0470 00 00 00"
        )
        issue = only_issue()
        assert response.status_code == 302
        assert response.url == f"/melden/bedankt/{issue.secret}/"
        assert issue.category == town.lamp
        assert issue.team == town.wegen
        assert issue.address == ground.kerkstraat_14
        assert issue.neighbourhood == ground.centrum
        assert (issue.place, issue.place_note) == ("Kerkstraat 14", "Naast de bushalte")
        assert (issue.lat, issue.lon) == KERKSTRAAT_14
        assert issue.answers == {"paal": "LV 0123"}
        assert issue.reporter.email == "an@voorbeeld.be"
        mail = Message.objects.get()
        assert issue.reference in mail.subject
        assert issue.secret in mail.body_text

    def test_the_town_promises_when_somebody_looks_at_it(self, client, report):
        style = house_style.stored()
        style.pk, style.looked_at_within = 1, 1
        style.save()
        issue = report()
        day = add_working_days(timezone.localdate(issue.received_at), 1, frozenset())
        assert shows(
            client.get(f"/melden/bedankt/{issue.secret}/"), f"Ten laatste {day_in_words(day)}"
        )

    def test_contact_is_not_needed(self, fill):
        fill(email="")
        assert only_issue().reporter is None
        assert not Message.objects.exists()

    def test_a_logged_in_resident_finds_the_issue_back(self, fill, client, town):
        client.force_login(town.an)
        page = client.get(URL)
        assert shows(page, 'value="an@voorbeeld.be"')
        fill()
        assert only_issue().reporter.user == town.an

    def test_emoji_and_right_to_left_text_stay_whole(self, fill):
        text = "Put 🕳️ in de weg: حفرة كبيرة أمام المدرسة 👩‍🦽"
        fill(description=text)
        assert only_issue().description == text

    def test_ten_thousand_characters_fit(self, fill):
        fill(description="Er ligt een put. " * (MAX_DESCRIPTION // 17))
        assert only_issue()

    def test_line_ends_count_once(self, fill):
        fill(description="a\r\n" * (MAX_DESCRIPTION // 2))
        assert only_issue().description == ("a\n" * (MAX_DESCRIPTION // 2)).strip()

    def test_a_script_gets_json(self, client, fill):
        client.defaults["HTTP_ACCEPT"] = "application/json"
        response = fill()
        assert response.status_code == 201
        assert response.json()["reference"] == only_issue().reference

    def test_it_costs_at_most_15_statements(self, fill, django_assert_max_num_queries):
        fill()  # the ground and the calendar are in memory afterwards
        with django_assert_max_num_queries(15):
            assert fill(address="Kerkstraat 16").status_code == 302

    def test_the_link_to_the_form_may_know_the_subject_and_the_place(self, client, town, ground):
        page = client.get(URL, {"onderwerp": "boom", "plaats": "Kerkstraat 14"})
        assert shows(page, 'value="Kerkstraat 14"', "Wat is er met de boom?")


class TestAgain:
    def test_the_same_key_twice_is_one_melding(self, fill):
        key = str(uuid.uuid4())
        first, second = fill(key=key), fill(key=key)
        assert first.url == second.url
        assert only_issue()
        assert Message.objects.count() == 1

    def test_going_back_and_writing_about_something_else_is_a_new_melding(self, fill):
        key = str(uuid.uuid4())
        fill(key=key)
        for _ in range(2):
            fill(key=key, description="Er ligt ook een put in de weg.")
        assert Issue.objects.count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_two_parallel_connections_with_the_same_key_make_one_melding(self, town, ground):
        submission = Submission(
            key=uuid.uuid4(),
            description="De lamp is stuk.",
            category=town.lamp,
            place=Place("Kerkstraat 14"),
            contact=Contact(email="an@voorbeeld.be"),
        )
        start, found = threading.Barrier(4), []

        def send():
            try:
                start.wait()
                found.append(submit(submission=submission).pk)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 4
        assert len(set(found)) == 1
        assert Reporter.objects.count() == Message.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_database_error_half_way_leaves_nothing(self, client, town, ground, fill):
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'no room'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON outbox_message EXECUTE FUNCTION refuse()"
            )
        try:
            client.raise_request_exception = False
            assert fill().status_code == 500
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER refuse ON outbox_message")
                cursor.execute("DROP FUNCTION refuse()")
        assert not Issue.objects.exists()
        assert not Reporter.objects.exists()
        assert not Event.objects.exists()
        assert fill().status_code == 302

    def test_a_stale_page_comes_back_filled_in(self, town, ground, photo_file):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(
            URL,
            {
                "description": "Een put in de weg.",
                "category": "put",
                "address": "Kerkstraat 14",
                "photos": photo_file(),
            },
        )
        assert response.status_code == 403
        assert DraftPhoto.objects.count() == 1
        assert shows(response, "Deze pagina stond lang open", "Een put in de weg.")
        assert not Issue.objects.exists()
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]
        response = strict.post(
            URL,
            {
                "csrfmiddlewaretoken": token,
                "description": "Een put in de weg.",
                "category": "put",
                "address": "Kerkstraat 14",
            },
        )
        assert response.status_code == 302

    def test_a_fresh_token_lets_a_waiting_report_through(self, town, ground):
        strict = Client(enforce_csrf_checks=True)
        token = strict.get("/melden/sleutel/").json()["token"]
        response = strict.post(
            URL,
            {"description": "Een put in de weg.", "category": "put", "address": "Kerkstraat 14"},
            headers={"X-CSRFToken": token, "Accept": "application/json"},
        )
        assert response.status_code == 201


class TestPlace:
    def test_the_pin_alone_is_enough(self, fill):
        fill(address="", lat="51.01000", lon="5.00501")
        assert only_issue().place == "Kerkstraat 14"

    def test_an_address_typed_after_the_pin_goes_before_it(self, fill):
        fill(address="Kerkstraat 16", point_of="Kerkstraat 14", lat="51.0151", lon="5.01")
        assert only_issue().place == "Kerkstraat 16"

    def test_nowhere_is_not_a_place(self, fill):
        response = fill(address="")
        assert response.status_code == 422
        assert shows(response, "Vul in waar het is")

    def test_a_point_outside_the_town(self, fill):
        response = fill(address="", lat=OUTSIDE_POINT[0], lon=OUTSIDE_POINT[1])
        assert response.status_code == 422
        assert shows(response, "ligt buiten Lindeveld", "bij de gemeente waar de plaats ligt")
        assert not Issue.objects.exists()

    @pytest.mark.parametrize("lat", ["nan", "inf", "1e400", "91", "zuid", "51,01"])
    def test_a_strange_number_is_no_point(self, fill, lat):
        assert fill(address="", lat=lat, lon="5.005").status_code in (302, 422)

    def test_a_misspelt_address_is_asked_about(self, fill):
        response = fill(address="Kerkstaat 99")
        assert response.status_code == 422
        assert shows(response, "Kies de juiste plaats", "Kerkstraat 14", "Kerkstraat 16")
        fill(address="Kerkstaat 99", place_choice="Kerkstraat 16")
        assert only_issue().place == "Kerkstraat 16"

    def test_a_place_without_an_address_may_be_sent_as_it_was_typed(self, fill):
        response = fill(address="Achter de oude molen aan de beek")
        assert response.status_code == 422
        assert shows(response, "Dit adres vinden wij niet", "een medewerker zoekt de plaats")
        fill(address="Achter de oude molen aan de beek", place_choice=AS_TYPED)
        issue = only_issue()
        assert issue.place == "Achter de oude molen aan de beek"
        assert issue.lat is None

    def test_a_regional_road_is_explained_and_may_be_sent_all_the_same(self, fill):
        where = {"address": "", "lat": REGIONAL_POINT[0], "lon": REGIONAL_POINT[1]}
        response = fill(**where)
        assert response.status_code == 422
        assert shows(response, "meldpuntwegen.be", "Steenweg op Geel")
        fill(**where, ok_road="on")
        assert only_issue().place == "Steenweg op Geel 2"

    def test_words_beside_the_pin_are_kept_as_a_note(self, fill):
        words = "Speelplein achter de school"
        fill(address=words, point_of=words, lat=KERKSTRAAT_14[0], lon=KERKSTRAAT_14[1])
        assert only_issue().place_note == words


class TestWhat:
    def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_lost(self, fill):
        response = fill(description="Kort", category="", email="an@", name="An Peeters")
        assert response.status_code == 422
        assert shows(
            response,
            "in minstens 10 tekens",
            "Kies waarover uw melding gaat",
            "Vul een volledig e-mailadres in",
            'value="An Peeters"',
            'value="Kerkstraat 14"',
            ">\nKort</textarea>".replace("\n", " "),
        )
        assert shows(response, "<title>Fout:")

    def test_too_long_a_text_comes_back_whole(self, fill):
        text = "Er ligt een put. " * 700
        response = fill(description=text)
        assert response.status_code == 422
        assert shows(response, "Uw tekst is te lang", text[:11_000].strip()[:10_500])

    def test_markup_is_only_text(self, fill, client):
        fill(description="<script>alert(1)</script> ligt op straat")
        page = client.get(only_issue().status_path)
        assert b"<script>alert" not in page.content
        assert b"&lt;script&gt;alert" in page.content

    def test_the_subject_is_guessed_from_the_text(self, fill):
        response = fill(category="", description="De lantaarn brandt niet meer.")
        assert response.status_code == 422
        assert shows(response, "Bedoelt u een van deze?", 'id="id_category_voorstel_1"')

    def test_a_subject_that_does_not_exist(self, fill):
        assert fill(category="bestaat-niet").status_code == 422

    def test_danger_is_asked_about_once(self, fill):
        text = "Er is een gaslek in de Kerkstraat"
        response = fill(description=text, category="put")
        assert response.status_code == 422
        assert shows(response, 'href="tel:112"')
        assert fill(description=text, category="put", ok_danger="on").status_code == 302

    def test_a_subject_that_is_not_ours_stops(self, fill):
        response = fill(category="kabel")
        assert response.status_code == 422
        assert shows(response, "Bel de netbeheerder", "Hiervoor moet u niet bij ons zijn")
        assert not Issue.objects.exists()

    def test_questions_not_yet_seen_are_shown_first(self, fill):
        response = fill(category="boom", asked_for="")
        assert response.status_code == 422
        assert shows(response, "Wat is er met de boom?", "Beantwoord nog de vragen")

    def test_a_required_question_wants_an_answer(self, fill):
        response = fill(category="boom", asked_for="boom")
        assert response.status_code == 422
        assert shows(response, "Kies een antwoord.")
        fill(category="boom", asked_for="boom", answer_hoe="Dode tak")
        assert only_issue().answers == {"hoe": "Dode tak"}

    def test_an_answer_can_stop(self, fill):
        response = fill(category="boom", asked_for="boom", answer_hoe="Ligt op de weg")
        assert response.status_code == 422
        assert shows(response, "Ligt de boom op de weg?", '<a href="tel:112">112</a>')

    def test_null_bytes_do_no_harm(self, fill):
        for field in ("description", "category", "address", "name"):
            assert fill(**{field: "Een put\0in de weg"}).status_code == 422


class TestPhotos:
    def test_a_photo_goes_along(self, fill, photo_file):
        fill(photos=[photo_file(), photo_file("twee.png", kind="PNG")])
        photos = Photo.objects.filter(issue=only_issue())
        assert [photo.width for photo in photos] == [800, 800]
        assert photos[0].file.read()[:2] == b"\xff\xd8"

    def test_a_bad_file_is_named_and_the_rest_stays(self, fill, client, photo_file):
        fake = photo_file("factuur.jpg")
        fake.seek(0)
        fake.write(b"%PDF-1.7 nope")
        fake.seek(0)
        key = str(uuid.uuid4())
        response = fill(key=key, photos=[photo_file("goed.jpg"), fake])
        assert response.status_code == 422
        assert shows(response, "“factuur.jpg” is geen foto", "De lamp voor ons huis", "goed.jpg")
        draft = DraftPhoto.objects.get()
        assert client.get(f"/melden/foto/{draft.key}/")["Content-Type"] == "image/jpeg"
        fill(key=key, kept="1")
        assert Photo.objects.count() == 1
        assert not DraftPhoto.objects.exists()

    def test_a_photo_waits_while_another_field_is_mended(self, fill, photo_file):
        key = str(uuid.uuid4())
        response = fill(key=key, description="Kort", photos=[photo_file()])
        assert shows(response, 'name="kept" value="1"')
        fill(key=key, kept="1")
        assert Photo.objects.count() == 1

    def test_a_browser_that_keeps_the_photos_itself_leaves_none_behind(self, fill, photo_file):
        fill(description="Kort", photos=[photo_file()], photos_in_browser="1")
        assert not DraftPhoto.objects.exists()

    def test_four_is_enough(self, fill, photo_file):
        response = fill(photos=[photo_file(f"{n}.jpg") for n in range(6)])
        assert response.status_code == 422
        assert shows(response, "ten hoogste 4 foto’s", "“4.jpg”", "“5.jpg”")
        assert DraftPhoto.objects.count() == 4

    def test_a_waiting_photo_can_be_removed(self, fill, photo_file):
        key = str(uuid.uuid4())
        fill(key=key, description="Kort", photos=[photo_file("a.jpg"), photo_file("b.jpg")])
        draft = DraftPhoto.objects.first()
        response = fill(key=key, doe=f"foto-weg:{draft.key}")
        assert response.status_code == 200
        assert [row.name for row in DraftPhoto.objects.all()] == ["b.jpg"]


class TestWithoutJavaScript:
    def test_the_page_is_one_long_form(self, client, town, ground):
        page = client.get(URL)
        assert page.status_code == 200
        assert shows(page, "Waar is het?", "Wat is er aan de hand?", "Hoe bereiken wij u?")
        assert shows(page, 'type="image"', 'name="kaart"', "Melding versturen")

    def test_searching_an_address_shows_it_on_the_map_with_what_is_near(
        self, fill, report, photo_file
    ):
        known = report(category=None)
        response = fill(doe="zoek", address="kerkstr 14", photos=[photo_file()])
        assert response.status_code == 200
        assert shows(
            response,
            'value="Kerkstraat 14"',
            "speld=1",
            "Al gemeld in de buurt",
            known.reference,
            "De lamp voor ons huis is al een week stuk.",
        )
        assert (
            "is stuk."
            not in re.search(r'class="nearby".*?</section>', response.content.decode(), re.DOTALL)[
                0
            ]
        )
        assert Issue.objects.count() == 1
        assert DraftPhoto.objects.count() == 1

    def test_searching_something_unknown_offers_what_resembles_it(self, fill):
        response = fill(doe="zoek", address="Kerkstaat 99")
        assert response.status_code == 200
        assert shows(response, "Kies de juiste plaats", "Kerkstraat 16")

    def test_a_click_on_the_map_gives_the_address(self, client, town, ground):
        response = client.post(
            URL,
            {
                "key": str(uuid.uuid4()),
                "lat": KERKSTRAAT_14[0],
                "lon": KERKSTRAAT_14[1],
                "point_of": "Kerkstraat 14",
                "address": "Kerkstraat 14",
                "zoom": "18",
                "description": "Nog niet af",
                "kaart.x": "144",
                "kaart.y": "90",
            },
        )
        assert response.status_code == 200
        assert shows(response, 'value="Kerkstraat 16"', "Nog niet af")

    def test_a_click_outside_the_town_says_so(self, client, town, ground):
        response = client.post(
            URL,
            {"lat": "51.0199", "lon": "5.01", "zoom": "12", "kaart.x": "144", "kaart.y": "0"},
        )
        assert shows(response, "ligt buiten Lindeveld")

    @pytest.mark.parametrize("x", ["", "nan", "9999999", "-5"])
    def test_a_strange_click_does_no_harm(self, client, town, ground, x):
        assert client.post(URL, {"kaart.x": x, "kaart.y": "10", "zoom": "x"}).status_code == 200

    def test_zooming_loses_nothing(self, fill):
        response = fill(doe="in", zoom="16")
        assert shows(response, 'name="zoom" value="17"', "De lamp voor ons huis")

    def test_the_questions_can_be_asked_for(self, fill):
        response = fill(doe="vragen", category="boom", asked_for="")
        assert response.status_code == 200
        assert shows(response, "Wat is er met de boom?", "Wij snoeien in maart.")
        assert not shows(response, "Fout:")


class TestSmallAnswers:
    def test_what_is_near_is_public_only(self, client, report, town):
        shown, hidden = report(), report(category=town.noise)
        page = client.get("/melden/buurt/", {"lat": "51.0101", "lon": "5.005"})
        assert shows(page, shown.reference, "op 10 m")
        assert not shows(page, hidden.reference)
        assert client.get("/melden/buurt/", {"lat": "x", "lon": "5"}).status_code == 404

    def test_the_subject_is_suggested_while_typing(self, client, town):
        page = client.post("/melden/onderwerpen/", {"text": "De straatlampen zijn uit"})
        assert shows(page, "Straatverlichting")
        assert page["X-Danger"] == "0"
        page = client.post("/melden/onderwerpen/", {"text": "Ik ruik gas"})
        assert page["X-Danger"] == "1"

    def test_thanks_tells_what_happens_next(self, client, fill):
        page = client.get(fill().url)
        issue = only_issue()
        assert shows(page, issue.reference, "Openbaar domein", "an@voorbeeld.be", issue.secret)
        assert page["Referrer-Policy"] == "same-origin"
        assert "noindex" in page["X-Robots-Tag"]

    def test_thanks_without_mail_says_to_keep_the_link(self, client, fill):
        assert shows(client.get(fill(email="").url), "Bewaar daarom")

    def test_too_many_meldingen_from_one_place(self, fill):
        for _ in range(SENT_PER_HOUR):
            assert fill(description="").status_code == 422
        assert fill().status_code == 429
        assert not Issue.objects.exists()


def test_the_links_have_their_names():
    assert reverse("report") == URL
