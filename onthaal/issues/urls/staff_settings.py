"""What editors keep of the meldingen."""

from django.urls import path, re_path

from onthaal.issues.views.staff.settings import routing, subjects, texts

SUBJECTS = "balie/beheer/onderwerpen/"
ROUTING = "balie/beheer/verdeling/"
TEXTS = "balie/beheer/standaardteksten/"

urlpatterns = [
    path(SUBJECTS, subjects.categories, name="issue-categories"),
    path(f"{SUBJECTS}nieuw/", subjects.category, name="issue-category-new"),
    path(f"{SUBJECTS}<int:pk>/", subjects.category, name="issue-category-settings"),
    path(f"{SUBJECTS}<int:pk>/einde/", subjects.category_end, name="issue-category-end"),
    path(f"{SUBJECTS}groep/nieuw/", subjects.group, name="issue-category-group-new"),
    path(f"{SUBJECTS}groep/<int:pk>/", subjects.group, name="issue-category-group"),
    path(f"{SUBJECTS}groep/<int:pk>/einde/", subjects.group_end, name="issue-category-group-end"),
    path(
        f"{SUBJECTS}<int:category_pk>/vragen/nieuw/", subjects.question, name="issue-question-new"
    ),
    path(
        f"{SUBJECTS}<int:category_pk>/vragen/<int:pk>/",
        subjects.question,
        name="issue-question-settings",
    ),
    path(
        f"{SUBJECTS}<int:category_pk>/vragen/<int:pk>/einde/",
        subjects.question_end,
        name="issue-question-end",
    ),
    re_path(
        rf"^{SUBJECTS}volgorde/(?P<what>groep|onderwerp|vraag)/(?P<pk>\d+)/$",
        subjects.order,
        name="issue-category-order",
    ),
    path(ROUTING, routing.rules, name="issue-routing"),
    path(f"{ROUTING}nieuw/", routing.rule, name="issue-routing-new"),
    path(f"{ROUTING}<int:pk>/", routing.rule, name="issue-routing-rule"),
    path(f"{ROUTING}<int:pk>/einde/", routing.rule_end, name="issue-routing-end"),
    path(TEXTS, texts.texts, name="issue-texts"),
    path(f"{TEXTS}nieuw/", texts.text, name="issue-text-new"),
    path(f"{TEXTS}<int:pk>/", texts.text, name="issue-text"),
    path(f"{TEXTS}<int:pk>/einde/", texts.text_end, name="issue-text-end"),
]
