from django.apps import AppConfig


class FrontofficeConfig(AppConfig):
    name = "onthaal.frontoffice"
    label = "frontoffice"

    def ready(self) -> None:
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        register(
            Entry(
                "staff",
                "Cijfers onthaal",
                "front-office-figures",
                "chart-column",
                58,
                "Onthaal",
                roles=(Role.MANAGER,),
                hint="Wachten, aankomsten, behandeltijd, openingsuren en wat eraan komt.",
            )
        )
        register(
            Entry(
                "staff",
                "Frontoffice-score",
                "front-office-scores",
                "list-checks",
                59,
                "Onthaal",
                roles=(Role.MANAGER,),
                hint="Welke producten naar de voorste balie kunnen.",
            )
        )
        register(
            Entry(
                "staff",
                "Studio",
                "studio",
                "lightbulb",
                58,
                "Onthaal",
                roles=(Role.MANAGER,),
                hint="Uitproberen: loketten, afspraken, openingsuren en inrichting.",
            )
        )
