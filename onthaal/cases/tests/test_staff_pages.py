"""Eva handles requests of team Onthaal; Bram of Mobiliteit sees only his own."""

import uuid

import pytest
from django.urls import reverse

from onthaal.cases import selection
from onthaal.cases.actions import assigning, moving
from onthaal.cases.models import Case
from onthaal.cases.states import CaseState
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db


def url(case, what=""):
    return reverse(f"case-{what}" if what else "case", args=[case.reference])


def versed(case, **more):
    return {"version": Case.objects.get(pk=case.pk).version, **more}


def test_a_request_is_entered_at_the_desk(as_staff, hall):
    browser = as_staff(hall.fatma)
    data = {
        "key": str(uuid.uuid4()),
        "product": hall.product.pk,
        "channel": "phone",
        "name": "Karim",
        "phone": "0470 11 22 33",
        "request": "Voor de Molenstraat",
    }
    assert browser.get(reverse("case-intake")).status_code == 200
    wrong = browser.post(reverse("case-intake"), data | {"phone": ""})
    assert wrong.status_code == 422
    assert "Voor de Molenstraat" in wrong.text
    browser.post(reverse("case-intake"), data)
    case = Case.objects.get()
    assert (case.channel, case.submitter, case.email) == ("phone", hall.fatma, "")
    assert "Voor de Molenstraat" in browser.get(url(case)).text


def test_the_whole_way_by_its_pages(as_staff, hall, ask):
    case = ask()
    browser = as_staff(hall.eva)
    browser.post(url(case, "take"), versed(case))
    assert Case.objects.get().handler == hall.eva
    assert "Daarna: stap 3" in browser.get(url(case, "advance")).text
    browser.post(url(case, "advance"), versed(case, text="", note="Nagekeken"))
    page = browser.get(url(case, "advance")).text
    assert "Is het dossier volledig?" in page
    assert "einde: geweigerd" in page
    refused = browser.post(url(case, "advance"), versed(case, answer="Mag niet"))
    assert refused.status_code == 422
    assert "waarom de aanvraag geweigerd" in refused.text
    answer = browser.post(url(case, "advance"), versed(case, answer="Ja"))
    # it is with another team now, and out of Eva's sight
    assert answer.url == reverse("case-list")
    browser = as_staff(hall.bram)
    browser.post(url(case, "advance"), versed(case))
    browser.post(url(case, "advance"), versed(case, text="Veel plezier."))
    assert Case.objects.get().state == CaseState.DONE
    assert "Heropenen" in browser.get(url(case)).text


@pytest.mark.parametrize(
    ("what", "data", "words"),
    [
        ("question", {"text": ""}, "Schrijf uw vraag."),
        ("send-back", {"why": "Omdat"}, "Kies een stap."),
        ("closing", {"text": "Nee"}, "Kies hoe de aanvraag eindigt."),
        ("note", {"text": ""}, "Schrijf uw notitie."),
        ("contact", {"name": "An"}, "anders bereikt u niemand"),
    ],
)
def test_an_invalid_form_comes_back(as_staff, hall, ask, what, data, words):
    case = ask()
    answer = as_staff(hall.eva).post(url(case, what), versed(case, **data))
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    ("what", "data", "kind"),
    [
        ("question", {"text": "Welke straat?"}, "case.question_asked"),
        ("send-back", {"to": "vraagt-aan", "why": "Te vroeg"}, "case.sent_back"),
        ("closing", {"result": "ja", "text": "Goed."}, "case.done"),
        ("note", {"text": "Belt terug"}, "case.noted"),
        ("contact", {"name": "An P.", "email": "an@elders.be"}, "case.contact_corrected"),
    ],
)
def test_each_act_is_kept_in_the_timeline(as_staff, hall, ask, history, what, data, kind):
    case = ask()
    browser = as_staff(hall.eva)
    assert browser.get(url(case, what)).status_code == 200
    browser.post(url(case, what), versed(case, **data))
    assert history(case, kind)
    assert browser.get(url(case)).status_code == 200


def test_an_answer_by_telephone_is_noted(as_staff, hall, ask):
    case = ask()
    browser = as_staff(hall.eva)
    browser.post(url(case, "question"), versed(case, text="Welke straat?"))
    browser.post(url(case, "given-answer"), versed(case, text="De Kerkstraat"))
    assert Case.objects.get().state == CaseState.OPEN
    assert "De Kerkstraat" in browser.get(url(case)).text
    again = browser.post(url(case, "given-answer"), versed(case, text="Nog eens"))
    assert again.status_code == 422
    assert "Nog eens" in again.text


def test_what_a_colleague_did_meanwhile_is_shown(as_staff, hall, ask):
    case = ask()
    seen = versed(case, text="Mijn bericht")
    assigning.take(case, by=hall.fatma)
    answer = as_staff(hall.eva).post(url(case, "advance"), seen)
    assert answer.status_code == 409
    assert "Mijn bericht" in answer.text
    assert "Fatma" in answer.text


def test_bram_sees_what_is_his_and_joris_sees_all(as_staff, hall, ask):
    case = ask()
    browser = as_staff(hall.bram)
    for what in ("", "advance", "question", "closing", "assignment", "note", "contact"):
        assert browser.get(url(case, what)).status_code == 404
        if what:
            assert browser.post(url(case, what), versed(case)).status_code == 404
    assert case.reference not in browser.get(reverse("case-list") + "?tab=alles").text
    assert case.reference in as_staff(hall.joris).get(reverse("case-list")).text


def test_a_resident_does_not_come_in(client, ask, an):
    case = ask()
    client.force_login(an)
    assert client.get(url(case)).status_code in (302, 403)


def test_the_list_finds_by_name_number_and_product(as_staff, hall, ask):
    one, other = ask(), ask(name="Karim El Amrani", email="karim@voorbeeld.be")
    browser = as_staff(hall.eva)

    def found(text):
        page = browser.get(reverse("case-list"), {"q": text, "tab": "alles"}).text
        return [case.reference in page for case in (one, other)]

    assert found("Karim") == [False, True]
    assert found(one.reference.replace("-", " ").lower()) == [True, False]
    assert found("an@voorbeeld.be") == [True, False]
    assert found("speelstr") == [True, True]
    assert found("'; drop | & !") == [False, False]


def test_tabs_hold_mine_my_team_all_and_late(as_staff, hall, ask, on):
    on("2026-11-23 10:00")
    mine = assigning.take(ask(), by=hall.eva)
    free = ask(name="Karim")
    on("2026-11-26 10:00")
    browser = as_staff(hall.eva)
    page = browser.get(reverse("case-list") + "?tab=mijn").text
    assert mine.reference in page
    assert free.reference not in page
    late = browser.get(reverse("case-list") + "?tab=laat").text
    assert "1 dag te laat" in late
    moving.close(mine, granted=True, text="Goed", by=hall.eva)
    closed = browser.get(reverse("case-list") + "?tab=alles&toestand=afgesloten").text
    assert mine.reference in closed
    assert free.reference not in closed


def test_paging_shows_every_request_once(as_staff, hall, ask, monkeypatch):
    monkeypatch.setattr(selection, "PAGE", 3)
    made = {ask().reference for _ in range(8)}
    browser = as_staff(hall.eva)
    seen, cursor = [], ""
    for _ in range(3):
        page = browser.get(reverse("case-list"), {"na": cursor} if cursor else {}).context["page"]
        seen += [case.reference for case in page.rows]
        cursor = page.next
    assert cursor == ""
    assert sorted(seen) == sorted(made)
    back = browser.get(reverse("case-list"), {"voor": page.previous}).context["page"]
    assert [case.reference for case in back.rows] == seen[3:6]


@pytest.mark.parametrize("odd", ["²", "9" * 5000])
def test_an_odd_number_in_the_address_of_the_list_filters_nothing(as_staff, hall, ask, odd):
    case = ask()
    page = as_staff(hall.eva).get(reverse("case-list"), {"team": odd, "product": odd})
    assert case.reference in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_exported_and_that_is_kept(as_staff, hall, ask, kind):
    case = ask(name="=1+1")
    answer = as_staff(hall.eva).get(reverse("case-export", args=[kind]))
    assert answer.status_code == 200
    if kind == "csv":
        assert case.reference in answer.text
        assert "'=1+1" in answer.text
    assert Event.objects.filter(kind="case.exported", actor=hall.eva).exists()


def test_whom_eva_searched_is_not_kept(as_staff, hall, ask):
    as_staff(hall.eva).get(
        reverse("case-export", args=["csv"]), {"q": "An Peeters", "tab": "alles"}
    )
    kept = Event.objects.get(kind="case.exported").data
    assert kept == {"query": "tab=alles", "searched": True, "kind": "csv"}


def test_the_list_asks_as_much_of_the_database_for_many_as_for_few(
    as_staff, hall, ask, django_assert_max_num_queries
):
    browser = as_staff(hall.eva)
    for _ in range(12):
        ask()
    browser.get(reverse("case-list"))
    with django_assert_max_num_queries(16):
        browser.get(reverse("case-list"))


def test_who_archives_a_product_reads_how_many_requests_are_open(as_staff, hall, ask):
    page = reverse("product-archiving", args=[hall.product.pk])
    browser = as_staff(hall.joris)
    assert "Wat er nog loopt" not in browser.get(page).text
    ask()
    assert "1 open aanvraag" in browser.get(page).text
    ask()
    assert "2 open aanvragen" in browser.get(page).text
