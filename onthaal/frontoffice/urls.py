from django.urls import path

from onthaal.frontoffice.views import figures, scores

FIGURES = "balie/cijfers/onthaal/"
SCORE = "balie/frontoffice-score/"

urlpatterns = [
    path(FIGURES, figures.overview, name="front-office-figures"),
    path(f"{FIGURES}aankomsten/", figures.arrivals_page, name="front-office-arrivals"),
    path(f"{FIGURES}producten/", figures.products_page, name="front-office-products"),
    path(f"{FIGURES}openingsuren/", figures.hours_page, name="front-office-hours"),
    path(f"{FIGURES}vooruitzicht/", figures.outlook_page, name="front-office-outlook"),
    path(f"{FIGURES}bezoeken.<str:kind>", figures.export, name="front-office-export"),
    path(SCORE, scores.scores_page, name="front-office-scores"),
    path(f"{SCORE}gewichten/", scores.weights_page, name="front-office-weights"),
    path(f"{SCORE}scores.<str:kind>", scores.scores_export, name="front-office-scores-export"),
    path(f"{SCORE}product/<slug:slug>/", scores.score_page, name="front-office-score"),
]
