from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "onthaal.ui"
    label = "ui"
