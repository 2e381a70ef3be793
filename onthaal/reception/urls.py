"""Every page of the hall."""

from django.urls import URLPattern, URLResolver, path

from onthaal.reception.views import desk, live, settings, supervision, workplace

COUNTER, DESK, QUEUE = "balie/loket/", "balie/onthaal/", "balie/wachtrij/"
SETTINGS = "balie/beheer/loketten/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("live/", live.changes, name="live"),
    path(COUNTER, workplace.workplace, name="reception-counter"),
    path(f"{COUNTER}nu/", workplace.workplace_now, name="reception-counter-now"),
    path(f"{COUNTER}plaats/", workplace.sit_down, name="reception-sit-down"),
    path(f"{COUNTER}handeling/", workplace.deed, name="reception-deed"),
    path(f"{COUNTER}alarm/<int:pk>/", workplace.alarm_seen, name="reception-alarm"),
    path(DESK, desk.overview, name="reception-desk"),
    path(f"{DESK}nu/", desk.overview_now, name="reception-desk-now"),
    path(f"{DESK}afspraak/<int:pk>/", desk.check_in, name="reception-check-in"),
    path(f"{DESK}<int:pk>/", desk.visit, name="reception-visit"),
    path(f"{DESK}<int:pk>/bonnetje/", desk.ticket, name="reception-ticket"),
    path(f"{DESK}<int:pk>/gegevens/", desk.describe, name="reception-visit-words"),
    path(f"{DESK}<int:pk>/product/", desk.add_product, name="reception-visit-product"),
    path(f"{DESK}<int:pk>/product/<int:item>/", desk.item, name="reception-visit-item"),
    path(f"{DESK}<int:pk>/voorrang/", desk.bonus, name="reception-visit-bonus"),
    path(f"{DESK}<int:pk>/doorgave/", desk.transfer, name="reception-visit-transfer"),
    path(f"{DESK}<int:pk>/einde/<slug:how>/", desk.end, name="reception-visit-end"),
    path(QUEUE, supervision.queue, name="reception-queue"),
    path(f"{QUEUE}nu/", supervision.queue_now, name="reception-queue-now"),
    path(f"{QUEUE}dag/", supervision.history, name="reception-history"),
    path(f"{QUEUE}loket/<int:pk>/", supervision.counter, name="reception-counter-state"),
    path(f"{QUEUE}vandaag/<int:pk>/", supervision.today, name="reception-today"),
    path(f"{QUEUE}zuil/<int:pk>/", supervision.kiosk, name="reception-kiosk"),
    path(SETTINGS, settings.counters, name="reception-counters"),
    path(f"{SETTINGS}nieuw/", settings.counter, name="reception-counter-new"),
    path(f"{SETTINGS}<int:pk>/", settings.counter, name="reception-counter-change"),
    path(f"{SETTINGS}medewerkers/", settings.clerks, name="reception-clerks"),
    path(f"{SETTINGS}medewerkers/nieuw/", settings.clerk, name="reception-clerk-new"),
    path(f"{SETTINGS}medewerkers/<int:pk>/", settings.clerk, name="reception-clerk"),
    path(
        f"{SETTINGS}medewerkers/<int:pk>/einde/",
        settings.clerk_removal,
        name="reception-clerk-end",
    ),
    path(f"{SETTINGS}wachtrij/", settings.policy, name="reception-policy"),
]
