from django.urls import path

from onthaal.operations import views

urlpatterns = [
    path("gezond/live", views.live, name="health-live"),
    path("gezond/klaar", views.ready, name="health-ready"),
    path("metrics", views.metrics_page, name="metrics"),
    path("proef/post/", views.trial_mailbox, name="trial-mailbox"),
    path("proef/post/<slug:key>/", views.trial_mail_page, name="trial-mail"),
    path("proef/post/<slug:key>/opmaak/", views.trial_mail_html, name="trial-mail-html"),
]
