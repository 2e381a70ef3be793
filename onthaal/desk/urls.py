from django.urls import path

from onthaal.desk import views

urlpatterns = [
    path("balie/", views.overview, name="desk"),
    path("balie/zoeken/", views.search, name="desk-search"),
]
