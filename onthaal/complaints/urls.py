from django.urls import path

from onthaal.complaints.views import citizen, staff, verbs

urlpatterns = [
    path("klacht/<str:secret>/", citizen.status, name="complaint-status"),
    path("klacht/<str:secret>/aanvulling/", citizen.remark, name="complaint-remark"),
    path("klacht/<str:secret>/intrekking/", citizen.withdrawal, name="complaint-withdrawal"),
    path("klacht/<str:secret>/brieven/<int:pk>/", citizen.letter, name="complaint-own-letter"),
    path("mijn/klachten/", citizen.mine, name="my-complaints"),
    path("balie/klachten/", staff.complaint_list, name="complaint-list"),
    path("balie/klachten/lijst.<str:kind>", staff.export, name="complaint-export"),
    path("balie/klachten/nieuw/", staff.intake, name="complaint-intake"),
    path("balie/klachten/reglement/", staff.regulation, name="complaint-regulation"),
    path("balie/klachten/afwezigheid/", staff.absences, name="complaint-absences"),
    path(
        "balie/klachten/afwezigheid/<int:pk>/wissen/",
        staff.absence_removal,
        name="complaint-absence-removal",
    ),
    path("balie/klachten/jaarverslag/", staff.yearly, name="complaint-yearly"),
    path("balie/klachten/jaarverslag/<int:year>/", staff.yearly, name="complaint-yearly-of"),
    path(
        "balie/klachten/jaarverslag/<int:year>/verslag.<str:kind>",
        staff.yearly,
        name="complaint-yearly-file",
    ),
    path(
        "balie/klachten/van-melding/<str:reference>/",
        staff.from_issue,
        name="complaint-from-issue",
    ),
    path("balie/klachten/<str:reference>/", staff.detail, name="complaint-detail"),
    path("balie/klachten/<str:reference>/afdruk/", staff.print_page, name="complaint-print"),
    path("balie/klachten/<str:reference>/brieven/<int:pk>/", staff.letter, name="complaint-letter"),
    path(
        "balie/klachten/<str:reference>/ontvankelijkheid/",
        verbs.admissibility,
        name="complaint-admissibility",
    ),
    path("balie/klachten/<str:reference>/toewijzing/", verbs.assignment, name="complaint-assign"),
    path("balie/klachten/<str:reference>/team/", verbs.subject, name="complaint-subject"),
    path("balie/klachten/<str:reference>/notitie/", verbs.note, name="complaint-note"),
    path("balie/klachten/<str:reference>/gesprek/", verbs.hearing, name="complaint-hearing"),
    path(
        "balie/klachten/<str:reference>/bemiddeling/", verbs.mediation, name="complaint-mediation"
    ),
    path("balie/klachten/<str:reference>/advies/", verbs.advice, name="complaint-advice"),
    path(
        "balie/klachten/<str:reference>/advies/<int:pk>/",
        verbs.advice_answer,
        name="complaint-advice-answer",
    ),
    path("balie/klachten/<str:reference>/verlenging/", verbs.extension, name="complaint-extension"),
    path("balie/klachten/<str:reference>/uitspraak/", verbs.ruling, name="complaint-ruling"),
    path("balie/klachten/<str:reference>/maatregel/", verbs.measure, name="complaint-measure"),
    path(
        "balie/klachten/<str:reference>/maatregel/<int:pk>/gedaan/",
        verbs.measure_done,
        name="complaint-measure-done",
    ),
    path(
        "balie/klachten/<str:reference>/intrekking/",
        verbs.withdrawal,
        name="complaint-withdraw",
    ),
    path("balie/klachten/<str:reference>/melding/", verbs.to_issue, name="complaint-to-issue"),
]
