from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "onthaal.appointments"
    label = "appointments"

    def ready(self) -> None:
        from onthaal.appointments import calendar_entry, mails

        calendar_entry.register()
        mails.register()
