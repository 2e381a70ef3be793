"""The pages of the studio, with the test client."""

import contextlib
import datetime as dt
import re
import zlib

import pytest
from django.utils import timezone

from onthaal.core import clock
from onthaal.frontoffice import comparison, documents
from onthaal.frontoffice.actions import decisions, running, studies
from onthaal.frontoffice.forms.studio import KINDS
from onthaal.frontoffice.models import Decision, Scenario, Study
from onthaal.frontoffice.rules import scenarios
from onthaal.frontoffice.rules.assumptions import Assumptions
from onthaal.frontoffice.tests.studio.conftest import work
from onthaal.people.models import Role, User
from onthaal.ui import pdf

pytestmark = pytest.mark.django_db
STUDIO = "/balie/studio/"


@pytest.fixture
def as_joris(client, joris):
    client.force_login(joris)
    return client


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_only_a_manager_gets_in(client, study):
    made = study()
    eva = User.objects.create_user(
        "eva@lindeveld.example", is_staff=True, roles=[Role.HANDLER.value]
    )
    client.force_login(eva)
    for address in ("", f"{made.pk}/", "beslissingen/", "nieuw/"):
        assert client.get(f"{STUDIO}{address}").status_code == 403


def test_the_list_is_searched(as_joris, study):
    assert "Er is nog geen studie" in said(as_joris.get(STUDIO))
    study("share", title="Afspraken in mei")
    study("evening", title="Donderdagavond")
    assert said(as_joris.get(STUDIO)).count("cell-title") == 2
    assert "Donderdagavond" not in said(as_joris.get(f"{STUDIO}?q=mei"))
    assert "Afspraken in mei" not in said(as_joris.get(f"{STUDIO}?vraag=evening"))
    assert "Toon alle studies" in said(as_joris.get(f"{STUDIO}?q=niets"))


def test_a_new_study_by_question(as_joris, catalogue):
    answer = as_joris.post(f"{STUDIO}nieuw/", {"question": "", "title": "", "people": "veel"})
    assert answer.status_code == 422
    assert "Kies een vraag." in said(answer)
    assert 'value="veel"' in said(answer)
    answer = as_joris.post(
        f"{STUDIO}nieuw/",
        {"question": "evening", "title": "Avond", "location": catalogue.pk, "people": "150"},
        follow=True,
    )
    text = said(answer)
    assert "Avond op donderdag, 20 % verschuift" in text
    assert "niet op metingen" in text
    assert "Bereken de studie" in text


def test_keeping_room_free_needs_somebody_who_books(as_joris, study):
    made = study("reserve")
    page = as_joris.get(f"{STUDIO}{made.pk}/").text
    assert "Nu maakt niemand een afspraak" in page
    studies.assume(study=made, kind="appointments", values={"share": 0.4}, by=made.made_by)
    assert "Nu maakt niemand een afspraak" not in as_joris.get(f"{STUDIO}{made.pk}/").text


def test_start_watch_stop_and_go_on(as_joris, study):
    made = study()
    page = f"{STUDIO}{made.pk}/"
    text = said(as_joris.post(f"{page}berekening/", follow=True))
    assert "De studie wordt berekend" in text
    assert "Berekening stoppen" in text
    assert "Bereken de studie" not in text
    made.refresh_from_db()
    running.advance.call(made.pk, str(made.run), 0)
    part = as_joris.get(f"{page}voortgang/")
    assert "bezig met “Alles zonder afspraak”" in said(part) or "bezig met" in said(part)
    assert "HX-Refresh" not in part
    # of fifty-one parts one is ready: too early to say
    assert "· nog" not in said(part)
    running.advance.call(made.pk, str(made.run), 1)
    ago = clock.now() - dt.timedelta(seconds=11)
    Study.objects.filter(pk=made.pk).update(started_at=ago)
    assert "· nog ongeveer 40 seconden" in said(as_joris.get(f"{page}voortgang/"))
    Study.objects.filter(pk=made.pk).update(progress_at=clock.now() - dt.timedelta(minutes=5))
    assert "ligt even stil" in said(as_joris.get(f"{page}voortgang/"))
    assert "Stopgezet" in said(as_joris.post(f"{page}berekening/", {"stop": "1"}, follow=True))
    assert as_joris.get(f"{page}voortgang/")["HX-Refresh"] == "true"
    assert "Verder berekenen" in said(as_joris.get(page))
    as_joris.post(f"{page}berekening/")
    work(made)
    assert "Scenario’s naast elkaar" in said(as_joris.get(page))


def test_the_results_side_by_side(as_joris, calculated, django_assert_max_num_queries):
    made = calculated("counters")
    with django_assert_max_num_queries(20):
        text = said(as_joris.get(f"{STUDIO}{made.pk}/"))
    for part in (
        "duidelijk slechter",
        "duidelijk beter",
        "95 %-interval",
        "Mensen in de rij, per half uur",
        "Cijfers als tabel",
        "Wat het model niet weet",
        "ingesteld, niet gemeten",
        "Controle met nieuwe toevalsgetallen",
    ):
        assert part in text, part
    one = made.scenarios.get(position=2)
    assert f"scenario/{one.pk}/" in text
    assert "Loketuren" in said(as_joris.get(f"{STUDIO}{made.pk}/scenario/{one.pk}/"))
    assert "“Nu”" not in said(as_joris.get(f"{STUDIO}{made.pk}/?scenario={one.pk}"))[:200]


def test_the_control_from_the_page(as_joris, calculated):
    made = calculated("counters")
    as_joris.post(f"{STUDIO}{made.pk}/berekening/", {"controle": "1"})
    made.refresh_from_db()
    assert made.is_control
    work(made)
    assert ">bevestigd<" in said(as_joris.get(f"{STUDIO}{made.pk}/"))


def test_the_spreadsheet(as_joris, calculated):
    made = calculated("counters")
    answer = as_joris.get(f"{STUDIO}{made.pk}/resultaten.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[5].startswith("Scenario;Cijfer;Eenheid")
    assert any(line.startswith("Nu;Wachten zonder afspraak, gemiddeld;minuten") for line in lines)
    assert any(line.startswith("Nu;9.30;") for line in lines)
    assert as_joris.get(f"{STUDIO}{made.pk}/resultaten.xlsx").status_code == 200
    assert as_joris.get(f"{STUDIO}{made.pk}/resultaten.pdf").status_code == 404


@pytest.mark.parametrize("kind", [slug for slug, kind in KINDS.items() if kind.of_scenario])
def test_every_part_has_a_plain_form_that_changes_nothing_by_itself(as_joris, study, kind):
    made = study("layout")
    one = made.scenarios.get(position=1)
    address = f"{STUDIO}{made.pk}/scenario/{one.pk}/{kind}/"
    data = form_data(as_joris, address)
    before = one.changes
    assert as_joris.post(address, data).status_code == 302
    one.refresh_from_db()
    if kind == "extra-opening":
        assert one.changes.pop("evening")
    base = Assumptions.from_json(made.assumptions)
    assert scenarios.apply(base, one.changes) == scenarios.apply(base, before)
    if KINDS[kind].of_now:
        page = f"{STUDIO}{made.pk}/aannames/{kind}/"
        assert as_joris.post(page, {**form_data(as_joris, page)}).status_code == 302
        made.refresh_from_db()
        base = Assumptions.from_json(made.assumptions)
        assert "typed" not in set(base.origins.values()) - {base.origins["people"]}
    else:
        assert as_joris.get(f"{STUDIO}{made.pk}/aannames/{kind}/").status_code == 404


def form_data(client, address):
    form = client.get(address).context["form"]
    values = {box.html_name: box.value() for box in form}
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "") and value is not False
    }


@pytest.mark.parametrize(
    ("kind", "typed", "changed"),
    [
        ("loketten", {"counters-0-540": "1"}, {"counters": {"counters": {"0": {"540": 1}}}}),
        ("bezoekers", {"people-4-570": "9.5"}, {"visitors": {"people": {"4": {"570": 9.5}}}}),
        (
            "afspraken",
            {"share": "45", "bonus": "10"},
            {"appointments": {"share": 0.45, "bonus": 10}},
        ),
        ("gedrag", {"patience": "30"}, {"behaviour": {"patience": 30}}),
        ("inrichting", {"rooms": "2"}, {"layout": {"rooms": 2}}),
        ("producten", {"minutes-0": "8"}, {"products": {"products": {"reispas": {"minutes": 8}}}}),
        (
            "naar-de-frontoffice",
            {"people-0": "12"},
            {"moved": {"products": [{"slug": "premie", "per_week": 12, "minutes": 25}]}},
        ),
        (
            "extra-opening",
            {"weekday": "1", "begin": "18:00", "end": "20:00", "shift": "15"},
            {
                "evening": {
                    "weekday": 1,
                    "begin": 1080,
                    "end": 1200,
                    "counters": 2,
                    "shift": 0.15,
                }
            },
        ),
    ],
)
def test_what_is_typed_is_what_the_scenario_changes(as_joris, study, kind, typed, changed):
    made = study("share")
    one = studies.add_scenario(study=made, name="Eigen")
    address = f"{STUDIO}{made.pk}/scenario/{one.pk}/{kind}/"
    assert as_joris.post(address, {**form_data(as_joris, address), **typed}).status_code == 302
    one.refresh_from_db()
    assert one.changes == changed
    # it comes back as it was typed, and can be undone
    shown = form_data(as_joris, address)
    for name, value in typed.items():
        if name not in ("begin", "end"):
            assert float(str(shown[name])) == float(value)
    assert as_joris.post(address, {"terug": "1"}).status_code == 302
    one.refresh_from_db()
    assert one.changes == {}


def test_norms_are_of_the_study_only(as_joris, study):
    made = study("share")
    address = f"{STUDIO}{made.pk}/aannames/normen/"
    as_joris.post(address, {"walk_in": "20", "booked": "5"})
    made.refresh_from_db()
    base = Assumptions.from_json(made.assumptions)
    assert (base.norm_walk_in, base.norm_booked) == (20, 5)
    one = made.scenarios.get(position=1)
    assert as_joris.get(f"{STUDIO}{made.pk}/scenario/{one.pk}/normen/").status_code == 404


def test_workers_by_row(as_joris, study):
    made = study("skills")
    one = studies.add_scenario(study=made, name="Eigen")
    address = f"{STUDIO}{made.pk}/scenario/{one.pk}/medewerkers/"
    data = form_data(as_joris, address)
    assert data["can-0-0"] is True
    answer = as_joris.post(address, {**data, "name-1": "Baan 1"})
    assert answer.status_code == 422
    assert "Geef elke medewerker een andere naam." in said(answer)
    as_joris.post(address, {**data, "can-0-1": "on", "name-3": "Nieuw"})
    one.refresh_from_db()
    assert one.changes["workers"]["workers"][1] == {"name": "Baan 2", "skills": ["vreemdelingen"]}
    assert one.changes["workers"]["workers"][3] == {"name": "Nieuw", "skills": []}


def test_what_is_wrong_stays_typed_and_is_explained(as_joris, study):
    made = study("share")
    one = made.scenarios.get(position=1)
    address = f"{STUDIO}{made.pk}/scenario/{one.pk}/afspraken/"
    answer = as_joris.post(address, {**form_data(as_joris, address), "share": "130"})
    assert answer.status_code == 422
    assert "hoogstens 100." in said(answer)
    assert 'value="130"' in said(answer)
    evening = f"{STUDIO}{made.pk}/scenario/{one.pk}/extra-opening/"
    answer = as_joris.post(
        evening, {"weekday": "0", "begin": "11:00", "end": "13:00", "counters": "1", "shift": "5"}
    )
    assert answer.status_code == 422
    assert "dan al open" in said(answer)


def test_while_it_runs_a_form_says_so(as_joris, study, joris):
    made = running.start(study=study("share"), by=joris)
    one = made.scenarios.get(position=1)
    address = f"{STUDIO}{made.pk}/scenario/{one.pk}/afspraken/"
    data = {**form_data(as_joris, address), "share": "33"}
    for page in (address, f"{STUDIO}{made.pk}/aannames/afspraken/"):
        answer = as_joris.post(page, data)
        assert answer.status_code == 422
        assert "De studie wordt berekend" in said(answer)
    settings = {"title": "X", "days": "80", "target": "90", "seed": "1"}
    assert as_joris.post(f"{STUDIO}{made.pk}/instellingen/", settings).status_code == 422
    assert as_joris.post(f"{STUDIO}{made.pk}/verwijdering/").status_code == 302
    assert Study.objects.filter(pk=made.pk).exists()


def test_scenarios_come_and_go(as_joris, study):
    made = study("share")
    page = f"{STUDIO}{made.pk}/"
    assert as_joris.post(f"{page}scenario/nieuw/", {"name": "Nu"}).status_code == 422
    text = said(as_joris.post(f"{page}scenario/nieuw/", {"name": "Eigen"}, follow=True))
    assert "Dit scenario verandert nog niets." in text
    own = Scenario.objects.get(name="Eigen")
    answer = as_joris.post(f"{page}scenario/{own.pk}/", {"name": "Anders"}, follow=True)
    assert "De naam is bewaard." in said(answer)
    assert as_joris.post(f"{page}scenario/{own.pk}/", {"name": "Nu"}).status_code == 422
    assert "verdwijnt" in said(as_joris.get(f"{page}scenario/{own.pk}/verwijdering/"))
    as_joris.post(f"{page}scenario/{own.pk}/verwijdering/")
    assert not Scenario.objects.filter(pk=own.pk).exists()
    other = study("share", title="Andere")
    foreign = other.scenarios.first()
    assert as_joris.get(f"{page}scenario/{foreign.pk}/").status_code == 404
    assert as_joris.get(f"{page}scenario/{foreign.pk}/onzin/").status_code == 404


def test_copy_settings_and_delete(as_joris, calculated):
    made = calculated("share")
    page = f"{STUDIO}{made.pk}/"
    assert "(kopie)" in said(as_joris.post(f"{page}kopie/", follow=True))
    answer = as_joris.post(
        f"{page}instellingen/",
        {"title": "Nieuw", "days": "80", "target": "85", "seed": "3"},
        follow=True,
    )
    assert "nog niet" in said(answer)
    assert as_joris.post(f"{page}instellingen/", {"title": "", "days": "1"}).status_code == 422
    assert "verdwijnt" in said(as_joris.get(f"{page}verwijdering/"))
    as_joris.post(f"{page}verwijdering/")
    assert not Study.objects.filter(pk=made.pk).exists()


@pytest.fixture
def decision(calculated, joris):
    made = calculated("share")
    return decisions.decide(
        scenario=made.scenarios.get(position=2),
        title="40 % op afspraak",
        reason="Minder wachten.\nDe oppositie vroeg het ook.",
        decided_on=timezone.localdate(),
        evaluate_on=timezone.localdate() + dt.timedelta(days=90),
        by=joris,
    )


# half past midnight in Belgium
MADE = dt.datetime(2024, 2, 29, 23, 30, tzinfo=dt.UTC)


def test_deciding_keeps_everything_that_it_rests_on(as_joris, calculated):
    made = calculated("share")
    page = f"{STUDIO}{made.pk}/beslissing/"
    assert as_joris.post(page, {}).status_code == 422
    today = clock.today()
    data = {
        "scenario": made.scenarios.get(position=2).pk,
        "title": "40 % op afspraak",
        "reason": "Minder wachten.",
        "decided_on": today.isoformat(),
        "evaluate_on": today.isoformat(),
    }
    assert "Kies een dag na de beslissing." in said(as_joris.post(page, data))
    later = (today + dt.timedelta(days=1)).isoformat()
    assert "moet nog komen" in said(as_joris.post(page, {**data, "decided_on": later}))
    Study.objects.filter(pk=made.pk).update(made_at=MADE)
    early = as_joris.post(page, {**data, "decided_on": "2024-02-29", "evaluate_on": ""})
    assert early.status_code == 422
    assert "De studie is gemaakt op 01/03/2024. Kies die dag of een latere." in said(early)
    assert not Decision.objects.exists()
    text = said(as_joris.post(page, {**data, "evaluate_on": ""}, follow=True))
    for part in ("Minder wachten.", "gekozen", "Hoe er gerekend is", "tot", "niet op metingen"):
        assert part in text, part
    kept = Decision.objects.get()
    studies.remove(study=made, by=kept.decided_by)
    kept.refresh_from_db()
    assert kept.study is None
    assert as_joris.get(f"{STUDIO}beslissingen/{kept.pk}/").status_code == 200


def test_a_study_without_results_cannot_be_decided_on(as_joris, study, joris):
    made = study("share")
    answer = as_joris.get(f"{STUDIO}{made.pk}/beslissing/", follow=True)
    assert "Bereken de studie eerst" in said(answer)
    with pytest.raises(decisions.NotCalculated):
        decisions.decide(
            scenario=made.scenarios.first(),
            title="x",
            reason="x",
            decided_on=clock.today(),
            evaluate_on=None,
            by=joris,
        )


def test_what_should_be_evaluated_stands_first(as_joris, decision):
    page = f"{STUDIO}beslissingen/"
    assert "op " in said(as_joris.get(page))
    Decision.objects.update(evaluate_on=clock.today())
    assert "nu evalueren" in said(as_joris.get(page))
    assert "Kijk na wat er kwam van" in said(as_joris.get(STUDIO))
    address = f"{page}{decision.pk}/evaluatie/"
    assert as_joris.post(address, {"text": ""}).status_code == 422
    text = said(as_joris.post(address, {"text": "Het klopte."}, follow=True))
    assert "Het klopte." in text
    assert "gebeurd op" in said(as_joris.get(page))
    assert as_joris.get(f"{page}{decision.pk}/intrekking/").status_code == 404


def test_a_decision_by_mistake_goes(as_joris, decision):
    address = f"{STUDIO}beslissingen/{decision.pk}/intrekking/"
    assert "verdwijnt" in said(as_joris.get(address))
    as_joris.post(address)
    assert not Decision.objects.exists()


def test_the_document_says_the_numbers_as_the_page_does(as_joris, decision):
    page = as_joris.get(f"{STUDIO}{decision.study.pk}/").text
    for option in decision.content["options"]:
        for figure in option["figures"]:
            assert figure["value"] == "–" or f"<strong>{figure['value']}</strong>" in page
            assert figure["interval"] in page
    # how full the agenda is belongs to a question about appointments
    assert ["Vond geen vrije afspraak", "per dag"] in decision.content["measures"]
    assert "model_check" in decision.content


def test_the_document_is_a_tagged_pdf(as_joris, decision):
    answer = as_joris.get(f"{STUDIO}beslissingen/{decision.pk}/besluit.pdf")
    if pdf.maker() is None:
        pytest.skip("libpango ontbreekt: apt install libpangoft2-1.0-0")
    assert answer["Content-Type"] == "application/pdf"
    whole = answer.content + unpacked(answer.content)
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert mark in whole, mark


def unpacked(file):
    """What stands in the compressed parts."""
    parts = b""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts += zlib.decompress(packed)
    return parts


def test_without_the_library_the_document_is_a_page(as_joris, decision, monkeypatch):
    monkeypatch.setattr(pdf, "maker", lambda: None)
    answer = as_joris.get(f"{STUDIO}beslissingen/{decision.pk}/besluit.pdf")
    assert "De oppositie vroeg het ook." in answer.content.decode()
    assert documents.as_pdf(decision) is None


def test_a_product_that_nobody_can_serve_is_said(as_joris, study, joris):
    made = study("skills")
    studies.assume(
        study=made,
        kind="workers",
        values={"workers": [{"name": f"Baan {n}", "skills": []} for n in (1, 2, 3)]},
        by=joris,
    )
    text = said(as_joris.get(f"{STUDIO}{made.pk}/"))
    assert "Niemand aan de loketten kan “Verblijfskaart”" in text
    assert comparison.compare(made).rows


def test_a_product_without_the_room_that_it_needs_is_said(as_joris, study, joris):
    words = "Er is geen gespreksruimte voor “Verblijfskaart”: daarvoor wordt niemand geholpen."
    made = study("layout")
    none = studies.add_scenario(study=made, name="Geen ruimtes")
    pages = [f"{STUDIO}{made.pk}/", f"{STUDIO}{made.pk}/scenario/{none.pk}/"]
    assert not any(words in said(as_joris.get(page)) for page in pages)
    studies.change_scenario(scenario=none, kind="layout", values={"rooms": 0})
    assert all(said(as_joris.get(page)).count(words) == 1 for page in pages)
    work(running.start(study=made, by=joris))
    *_, chosen = comparison.document(made, none)["options"]
    assert chosen["gaps"] == [words]
    # when it is so now, it is said once
    studies.assume(study=made, kind="layout", values={"rooms": 0}, by=joris)
    assert said(as_joris.get(pages[0])).count(words) == 1
    assert words not in said(as_joris.get(pages[1]))
