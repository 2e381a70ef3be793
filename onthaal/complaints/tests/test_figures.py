"""The yearly report against a small year counted by hand."""

import datetime as dt

import pytest

from onthaal.complaints import figures
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import Channel

pytestmark = pytest.mark.django_db
START = dt.date(2025, 3, 1)


@pytest.fixture
def year(complain, hall):
    """Ten complaints of 2025: six ruled (4 founded, 1 partly, 1 not), two refused, one withdrawn
    and one that became a melding. One ruling and one refusal were later than 45 days."""
    rulings = ["founded"] * 4 + ["partly", "unfounded"]
    for number, ruling in enumerate(rulings):
        closed(complain, "ruled", days=50 if number == 0 else 20, ruling=ruling)
    closed(complain, "inadmissible", days=8, ground="too_old")
    closed(complain, "inadmissible", days=46, ground="policy", team=hall.groen)
    closed(complain, "withdrawn", days=3)
    closed(complain, "converted", days=1)


def closed(complain, state, *, days, team=None, **fields):
    more = {"team": team} if team else {}
    complaint = complain(received_on=START, channel=Channel.LETTER, **more)
    founded = fields.get("ruling") in ("founded", "partly")
    Complaint.objects.filter(pk=complaint.pk).update(
        state=state,
        closed_on=START + dt.timedelta(days=days),
        norms=["treatment", "term"] if founded else [],
        degree="full" if founded else "",
        **fields,
    )


def counts(report):
    return {
        table.title: {row.label: row.value for row in table.rows if row.value != 0}
        for table in report.tables
    }


def test_the_columns_add_up(year, hall, django_assert_num_queries):
    with django_assert_num_queries(1):
        report = figures.yearly(2025, hall.nora)
    found = counts(report)
    assert report.total == 10
    # (50 + 5 × 20 + 8 + 46) / 8
    assert report.mean_days == 25.5
    assert found["Wel of geen klacht"] == {"Als klacht behandeld": 9, "Omgezet in een melding": 1}
    assert found["Dagen tot het antwoord"] == {"Hoogstens 45 dagen": 6, "Meer dan 45 dagen": 2}
    assert found["Ontvankelijk"] == {"Ontvankelijk": 6, "Niet ontvankelijk": 2}
    assert found["Waarom niet ontvankelijk"] == {
        "De feiten zijn te oud": 1,
        "Gaat over beleid of regels": 1,
    }
    assert found["Uitspraak"] == {"Gegrond": 4, "Gedeeltelijk gegrond": 1, "Ongegrond": 1}
    assert found["Opgelost, bij (gedeeltelijk) gegronde klachten"] == {"Volledig opgelost": 5}
    assert found["Ombudsnormen"] == {"Correcte bejegening": 5, "Redelijke behandeltermijn": 5}
    assert found["Hoe de klacht binnenkwam"] == {"Brief": 10}
    assert found["Team"] == {"Wegen": 9, "Groen": 1}
    assert figures.yearly(2024, hall.nora).total == 0


def test_each_figure_leads_to_its_cases(year, hall, client):
    client.force_login(hall.nora)
    for table in figures.yearly(2025, hall.nora).tables:
        for row in table.rows:
            if row.value:
                page = client.get(f"/balie/klachten/?{row.query}")
                assert len(page.context["rows"]) == row.value, (table.title, row.label)


def test_the_public_version_tells_no_small_count(year):
    report = figures.yearly(2025)
    for table in report.tables:
        for row in table.rows:
            assert row.value is None or row.value == 0 or row.value >= 5, (table.title, row.label)
        hidden = [row for row in table.rows if row.value is None]
        if hidden and table.total is not None:
            rest = table.total - sum(row.value or 0 for row in table.rows)
            assert rest >= 5
            assert len(hidden) >= 2
    found = counts(report)
    # the refusals are hidden, so their grounds may not give them away
    assert found["Ontvankelijk"] == {"Ontvankelijk": None, "Niet ontvankelijk": None}
    assert set(found["Waarom niet ontvankelijk"].values()) == {None}


def test_the_coordinator_of_the_team_itself_counts_the_others_only(year, hall):
    assert figures.yearly(2025, hall.wout).total == 1


def test_pages_and_files(year, hall, client):
    client.force_login(hall.nora)
    assert "25,5 dagen" in client.get("/balie/klachten/jaarverslag/2025/").content.decode()
    csv = client.get("/balie/klachten/jaarverslag/2025/verslag.csv?versie=openbaar").content
    assert "afgeschermd" in csv.decode("utf-8-sig")
    pdf = client.get("/balie/klachten/jaarverslag/2025/verslag.pdf", follow=True)
    assert pdf.status_code == 200
    client.force_login(hall.joris)
    body = client.get("/balie/klachten/jaarverslag/2025/").content.decode()
    assert "Openbare versie" in body
    assert "?jaar=2025" not in body
    client.force_login(hall.bram)
    assert client.get("/balie/klachten/jaarverslag/2025/").status_code == 403
