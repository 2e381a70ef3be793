from django.urls import path

from onthaal.frontoffice.views import (
    figures,
    scores,
    studio,
    studio_decisions,
    studio_scenarios,
)

FIGURES = "balie/cijfers/onthaal/"
SCORE = "balie/frontoffice-score/"
STUDIO = "balie/studio/"
STUDY = f"{STUDIO}<int:pk>/"
SCENARIO = f"{STUDY}scenario/<int:scenario>/"
DECISIONS = f"{STUDIO}beslissingen/"

urlpatterns = [
    path(FIGURES, figures.overview, name="front-office-figures"),
    path(f"{FIGURES}aankomsten/", figures.arrivals_page, name="front-office-arrivals"),
    path(f"{FIGURES}producten/", figures.products_page, name="front-office-products"),
    path(f"{FIGURES}afspraken/", figures.appointments_page, name="front-office-appointments"),
    path(f"{FIGURES}openingsuren/", figures.hours_page, name="front-office-hours"),
    path(f"{FIGURES}vooruitzicht/", figures.outlook_page, name="front-office-outlook"),
    path(f"{FIGURES}bezoeken.<str:kind>", figures.export, name="front-office-export"),
    path(SCORE, scores.scores_page, name="front-office-scores"),
    path(f"{SCORE}gewichten/", scores.weights_page, name="front-office-weights"),
    path(f"{SCORE}scores.<str:kind>", scores.scores_export, name="front-office-scores-export"),
    path(f"{SCORE}product/<slug:slug>/", scores.score_page, name="front-office-score"),
    path(STUDIO, studio.study_list, name="studio"),
    path(f"{STUDIO}nieuw/", studio.study_new, name="studio-new"),
    path(STUDY, studio.study, name="studio-study"),
    path(f"{STUDY}voortgang/", studio.progress, name="studio-progress"),
    path(f"{STUDY}berekening/", studio.calculation, name="studio-calculation"),
    path(f"{STUDY}instellingen/", studio.settings, name="studio-settings"),
    path(f"{STUDY}aannames/", studio.assumptions, name="studio-assumptions"),
    path(f"{STUDY}aannames/<slug:kind>/", studio.assumption, name="studio-assumption"),
    path(f"{STUDY}kopie/", studio.copy, name="studio-copy"),
    path(f"{STUDY}verwijdering/", studio.deletion, name="studio-delete"),
    path(f"{STUDY}resultaten.<str:kind>", studio.export, name="studio-export"),
    path(f"{STUDY}beslissing/", studio_decisions.new, name="studio-decision-new"),
    path(f"{STUDY}scenario/nieuw/", studio_scenarios.new, name="studio-scenario-new"),
    path(SCENARIO, studio_scenarios.scenario, name="studio-scenario"),
    path(f"{SCENARIO}verwijdering/", studio_scenarios.removal, name="studio-scenario-delete"),
    path(f"{SCENARIO}<slug:kind>/", studio_scenarios.part, name="studio-part"),
    path(DECISIONS, studio_decisions.decision_list, name="studio-decisions"),
    path(f"{DECISIONS}<int:pk>/", studio_decisions.decision, name="studio-decision"),
    path(f"{DECISIONS}<int:pk>/besluit.pdf", studio_decisions.document, name="studio-document"),
    path(f"{DECISIONS}<int:pk>/evaluatie/", studio_decisions.evaluation, name="studio-evaluation"),
    path(f"{DECISIONS}<int:pk>/intrekking/", studio_decisions.withdrawal, name="studio-withdrawal"),
]
