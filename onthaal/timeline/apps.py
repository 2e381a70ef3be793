from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "onthaal.timeline"
    label = "timeline"
