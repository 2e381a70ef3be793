from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "onthaal.reception"
    label = "reception"
