"""One issue and everything that a member of staff does with it."""

from django.urls import path

from onthaal.issues.views import answering
from onthaal.issues.views.staff import (
    assignment,
    category,
    detail,
    enquiries,
    merging,
    notes,
    place,
    presence,
    release,
    reporter,
    splitting,
    status,
)
from onthaal.issues.views.staff import print as printing

ISSUE = "balie/meldingen/<reference:reference>/"

urlpatterns = [
    path(ISSUE, detail.detail, name="issue-detail"),
    path(f"{ISSUE}aanwezigheid/", presence.presence, name="issue-here"),
    path(f"{ISSUE}afdruk/", printing.print_sheet, name="issue-print"),
    path(f"{ISSUE}status/", status.status, name="issue-change-status"),
    path(f"{ISSUE}verwachte-datum/", status.expected_date, name="issue-expected-date"),
    path(f"{ISSUE}toewijzing/", assignment.assignment, name="issue-assign"),
    path(f"{ISSUE}opname/", assignment.taking, name="issue-take"),
    path(f"{ISSUE}teruggave/", assignment.giving_back, name="issue-give-back"),
    path(f"{ISSUE}onderwerp/", category.category, name="issue-category"),
    path(f"{ISSUE}plaats/", place.place, name="issue-place"),
    path(f"{ISSUE}navraag/", enquiries.question, name="issue-question"),
    path(f"{ISSUE}doorverwijzing/", enquiries.outsider, name="issue-outsider"),
    path(f"{ISSUE}samenvoeging/", merging.merging, name="issue-merge"),
    path(f"{ISSUE}splitsing/", splitting.splitting, name="issue-split"),
    path(f"{ISSUE}notitie/", notes.note, name="issue-note"),
    path(f"{ISSUE}gesprek/", notes.call, name="issue-call"),
    path(f"{ISSUE}melder/", reporter.reporter, name="issue-reporter"),
    path(f"{ISSUE}titel/", notes.title, name="issue-title"),
    path(f"{ISSUE}vrijgave/", release.release, name="issue-release"),
    path(f"{ISSUE}vrijgave/einde/", release.release_end, name="issue-release-end"),
    path("antwoord/<secret:secret>/", answering.answering, name="enquiry"),
]
