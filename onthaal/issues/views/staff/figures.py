"""The manager's page: how it goes with the meldingen, in numbers that can be checked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.issues import figures
from onthaal.organisation.models import Team
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.territory import lookup, map_source
from onthaal.ui.forms import DayInput
from onthaal.ui.spreadsheets import spreadsheet

LONGEST = dt.timedelta(days=3 * 366)


class PeriodForm(forms.Form):
    van = forms.DateField(label="Van", widget=DayInput)
    tot = forms.DateField(label="Tot en met", widget=DayInput)
    team = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.all(), required=False, empty_label="Alle teams"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("van"), cleaned.get("tot")
        if start and end and end < start:
            self.add_error("tot", "‘Tot en met’ ligt voor ‘van’.")
        elif start and end and end - start > LONGEST:
            self.add_error("tot", "Kies een periode van hoogstens drie jaar.")
        return cleaned


@require_safe
@role_required(Role.MANAGER)
def figures_page(request: StaffRequest) -> HttpResponse:
    form, period, team = _asked(request)
    now = figures.totals(period, team)
    weeks = figures.weeks(period, team)
    town = lookup.territory()
    spots = figures.hot_spots(period, team)
    return render(
        request,
        "issues/staff/figures/figures.html",
        {
            "form": form,
            "presets": _presets(clock.today()),
            "period": period,
            "team": team,
            "now": now,
            "before": figures.totals(period.before, team),
            "weeks": weeks,
            "week_labels": [week.label for week in weeks],
            "received": [week.received for week in weeks],
            "solved": [week.solved for week in weeks],
            "every": max(1, len(weeks) // 16),
            "teams": figures.backlog("team", team),
            "categories": figures.backlog("category", team),
            "team_performance": figures.performance("team", period, team),
            "category_performance": figures.performance("category", period, team),
            "channels": figures.channels(period, team),
            "neighbourhoods": figures.neighbourhoods(period, team),
            "spots": spots,
            "spot_markers": [
                {
                    "lat": spot.lat,
                    "lon": spot.lon,
                    "icon": "map-pin",
                    "tone": "late" if n < 3 else "open",
                    "label": f"{spot.place}: {spot.number} meldingen, vooral {spot.category}",
                    "id": n,
                }
                for n, spot in enumerate(spots)
            ],
            "map": map_source.current(),
            "town": town,
            "query_string": request.GET.urlencode(),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_safe
@role_required(Role.MANAGER)
def figures_export(request: StaffRequest, kind: str) -> HttpResponse:
    """The same tables as a spreadsheet."""
    _, period, team = _asked(request)
    rows = _rows(period, team)
    name = f"cijfers-meldingen-{period.start:%Y%m%d}-{period.last:%Y%m%d}"
    return spreadsheet(rows, kind, name)


def _asked(request: StaffRequest) -> tuple[PeriodForm, figures.Period, Team | None]:
    """The period asked for, else the last three months; a wrong one falls back with an error."""
    today = clock.today()
    usual: dict[str, Any] = {"van": today - dt.timedelta(days=90), "tot": today}
    bound = "van" in request.GET or "tot" in request.GET
    form = PeriodForm(request.GET) if bound else PeriodForm(initial=usual)
    data: dict[str, Any] = (
        form.cleaned_data if bound and form.is_valid() else {**usual, "team": None}
    )
    end = data["tot"] + dt.timedelta(days=1)
    return form, figures.Period(data["van"], end), data["team"]


def _presets(today: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """The periods that people ask for most: label, first day and last day."""
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    new_year = today.replace(month=1, day=1)
    last_year = new_year.replace(year=new_year.year - 1)
    return [
        ("Laatste vier weken", today - dt.timedelta(days=27), today),
        ("Dit kwartaal", quarter, today),
        ("Dit jaar", new_year, today),
        ("Vorig jaar", last_year, new_year - dt.timedelta(days=1)),
        ("Twaalf maanden", today - dt.timedelta(days=364), today),
    ]


def _rows(period: figures.Period, team: Team | None) -> list[list[Any]]:
    now = figures.totals(period, team)
    rows: list[list[Any]] = [
        ["Periode", f"{period.start:%d/%m/%Y} tot en met {period.last:%d/%m/%Y}"],
        ["Team", str(team or "Alle teams")],
        [],
        ["Ontvangen", now.received],
        ["Afgesloten", now.solved],
        ["Heropend", now.reopened],
        ["Eerste antwoord, mediaan (werkdagen)", now.first_answer_p50],
        ["Eerste antwoord, 90 % binnen (werkdagen)", now.first_answer_p90],
        ["Doorlooptijd, mediaan (werkdagen)", now.lead_p50],
        ["Doorlooptijd, 90 % binnen (werkdagen)", now.lead_p90],
        ["Binnen de termijn", now.within_term],
        ["Tevredenheid (1 tot 3)", now.satisfaction],
        ["Antwoorden op de tevredenheidsvraag", now.answers],
        ["Gestelde tevredenheidsvragen", now.surveys],
        [],
        ["Week van", "Ontvangen", "Afgesloten"],
        *([f"{w.monday:%d/%m/%Y}", w.received, w.solved] for w in figures.weeks(period, team)),
    ]
    for label, by in (("Team", "team"), ("Onderwerp", "category")):
        rows += [[], [label, "Afgesloten", "Mediaan", "90 % binnen", "Binnen termijn"]]
        rows += [
            [p.name, p.solved, p.lead_p50, p.lead_p90, p.within_term]
            for p in figures.performance(by, period, team)
        ]
        rows += [[], [label, "Nu open", "Te laat"]]
        rows += [[b.name, b.open, b.late] for b in figures.backlog(by, team)]
    for label, found in (
        ("Kanaal", figures.channels(period, team)),
        ("Wijk", figures.neighbourhoods(period, team)),
    ):
        rows += [[], [label, "Ontvangen"], *([name, number] for name, number in found)]
    return rows
