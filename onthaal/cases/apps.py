from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onthaal.cases"
    label = "cases"

    def ready(self) -> None:
        from onthaal.cases import figures, guards, mails, retention
        from onthaal.cases.models import Case
        from onthaal.outbox import confidential
        from onthaal.ui.navigation import Entry, register

        mails.register()
        retention.register()
        guards.register()
        confidential.register("cases.case", Case.objects.visible_to)
        register(
            Entry(
                "staff",
                "Aanvragen",
                "case-list",
                "file-text",
                56,
                "Onthaal",
                count=figures.news_for,
            )
        )
