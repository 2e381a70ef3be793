"""Every page of the hall."""

from django.urls import URLPattern, URLResolver, path

from onthaal.reception.views import live, workplace

COUNTER, DESK, QUEUE = "balie/loket/", "balie/onthaal/", "balie/wachtrij/"
SETTINGS = "balie/beheer/loketten/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("live/", live.changes, name="live"),
    path(COUNTER, workplace.workplace, name="reception-counter"),
    path(f"{COUNTER}nu/", workplace.workplace_now, name="reception-counter-now"),
    path(f"{COUNTER}plaats/", workplace.sit_down, name="reception-sit-down"),
    path(f"{COUNTER}handeling/", workplace.deed, name="reception-deed"),
    path(f"{COUNTER}alarm/<int:pk>/", workplace.alarm_seen, name="reception-alarm"),
]
