"""The map for everybody: pictures and the two questions that the page asks. No log-in."""

from __future__ import annotations

import gzip
import math
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from onthaal.territory import drawing, lookup
from onthaal.territory.address_search import FoundAddress
from onthaal.territory.models import RoadManager

_YEAR = 365 * 24 * 3600


@lru_cache(maxsize=1500)
def _packed_tile(version: str, zoom: int, column: int, row: int) -> bytes:
    return gzip.compress(drawing.tile(zoom, column, row).encode(), 6, mtime=0)


@require_safe
def tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    here = lookup.territory()
    version = here.version if here else "0"
    try:
        packed = _packed_tile(version, zoom, column, row)
    except ValueError:
        return HttpResponse(status=404)
    # an address that names its version never changes
    fresh_for = _YEAR if request.GET.get("v") == version else 3600
    return _picture(request, packed, f'"{version}-{zoom}-{column}-{row}"', fresh_for)


@require_safe
def plate(request: HttpRequest) -> HttpResponse:
    """``?lat&lon&zoom&breedte&hoogte&speld=1``; without a place, the centre of the town."""
    here = lookup.territory()
    centre = (here.centre_lon, here.centre_lat) if here else (4.5, 51.0)
    lon = _number(request, "lon", centre[0], -180, 180)
    lat = _number(request, "lat", centre[1], -85, 85)
    zoom = int(_number(request, "zoom", 17, drawing.MIN_ZOOM, drawing.MAX_ZOOM))
    size = drawing.Size(
        int(_number(request, "breedte", 640, 100, 1200)),
        int(_number(request, "hoogte", 400, 100, 1200)),
    )
    pin = (lon, lat) if request.GET.get("speld") == "1" else None
    picture = drawing.plate((lon, lat), zoom, size, pin=pin, title="Kaart")
    version = here.version if here else "0"
    etag = f'"{version}-{lat:.6f}-{lon:.6f}-{zoom}-{size.width}x{size.height}-{bool(pin):d}"'
    return _picture(request, gzip.compress(picture.encode(), 5, mtime=0), etag, 3600)


@require_safe
def pattern(request: HttpRequest) -> HttpResponse:
    here = lookup.territory()
    packed = gzip.compress(drawing.pattern().encode(), 6, mtime=0)
    return _picture(request, packed, f'"patroon-{here.version if here else 0}"', 24 * 3600)


@require_safe
def addresses(request: HttpRequest) -> JsonResponse:
    """``?q=kerkstr 14`` → ``{"results": [...]}``, best first, at most eight."""
    found = lookup.search_addresses(request.GET.get("q", ""), limit=8)
    answer = JsonResponse({"results": [as_json(address) for address in found]})
    patch_cache_control(answer, public=True, max_age=300)
    return answer


@require_safe
def place(request: HttpRequest) -> JsonResponse:
    """``?lat&lon`` → inside?, nearest address, neighbourhood, road and who looks after it."""
    lat = _number(request, "lat", None, -90, 90)
    lon = _number(request, "lon", None, -180, 180)
    if math.isnan(lat) or math.isnan(lon):
        return JsonResponse({"error": "Geef een plaats met lat en lon."}, status=422)
    facts = lookup.place_at(lat, lon)
    road = facts.road
    answer = JsonResponse(
        {
            "lat": lat,
            "lon": lon,
            "inside": facts.inside,
            "description": facts.description,
            "address": as_json(facts.address) if facts.address else None,
            "neighbourhood": facts.neighbourhood.name if facts.neighbourhood else None,
            "road": road.name if road else None,
            "road_manager": road.manager.value if road else None,
            "road_manager_label": RoadManager(road.manager).label if road else None,
        }
    )
    patch_cache_control(answer, public=True, max_age=300)
    return answer


def as_json(address: FoundAddress) -> dict[str, object]:
    return {
        "label": address.label,
        "kind": "address" if address.house_number else "street",
        "id": address.id,
        "street": address.street,
        "house_number": address.house_number,
        "box": address.box,
        "postcode": address.postcode,
        "lat": round(address.lat, 7),
        "lon": round(address.lon, 7),
        "metres": round(address.metres),
    }


def _number(
    request: HttpRequest, name: str, default: float | None, least: float, most: float
) -> float:
    """A number from the query within its limits; not a number when absent without a default."""
    try:
        value = float(request.GET.get(name, "").replace(",", "."))
    except ValueError:
        value = math.nan
    if math.isnan(value):
        return math.nan if default is None else default
    if default is None:
        return value if least <= value <= most else math.nan
    return max(least, min(most, value))


def _picture(request: HttpRequest, packed: bytes, etag: str, fresh_for: int) -> HttpResponse:
    """An SVG answer: compressed for whoever takes that, 304 for whoever already has it."""
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        packed if takes_gzip else gzip.decompress(packed), content_type="image/svg+xml"
    )
    if takes_gzip:
        answer["Content-Encoding"] = "gzip"
    answer["ETag"] = etag
    patch_cache_control(answer, public=True, max_age=fresh_for, immutable=fresh_for == _YEAR)
    patch_vary_headers(answer, ["Accept-Encoding"])
    response = get_conditional_response(request, etag=etag, response=answer)
    return response if isinstance(response, HttpResponse) else answer
