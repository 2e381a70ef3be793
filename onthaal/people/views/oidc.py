"""To an OpenID Connect provider and back."""

from __future__ import annotations

import logging

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onthaal.core.rate_limits import limited
from onthaal.people import entrance, oidc

log = logging.getLogger(__name__)


@never_cache
@require_safe
@limited("oidc", per_hour=120, methods=("GET",))
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the visitor to the provider. A link and not a form: our security policy lets no form
    lead away from this site."""
    _known(provider_id)
    provider = get_adapter(request).get_provider(request, provider_id)
    provider.oauth2_adapter_class = oidc.ProtocolAdapter
    onward = entrance.safe_way(request, request.GET.get("next", ""), "")
    try:
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=onward or None
        )
    except (requests.RequestException, KeyError) as problem:
        log.warning("OpenID provider %s does not answer: %s", provider_id, type(problem).__name__)
        return oidc.failed(request, provider_id)
    return answer


@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the visitor back to."""
    _known(provider_id)
    view = OAuth2CallbackView.adapter_view(oidc.ProtocolAdapter(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


def _known(provider_id: str) -> None:
    if provider_id not in settings.OIDC_PROVIDERS:
        raise Http404
