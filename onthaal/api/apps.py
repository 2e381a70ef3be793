from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "onthaal.api"
    label = "api"

    def ready(self) -> None:
        from onthaal.people.models import Role
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
