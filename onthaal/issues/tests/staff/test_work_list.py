"""Bram of team Wegen begins the day with the work list; Eva of team Groen has her own."""

import csv
import datetime as dt
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.issues import clusters, selection
from onthaal.issues.actions import assignment
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue, SavedFilter, Status
from onthaal.timeline.models import Event

pytestmark = pytest.mark.django_db
URL = "/balie/meldingen/"


@pytest.fixture
def bram(client, town):
    client.force_login(town.bram)
    return client


@pytest.fixture
def joris(client, town):
    client.force_login(town.joris)
    return client


def words(response):
    return response.content.decode()


def test_bram_sees_the_work_of_his_team_and_not_that_of_groen(bram, report, town):
    report("De lamp is stuk.")
    report("Een dode tak hangt los.", category=town.tree)
    page = words(bram.get(URL))
    assert "De lamp is stuk" in page
    assert "dode tak" not in page


def test_an_empty_list_says_that_all_is_done(bram):
    assert "Alles is afgewerkt" in words(bram.get(URL))


def test_late_work_says_so_in_words_and_comes_first(bram, report, monkeypatch):
    report("Op tijd.")
    late = report("Te laat al.")
    Issue.objects.filter(pk=late.pk).update(due_on=dt.date(2020, 1, 6))
    page = words(bram.get(URL))
    assert "dagen te laat" in page
    assert page.index("Te laat al") < page.index("Op tijd")
    assert "Op tijd" not in words(bram.get(URL, {"te_laat": "1"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "lampen"}, ["lamp"]),  # another form of the same word
        ({"q": "kerkstr"}, ["lamp", "put"]),  # the beginning of a street
        ({"q": "molenstraat"}, []),
        ({"bij": "niemand"}, ["lamp", "put"]),
        ({"status": "resolved"}, []),
        ({"status": "new"}, ["lamp", "put"]),
        ({"van": "2020-01-01", "tot": "2020-02-01"}, []),
        ({"kanaal": "phone"}, []),
        ({"gevolgd": "1"}, []),
        ({"status": "onzin", "onderwerp": "x", "van": "morgen"}, ["lamp", "put"]),
    ],
)
def test_filters(joris, report, town, asked, found):
    titles = {"lamp": report("De lamp is stuk."), "put": report("Diepe put.", category=town.hole)}
    page = words(joris.get(URL, {"tab": "alles", **asked}))
    for name, issue in titles.items():
        assert (issue.reference in page) is (name in found), name


def test_a_number_finds_exactly_that_melding(joris, report):
    wanted, other = report("De lamp is stuk."), report("De lamp flikkert.")
    typed = wanted.reference.lower().replace("-", " ")
    page = words(joris.get(URL, {"tab": "alles", "q": typed}))
    assert wanted.reference in page
    assert other.reference not in page


def test_closed_work_is_found_when_asked(bram, report, town):
    issue = report("De lamp is stuk.")
    change_status(issue, change=Change(to=Status.RESOLVED, text="Hersteld."), by=town.bram)
    assert issue.reference not in words(bram.get(URL))
    assert issue.reference in words(bram.get(URL, {"status": "afgesloten"}))


def test_the_list_takes_as_many_statements_for_3_rows_as_for_50(bram, report, town, ground):
    def statements():
        bram.get(URL)  # what is kept for a minute is kept now
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bram.get(URL)
        return len(queries)

    for _ in range(3):
        report()
    few = statements()
    for number in range(47):
        issue = report(f"Melding {number}.")
        if number % 3 == 0:
            assignment.assign(issue, team=town.wegen, handler=town.bram, by=town.bram)
    assert statements() == few <= 10


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.sampled_from(list(selection.ORDERS)),
    days=st.lists(st.integers(0, 4), min_size=1, max_size=14),
    size=st.integers(1, 5),
)
def test_walking_the_pages_gives_every_row_once_and_back(
    report, town, monkeypatch, order, days, size
):
    Issue.objects.all().delete()
    monkeypatch.setattr(selection, "PAGE", size)
    for number in days:
        issue = report(f"Melding {number}.")
        Issue.objects.filter(pk=issue.pk).update(
            due_on=dt.date(2030, 1, 1 + number),
            received_at=dt.datetime(2026, 1, 1 + number, tzinfo=dt.UTC),
            changed_at=dt.datetime(2026, 2, 1 + number, tzinfo=dt.UTC),
        )
    seen, pages, params = [], [], {"tab": "alles", "volgorde": order}
    while True:
        page = selection.page(selection.parse(params, town.joris), town.joris)
        pages.append([row.pk for row in page.rows])
        seen += pages[-1]
        if not page.next:
            break
        params = {"tab": "alles", "volgorde": order, "na": page.next}
    assert sorted(seen) == sorted(Issue.objects.values_list("pk", flat=True))
    for earlier in reversed(pages[:-1]):
        params = {"tab": "alles", "volgorde": order, "voor": page.previous}
        page = selection.page(selection.parse(params, town.joris), town.joris)
        assert [row.pk for row in page.rows] == earlier
    assert not page.previous


def test_a_cursor_that_somebody_changed_is_the_first_page(bram, report):
    issue = report()
    assert issue.reference in words(bram.get(URL, {"na": "streefdatum|2030-01-01|7:onzin"}))


def test_htmx_gets_only_the_results(bram, report):
    report()
    page = words(bram.get(URL, headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert "1 melding" in page


def test_the_map_shows_the_same_selection_and_only_mine(bram, report, town):
    mine = report()
    report("Een dode tak.", category=town.tree)
    answer = bram.get(f"{URL}kaart/", {"bbox": "4.9,50.9,5.1,51.1", "zoom": "14"}).json()
    assert [item["id"] for item in answer["items"]] == [mine.reference]
    assert bram.get(f"{URL}kaart/", {"bbox": "x", "zoom": "1"}).status_code == 422


def test_many_points_become_counted_clusters(report, monkeypatch):
    monkeypatch.setattr(clusters, "FEW", 3)
    spots = [(51.001, 5.001)] * 3 + [(51.0011, 5.0011)] + [(51.018, 5.018)]
    for point in spots:
        report(point=point)
    box = clusters.Box(4.9, 50.9, 5.1, 51.1)
    single, grouped = clusters.on_map(Issue.objects.all(), box, zoom=13)
    assert len(single) + sum(cluster["count"] for cluster in grouped) == 5
    assert max(cluster["count"] for cluster in grouped) == 4
    assert [round(issue.lat, 3) for issue in single] == [51.018]


def test_assigning_many_names_those_that_could_not(bram, report, town):
    open_one, closed_one = report("Open."), report("Dicht.")
    closed_one = change_status(
        closed_one, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram
    )
    chosen = [f"{issue.pk}:{issue.version}" for issue in (open_one, closed_one)]
    ask = {"melding": chosen, "what": "toewijzen"}
    assert "2 meldingen samen behandelen" in words(bram.post(f"{URL}samen/", ask))
    done = bram.post(
        f"{URL}samen/",
        {**ask, "bevestigd": "1", "team": town.wegen.pk, "handler": town.bram.pk},
    )
    assert "Nee: Deze melding is afgesloten" in words(done)
    open_one.refresh_from_db()
    assert open_one.handler == town.bram


def test_bulk_keeps_away_from_work_of_others_and_from_stale_versions(bram, report, town):
    other = report("Een dode tak.", category=town.tree)
    stale = report()
    assignment.assign(stale, team=town.wegen, handler=town.bram, by=town.bram)
    page = bram.post(
        f"{URL}samen/",
        {
            "melding": [f"{other.pk}:1", f"{stale.pk}:1"],
            "what": "onderwerp",
            "bevestigd": "1",
            "category": town.hole.pk,
        },
    )
    assert other.reference not in words(page)
    assert "Een collega veranderde deze melding net" in words(page)


def test_bulk_without_what_it_needs_says_so(bram, report):
    issue = report()
    page = bram.post(
        f"{URL}samen/",
        {"melding": f"{issue.pk}:1", "what": "status", "to": "resolved", "bevestigd": "1"},
    )
    assert page.status_code == 422
    assert "Schrijf een antwoord voor de melders." in words(page)


def test_a_saved_filter_is_mine_alone(bram, town):
    bram.post(f"{URL}filters/", {"name": "Te laat", "query": "te_laat=1"})
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.query) == (town.bram, "te_laat=1")
    assert "Te laat" in words(bram.get(URL))
    bram.force_login(town.eva)
    assert bram.post(f"{URL}filters/{saved.pk}/einde/").status_code == 404


def test_csv_cannot_carry_a_formula_and_gives_reporters_only_to_whom_it_may(client, report, town):
    report('=HYPERLINK("http://kwaad.example")')
    client.force_login(town.bram)
    plain = b"".join(client.get(f"{URL}uitvoer.csv")).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(plain), delimiter=";")
    assert row[1].startswith("'=")
    assert "E-mail melder" not in head
    client.force_login(town.joris)
    whole = b"".join(client.get(f"{URL}uitvoer.csv?tab=alles")).decode("utf-8-sig")
    assert "an@voorbeeld.be" in whole
    assert Event.objects.filter(kind="issue.exported").count() == 2


def test_excel_opens(bram, report):
    report("😀 Ελληνικά مرحبا")
    book = b"".join(bram.get(f"{URL}uitvoer.xlsx"))
    assert book.startswith(b"PK")


def test_eva_cannot_take_what_she_cannot_see(client, report, town):
    issue = report()
    client.force_login(town.eva)
    assert client.post(f"{URL}{issue.reference}/opname/").status_code == 404
    assert json.dumps(issue.handler_id) == "null"
