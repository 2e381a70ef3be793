from django.urls import path

from onthaal.organisation import views

urlpatterns = [
    path("openingsuren/", views.opening_hours, name="opening-hours"),
    path("openingsuren.ics", views.opening_feed, name="opening-hours-feed"),
    path("huisstijl.css", views.style_sheet, name="house-style-css"),
    path("huisstijl/logo", views.logo, name="house-style-logo"),
    path("balie/beheer/organisatie/", views.organisation, name="organisation"),
    path("balie/beheer/besturen/nieuw/", views.unit, name="organisation-unit-new"),
    path("balie/beheer/besturen/<int:pk>/", views.unit, name="organisation-unit"),
    path("balie/beheer/diensten/nieuw/", views.department, name="organisation-department-new"),
    path("balie/beheer/diensten/<int:pk>/", views.department, name="organisation-department"),
    path("balie/beheer/teams/nieuw/", views.team, name="organisation-team-new"),
    path("balie/beheer/teams/<int:pk>/", views.team, name="organisation-team"),
    path("balie/beheer/teams/<int:pk>/leden/", views.team_members, name="organisation-members"),
    path(
        "balie/beheer/teams/<int:pk>/leden/<int:user_pk>/einde/",
        views.team_membership_end,
        name="organisation-membership-end",
    ),
    path("balie/beheer/locaties/nieuw/", views.location, name="organisation-location-new"),
    path("balie/beheer/locaties/<int:pk>/", views.location, name="organisation-location"),
    path("balie/beheer/locaties/<int:pk>/openingsuren/", views.week, name="organisation-week"),
    path(
        "balie/beheer/locaties/<int:pk>/afwijkingen/",
        views.exceptions,
        name="organisation-exceptions",
    ),
    path(
        "balie/beheer/afwijkingen/<int:pk>/einde/",
        views.exception_end,
        name="organisation-exception-end",
    ),
    path("balie/beheer/sluitingsdagen/", views.closing_days, name="organisation-closing-days"),
    path(
        "balie/beheer/sluitingsdagen/<int:pk>/einde/",
        views.closing_day_end,
        name="organisation-closing-day-end",
    ),
    path("balie/beheer/huisstijl/", views.house_style_page, name="organisation-house-style"),
]
