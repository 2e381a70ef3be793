from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "onthaal.issues"
    label = "issues"

    def ready(self) -> None:
        from onthaal.issues import mails
        from onthaal.ui import navigation
        from onthaal.ui.navigation import Entry

        mails.register()
        navigation.register(Entry("citizen", "Melden", "report", position=30, icon="megaphone"))
        navigation.register(Entry("citizen", "Meldingen", "issues", position=31, icon="map"))
        navigation.register(
            Entry("staff", "Meldingen", "issue-list", "inbox", position=20, on_phone=True)
        )
