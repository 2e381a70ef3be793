from django.urls import path

from onthaal.appointments.views import calendars

MY = "balie/afspraken/mijn-agenda/"

urlpatterns = [
    path(MY, calendars.calendar_page, name="appointment-calendar"),
    path(f"{MY}koppeling/", calendars.calendar_connection, name="appointment-calendar-connection"),
    path(f"{MY}einde/", calendars.calendar_end, name="appointment-calendar-end"),
    path(f"{MY}adres/", calendars.feed_key, name="appointment-feed-key"),
    path("afspraak/agenda/<str:key>.ics", calendars.calendar_feed, name="appointment-feed"),
]
