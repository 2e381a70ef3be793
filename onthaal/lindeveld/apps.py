from django.apps import AppConfig


class LindeveldConfig(AppConfig):
    name = "onthaal.lindeveld"
    label = "lindeveld"
