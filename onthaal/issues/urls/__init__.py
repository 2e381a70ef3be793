"""Every page of the meldingen: residents' here, staff's in their own modules beside."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onthaal.issues.urls.citizen")),
    path("", include("onthaal.issues.urls.staff_list")),
    path("", include("onthaal.issues.urls.staff_detail")),
    path("", include("onthaal.issues.urls.staff_settings")),
]
