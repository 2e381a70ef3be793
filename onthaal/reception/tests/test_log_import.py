"""Old ticket logs: read as people write them, refused with words, taken back as a whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from onthaal.core.tests.together import at_once
from onthaal.outbox.actions import deliver
from onthaal.people.personal_data import retention_kind
from onthaal.reception.actions import log_import
from onthaal.reception.models import (
    Arrival,
    EventKind,
    ImportState,
    LogImport,
    Visit,
    VisitClass,
    VisitEvent,
    VisitState,
)
from onthaal.reception.rules import ticket_log
from onthaal.reception.rules.ticket_log import Outcome, Problem, Unreadable, understand

NOW = dt.datetime.fromisoformat("2026-11-23T12:00")
NINE = NOW.replace(hour=9, minute=5)
DUTCH = """Volgnummer;Datum;Aangekomen;Opgeroepen;Begonnen;Klaar;Dienst;Afloop
12;16/11/2026;9.05;9.20;9.21;9.31;Reispas;
13;16/11/2026;9u10;9u25;;9u40;Adres wijzigen;
14;16/11/2026;9:12;;;;Reispas;weggegaan
15;16/11/2026;9:15;9:30;;;Reispas;niet opgedaagd
16;16/11/2026;9:40;9:20;;;Reispas;
17;;9:40;;;;Reispas;
"""
NOVOSGA = """senha,dt_cheg,dt_cha,dt_ini,dt_fim,servico,status
A001,2026-11-16 9:05,2026-11-16 9:20:10,2026-11-16 9:20:40,2026-11-16 9:31,Reispas,encerrado
A002,2026-11-16 9:06,2026-11-16 9:30,,,Reispas,nao compareceu
"""
ZMS = (
    "Wartenummer\tAnkunftszeit\tAufrufzeit\tBearbeitungsende\tDienstleistung\n"
    "7\t16.11.2026 09:05\t16.11.2026 09:20\t16.11.2026 09:31\tReispas\n"
)


def columns(**places: int) -> dict[str, int]:
    return places


class TestReading:
    @pytest.mark.parametrize(
        ("cell", "hour"),
        [
            ("2026-07-01T08:05:00Z", "10:05"),
            ("2026-11-03T08:05:00.250+00:00", "09:05"),
            ("2026-11-03 09:05:00+0100", "09:05"),
            ("9:05 16-11-2026", "09:05"),
            ("3 november 2026 9.05", "09:05"),
            ("03-mrt-26 9u05", "09:05"),
            ("20261103 0905", "09:05"),
            ("3/11/2026 12:05 AM", "00:05"),
            ("3/11/2026 1:10 p.m.", "13:10"),
        ],
    )
    def test_a_moment_as_other_systems_write_it(self, cell, hour):
        day = "3/11/2026" if cell.startswith("2026110") else ""
        typed = cell.split()[-1] if day else cell
        line = understand([day, typed], columns(day=0, arrived=1), NOW)
        assert f"{line.arrived:%H:%M}" == hour

    @pytest.mark.parametrize("day", ["20261103", "3 november 2026", "03-nov-26", "3 Nov. 2026"])
    def test_a_day_in_other_words(self, day):
        line = understand([day, "9.05"], columns(day=0, arrived=1), NOW)
        assert line.arrived == dt.datetime.fromisoformat("2026-11-03T09:05")

    def test_over_midnight_it_is_the_next_day(self):
        where = columns(day=0, arrived=1, called=2, started=3, ended=4)
        line = understand(["3/11/2026", "23.50", "23.58", "0.01", "0.12"], where, NOW)
        assert line.ended - line.arrived == dt.timedelta(minutes=22)
        with pytest.raises(Problem, match="vroeger"):
            understand(["3/11/2026", "9.00", "8.50", "9.10", "9.20"], where, NOW)

    def test_the_line_with_which_excel_names_the_separator_is_no_heading(self):
        table = ticket_log.read(b"sep=;\r\nDatum;Tijd, kort\r\n3/11/2026;9.05\r\n")
        assert table.headings == ("Datum", "Tijd, kort")

    def test_within_quotation_marks_nothing_separates(self):
        table = ticket_log.read(b'"Datum, dag";"Aankomst, uur"\n3/11/2026;9.05\n')
        assert table.headings == ("Datum, dag", "Aankomst, uur")

    def test_a_line_keeps_its_number_in_the_file(self):
        table = ticket_log.read(b'sep=;\n\nDatum;Uur\n3/11;"9\n05"\n\n4/11;9.05\n')
        assert [at for at, _ in table.lines] == [4, 7]

    def test_utf_16_that_does_not_say_so(self):
        table = ticket_log.read("Datum;Aankomst\n3/11/2026;9.05\n".encode("utf-16-le"))
        assert table.headings == ("Datum", "Aankomst")

    @pytest.mark.parametrize(
        "content",
        [b'Datum;Dienst\n3/11;"Reispas\n' + b"3/11;x\n" * 30_000, b"Datum;Uur\n\0\0;9\n"],
    )
    def test_what_cannot_be_read_is_refused_with_words(self, content):
        with pytest.raises(Unreadable):
            ticket_log.read(content)

    @pytest.mark.parametrize(
        ("day", "hour"),
        [
            ("23/11/2026", "9.05"),
            ("23-11-2026", "9u05"),
            ("23.11.26", "09:05:00"),
            ("2026-11-23", "0905"),
            ("46349", "9h05"),
            ("23/11/2026 00:00", "0,378472222"),
            ("23/11/2026", "0.378472222"),
            ("23/11/2026", ".378472222"),
        ],
    )
    def test_days_and_hours_in_the_usual_notations(self, day, hour):
        line = understand([day, hour], columns(day=0, arrived=1), NOW)
        assert line.arrived == NINE

    @pytest.mark.parametrize(
        ("typed", "hour"),
        [("9.30", "09:30"), ("0.30", "00:30"), ("0.375", "09:00"), ("0.5", "12:00"),
         ("0.75", "18:00"), ("0,30", "07:12")],
    )  # fmt: skip
    def test_a_point_is_of_an_hour_unless_it_can_only_be_a_part_of_the_day(self, typed, hour):
        line = understand(["16/11/2026", typed], columns(day=0, arrived=1), NOW)
        assert f"{line.arrived:%H:%M}" == hour

    @pytest.mark.parametrize(
        "text",
        ["2026-11-23T09:05:00", "23/11/2026 09:05", "23-11-26 9u05", "46349,378472222"],
    )
    def test_day_and_hour_in_one_column(self, text):
        line = understand([text], columns(arrived=0), NOW)
        assert line.arrived == NINE

    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            (["23/11/2026", "", "", ""], "niet wanneer"),
            (["", "9.05", "", ""], "Duid aan welke kolom de dag is"),
            (["31/11/2026", "9.05", "", ""], "geen datum"),
            (["23/11/2026", "25.05", "", ""], "geen uur"),
            (["23/11/2026", "straks", "", ""], "geen uur"),
            (["23/11/2027", "9.05", "", ""], "in de toekomst"),
            (["01/01/0001", "00:00:00", "", ""], "“Aangekomen” ligt vóór het jaar 2000"),
            (["", "0001-01-01T00:00:00+02:00", "", ""], "vóór het jaar 2000"),
            (["", "00001", "", ""], "vóór het jaar 2000"),
            (["23/11/2026", "9.05", "01/01/0001 00:00:00", ""], "“Opgeroepen” ligt vóór"),
            (["31/12/9999", "23.50", "0.10", ""], "in de toekomst"),
            (["", "9999-12-31T23:30:00Z", "", ""], "geen uur"),
            (["23/11/2026", "9.05", "9.00", ""], "vroeger dan “Aangekomen” (09.05)"),
            (["22/11/2026", "9.05", "9.10", "23/11/2026 9.10"], "meer dan 12 uur"),
        ],
    )
    def test_what_cannot_be_is_said_in_words(self, cells, words):
        with pytest.raises(Problem, match=words.replace("(", r"\(").replace(")", r"\)")):
            understand(cells, columns(day=0, arrived=1, called=2, ended=3), NOW)

    def test_an_excel_file_gets_advice(self):
        with pytest.raises(Unreadable, match="CSV UTF-8"):
            ticket_log.read(b"PK\x03\x04 rest")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_any_separator_and_code_page(self, encoding):
        table = ticket_log.read("Volgnummer;Dienst\n12;Kopieën\n".encode(encoding))
        assert table.headings == ("Volgnummer", "Dienst")
        assert table.lines == ((2, ("12", "Kopieën")),)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (DUTCH, "number day arrived called started ended product outcome"),
            (NOVOSGA, "number arrived called started ended product outcome"),
            (ZMS, "number arrived called ended product"),
        ],
    )
    def test_the_columns_of_known_systems_are_guessed(self, text, found):
        guessed = ticket_log.guess_columns(ticket_log.read(text.encode()).headings)
        assert set(guessed) == set(found.split())
        assert len(set(guessed.values())) == len(guessed)

    def test_how_it_ended(self):
        table = ticket_log.read(NOVOSGA.encode())
        guessed = ticket_log.guess_columns(table.headings)
        assert [understand(line, guessed, NOW).outcome for _, line in table.lines] == [
            Outcome.SERVED,
            Outcome.NO_SHOW,
        ]

    @pytest.mark.parametrize(
        "words",
        ["Niet verschenen", "Niet komen opdagen", "NIET AANWEZIG", "afwezig", "no-show", "NS",
         "Kwam niet opdagen", "não compareceu"],
    )  # fmt: skip
    def test_who_did_not_answer_is_known_by_many_words(self, words):
        where = columns(arrived=0, called=1, outcome=2)
        line = understand(["16/11/2026 9.05", "16/11/2026 9.20", words], where, NOW)
        assert line.outcome == Outcome.NO_SHOW

    def test_a_number_of_persons_that_is_none_is_refused(self):
        for text in ("0", "51", "²", "9" * 5000):
            with pytest.raises(Problem, match="geen aantal personen"):
                understand(["16/11/2026 9.05", text], columns(arrived=0, persons=1), NOW)

    def test_an_appointment_is_on_the_day_of_the_visit(self):
        with pytest.raises(Problem, match="Uur van de afspraak"):
            understand(
                ["16/11/2026 9.05", "31/12/9999 23.00"], columns(arrived=0, appointment=1), NOW
            )

    @given(st.binary(max_size=400))
    def test_whatever_is_uploaded_is_read_or_refused(self, content):
        try:
            table = ticket_log.read(content)
        except Unreadable:
            return
        except Exception as problem:  # noqa: BLE001 -- that it is none is the point
            pytest.fail(repr(problem))
        assert all(len(line) == len(table.headings) for _, line in table.lines)

    @given(st.lists(st.text(max_size=25), min_size=5, max_size=5))
    def test_whatever_a_line_says_it_is_read_or_refused(self, cells):
        try:
            where = columns(day=0, arrived=1, called=2, appointment=3, persons=4)
            line = understand(cells, where, NOW)
        except Problem:
            return
        assert line.called is None or line.called >= line.arrived


@pytest.fixture
def upload(hall):
    """``upload("Dag;Aankomst\\n…")`` is a draft by Joris of a file with that text."""

    def begin(text):
        return log_import.begin(
            location=hall.place, file_name="2026.csv", content=text.encode(), by=hall.joris
        )

    return begin


@pytest.fixture
def draft(upload):
    return upload(DUTCH)


@pytest.fixture
def two_at_a_time(monkeypatch):
    """A job reads two lines, as if its seconds were over then."""
    monkeypatch.setattr(log_import, "AT_ONCE", 2)
    monkeypatch.setattr(log_import, "SECONDS", 0)


def read(draft: LogImport, hall) -> LogImport:
    log_import.start(log=draft, products=draft.products, by=hall.joris)
    log_import.read_in.func(draft.pk)
    draft.refresh_from_db()
    return draft


class TestImport:
    def test_it_becomes_visits_with_events_at_the_moments_of_the_log(self, draft, hall):
        assert draft.products == {"Reispas": hall.passport.pk}
        log = read(draft, hall)
        assert (log.state, log.done, log.skipped, log.lines) == (ImportState.DONE, 6, 2, [])
        assert [at for at, _ in log.problems] == [6, 7]
        visits = list(Visit.objects.order_by("arrived_at"))
        assert [visit.state for visit in visits] == [
            VisitState.DONE,
            VisitState.DONE,
            VisitState.LEFT,
            VisitState.NO_SHOW,
        ]
        assert {visit.arrival for visit in visits} == {Arrival.IMPORT}
        assert visits[0].earlier_wait == 15 * 60
        assert visits[0].items.get().product == hall.passport
        assert not visits[1].items.exists()
        moments = VisitEvent.objects.filter(visit=visits[0]).order_by("pk")
        assert [f"{event.kind} {event.at:%H:%M}" for event in moments] == [
            "issued 08:05",
            "called 08:20",
            "shown_up 08:21",
            "item_started 08:21",
            "item_finished 08:31",
            "finished 08:31",
        ]

    def test_a_log_without_any_end_of_the_wait_is_not_read_as_everybody_leaving(self, hall):
        log = log_import.begin(
            location=hall.place,
            file_name="aankomst.csv",
            content=b"Datum;Aankomst;Wachttijd\n16/11/2026;9.05;12\n",
            by=hall.joris,
        )
        with pytest.raises(log_import.CannotDo, match="opgeroepen werd, begon of klaar"):
            log_import.start(log=log, products={}, by=hall.joris)
        with pytest.raises(log_import.CannotDo, match="opgeroepen werd, begon of klaar"):
            log_import.choose(log=log, columns={"day": 0, "arrived": 1})

    def test_the_same_lines_in_another_file_are_skipped(self, draft, hall):
        read(draft, hall)
        again = log_import.begin(
            location=hall.place, file_name="weer.csv", content=DUTCH.encode(), by=hall.joris
        )
        again = read(again, hall)
        assert Visit.objects.count() == 4
        assert again.skipped == 6

    def test_which_lines_were_known_is_said_before_and_after(self, draft, hall, upload):
        read(draft, hall)
        again = upload(DUTCH + "18;17/11/2026;9.05;9.20;;;Reispas;\n")
        preview = log_import.preview(again)
        assert [(line.number, preview.problem_count) for line in preview.lines] == [("18", 6)]
        known = [at for at, words in preview.problems if words == log_import.SEEN]
        assert known == [2, 3, 4, 5]
        assert read(again, hall).problems == [list(problem) for problem in preview.problems]

    def test_without_numbers_three_in_the_same_minute_are_three_visits(
        self, hall, upload, two_at_a_time
    ):
        text = "Dag;Aankomst;Oproep;Dienst\n" + "3/3/2026;9:00;9:05;Reispas\n" * 3
        for _ in range(2):
            log = upload(text)
            log_import.start(log=log, products={}, by=hall.joris)
            for _ in range(2):
                log_import.read_in.func(log.pk)
            assert Visit.objects.count() == 3
        log.refresh_from_db()
        assert (log.state, log.skipped) == (ImportState.DONE, 3)

    def test_what_others_wait_for_comes_between(self, draft, hall, two_at_a_time, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        log_import.start(log=draft, products={}, by=hall.joris)
        DBTaskResult.objects.all().delete()
        log_import.read_in.func(draft.pk)
        draft.refresh_from_db()
        assert (draft.state, draft.done) == (ImportState.RUNNING, 2)
        deliver.enqueue(1)
        order = [job.task_path for job in DBTaskResult.objects.ready()]
        assert order == [deliver.module_path, log_import.read_in.module_path]

    def test_a_job_that_is_begun_again_does_nothing_twice(self, draft, hall, two_at_a_time):
        log_import.start(log=draft, products=draft.products, by=hall.joris)
        for done in (2, 4, 6, 6):
            log_import.read_in.func(draft.pk)
            draft.refresh_from_db()
            assert draft.done == done
        assert Visit.objects.count() == 4

    @pytest.mark.django_db(transaction=True)
    def test_two_jobs_at_once_read_every_line_once(self, hall, upload, monkeypatch):
        monkeypatch.setattr(log_import, "AT_ONCE", 2)
        log = upload(DUTCH)
        log_import.start(log=log, products={}, by=hall.joris)
        at_once(*[lambda: log_import.read_in.func(log.pk)] * 3)
        log.refresh_from_db()
        assert (log.state, log.done, log.skipped) == (ImportState.DONE, 6, 2)
        assert Visit.objects.count() == 4

    def test_an_appointment_in_the_log_waits_from_five_minutes_before_it(self, hall):
        text = "Aankomst;Afspraak;Oproep\n16/11/2026 9.00;16/11/2026 9.30;16/11/2026 9.32\n"
        draft = log_import.begin(
            location=hall.place, file_name="a.csv", content=text.encode(), by=hall.joris
        )
        read(draft, hall)
        visit = Visit.objects.get()
        assert (visit.visit_class, visit.earlier_wait) == (VisitClass.APPOINTMENT, 7 * 60)
        assert visit.events.first().kind == EventKind.CHECKED_IN

    def test_a_name_in_the_column_of_numbers_is_not_kept(self, hall):
        text = "Nummer;Dag;Aankomst;Klaar\nA-012;16/11/2026;9.00;\nAn Peeters;16/11/2026;9.10;\n"
        draft = log_import.begin(
            location=hall.place, file_name="a.csv", content=text.encode(), by=hall.joris
        )
        read(draft, hall)
        first = VisitEvent.objects.filter(kind=EventKind.ISSUED).order_by("at")
        assert [event.data.get("number") for event in first] == ["A-012", None]

    def test_it_is_taken_back_as_a_whole_and_nothing_else_is(self, draft, hall, comes):
        mine = comes(hall.bags)
        log = read(draft, hall)
        log_import.undo(log=log, by=hall.joris)
        assert list(Visit.objects.all()) == [mine]
        assert set(VisitEvent.objects.values_list("visit", flat=True)) == {mine.pk}
        log.refresh_from_db()
        assert log.state == ImportState.UNDONE
        # and it may be read in again
        again = log_import.begin(
            location=hall.place, file_name="weer.csv", content=DUTCH.encode(), by=hall.joris
        )
        read(again, hall)
        assert Visit.objects.count() == 5

    def test_what_is_under_way_cannot_be_taken_back(self, draft, hall):
        log_import.start(log=draft, products={}, by=hall.joris)
        with pytest.raises(log_import.CannotDo):
            log_import.undo(log=draft, by=hall.joris)
        with pytest.raises(log_import.CannotDo):
            log_import.start(log=draft, products={}, by=hall.joris)


class TestKeeping:
    """What stood in the file does not outlive the retention, however far the reading came."""

    def keep(self, later):
        LogImport.objects.update(made_at=NOW.replace(tzinfo=dt.UTC))
        now = later(32 * 24 * 60)
        kind = retention_kind("reception.log_imports")
        found = kind.find(now - dt.timedelta(days=kind.default_days))
        kind.erase(list(found.values_list("pk", flat=True)))
        assert not kind.find(now).exists()

    def test_a_draft_is_deleted(self, draft, later):
        self.keep(later)
        assert not LogImport.objects.exists()

    def test_of_what_was_read_in_only_the_visits_stay(self, draft, hall, later):
        read(draft, hall)
        self.keep(later)
        draft.refresh_from_db()
        assert (draft.state, draft.problems, draft.lines) == (ImportState.DONE, [], [])
        assert Visit.objects.count() == 4

    def test_what_got_stuck_stops_and_can_be_taken_back(
        self, draft, hall, later, two_at_a_time, client
    ):
        log_import.start(log=draft, products=draft.products, by=hall.joris)
        log_import.read_in.func(draft.pk)
        self.keep(later)
        draft.refresh_from_db()
        assert (draft.state, draft.lines) == (ImportState.FAILED, [])
        log_import.read_in.func(draft.pk)
        assert Visit.objects.count() == 2
        client.force_login(hall.joris)
        page = client.get(reverse("reception-log-import", args=[draft.pk])).content.decode()
        assert "niet afgeraakt" in page
        log_import.undo(log=draft, by=hall.joris)
        assert not Visit.objects.exists()


class TestPages:
    def test_joris_uploads_looks_and_reads_in(self, hall, client):
        client.force_login(hall.joris)
        file = SimpleUploadedFile("2026.csv", DUTCH.encode())
        sent = client.post(
            reverse("reception-log-imports"), {"file": file, "location": hall.place.pk}
        )
        page = client.get(sent.url).content.decode()
        assert "<strong>4</strong> lijnen zijn goed" in page
        assert "Lijn 6: “Opgeroepen” (09.20) is vroeger dan “Aangekomen” (09.40)." in page
        log = LogImport.objects.get()
        words = log_import.words_of(log)
        chosen = {f"word_{words.index('Reispas')}": hall.passport.pk}
        client.post(reverse("reception-log-import-start", args=[log.pk]), chosen)
        log_import.read_in.func(log.pk)
        page = client.get(reverse("reception-log-import", args=[log.pk])).content.decode()
        assert "<strong>4</strong> bezoeken zijn ingelezen" in page
        client.post(reverse("reception-log-import-undo", args=[log.pk]))
        assert Visit.objects.count() == 0

    def test_what_is_empty_in_another_system_is_shown_and_left_out(self, upload, hall, client):
        log = upload(
            "sep=;\nNummer;Aankomst;Oproep;Aantal;Status\n\n"
            "1;01/01/0001 00:00:00;01/01/0001 00:00:00;1;\n"
            f"2;16/11/2026 9:00;16/11/2026 9:05;{'9' * 5000};\n"
            "3;16/11/2026 9:00;16/11/2026 9:05;1;Doorverwezen\n"
        )
        client.force_login(hall.joris)
        page = client.get(reverse("reception-log-import", args=[log.pk])).content.decode()
        assert "3 lijnen voor" in page
        assert "<strong>1</strong> lijn is goed" in page
        assert "Lees 1 bezoek in" in page
        assert "Lijn 4: “Aangekomen” ligt vóór het jaar 2000." in page
        assert "Lijn 5: “99999999999999999999” is geen aantal personen." in page
        assert "kennen wij niet: “Doorverwezen” (1 lijn). Zo’n bezoek telt als geholpen" in page
        read(log, hall)
        page = client.get(reverse("reception-log-import", args=[log.pk])).content.decode()
        assert "<strong>1</strong> bezoek is ingelezen" in page
        assert "<strong>2</strong> lijnen zijn overgeslagen" in page
        client.post(reverse("reception-log-import-undo", args=[log.pk]))
        assert not Visit.objects.exists()

    def test_two_things_in_one_column_are_refused(self, draft, hall, client):
        client.force_login(hall.joris)
        answer = client.post(
            reverse("reception-log-import", args=[draft.pk]), {"arrived": "2", "called": "2"}
        )
        assert answer.status_code == 422
        assert "al gekozen voor" in answer.content.decode()

    def test_a_file_that_is_none_gets_advice(self, hall, client):
        client.force_login(hall.joris)
        file = SimpleUploadedFile("2026.xlsx", b"PK\x03\x04")
        answer = client.post(
            reverse("reception-log-imports"), {"file": file, "location": hall.place.pk}
        )
        assert answer.status_code == 422
        assert "Opslaan als" in answer.content.decode()
