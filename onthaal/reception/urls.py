"""Every page of the hall."""

from django.urls import URLPattern, URLResolver, path

from onthaal.reception.views import live

urlpatterns: list[URLPattern | URLResolver] = [
    path("live/", live.changes, name="live"),
]
