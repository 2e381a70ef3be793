from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onthaal.desk"
    label = "desk"

    def ready(self) -> None:
        from onthaal.ui.navigation import Entry, register

        register(
            Entry("staff", "Overzicht", "desk", "layout-dashboard", position=10, on_phone=True)
        )
