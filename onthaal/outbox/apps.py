from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "onthaal.outbox"
    label = "outbox"

    def ready(self) -> None:
        from onthaal.outbox import actions, health, wordings
        from onthaal.people import mail

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
