from django.apps import AppConfig


class FrontofficeConfig(AppConfig):
    name = "onthaal.frontoffice"
    label = "frontoffice"
