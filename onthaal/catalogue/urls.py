from django.urls import path

from onthaal.catalogue import views

urlpatterns = [
    path("balie/processen/", views.processes, name="processes"),
    path("balie/processen/nieuw/", views.process, name="process-new"),
    path("balie/processen/<slug:slug>/", views.process, name="process"),
]
