from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "onthaal.appointments"
    label = "appointments"
