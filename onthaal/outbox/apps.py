from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "onthaal.outbox"
    label = "outbox"

    def ready(self) -> None:
        from onthaal.outbox import actions, health, personal, wordings
        from onthaal.people import mail
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        for each in mail.MAILS:
            wordings.register(
                each.key,
                each.label,
                subject=each.subject,
                body=each.body,
                placeholders=each.placeholders,
            )
        mail.register_sender(actions.queue_mail)
        health.register()
        personal.register()
        for position, (label, name, icon, hint) in enumerate(
            (
                ("Berichten", "messages", "mail", "Wat verzonden is, wat wacht en wat mislukte"),
                ("Mailteksten", "wordings", "pencil", "De woorden van elke mail"),
            ),
            start=70,
        ):
            register(
                Entry("staff", label, name, icon, position, "Beheer", (Role.EDITOR,), hint=hint)
            )
