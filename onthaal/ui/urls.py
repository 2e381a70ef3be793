from django.urls import path

from onthaal.ui.views import app, style_guide

urlpatterns = [
    path("sw.js", app.service_worker, name="service-worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("app-icoon-<int:size>.png", app.icon, name="app-icon"),
    path("offline/", app.without_network, name="offline"),
    path("stijlgids/", style_guide.basics, name="style-guide"),
    path("stijlgids/formulieren/", style_guide.forms, name="style-guide-forms"),
    path("stijlgids/onderdelen/", style_guide.parts, name="style-guide-parts"),
    path("stijlgids/kaart/", style_guide.map_page, name="style-guide-map"),
    path("stijlgids/balie/", style_guide.staff, name="style-guide-staff"),
    path("stijlgids/stalen.css", style_guide.swatches_css, name="style-guide-swatches"),
    path(
        "stijlgids/huisstijl/<slug:name>.css",
        style_guide.house_style_css,
        name="style-guide-house-style",
    ),
    path("stijlgids/foto/<int:number>.svg", style_guide.picture, name="style-guide-picture"),
    path("stijlgids/patroon.svg", style_guide.pattern, name="style-guide-pattern"),
    path("stijlgids/tegel/<int:z>/<int:x>/<int:y>.svg", style_guide.tile, name="style-guide-tile"),
]
