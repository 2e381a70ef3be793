"""Bram of team Wegen begins the day with the work list; Eva of team Groen has her own."""

import csv
import datetime as dt
import io
import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.issues import clusters, selection
from onthaal.issues.actions import assignment
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue, SavedFilter, Status
from onthaal.outbox.models import Message
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
        ({"volgorde": "plaats"}, ["lamp", "put"]),
        ({"status": "alle"}, ["lamp", "put"]),
        ({"status": "onzin", "onderwerp": "x", "van": "morgen"}, ["lamp", "put"]),
    ],
)
def test_filters(joris, report, town, asked, found):
    titles = {"lamp": report("De lamp is stuk."), "put": report("Diepe put.", category=town.hole)}
    page = words(joris.get(URL, {"tab": "alles", **asked}))
    for name, issue in titles.items():
        assert (issue.reference in page) is (name in found), name


@pytest.mark.parametrize("odd", ["²", "9" * 5000])
def test_an_odd_number_in_the_address_filters_nothing_and_chooses_nothing(bram, report, odd):
    issue = report("De lamp is stuk.")
    asked = dict.fromkeys(("team", "bij", "onderwerp", "groep", "wijk"), odd)
    assert "De lamp is stuk" in words(bram.get(URL, asked))
    assert bram.get(f"{URL}kaart/", {"bbox": "4,50,6,52", "zoom": odd}).status_code == 422
    for address, data in (
        (f"{URL}{issue.reference}/aanwezigheid/", {"versie": odd}),
        (f"{URL}nieuw/vragen/", {"category": odd}),
    ):
        assert bram.get(address, data).status_code == 200, address


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


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.sampled_from(["streefdatum", "nieuwste", "oudste", "plaats"]),
    changes=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 4)), max_size=8),
)
def test_rows_that_stay_where_they_are_come_once_whatever_happens_to_others(
    report, town, monkeypatch, order, changes
):
    Issue.objects.all().delete()
    monkeypatch.setattr(selection, "PAGE", 3)

    def put(pk, day):
        Issue.objects.filter(pk=pk).update(
            due_on=dt.date(2030, 1, 1 + day),
            received_at=dt.datetime(2026, 1, 1 + day, tzinfo=dt.UTC),
            place=f"Kerkstraat {day}",
        )

    rows = [report().pk for _ in range(12)]
    for number, pk in enumerate(rows):
        put(pk, number % 5)
    moved, seen, params, waiting = set(), [], {"tab": "alles", "volgorde": order}, list(changes)
    while True:
        page = selection.page(selection.parse(params, town.joris), town.joris)
        seen += [row.pk for row in page.rows]
        if not page.next:
            break
        if waiting:  # meanwhile a colleague gives one another place in the order
            which, day = waiting.pop()
            put(rows[which], day)
            moved.add(rows[which])
        params = {"tab": "alles", "volgorde": order, "na": page.next}
    for pk in set(rows) - moved:
        assert seen.count(pk) == 1


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


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    points=st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), min_size=1, max_size=12),
    zoom=st.integers(10, 19),
)
def test_the_map_counts_per_square_as_one_would_by_hand(report, points, zoom):
    Issue.objects.all().delete()
    size = clusters.cell_degrees(zoom)
    by_hand = {}
    for x, y in points:
        lat, lon = 51.0005 + y / 1000, 5.0005 + x / 1000
        report(point=(lat, lon))
        square = (math.floor(lat / (size * clusters.LATITUDE)), math.floor(lon / size))
        by_hand.setdefault(square, []).append((lat, lon))
    found = clusters.on_map(Issue.objects.all(), clusters.Box(4.9, 50.9, 5.1, 51.1), zoom)
    assert sorted((issue.lat, issue.lon) for issue in found.single) == sorted(
        spots[0] for spots in by_hand.values() if len(spots) == 1
    )
    expected = [
        (len(spots), sum(p[0] for p in spots) / len(spots), sum(p[1] for p in spots) / len(spots))
        for spots in by_hand.values()
        if len(spots) > 1
    ]
    counted = [(each.count, each.lat, each.lon) for each in found.clusters]
    assert sorted(counted) == [pytest.approx(each) for each in sorted(expected)]


def test_a_map_of_very_many_shows_the_newest_and_says_so(report):
    old, *_ = [report() for _ in range(3)]
    Issue.objects.filter(pk=old.pk).update(received_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    box = clusters.Box(4.9, 50.9, 5.1, 51.1)
    found = clusters.on_map(Issue.objects.all(), box, 14, most=2)
    assert found.is_cut
    assert [each.count for each in found.clusters] == [2]
    assert not clusters.on_map(Issue.objects.all(), box, 14).is_cut


def test_assigning_many_names_those_that_could_not(bram, report, town):
    open_one, closed_one = report("Open."), report("Dicht.")
    closed_one = change_status(
        closed_one, change=Change(to=Status.RESOLVED, text="Klaar."), by=town.bram
    )
    chosen = [f"{issue.pk}:{issue.version}" for issue in (open_one, closed_one)]
    ask = {"melding": chosen, "what": "toewijzen"}
    assert "2 meldingen" in words(bram.post(f"{URL}samen/", ask))
    filled = {**ask, "team": town.wegen.pk, "handler": town.bram.pk}
    check = words(bram.post(f"{URL}samen/", {**filled, "stap": "controle"}))
    assert "Deze melding is afgesloten" in check
    assert "Uitvoeren voor 1 melding" in check
    open_one.refresh_from_db()
    assert (open_one.handler, open_one.version) == (None, 1)  # looking changes nothing
    done = words(bram.post(f"{URL}samen/", {**filled, "stap": "doen"}))
    assert "Nee: Deze melding is afgesloten" in done
    open_one.refresh_from_db()
    assert open_one.handler == town.bram


def test_the_check_tells_how_many_mails_will_leave(bram, report, town):
    chosen = [report(), report(email="")]
    Message.objects.all().delete()
    ask = {
        "melding": [f"{issue.pk}:{issue.version}" for issue in chosen],
        "what": "status",
        "to": "resolved",
        "text": "De ploeg herstelde het.",
    }
    check = words(bram.post(f"{URL}samen/", {**ask, "stap": "controle"}))
    assert "1 mail vertrekt" in check
    assert not Message.objects.exists()
    assert not Event.objects.filter(kind="issue.resolved").exists()
    bram.post(f"{URL}samen/", {**ask, "stap": "doen"})
    assert Message.objects.get().to_address == "an@voorbeeld.be"
    assert set(Issue.objects.values_list("status", flat=True)) == {"resolved"}


def test_going_back_from_the_check_keeps_what_was_filled_in(bram, report):
    issue = report()
    page = words(
        bram.post(
            f"{URL}samen/",
            {
                "melding": f"{issue.pk}:1",
                "what": "status",
                "to": "resolved",
                "text": "De ploeg herstelde het.",
                "stap": "doen",
                "anders": "",
            },
        )
    )
    assert "De ploeg herstelde het." in page
    assert "Bekijk eerst wat er gebeurt" in page
    issue.refresh_from_db()
    assert issue.status == "new"


def test_bulk_keeps_away_from_work_of_others_and_from_stale_versions(bram, report, town):
    other = report("Een dode tak.", category=town.tree)
    stale = report()
    assignment.assign(stale, team=town.wegen, handler=town.bram, by=town.bram)
    page = bram.post(
        f"{URL}samen/",
        {
            "melding": [f"{other.pk}:1", f"{stale.pk}:1"],
            "what": "onderwerp",
            "stap": "doen",
            "category": town.hole.pk,
        },
    )
    assert other.reference not in words(page)
    assert "Een collega veranderde deze melding net" in words(page)


def test_bulk_without_what_it_needs_says_so(bram, report):
    issue = report()
    page = bram.post(
        f"{URL}samen/",
        {"melding": f"{issue.pk}:1", "what": "status", "to": "resolved", "stap": "controle"},
    )
    assert page.status_code == 422
    assert "Schrijf een antwoord voor de melders." in words(page)


def test_a_saved_filter_is_mine_alone(bram, town):
    answer = bram.post(f"{URL}filters/", {"name": "Te laat", "query": "te_laat=1"})
    assert answer.url == f"{URL}?te_laat=1"
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.query, saved.is_default) == (town.bram, "te_laat=1", False)
    assert "Te laat" in words(bram.get(URL))
    bram.force_login(town.eva)
    assert "Te laat</a>" not in words(bram.get(URL))
    assert bram.post(f"{URL}filters/{saved.pk}/einde/").status_code == 404
    assert bram.get(f"{URL}filters/{saved.pk}/").status_code == 404


def test_the_list_begins_with_the_filter_that_bram_chose(bram, town):
    bram.post(f"{URL}filters/", {"name": "Laat", "query": "tab=team&te_laat=1"})
    bram.post(f"{URL}filters/", {"name": "Nieuw", "query": "status=new", "is_default": "on"})
    assert bram.get(URL).url == f"{URL}?status=new"
    late = SavedFilter.objects.get(name="Laat")
    bram.post(f"{URL}filters/{late.pk}/", {"name": "Te laat", "is_default": "on"})
    assert bram.get(URL).url == f"{URL}?tab=team&te_laat=1"
    assert SavedFilter.objects.filter(is_default=True).count() == 1
    assert bram.get(URL, {"tab": "alles"}).status_code == 200
    bram.post(f"{URL}filters/{late.pk}/einde/")
    assert bram.get(URL).status_code == 200


def test_two_filters_cannot_have_one_name(bram):
    for name in ("Laat", "Nieuw"):
        bram.post(f"{URL}filters/", {"name": name, "query": "te_laat=1"})
    late = SavedFilter.objects.get(name="Laat")
    page = bram.post(f"{URL}filters/{late.pk}/", {"name": "Nieuw"})
    assert page.status_code == 422
    assert "U hebt al een filter met deze naam." in words(page)
    assert bram.post(f"{URL}filters/", {"name": "x" * 61}).status_code == 422


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


def test_whom_bram_searched_is_not_kept(bram):
    bram.get(f"{URL}uitvoer.csv?q=An+Peeters&tab=alles")
    bram.get(f"{URL}uitvoer.csv?q=+&tab=alles")
    searched, listed = Event.objects.filter(kind="issue.exported").order_by("pk")
    assert (searched.data["query"], searched.data["searched"]) == ("tab=alles", True)
    assert (listed.data["query"], listed.data["searched"]) == ("tab=alles", False)


def test_excel_opens(bram, report):
    report("😀 Ελληνικά مرحبا")
    book = b"".join(bram.get(f"{URL}uitvoer.xlsx"))
    assert book.startswith(b"PK")


def test_eva_cannot_take_what_she_cannot_see(client, report, town):
    issue = report()
    client.force_login(town.eva)
    assert client.post(f"{URL}{issue.reference}/opname/").status_code == 404
    issue.refresh_from_db()
    assert issue.handler is None
