from django.urls import path

from onthaal.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("mijn/", views.my_home, name="my-home"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
