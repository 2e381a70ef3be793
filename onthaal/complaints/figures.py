"""The yearly report on complaints to the council, and numbers for others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onthaal.complaints import rules
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import (
    FOUNDED,
    Channel,
    Degree,
    Ground,
    Norm,
    Ruling,
    State,
)
from onthaal.people.models import User

ANSWER_DAYS = 45


@dataclass(frozen=True)
class Row:
    """One line of a table. ``query`` finds its cases in the list; ``value`` None = protected."""

    label: str
    value: int | None
    query: str = ""

    @property
    def words(self) -> str:
        return "minder dan 5 of afgeschermd" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Table:
    title: str
    rows: Sequence[Row]
    total: int | None
    note: str = ""


@dataclass(frozen=True)
class Yearly:
    year: int
    is_public: bool
    total: int | None
    mean_days: float | None
    tables: Sequence[Table]

    def spreadsheet(self) -> list[list[str | int | float | None]]:
        """The same, line by line."""
        lines: list[list[str | int | float | None]] = [
            ["Onderdeel", "Regel", "Aantal"],
            ["Alle", "Ontvangen klachten", _cell(self.total)],
            ["Alle", "Gemiddeld aantal dagen tot het antwoord", self.mean_days],
        ]
        for table in self.tables:
            lines += [[table.title, row.label, _cell(row.value)] for row in table.rows]
        return lines


def _cell(value: int | None) -> int | str:
    return "afgeschermd" if value is None else value


_Case = tuple[
    str,
    str,
    str,
    str,
    list[str],
    str,
    dt.date,
    dt.date | None,
    int | None,
    str | None,
    int | None,
    str | None,
]


def yearly(year: int, user: User | None = None) -> Yearly:
    """The report on the complaints that came in during ``year``, in one query.

    For ``user`` None it is the public version: small counts are protected. For a member of staff
    it counts what that person may see, unprotected; others than coordinators see less.

    Complaints that became a melding are not qualified as a complaint; withdrawn ones count as
    qualified. Days run from receipt to the answer: the ruling or the refusal.
    """
    seen = Complaint.objects.all() if user is None else Complaint.objects.visible_to(user)
    cases: list[_Case] = list(
        seen.filter(received_on__year=year)
        .order_by()
        .values_list(
            "state",
            "ground",
            "ruling",
            "degree",
            "norms",
            "channel",
            "received_on",
            "closed_on",
            "team",
            "team__name",
            "process",
            "process__name",
        )
    )
    return _Report(year, cases, is_public=user is None).made()


class _Report:
    def __init__(self, year: int, cases: list[_Case], *, is_public: bool) -> None:
        self.year, self.cases, self.is_public = year, cases, is_public
        self.total = len(cases)
        self.total_hidden = is_public and 0 < self.total < rules.SMALL

    def made(self) -> Yearly:
        answered = [
            (closed - received).days
            for state, *_, received, closed, _, _, _, _ in self.cases
            if closed and state in (State.RULED, State.INADMISSIBLE)
        ]
        qualified = Counter("no" if case[0] == State.CONVERTED else "yes" for case in self.cases)
        admissible = Counter(
            "no" if case[0] == State.INADMISSIBLE else "yes"
            for case in self.cases
            if case[0] in (State.INADMISSIBLE, State.ADMISSIBLE, State.INVESTIGATION, State.RULED)
        )
        terms = Counter("in" if days <= ANSWER_DAYS else "late" for days in answered)
        outer = [
            self.table(
                "Wel of geen klacht",
                [
                    ("yes", "Als klacht behandeld", "klacht=ja"),
                    ("no", "Omgezet in een melding", "klacht=nee"),
                ],
                qualified,
            ),
            self.table(
                "Dagen tot het antwoord",
                [
                    ("in", f"Hoogstens {ANSWER_DAYS} dagen", "dagen=tijdig"),
                    ("late", f"Meer dan {ANSWER_DAYS} dagen", "dagen=laat"),
                ],
                terms,
            ),
            self.table(
                "Ontvankelijk",
                [
                    ("yes", "Ontvankelijk", "ontvankelijk=ja"),
                    ("no", "Niet ontvankelijk", "ontvankelijk=nee"),
                ],
                admissible,
            ),
        ]
        rulings = self.choices(
            "Uitspraak", "uitspraak", Ruling.choices, (case[2] for case in self.cases)
        )
        refused_hidden = outer[2].rows[1].value is None
        founded_hidden = any(row.value is None for row in rulings.rows[:2])
        tables = [
            *outer,
            self.choices(
                "Waarom niet ontvankelijk",
                "grond",
                Ground.choices,
                (case[1] for case in self.cases),
                hidden_total=refused_hidden,
            ),
            rulings,
            self.choices(
                "Opgelost, bij (gedeeltelijk) gegronde klachten",
                "opgelost",
                Degree.choices,
                (case[3] for case in self.cases if case[2] in FOUNDED),
                hidden_total=founded_hidden,
            ),
            self.norms(),
            self.choices(
                "Hoe de klacht binnenkwam",
                "kanaal",
                Channel.choices,
                (case[5] for case in self.cases),
            ),
            self.names("Team", "team", ((case[8], case[9]) for case in self.cases)),
            self.names("Proces", "proces", ((case[10], case[11]) for case in self.cases)),
        ]
        mean = sum(answered) / len(answered) if answered else None
        if self.is_public and len(answered) < rules.SMALL:
            mean = None
        return Yearly(
            year=self.year,
            is_public=self.is_public,
            total=None if self.total_hidden else self.total,
            mean_days=None if mean is None else round(mean, 1),
            tables=tables,
        )

    def choices(
        self,
        title: str,
        parameter: str,
        choices: Iterable[tuple[str, str]],
        values: Iterable[str],
        *,
        hidden_total: bool = False,
    ) -> Table:
        lines = [(str(value), str(label), f"{parameter}={value}") for value, label in choices]
        counts = Counter(value for value in values if value)
        return self.table(title, lines, counts, hidden_total=hidden_total)

    def names(
        self, title: str, parameter: str, values: Iterable[tuple[int | None, str | None]]
    ) -> Table:
        found = [(str(pk or 0), name or "Niet bepaald") for pk, name in values]
        counts = Counter(pk for pk, _ in found)
        names = sorted(set(found), key=lambda each: each[1])
        return self.table(title, [(pk, name, f"{parameter}={pk}") for pk, name in names], counts)

    def norms(self) -> Table:
        """Several per complaint: no total to subtract from, so only small counts are hidden."""
        counts = Counter(norm for case in self.cases for norm in case[4])
        rows = [
            Row(
                str(norm.label),
                None
                if self.is_public and (0 < counts[norm] < rules.SMALL or self.total_hidden)
                else counts[norm],
                f"jaar={self.year}&norm={norm.value}",
            )
            for norm in Norm
        ]
        return Table("Ombudsnormen", rows, None, "Een klacht kan over verschillende normen gaan.")

    def table(
        self,
        title: str,
        lines: Sequence[tuple[str, str, str]],
        counts: Mapping[str, int],
        *,
        hidden_total: bool = False,
    ) -> Table:
        whole = {key: counts.get(key, 0) for key, _, _ in lines}
        total: int | None = sum(whole.values())
        shown: Mapping[str, int | None] = whole
        if self.is_public:
            hidden_total = hidden_total or self.total_hidden or 0 < (total or 0) < rules.SMALL
            shown = rules.protected(whole, hidden_total=hidden_total)
            total = None if hidden_total else total
        rows = [
            Row(label, shown[key], f"jaar={self.year}&{query}" if query else "")
            for key, label, query in lines
        ]
        return Table(title, rows, total)


def per_process(first_on: dt.date, last_on: dt.date) -> dict[int, int]:
    """How many complaints came in about each process between two days; for the improvement of
    processes. Numbers only: no case can be reached from them."""
    rows = Complaint.objects.filter(
        received_on__range=(first_on, last_on), process__isnull=False
    ).values_list("process", flat=True)
    return dict(Counter(process for process in rows if process is not None))
