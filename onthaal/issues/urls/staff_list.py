"""The work list of staff and what belongs to it."""

from django.urls import path, re_path

from onthaal.issues.views.staff import (
    bulk,
    export,
    figures,
    intake,
    map,
    saved_filters,
    work_list,
)

LIST = "balie/meldingen/"

urlpatterns = [
    path(LIST, work_list.work_list, name="issue-list"),
    path(f"{LIST}kaart/", map.work_map, name="issue-list-map"),
    re_path(rf"^{LIST}uitvoer\.(?P<kind>csv|xlsx)$", export.work_export, name="issue-export"),
    path(f"{LIST}samen/", bulk.work_bulk, name="issue-bulk"),
    path(f"{LIST}filters/", saved_filters.saved_filters, name="issue-filters"),
    path(f"{LIST}filters/<int:pk>/", saved_filters.saved_filter, name="issue-filter"),
    path(f"{LIST}filters/<int:pk>/einde/", saved_filters.saved_filter_end, name="issue-filter-end"),
    path(f"{LIST}nieuw/", intake.intake, name="issue-intake"),
    path(f"{LIST}nieuw/bekend/<str:reference>/", intake.intake_known, name="issue-intake-known"),
    path(f"{LIST}nieuw/vragen/", intake.intake_questions, name="issue-intake-questions"),
    path(f"{LIST}nieuw/hulp/", intake.intake_hints, name="issue-intake-hints"),
    path("balie/cijfers/meldingen/", figures.figures_page, name="issue-figures"),
    re_path(
        r"^balie/cijfers/meldingen/uitvoer\.(?P<kind>csv|xlsx)$",
        figures.figures_export,
        name="issue-figures-export",
    ),
]
