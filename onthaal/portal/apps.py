from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onthaal.portal"
    label = "portal"
