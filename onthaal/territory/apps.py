from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "onthaal.territory"
    label = "territory"
