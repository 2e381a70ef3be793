from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onthaal.people"
    label = "people"
