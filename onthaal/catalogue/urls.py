from django.urls import path, re_path

from onthaal.catalogue.views import process_draft, process_import, process_steps, processes

_DRAFT = "balie/processen/<slug:slug>/ontwerp/"

urlpatterns = [
    path("balie/processen/", processes.processes, name="processes"),
    path("balie/processen/nieuw/", processes.process, name="process-new"),
    path("balie/processen/<slug:slug>/", processes.process, name="process"),
    path("balie/processen/<slug:slug>/stappen/", process_steps.steps, name="process-steps"),
    path(
        "balie/processen/<slug:slug>/vergelijking/",
        process_steps.comparison,
        name="process-comparison",
    ),
    path("balie/processen/<slug:slug>/invoer/", process_import.bpmn_import, name="process-import"),
    path(
        "balie/processen/<slug:slug>/versie/<int:number>/",
        process_steps.steps,
        name="process-version",
    ),
    path(
        "balie/processen/<slug:slug>/versie/<int:number>/schema/",
        process_steps.diagram,
        name="process-diagram",
    ),
    re_path(
        r"^balie/processen/(?P<slug>[-\w]+)/versie/(?P<number>[0-9]{1,6})\.(?P<kind>bpmn|xlsx|csv)$",
        process_steps.export,
        name="process-export",
    ),
    path(_DRAFT, process_draft.draft, name="process-draft"),
    path(f"{_DRAFT}begin/", process_draft.start, name="process-draft-start"),
    path(f"{_DRAFT}stap/", process_draft.step, name="process-step-new"),
    path(f"{_DRAFT}stap/<slug:key>/", process_draft.step, name="process-step"),
    re_path(
        r"^balie/processen/(?P<slug>[-\w]+)/ontwerp/stap/(?P<key>[-\w]+)/(?P<verb>omhoog|omlaag|kopie|weg)/$",
        process_draft.order,
        name="process-step-order",
    ),
    path(f"{_DRAFT}ongedaan/", process_draft.undo, name="process-draft-undo"),
    path(f"{_DRAFT}publicatie/", process_draft.publication, name="process-publication"),
    path(f"{_DRAFT}weg/", process_draft.removal, name="process-draft-removal"),
]
