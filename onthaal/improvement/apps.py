from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "onthaal.improvement"
    label = "improvement"

    def ready(self) -> None:
        from onthaal.people.models import Role
        from onthaal.ui.navigation import Entry, register

        register(
            Entry(
                "staff",
                "Verbeteren",
                "improvement",
                "chart-column",
                34,
                roles=(Role.MANAGER, Role.COMPLAINTS),
                url_names=(
                    "improvement-process",
                    "improvement-measures",
                    "improvement-measure",
                    "improvement-measure-new",
                    "improvement-measure-change",
                    "improvement-measure-stop",
                ),
            )
        )
