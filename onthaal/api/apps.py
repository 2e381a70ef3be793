from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "onthaal.api"
    label = "api"

    def ready(self) -> None:
        from onthaal.api import happenings, health, mails, outward, retention
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
                hint="Welke andere systemen meldingen doorgeven, opvragen of volgen.",
            )
        )
        verbs.register(
            verbs.Verb("Doorsturen via Open311", "send", "issue-pass-on", outward.may_go_out)
        )
        on("issue.personal_data_erased", "onthaal.api.actions.erasure.forget")
        for kind in happenings.BY_KIND:
            on(kind, "onthaal.api.actions.webhooks.promise")
        mails.register()
        health.register()
        retention.register()
