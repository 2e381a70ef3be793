from django.urls import path

from onthaal.appointments.views.citizen import booking, own

urlpatterns = [
    path("afspraak/", booking.what, name="appointment-new"),
    path("afspraak/dag/", booking.which_day, name="appointment-day"),
    path("afspraak/uur/", booking.which_hour, name="appointment-hour"),
    path("afspraak/gegevens/<str:secret>/", booking.details, name="appointment-details"),
    path("afspraak/gegevens/<str:secret>/tijd/", booking.more_time, name="appointment-more-time"),
    path("afspraak/<str:secret>/", own.appointment, name="appointment"),
    path("afspraak/<str:secret>/bedankt/", own.thanks, name="appointment-thanks"),
    path("afspraak/<str:secret>/verplaatsing/", own.move, name="appointment-move"),
    path("afspraak/<str:secret>/annulering/", own.cancellation, name="appointment-cancellation"),
    path("afspraak/<str:secret>/afspraak.ics", own.calendar_file, name="appointment-calendar"),
    path("mijn/afspraken/", own.my_appointments, name="my-appointments"),
]
