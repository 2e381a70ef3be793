from django.urls import path, register_converter

from onthaal.issues.views.citizen import (
    following,
    mine,
    photos,
    public,
    report,
    status,
    survey,
)


class Secret:
    """The key of a secret link (see ``core.references.new_secret``)."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Reference:
    """A public number such as LV-7K3M-92XQ."""

    regex = "[A-Z]{2,4}-[A-Z0-9]{4}-[A-Z0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Secret, "secret")
register_converter(Reference, "reference")

urlpatterns = [
    path("melden/", report.report, name="report"),
    path("melden/buurt/", report.around, name="report-nearby"),
    path("melden/onderwerpen/", report.suggestions, name="report-suggestions"),
    path("melden/sleutel/", report.token, name="report-token"),
    path("melden/foto/<secret:key>/", report.draft_photo, name="report-draft-photo"),
    path("melden/bedankt/<secret:secret>/", report.thanks, name="report-thanks"),
    path("m/<secret:secret>/", status.status, name="issue-status"),
    path("m/<secret:secret>/aanvulling/", status.addition, name="issue-addition"),
    path("m/<secret:secret>/intrekking/", status.withdrawal, name="issue-withdrawal"),
    path("meldingen/", public.issues, name="issues"),
    path("meldingen/kaart/", public.issues_map, name="issues-map"),
    path("meldingen/zoeken/", public.search, name="issue-search"),
    path("meldingen/<reference:reference>/", public.issue, name="issue"),
    path("meldingen/<reference:reference>/volgen/", following.following, name="issue-following"),
    path("volgen/<secret:secret>/", following.follower, name="follower"),
    path("volgen/<secret:secret>/stoppen/", following.follower_stop, name="follower-stop"),
    path("mening/<secret:secret>/", survey.survey, name="survey"),
    path("foto/<secret:key>/", photos.photo, name="photo"),
    path("foto/<secret:key>/klein/", photos.photo, {"small": True}, name="photo-small"),
    path("mijn/meldingen/", mine.my_issues, name="my-issues"),
]
