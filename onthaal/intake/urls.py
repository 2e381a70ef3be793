from django.urls import path

from onthaal.intake.views import citizen, entry, mail, messages, signposts

_MESSAGE = "balie/post/berichten/<reference:reference>/"

urlpatterns = [
    path("laat-het-ons-weten/", citizen.front_door, name="front-door"),
    path("laat-het-ons-weten/papier/", citizen.paper, name="paper"),
    path("laat-het-ons-weten/papier/<slug:slug>/", citizen.paper_form, name="paper-form"),
    path("laat-het-ons-weten/klacht/", citizen.complaint, name="complaint-form"),
    path(
        "laat-het-ons-weten/klacht/<secret:secret>/bedankt/",
        citizen.complaint_received,
        name="complaint-received",
    ),
    path("laat-het-ons-weten/<slug:slug>/", citizen.message, name="message-form"),
    path("bericht/<secret:secret>/", citizen.status, name="suggestion-status"),
    path("bericht/<secret:secret>/bedankt/", citizen.thanks, name="suggestion-thanks"),
    path("balie/post/", messages.message_list, name="suggestion-list"),
    path("balie/post/nieuw/", entry.entry, name="entry"),
    path("balie/post/nieuw/bericht/", entry.new_message, name="new-message"),
    path(_MESSAGE, messages.detail, name="suggestion-detail"),
    path(f"{_MESSAGE}antwoord/", messages.answer, name="suggestion-answer"),
    path(f"{_MESSAGE}team/", messages.assignment, name="suggestion-assignment"),
    path(f"{_MESSAGE}afsluiting/", messages.closing, name="suggestion-closing"),
    path(f"{_MESSAGE}melding/", messages.into_issue, name="suggestion-into-issue"),
    path(f"{_MESSAGE}klacht/", messages.into_complaint, name="suggestion-into-complaint"),
    path("balie/post/mail/", mail.mail_list, name="mail-list"),
    path("balie/post/mail/<int:pk>/", mail.mail, name="mail"),
    path("balie/post/mail/<int:pk>/bron/", mail.mail_source, name="mail-source"),
    path("balie/post/mail/<int:pk>/melding/", mail.mail_into_issue, name="mail-into-issue"),
    path("balie/post/mail/<int:pk>/klacht/", mail.mail_into_complaint, name="mail-into-complaint"),
    path("balie/post/mail/<int:pk>/bericht/", mail.mail_into_message, name="mail-into-message"),
    path("balie/post/mail/<int:pk>/antwoord/", mail.mail_answer, name="mail-answer"),
    path("balie/post/mail/<int:pk>/aanvulling/", mail.mail_addition, name="mail-addition"),
    path("balie/post/mail/<int:pk>/niet-voor-ons/", mail.mail_set_aside, name="mail-set-aside"),
    path("balie/post/mail/<int:pk>/terugzetting/", mail.mail_put_back, name="mail-put-back"),
    path("balie/post/bijlagen/<secret:key>/", mail.attachment, name="mail-attachment"),
    path("balie/beheer/wegwijzers/", signposts.signpost_list, name="signpost-list"),
    path("balie/beheer/wegwijzers/<slug:kind>/", signposts.signpost, name="signpost"),
    path(
        "balie/beheer/wegwijzers/<slug:kind>/standaard/",
        signposts.signpost_restore,
        name="signpost-restore",
    ),
]
