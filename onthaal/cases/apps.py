from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onthaal.cases"
    label = "cases"
