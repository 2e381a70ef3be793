"""One issue and everything that a member of staff does with it."""

from django.urls import path

from onthaal.issues.views import answering
from onthaal.issues.views.staff import changes, detail

ISSUE = "balie/meldingen/<reference:reference>/"

urlpatterns = [
    path(ISSUE, detail.detail, name="issue-detail"),
    path(f"{ISSUE}aanwezigheid/", detail.here, name="issue-here"),
    path(f"{ISSUE}afdruk/", detail.print_sheet, name="issue-print"),
    path(f"{ISSUE}status/", changes.status, name="issue-change-status"),
    path(f"{ISSUE}toewijzing/", changes.assigning, name="issue-assign"),
    path(f"{ISSUE}opname/", changes.taking, name="issue-take"),
    path(f"{ISSUE}onderwerp/", changes.category, name="issue-category"),
    path(f"{ISSUE}plaats/", changes.place, name="issue-place"),
    path(f"{ISSUE}verwachte-datum/", changes.expected_date, name="issue-expected-date"),
    path(f"{ISSUE}navraag/", changes.question, name="issue-question"),
    path(f"{ISSUE}doorverwijzing/", changes.outsider, name="issue-outsider"),
    path(f"{ISSUE}samenvoeging/", changes.merge, name="issue-merge"),
    path(f"{ISSUE}splitsing/", changes.split, name="issue-split"),
    path(f"{ISSUE}notitie/", changes.note, name="issue-note"),
    path(f"{ISSUE}gesprek/", changes.call, name="issue-call"),
    path(f"{ISSUE}titel/", changes.title, name="issue-title"),
    path(f"{ISSUE}vrijgave/", changes.release, name="issue-release"),
    path(f"{ISSUE}vrijgave/einde/", changes.release_end, name="issue-release-end"),
    path("antwoord/<secret:secret>/", answering.answering, name="enquiry"),
]
