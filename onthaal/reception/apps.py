from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "onthaal.reception"
    label = "reception"

    def ready(self) -> None:
        from onthaal.core.live import topics
        from onthaal.reception import menu, retention

        menu.register()
        retention.register()
        # that something changed in a hall is no secret: everybody who stands there sees it
        topics.register("hall", topics.everybody)
