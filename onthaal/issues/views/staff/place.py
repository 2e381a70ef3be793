"""Where an issue is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from onthaal.issues.actions import assignment
from onthaal.issues.forms.staff.assignment import PlaceForm
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import lookup, map_source


@staff_required
def place(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: PlaceForm) -> None:
        assignment.move(
            issue,
            place=form.cleaned_data["place"],
            by=request.user,
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )

    def context(issue: Issue, form: PlaceForm) -> dict[str, Any]:
        lat, lon = _centre(issue)
        return {"map": map_source.current(), "centre_lat": lat, "centre_lon": lon}

    return change_page(
        request,
        reference,
        PlaceForm,
        act,
        done="De plaats is veranderd.",
        title="Plaats veranderen",
        button="Plaats bewaren",
        template="place",
        context=context,
    )


def _centre(issue: Issue) -> tuple[float, float]:
    """Where the map opens: the issue's own point, else the middle of the town."""
    if issue.lat is not None and issue.lon is not None:
        return issue.lat, issue.lon
    town = lookup.territory()
    return (town.centre_lat, town.centre_lon) if town else (51.0, 4.5)
