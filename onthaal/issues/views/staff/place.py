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
from onthaal.territory.drawing import Size, point_of_click

ZOOM = 18
PLATE = Size(288, 300)


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

    def look(issue: Issue, form: PlaceForm) -> dict[str, Any] | None:
        """A click on the picture of the map, in a browser without JavaScript."""
        if "wijs.x" not in request.POST:
            return None
        point = _clicked(request, *_centre(issue, form))
        if point:
            form.retype("lat", f"{point[1]:.6f}")
            form.retype("lon", f"{point[0]:.6f}")
        form.errors.clear()
        return {}

    def context(issue: Issue, form: PlaceForm) -> dict[str, Any]:
        lat, lon = _centre(issue, form)
        return {
            "map": map_source.current(),
            "centre_lat": lat,
            "centre_lon": lon,
            "plate": {"zoom": ZOOM, "width": PLATE.width, "height": PLATE.height},
        }

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
        look=look,
    )


def _clicked(request: StaffRequest, lat: float, lon: float) -> tuple[float, float] | None:
    """The point (lon, lat) under the click."""
    try:
        x, y = float(request.POST["wijs.x"]), float(request.POST["wijs.y"])
    except (KeyError, ValueError):
        return None
    return point_of_click(x, y, (lon, lat), ZOOM, PLATE)


def _centre(issue: Issue, form: PlaceForm) -> tuple[float, float]:
    """Where the map opens: what was pointed at, the issue's own point, else the town."""
    try:
        lat, lon = float(form["lat"].value() or ""), float(form["lon"].value() or "")
    except ValueError:
        pass
    else:
        if -90 < lat < 90 and -180 < lon < 180:
            return lat, lon
    if issue.lat is not None and issue.lon is not None:
        return issue.lat, issue.lon
    town = lookup.territory()
    return (town.centre_lat, town.centre_lon) if town else (51.0, 4.5)
