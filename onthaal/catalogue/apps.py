from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "onthaal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        register(
            Entry(
                "staff",
                "Processen",
                "processes",
                "route",
                72,
                "Beheer",
                (Role.EDITOR, Role.MANAGER),
                hint="Hoe het werk loopt, wie ervoor instaat en hoelang het mag duren.",
                url_names=("process", "process-new"),
            )
        )
