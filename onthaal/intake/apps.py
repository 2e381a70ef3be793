from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "onthaal.intake"
    label = "intake"

    def ready(self) -> None:
        from onthaal.intake import health, mails, retention
        from onthaal.intake.models import IncomingMail, Suggestion
        from onthaal.intake.models.suggestion import open_to
        from onthaal.outbox import confidential
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        def waiting(user: Any) -> int:
            mail = IncomingMail.objects.visible_to(user).to_review().count()
            return mail + Suggestion.objects.visible_to(user).waiting().count()

        mails.register()
        confidential.register(
            Suggestion._meta.label_lower, lambda user: Suggestion.objects.filter(open_to(user))
        )
        retention.register()
        health.register()
        register(
            Entry("citizen", "Laat het ons weten", "front-door", position=29, icon="message-square")
        )
        register(Entry("staff", "Post", "suggestion-list", "mail", position=22, count=waiting))
        register(
            Entry(
                "staff",
                "Wegwijzers",
                "signpost-list",
                "signpost",
                position=74,
                group="Beheer",
                roles=(Role.EDITOR.value,),
                hint="Waar inwoners terechtkunnen met wat wij niet behandelen.",
            )
        )
