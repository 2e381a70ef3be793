from django.urls import path, register_converter

from onthaal.ui import app_icon
from onthaal.ui.views import app


class IconSize:
    regex = "|".join(map(str, app_icon.SIZES))

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(IconSize, "icon_size")

urlpatterns = [
    path("sw.js", app.service_worker, name="service-worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("app-icoon-<icon_size:size>.png", app.icon, name="app-icon"),
    path("offline/", app.without_network, name="offline"),
]
