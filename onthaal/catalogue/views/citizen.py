"""Products and services for everybody: find, read, and go on to the right button."""

from __future__ import annotations

import itertools
import re

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue import linked_data, product_page, readership, search, ways
from onthaal.catalogue.actions.finding import count_search
from onthaal.catalogue.actions.pages import count_view, give_opinion
from onthaal.catalogue.finding import words
from onthaal.catalogue.forms.citizen import OpinionForm
from onthaal.catalogue.models import Access, FormerSlug, Language, Product
from onthaal.catalogue.topics import LIFE_EVENT_BY_SLUG, THEME_BY_SLUG, Topic
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.core.rate_limits import limited
from onthaal.organisation import opening
from onthaal.organisation.models import Location

MOST_READ = 8
# Households, schools and offices share one address.
SEARCHES_PER_MINUTE = 120
_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor", re.IGNORECASE)


@require_safe
@limited("producten-zoeken", per_minute=SEARCHES_PER_MINUTE, methods=("GET",))
def products(request: HttpRequest) -> HttpResponse:
    """The first page; with ``?q=`` what was found."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    if text:
        return _results(request, text)
    themes, life_events = readership.topics_in_use()
    return render(
        request,
        "catalogue/citizen/products.html",
        {
            "themes": themes,
            "life_events": life_events,
            "most_read": readership.most_read(MOST_READ),
            "canonical": absolute(request.path),
        },
    )


def _results(request: HttpRequest, text: str) -> HttpResponse:
    # "toch zoeken naar" what was typed
    found = search.find(text, as_typed="letterlijk" in request.GET)
    if not _is_robot(request):
        count_search(text=text, found=len(found.products))
    themes, life_events = ([], []) if found.products else readership.topics_in_use()
    return render(
        request,
        "catalogue/citizen/results.html",
        {
            "text": text,
            "found": found,
            "themes": themes,
            "life_events": life_events,
        },
    )


@require_safe
@limited("producten-voorstel", per_minute=4 * SEARCHES_PER_MINUTE, methods=("GET",))
def suggestions(request: HttpRequest) -> JsonResponse:
    """``?q=rijb`` → ``{"results": [{"label", "url", "icon"}]}``, best first, at most six."""
    found = search.suggest(request.GET.get("q", "")[:200])
    answer = JsonResponse(
        {
            "results": [
                {"label": product.name, "url": product.get_absolute_url(), "icon": "file-text"}
                for product in found
            ]
        }
    )
    patch_cache_control(answer, public=True, max_age=120)
    return answer


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    topic = THEME_BY_SLUG.get(slug)
    rows = Product.objects.published().filter(themes__contains=[topic.code]) if topic else None
    return _topic(request, topic, rows, "Thema")


@require_safe
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    topic = LIFE_EVENT_BY_SLUG.get(slug)
    rows = Product.objects.published().filter(life_events__contains=[topic.code]) if topic else None
    return _topic(request, topic, rows, "Levensgebeurtenis")


def _topic(request: HttpRequest, topic: Topic | None, rows: object, kind: str) -> HttpResponse:
    if topic is None:
        return _not_found(request)
    return render(
        request,
        "catalogue/citizen/topic.html",
        {"topic": topic, "products": rows, "kind": kind, "canonical": absolute(request.path)},
    )


@require_safe
def all_products(request: HttpRequest) -> HttpResponse:
    """Everything from A to Z."""
    rows = sorted(Product.objects.published(), key=lambda product: words.plain(product.name))
    letters = [
        (letter, list(group))
        for letter, group in itertools.groupby(rows, key=lambda product: _letter(product.name))
    ]
    return render(
        request,
        "catalogue/citizen/all.html",
        {"letters": letters, "canonical": absolute(request.path)},
    )


def _letter(name: str) -> str:
    first = words.plain(name)[:1].upper()
    return first if first.isalpha() else "0-9"


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    found = _product(slug)
    if found is None:
        return _elsewhere(request, slug, "product")
    if found.archived_at or found.published is None:
        return _gone(request, found)
    if not _is_robot(request):
        count_view(product=found)
    return render(request, "catalogue/citizen/product.html", about(request, found))


@require_safe
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """What to bring and where to go, on one sheet of paper."""
    found = _product(slug)
    if found is None:
        return _elsewhere(request, slug, "product-checklist")
    if found.archived_at or found.published is None:
        return _gone(request, found)
    return render(request, "catalogue/citizen/checklist.html", about(request, found))


@require_safe
def english(request: HttpRequest, slug: str) -> HttpResponse:
    """The translation that Regulation 2018/1724 (Single Digital Gateway) asks of some products."""
    found = _product(slug)
    if found is None:
        return _elsewhere(request, slug, "product-english")
    if found.archived_at or found.published is None:
        return _gone(request, found)
    if not product_page.has_english(found):
        return redirect(found)
    if not _is_robot(request):
        count_view(product=found)
    return render(
        request,
        "catalogue/citizen/english.html",
        about(request, found, language=Language.ENGLISH),
    )


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """The product as JSON-LD."""
    found = get_object_or_404(
        Product.objects.published().select_related("published", "process"), slug=slug
    )
    answer = JsonResponse(
        linked_data.government_service(product_page.build(found), _main_location()),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
    )
    # a catalogue elsewhere may show it
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=600)
    return answer


@require_POST
@limited("product-mening", per_hour=60)
def opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Was the page clear? Answers with a word of thanks."""
    found = get_object_or_404(Product.objects.published().select_related("published"), slug=slug)
    form = OpinionForm(request.POST)
    is_english = request.POST.get("language") == Language.ENGLISH
    if form.is_valid():
        give_opinion(product=found, **form.cleaned_data)
        return redirect("product-opinion-thanks", slug)
    context = about(request, found, language="en" if is_english else "nl") | {"form": form}
    template = "english" if is_english else "product"
    return render(request, f"catalogue/citizen/{template}.html", context, status=422)


@require_safe
def opinion_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Product.objects.published(), slug=slug)
    return render(request, "catalogue/citizen/opinion_thanks.html", {"product": found})


def _product(slug: str) -> Product | None:
    return Product.objects.select_related("published", "process", "owner").filter(slug=slug).first()


def about(request: HttpRequest, found: Product, language: str = "nl") -> dict[str, object]:
    """What the page of a product shows; for a preview, too."""
    location = _main_location()
    page = product_page.build(found, language=language)
    return {
        "page": page,
        "product": found,
        "has_english": product_page.has_english(found),
        "in_short": page.in_short,
        "counter": opening.glance(location, clock.now())
        if location and page.at_the_counter
        else None,
        "crowd": ways.crowd(location, found)
        if location and found.access in (Access.WALK_IN, Access.BOTH)
        else "",
        "related": readership.related(found) if language == "nl" else [],
        "canonical": absolute(found.get_absolute_url()),
        "language": language,
        "price": f"{(found.fee_cents or 0) / 100:.2f}",
        "form": OpinionForm(initial={"language": language}),
    }


def _elsewhere(request: HttpRequest, slug: str, route: str) -> HttpResponse:
    """A former address leads to the present one; another does not exist."""
    former = FormerSlug.objects.select_related("product").filter(slug=slug).first()
    if former is None:
        return _not_found(request)
    target = redirect(route, former.product.slug)
    return HttpResponsePermanentRedirect(target.url)


def _gone(request: HttpRequest, found: Product) -> HttpResponse:
    """410 for what was offered once; 404 for what was never published."""
    if found.archived_at is None:
        return _not_found(request)
    alternatives = readership.related(found) or search.find(found.name, most=5).products
    return render(
        request,
        "catalogue/citizen/gone.html",
        {"product": found, "alternatives": alternatives},
        status=410,
    )


def _not_found(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/citizen/unknown.html", status=404)


def _main_location() -> Location | None:
    return Location.objects.order_by("-is_main", "name").first()


def _is_robot(request: HttpRequest) -> bool:
    return bool(_ROBOT.search(request.headers.get("User-Agent", "")))
