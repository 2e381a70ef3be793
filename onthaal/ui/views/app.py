"""What makes the site an app: service worker, manifest, icons and the page without network."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from onthaal.ui import app_icon, bundles, house_style, offline


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script at the root of the site, so that it may serve every page."""
    script = (bundles.DIST / "sw.js").read_text()
    return HttpResponse(offline.head() + script, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """How the site looks among the apps of a phone."""
    look = house_style.current()
    mark = app_icon.version(look)
    icons = [
        {
            "src": f"{reverse('app-icon', args=[size])}?v={mark}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    body = {
        "id": "/",
        "name": f"{look.kind_label} {look.municipality_name}",
        "short_name": look.municipality_name,
        "description": f"Doe een melding en volg uw zaken bij {look.kind_label.lower()} "
        f"{look.municipality_name}.",
        "lang": "nl-BE",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": look.header_colour,
        "background_color": "#ffffff",
        "icons": icons,
        "shortcuts": [{"name": label, "url": url} for label, url in offline.shortcuts()],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=86400)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The shield in the municipality's colour, as PNG."""
    if size not in app_icon.SIZES:
        raise Http404
    return HttpResponse(app_icon.png(house_style.current(), size), content_type="image/png")


@require_safe
def without_network(request: HttpRequest) -> HttpResponse:
    """The page that a device shows when it has no network and did not keep the page itself."""
    return render(request, "ui/offline.html")
