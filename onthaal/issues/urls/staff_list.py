"""The work list of staff and what belongs to it."""

from django.urls import path, re_path

from onthaal.issues.views.staff import figures, intake, work_list

urlpatterns = [
    path("balie/meldingen/", work_list.work_list, name="issue-list"),
    path("balie/meldingen/nieuw/", intake.intake, name="issue-intake"),
    path("balie/meldingen/nieuw/vragen/", intake.intake_questions, name="issue-intake-questions"),
    path("balie/meldingen/nieuw/hulp/", intake.intake_hints, name="issue-intake-hints"),
    path("balie/cijfers/meldingen/", figures.figures_page, name="issue-figures"),
    re_path(
        r"^balie/cijfers/meldingen/uitvoer\.(?P<kind>csv|xlsx)$",
        figures.figures_export,
        name="issue-figures-export",
    ),
    path("balie/meldingen/kaart/", work_list.work_map, name="issue-list-map"),
    re_path(
        r"^balie/meldingen/uitvoer\.(?P<kind>csv|xlsx)$", work_list.work_export, name="issue-export"
    ),
    path("balie/meldingen/samen/", work_list.work_bulk, name="issue-bulk"),
    path("balie/meldingen/filters/", work_list.saved_filters, name="issue-filters"),
    path(
        "balie/meldingen/filters/<int:pk>/einde/",
        work_list.saved_filter_end,
        name="issue-filter-end",
    ),
]
