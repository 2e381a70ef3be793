from django.urls import path

from onthaal.improvement import views

urlpatterns = [
    path("balie/verbeteren/", views.overview, name="improvement"),
    path("balie/verbeteren/cijfers.<str:kind>", views.export, name="improvement-export"),
    path("balie/verbeteren/processen/<slug:slug>/", views.process, name="improvement-process"),
    path("balie/verbeteren/maatregelen/", views.measure_list, name="improvement-measures"),
    path("balie/verbeteren/maatregelen/nieuw/", views.measure_form, name="improvement-measure-new"),
    path("balie/verbeteren/maatregelen/<int:pk>/", views.measure, name="improvement-measure"),
    path(
        "balie/verbeteren/maatregelen/<int:pk>/veranderen/",
        views.measure_form,
        name="improvement-measure-change",
    ),
    path(
        "balie/verbeteren/maatregelen/<int:pk>/stoppen/",
        views.measure_stop,
        name="improvement-measure-stop",
    ),
]
