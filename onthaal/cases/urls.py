from django.urls import path, re_path

from onthaal.cases.views import detail, files, resident, work_list

_ONE = "balie/aanvragen/<str:reference>/"

urlpatterns = [
    path("aanvraag/<slug:slug>/nieuw/", resident.new, name="case-new"),
    path("aanvraag/<str:secret>/bedankt/", resident.thanks, name="case-thanks"),
    path("aanvraag/<str:secret>/", resident.status, name="case-status"),
    path("aanvraag/<str:secret>/antwoord/", resident.answer, name="case-answer"),
    path("aanvraag/<str:secret>/intrekking/", resident.withdrawal, name="case-withdrawal"),
    path("aanvraag/<str:secret>/bestand/<str:key>/", files.of_link, name="case-status-file"),
    path("mijn/aanvragen/", resident.my_cases, name="my-cases"),
    path("mijn/aanvragen/bestand/<str:key>/", files.of_account, name="my-case-file"),
    path("balie/aanvragen/", work_list.work_list, name="case-list"),
    path("balie/aanvragen/nieuw/", work_list.intake, name="case-intake"),
    re_path(r"^balie/aanvragen/lijst\.(?P<kind>csv|xlsx)$", work_list.export, name="case-export"),
    path(_ONE, detail.detail, name="case"),
    path(f"{_ONE}opname/", detail.take, name="case-take"),
    path(f"{_ONE}stap/", detail.advance, name="case-advance"),
    path(f"{_ONE}terug/", detail.send_back, name="case-send-back"),
    path(f"{_ONE}vraag/", detail.question, name="case-question"),
    path(f"{_ONE}antwoord/", detail.given_answer, name="case-given-answer"),
    path(f"{_ONE}afsluiting/", detail.closing, name="case-closing"),
    path(f"{_ONE}toewijzing/", detail.assignment, name="case-assignment"),
    path(f"{_ONE}notitie/", detail.note, name="case-note"),
    path(f"{_ONE}gegevens/", detail.contact, name="case-contact"),
    path(f"{_ONE}heropening/", detail.reopening, name="case-reopening"),
    path(f"{_ONE}bestanden/nieuw/", files.new, name="case-file-new"),
    path(f"{_ONE}bestanden/<str:key>/", files.of_case, name="case-file"),
    path(f"{_ONE}bestanden/<str:key>/weghalen/", files.removal, name="case-file-removal"),
]
