from django.urls import path, register_converter

from onthaal.territory import views


class Number:
    regex = "[0-9]{1,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")

urlpatterns = [
    path("kaart/<number:zoom>/<number:column>/<number:row>.svg", views.tile, name="map-tile"),
    path("kaart/plaat/", views.plate, name="map-plate"),
    path("kaart/patroon.svg", views.pattern, name="map-pattern"),
    path("kaart/adressen/", views.addresses, name="map-addresses"),
    path("kaart/plaats/", views.place, name="map-place"),
]
