from django.urls import path

from onthaal.catalogue.views import processes, stream

urlpatterns = [
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
]
