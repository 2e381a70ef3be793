from django.urls import path, re_path

from onthaal.catalogue.views import (
    citizen,
    finding,
    process_draft,
    process_import,
    process_steps,
    processes,
    stream,
)

_DRAFT = "balie/processen/<slug:slug>/ontwerp/"

urlpatterns = [
    path("producten/", citizen.products, name="products"),
    path("producten/suggesties/", citizen.suggestions, name="product-suggestions"),
    path("producten/a-z/", citizen.all_products, name="products-all"),
    path("producten/thema/<slug:slug>/", citizen.theme, name="product-theme"),
    path("producten/levensgebeurtenis/<slug:slug>/", citizen.life_event, name="product-life-event"),
    path("producten/<slug:slug>/", citizen.product, name="product"),
    path("producten/<slug:slug>/en/", citizen.english, name="product-english"),
    path("producten/<slug:slug>/meebrengen/", citizen.checklist, name="product-checklist"),
    path("producten/<slug:slug>/data.jsonld", citizen.data, name="product-data"),
    path("producten/<slug:slug>/mening/", citizen.opinion, name="product-opinion"),
    path(
        "producten/<slug:slug>/mening/bedankt/",
        citizen.opinion_thanks,
        name="product-opinion-thanks",
    ),
    path("balie/producten/zoekwoorden/", finding.sought_words, name="product-sought-words"),
    path("balie/producten/zoekwoorden/synoniem/", finding.synonym, name="product-synonym"),
    path("balie/producten/woordgroepen/", finding.word_groups, name="product-word-groups"),
    path("balie/producten/woordgroepen/nieuw/", finding.word_group, name="product-word-group-new"),
    path("balie/producten/woordgroepen/<int:pk>/", finding.word_group, name="product-word-group"),
    path(
        "balie/producten/woordgroepen/<int:pk>/verwijdering/",
        finding.word_group_end,
        name="product-word-group-end",
    ),
    path("balie/producten/meningen/", finding.opinions, name="product-opinions"),
    path(
        "balie/producten/<slug:slug>/meningen/",
        finding.product_opinions,
        name="product-opinions-of",
    ),
    path("balie/producten/<slug:slug>/adres/", finding.product_address, name="product-address"),
    path("balie/processen/", processes.processes, name="processes"),
    path("balie/processen/nieuw/", processes.process, name="process-new"),
    path("balie/processen/<slug:slug>/", processes.process, name="process"),
    # for other systems
    path("ldes/instantiesnapshots/", stream.page, name="product-stream"),
    path("ldes/instantiesnapshots/<int:number>/", stream.page, name="product-stream-page"),
    path("ldes/instantiesnapshots/<uuid:key>/", stream.member, name="product-snapshot"),
    path("ldes/instanties/<uuid:key>/", stream.instance, name="product-instance"),
    path("ldes/producten.jsonld", stream.catalogue, name="product-catalogue"),
    path("ldes/context.jsonld", stream.context, name="product-context"),
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
