from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "onthaal.reception"
    label = "reception"

    def ready(self) -> None:
        from onthaal.catalogue import ways
        from onthaal.core.live import topics
        from onthaal.people.models import Role
        from onthaal.reception import crowd, imports_retention, menu, retention
        from onthaal.ui import navigation
        from onthaal.ui.navigation import Entry

        menu.register()
        retention.register()
        ways.offer_crowd(crowd.words)
        # that something changed in a hall is no secret: everybody who stands there sees it
        topics.register("hall", topics.everybody)
        imports_retention.register()
        navigation.register(
            Entry(
                "staff",
                "Turven",
                "reception-tally",
                "list-checks",
                57,
                "Onthaal",
                (Role.DESK, Role.MANAGER, Role.ADMINISTRATOR),
                url_names=("reception-log-imports", "reception-log-import"),
            )
        )
        navigation.register(
            Entry(
                "staff",
                "Schermen",
                "reception-screens",
                "monitor",
                72,
                "Beheer",
                (Role.ADMINISTRATOR, Role.MANAGER),
                hint="Schermen in de hal en aanmeldzuilen: adres, geluid, printer.",
                url_names=("reception-screen", "reception-screen-new"),
            )
        )
