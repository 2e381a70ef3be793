from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "onthaal.operations"
    label = "operations"
