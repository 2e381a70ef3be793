"""Every page of the work outside."""

from django.urls import URLPattern, URLResolver, path

from onthaal.workplan.views import answers, board, crew, feed, orders, settings

BOARD, ORDERS = "balie/werkplanning/", "balie/werkopdrachten/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(BOARD, board.week, name="work-board"),
    path(f"{BOARD}ongedaan/", board.undo, name="work-undo"),
    path(f"{BOARD}route/<int:crew>/<str:day>/", board.route, name="work-route"),
    path(f"{BOARD}blad/<int:crew>/<str:day>/", board.sheet, name="work-sheet"),
    path(f"{BOARD}antwoorden/", answers.waiting, name="work-answers"),
    path(f"{BOARD}antwoorden/<int:pk>/", answers.answer, name="work-answer"),
    path(f"{BOARD}na-te-kijken/", answers.reviews, name="work-reviews"),
    path(f"{BOARD}na-te-kijken/<int:pk>/einde/", answers.review_end, name="work-review-end"),
    path(f"{BOARD}ploegen/", settings.crews, name="work-crews"),
    path(f"{BOARD}ploegen/nieuw/", settings.crew, name="work-crew-new"),
    path(f"{BOARD}ploegen/<int:pk>/", settings.crew, name="work-crew"),
    path(f"{BOARD}ploegen/<int:pk>/agenda/", settings.feed_key, name="work-crew-feed"),
    path(f"{BOARD}ploegen/<int:pk>/koppeling/", settings.calendar_link, name="work-calendar"),
    path(f"{BOARD}koppelingen/", settings.pushes, name="work-pushes"),
    path(f"{BOARD}uitwisseling/", settings.exchange_page, name="work-exchange"),
    path(f"{BOARD}uitwisseling/werkopdrachten.csv", settings.export, name="work-export"),
    path(f"{BOARD}materiaal/", settings.materials, name="work-materials"),
    path(f"{BOARD}materiaal/nieuw/", settings.material, name="work-material-new"),
    path(f"{BOARD}materiaal/<int:pk>/", settings.material, name="work-material"),
    path(f"{BOARD}rondes/", settings.round_list, name="work-rounds"),
    path(f"{BOARD}rondes/nieuw/", settings.round_page, name="work-round-new"),
    path(f"{BOARD}rondes/<int:pk>/", settings.round_page, name="work-round"),
    path(f"{ORDERS}nieuw/", orders.new, name="work-order-new"),
    path(f"{ORDERS}foto/<str:key>/<str:size>/", orders.photo, name="work-photo"),
    path(f"{ORDERS}<str:reference>/", orders.detail, name="work-order"),
    path(f"{ORDERS}<str:reference>/wijziging/", orders.change, name="work-order-change"),
    path(f"{ORDERS}<str:reference>/plaats-in-de-week/", board.move, name="work-order-move"),
    path(f"{ORDERS}<str:reference>/terugkeer/", board.back_to_list, name="work-order-back"),
    path(f"{ORDERS}<str:reference>/schrapping/", orders.cancellation, name="work-order-cancel"),
    path(f"{ORDERS}<str:reference>/resultaat/<str:kind>/", orders.result, name="work-order-result"),
    path("balie/ploeg/", crew.day, name="crew-day"),
    path("balie/ploeg/sleutel/", crew.token, name="crew-token"),
    path("balie/ploeg/sw.js", crew.service_worker, name="crew-worker"),
    path("balie/ploeg/<str:reference>/<str:kind>/", crew.act, name="crew-act"),
    path("agenda/ploeg/<str:key>.ics", feed.calendar, name="work-feed"),
]
