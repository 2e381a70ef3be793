from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "onthaal.outbox"
    label = "outbox"
