from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "onthaal.issues"
    label = "issues"

    def ready(self) -> None:
        from onthaal.issues import mails, retention, settings_menu
        from onthaal.people.models import Role
        from onthaal.ui import navigation, offline
        from onthaal.ui.navigation import Entry

        mails.register()
        settings_menu.register()
        retention.register()
        offline.keep("report", styles=("map", "pages/report"), scripts=("pages/report",))
        navigation.register(Entry("citizen", "Melden", "report", position=30, icon="megaphone"))
        navigation.register(Entry("citizen", "Meldingen", "issues", position=31, icon="map"))
        navigation.register(
            Entry("staff", "Meldingen", "issue-list", "inbox", position=20, on_phone=True)
        )
        navigation.register(
            Entry("staff", "Invoeren", "issue-intake", "phone", position=25, on_phone=True)
        )
        navigation.register(
            Entry(
                "staff",
                "Cijfers",
                "issue-figures",
                "chart-column",
                position=40,
                roles=(Role.MANAGER,),
                on_phone=True,
            )
        )
