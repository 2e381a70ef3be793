from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "onthaal.appointments"
    label = "appointments"

    def ready(self) -> None:
        from onthaal.appointments import calendar_entry, mails
        from onthaal.ui import navigation
        from onthaal.ui.navigation import Entry

        calendar_entry.register()
        mails.register()
        navigation.register(
            Entry("citizen", "Afspraak", "appointment-new", position=20, icon="calendar")
        )
