from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "onthaal.intake"
    label = "intake"
