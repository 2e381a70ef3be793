from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "onthaal.workplan"
    label = "workplan"
