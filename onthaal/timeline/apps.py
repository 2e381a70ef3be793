from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "onthaal.timeline"
    label = "timeline"

    def ready(self) -> None:
        from onthaal.core import history
        from onthaal.timeline import health
        from onthaal.timeline.actions import record

        health.register()
        history.register(record)
