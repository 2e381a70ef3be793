from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onthaal.people"
    label = "people"

    def ready(self) -> None:
        from onthaal.people import holdings, menu, sessions

        sessions.connect()
        holdings.register()
        menu.register()
