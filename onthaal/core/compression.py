"""Pages and data travel compressed, also where no proxy does it.

Compression can betray a secret when somebody can let a visitor's browser fetch, again and again, a
page that holds both the secret and words of the attacker's choice (BREACH). Here the session
cookie is not sent along with requests from elsewhere (SameSite=Lax), Django masks the token of a
form anew in every answer, and GZipMiddleware adds a random number of bytes.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# what becomes much smaller; pictures, fonts and spreadsheets are compressed already
_TYPES = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/manifest+json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
)


class Compression(GZipMiddleware):
    """Middleware. Leaves alone what streams: its first lines must leave at once."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(_TYPES):
            return response
        return super().process_response(request, response)
