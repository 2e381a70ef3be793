"""Every address of the program, app by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # first what comes in a rush: an address is looked for in this order
    path("", include("onthaal.appointments.urls")),
    path("", include("onthaal.portal.urls")),
    path("", include("onthaal.operations.urls")),
    path("", include("onthaal.desk.urls")),
    path("", include("onthaal.improvement.urls")),
    path("", include("onthaal.workplan.urls")),
    path("", include("onthaal.complaints.urls")),
    path("", include("onthaal.frontoffice.urls")),
    path("", include("onthaal.reception.urls")),
    path("", include("onthaal.cases.urls")),
    path("", include("onthaal.issues.urls")),
    path("", include("onthaal.api.urls")),
    path("", include("onthaal.intake.urls")),
    path("", include("onthaal.catalogue.urls")),
    path("", include("onthaal.outbox.urls")),
    path("", include("onthaal.organisation.urls")),
    path("", include("onthaal.territory.urls")),
    path("", include("onthaal.people.urls")),
    path("", include("onthaal.ui.urls")),
]

handler400 = "onthaal.ui.views.errors.bad_request"
handler403 = "onthaal.ui.views.errors.forbidden"
handler404 = "onthaal.ui.views.errors.not_found"
handler500 = "onthaal.ui.views.errors.server_error"
