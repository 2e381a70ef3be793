"""Every page of the hall."""

from django.urls import URLPattern, URLResolver, path

from onthaal.reception.views import (
    display,
    kiosk,
    live,
    log_import,
    screens,
    tally,
    visit,
    workplace,
)

COUNTER, DESK, QUEUE = "balie/loket/", "balie/onthaal/", "balie/wachtrij/"
SETTINGS = "balie/beheer/loketten/"
SCREENS = "balie/beheer/schermen/"
TALLY = "balie/turven/"
LOGS = f"{TALLY}inlezen/"
KIOSK, VISIT = "zuil/<str:key>/", "bezoek/<str:secret>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("live/", live.changes, name="live"),
    path(COUNTER, workplace.workplace, name="reception-counter"),
    path(f"{COUNTER}nu/", workplace.workplace_now, name="reception-counter-now"),
    path(f"{COUNTER}plaats/", workplace.sit_down, name="reception-sit-down"),
    path(f"{COUNTER}handeling/", workplace.deed, name="reception-deed"),
    path(f"{COUNTER}alarm/<int:pk>/", workplace.alarm_seen, name="reception-alarm"),
    path(SCREENS, screens.screens, name="reception-screens"),
    path(f"{SCREENS}nieuw/", screens.new, name="reception-screen-new"),
    path(f"{SCREENS}<int:pk>/", screens.screen, name="reception-screen"),
    path(f"{SCREENS}<int:pk>/sleutel/", screens.new_key, name="reception-screen-key"),
    path(f"{SCREENS}<int:pk>/schrapping/", screens.removal, name="reception-screen-removal"),
    path(TALLY, tally.tally, name="reception-tally"),
    path(f"{TALLY}stand/", tally.state, name="reception-tally-state"),
    path(f"{TALLY}tik/", tally.tap, name="reception-tally-tap"),
    path(LOGS, log_import.imports, name="reception-log-imports"),
    path(f"{LOGS}<int:pk>/", log_import.log, name="reception-log-import"),
    path(f"{LOGS}<int:pk>/begin/", log_import.start, name="reception-log-import-start"),
    path(f"{LOGS}<int:pk>/verloop/", log_import.progress, name="reception-log-import-progress"),
    path(f"{LOGS}<int:pk>/verder/", log_import.go_on, name="reception-log-import-go-on"),
    path(f"{LOGS}<int:pk>/ongedaan/", log_import.undo, name="reception-log-import-undo"),
    path("scherm/<str:key>/", display.display, name="display"),
    path("scherm/<str:key>/nu/", display.display_now, name="display-now"),
    path(KIOSK, kiosk.kiosk, name="kiosk"),
    path(f"{KIOSK}nu/", kiosk.kiosk_now, name="kiosk-now"),
    path(f"{KIOSK}keuze/", kiosk.choice, name="kiosk-choice"),
    path(f"{KIOSK}afspraak/", kiosk.appointment, name="kiosk-appointment"),
    path(f"{KIOSK}nummer/<str:secret>/", kiosk.ticket, name="kiosk-ticket"),
    path(f"{KIOSK}telefoon/", kiosk.phone, name="kiosk-phone"),
    path("bezoek/afspraak/<str:secret>/", visit.arrival, name="visit-arrival"),
    path(VISIT, visit.visit, name="visit"),
    path(f"{VISIT}nu/", visit.visit_now, name="visit-now"),
    path(f"{VISIT}weg/", visit.leave, name="visit-leave"),
    path(f"{VISIT}later/", visit.aside, name="visit-aside"),
    path(f"{VISIT}terug/", visit.back, name="visit-back"),
]
