from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "onthaal.organisation"
    label = "organisation"
