from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "onthaal.appointments"
    label = "appointments"

    def ready(self) -> None:
        from onthaal.appointments import calendar_entry, mails, menu, own_calendars
        from onthaal.ui.navigation import Entry, register

        calendar_entry.register()
        mails.register()
        own_calendars.register()
        register(
            Entry(
                "staff",
                "Mijn agenda",
                "appointment-calendar",
                "calendar-clock",
                54,
                "Onthaal",
                hint="Afspraken die inwoners met u persoonlijk maken.",
                shown_to=menu.receives_people,
            )
        )
