from django.urls import path

from onthaal.catalogue.views import processes

urlpatterns = [
    path("balie/processen/", processes.processes, name="processes"),
    path("balie/processen/nieuw/", processes.process, name="process-new"),
    path("balie/processen/<slug:slug>/", processes.process, name="process"),
]
