from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "onthaal.appointments"
    label = "appointments"

    def ready(self) -> None:
        from onthaal.appointments import (
            calendar_entry,
            mails,
            menu,
            outside_hours,
            own_calendars,
            personal,
            still_coming,
            waiting_mails,
        )
        from onthaal.appointments.models import FRONT_OFFICE, Appointment
        from onthaal.outbox import confidential
        from onthaal.people.models import Role
        from onthaal.ui import navigation
        from onthaal.ui.navigation import Entry

        calendar_entry.register()
        mails.register()
        outside_hours.register()
        own_calendars.register()
        personal.register()
        still_coming.register()
        waiting_mails.register()
        confidential.register("appointments.appointment", Appointment.objects.not_hidden_from)
        navigation.register(
            Entry("citizen", "Afspraak", "appointment-new", position=20, icon="calendar")
        )
        navigation.register(
            Entry(
                "staff",
                "Afspraak maken",
                "appointment-by-staff",
                "phone",
                54,
                "Onthaal",
                (Role.DESK, Role.HANDLER, Role.MANAGER),
                hint="Een afspraak vastleggen terwijl iemand aan de telefoon is.",
                phone_roles=(Role.DESK,),
            )
        )
        navigation.register(
            Entry(
                "staff",
                "Afspraken",
                "appointment-list",
                "calendar",
                53,
                "Onthaal",
                FRONT_OFFICE,
                hint="Wie er vandaag komt, en een afspraak terugvinden.",
                on_phone=True,
            )
        )
        navigation.register(
            Entry(
                "staff",
                "Afspraken instellen",
                "appointment-settings",
                "calendar-clock",
                70,
                "Beheer",
                (Role.MANAGER,),
                hint="Banen, uren en regels, en wat een inwoner daarvan ziet.",
            )
        )
        navigation.register(
            Entry(
                "staff",
                "Mijn agenda",
                "host-calendar",
                "calendar-clock",
                55,
                "Onthaal",
                hint="Afspraken die inwoners met u persoonlijk maken.",
                shown_to=menu.receives_people,
            )
        )
