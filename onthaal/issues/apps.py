from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "onthaal.issues"
    label = "issues"

    def ready(self) -> None:
        from onthaal.issues import mails

        mails.register()
