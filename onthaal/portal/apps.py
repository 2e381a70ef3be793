from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onthaal.portal"
    label = "portal"

    def ready(self) -> None:
        from onthaal.ui import navigation, offline
        from onthaal.ui.navigation import Entry

        navigation.register(
            Entry(
                "account",
                "Mijn profiel",
                "my-home",
                icon="user",
                url_names=("my-issues", "my-appointments"),
            )
        )
        offline.keep("home", styles=("pages/home",), scripts=("pages/products",))
