"""What a page gets: a stream of hints, and the piece of page to ask anew."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control

from onthaal.core.live.listening import Full, Subscription, hub
from onthaal.core.live.topics import may_hear
from onthaal.core.rate_limits import client_address

# So often something passes, so that both sides know that the other is still there.
BEAT = 15.0
# After so long a stream ends and the page opens another: who may hear what is asked again.
LIFETIME = 600.0
MOST_TOPICS = 8
TRY_AGAIN_AFTER = 60
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class LiveResponse(StreamingHttpResponse):
    """A stream that mostly waits. The web server does not count it as a request at work."""


class _Events(Iterator[bytes]):
    """The lines of one stream; ``close`` gives its place back, also when it never began."""

    def __init__(self, subscription: Subscription) -> None:
        self.subscription = subscription
        self._until = time.monotonic() + LIFETIME * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads
        self._has_begun = False

    def __next__(self) -> bytes:
        if not self._has_begun:
            self._has_begun = True
            return b"retry: 2000\nevent: ready\ndata:\n\n"
        if time.monotonic() > self._until:
            raise StopIteration
        told = self.subscription.wait(BEAT)
        if told is None:
            raise StopIteration
        if not told:
            return b"event: beat\ndata:\n\n"
        return b"".join(f"event: changed\ndata: {topic}\n\n".encode() for topic in sorted(told))

    def close(self) -> None:
        hub.leave(self.subscription)


def stream(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events for the topics of ``?topic=hall.3&topic=…``.

    ``ready`` at the start, ``changed`` with the topic when it changed, ``beat`` when nothing did.
    400 without topics, 403 for one that this visitor may not hear, 503 when there is no room (the
    page then asks every few seconds).
    """
    topics = request.GET.getlist("topic")
    if not 0 < len(topics) <= MOST_TOPICS:
        return HttpResponse("Geef 1 tot 8 topics.", status=400, content_type="text/plain")
    if not all(may_hear(request, topic) for topic in topics):
        return HttpResponse("Dit is niet voor u.", status=403, content_type="text/plain")
    try:
        subscription = hub.subscribe(topics, client_address(request))
    except Full:
        full = HttpResponse("Er is geen plaats.", status=503, content_type="text/plain")
        full["Retry-After"] = str(TRY_AGAIN_AFTER)
        return full
    answer = LiveResponse(_Events(subscription), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store, no-transform"
    answer["X-Accel-Buffering"] = "no"  # nginx would keep the first lines back
    return answer


def fragment(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """The piece of page that an open page asks for again and again: 304 when it did not change.

    The token of a form in it differs in every answer, and does not count as a change.
    """
    answer = render(request, template, context)
    same = _TOKEN.sub(b"", answer.content)
    etag = f'"{hashlib.sha256(same).hexdigest()[:24]}"'
    answer["ETag"] = etag
    patch_cache_control(answer, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=answer) or answer
