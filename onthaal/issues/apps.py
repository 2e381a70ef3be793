from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "onthaal.issues"
    label = "issues"
