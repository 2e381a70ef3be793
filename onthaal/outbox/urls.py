from django.urls import path

from onthaal.outbox import views

urlpatterns = [
    path("balie/beheer/berichten/", views.message_list, name="messages"),
    path("balie/beheer/berichten/<int:pk>/", views.message, name="message"),
    path("balie/beheer/berichten/<int:pk>/verzending/", views.message_retry, name="message-retry"),
    path("balie/beheer/berichten/<int:pk>/einde/", views.message_cancel, name="message-cancel"),
    path("balie/beheer/mailteksten/", views.wording_list, name="wordings"),
    path("balie/beheer/mailteksten/<str:key>/", views.wording, name="wording"),
    path(
        "balie/beheer/mailteksten/<str:key>/standaard/",
        views.wording_restore,
        name="wording-restore",
    ),
    path("balie/beheer/mailteksten/<str:key>/proef/", views.wording_test, name="wording-test"),
]
