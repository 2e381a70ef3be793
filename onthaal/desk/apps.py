from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onthaal.desk"
    label = "desk"
