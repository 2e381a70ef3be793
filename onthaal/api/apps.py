from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "onthaal.api"
    label = "api"

    def ready(self) -> None:
        from onthaal.api import outward
        from onthaal.issues import verbs
        from onthaal.people.models import Role
        from onthaal.timeline.subscriptions import on
        from onthaal.ui.navigation import Entry, register

        register(
            Entry(
                "staff",
                "Koppelingen",
                "api-links",
                "key-round",
                82,
                "Beheer",
                (Role.ADMINISTRATOR,),
                hint="Wie van buiten meldingen mag doorgeven of opvragen.",
            )
        )
        verbs.register(
            verbs.Verb("Doorsturen via Open311", "send", "issue-pass-on", outward.may_go_out)
        )
        on("issue.personal_data_erased", "onthaal.api.actions.erasure.forget")
