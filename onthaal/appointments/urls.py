from django.urls import path

from onthaal.appointments.views import calendars
from onthaal.appointments.views.citizen import booking, own, waiting
from onthaal.appointments.views.staff import day, detail, settings, stranded, telephone

MY = "balie/afspraken/mijn-agenda/"

urlpatterns = [
    path("balie/afspraken/nieuw/", telephone.telephone_page, name="appointment-by-staff"),
    path(
        "balie/afspraken/nieuw/momenten/",
        telephone.free_moments,
        name="appointment-by-staff-moments",
    ),
    path(MY, calendars.calendar_page, name="host-calendar"),
    path(f"{MY}koppeling/", calendars.calendar_connection, name="host-calendar-connection"),
    path(f"{MY}einde/", calendars.calendar_end, name="host-calendar-end"),
    path(f"{MY}adres/", calendars.feed_key, name="host-feed-key"),
    path("afspraak/agenda/<str:key>.ics", calendars.calendar_feed, name="host-feed"),
    path("afspraak/", booking.what, name="appointment-new"),
    path("afspraak/dag/", booking.which_day, name="appointment-day"),
    path("afspraak/uur/", booking.which_hour, name="appointment-hour"),
    path("afspraak/gegevens/<str:secret>/", booking.details, name="appointment-details"),
    path("afspraak/gegevens/<str:secret>/tijd/", booking.more_time, name="appointment-more-time"),
    path("afspraak/wachtlijst/", waiting.waiting_list, name="appointment-waiting"),
    path("afspraak/wachtlijst/gevraagd/", waiting.asked, name="appointment-waiting-asked"),
    path("afspraak/wachtlijst/<str:secret>/", waiting.wish_page, name="waiting-wish"),
    path("afspraak/<str:secret>/", own.appointment, name="appointment"),
    path("afspraak/<str:secret>/bedankt/", own.thanks, name="appointment-thanks"),
    path("afspraak/<str:secret>/verplaatsing/", own.move, name="appointment-move"),
    path("afspraak/<str:secret>/annulering/", own.cancellation, name="appointment-cancellation"),
    path("afspraak/<str:secret>/afspraak.ics", own.calendar_file, name="appointment-calendar"),
    path("afspraak/<str:secret>/vroeger/", waiting.earlier, name="appointment-earlier"),
    path("mijn/afspraken/", own.my_appointments, name="my-appointments"),
    path("balie/afspraken/", day.day_list, name="appointment-list"),
    path("balie/afspraken/na-te-kijken/", stranded.stranded, name="appointment-stranded"),
    path("balie/afspraken/<str:reference>/", detail.detail, name="appointment-detail"),
    path("balie/afspraken/<str:reference>/opmerking/", detail.note, name="appointment-note"),
    path(
        "balie/afspraken/<str:reference>/videolink/",
        detail.video_link,
        name="appointment-video-link",
    ),
    path("balie/afspraken/<str:reference>/stand/", detail.mark, name="appointment-mark"),
    path(
        "balie/afspraken/<str:reference>/verplaatsing/",
        detail.move,
        name="appointment-staff-move",
    ),
    path(
        "balie/afspraken/<str:reference>/annulering/",
        detail.cancellation,
        name="appointment-staff-cancellation",
    ),
    path("balie/beheer/afspraken/", settings.week, name="appointment-settings"),
    path("balie/beheer/afspraken/voorbeeld/", settings.preview, name="appointment-preview"),
    path("balie/beheer/afspraken/banen/", settings.lanes, name="appointment-lanes"),
    path(
        "balie/beheer/afspraken/banen/nieuw/<int:place>/",
        settings.lane_new,
        name="appointment-lane-new",
    ),
    path("balie/beheer/afspraken/banen/<int:pk>/", settings.lane, name="appointment-lane"),
    path("balie/beheer/afspraken/regels/", settings.policy, name="appointment-policy"),
    path(
        "balie/beheer/afspraken/blok/nieuw/<int:place>/<str:sort>/",
        settings.block_new,
        name="appointment-block-new",
    ),
    path("balie/beheer/afspraken/blok/<int:pk>/", settings.block, name="appointment-block"),
    path(
        "balie/beheer/afspraken/blok/<int:pk>/einde/",
        settings.block_end,
        name="appointment-block-end",
    ),
]
