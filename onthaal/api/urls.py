"""Our doors for other programs, and the pages where administrators keep the keys."""

from django.urls import include, path, re_path

from onthaal.api.rest.whole import patterns
from onthaal.api.views import guide, links, open311, parties, webhooks

LINKS = "balie/koppelingen/"
HOOKS = f"{LINKS}webhooks/"
ROOT = r"^open311/v2/"
FORM = r"\.(?P<form>xml|json)$"

urlpatterns = [
    path(LINKS, links.links, name="api-links"),
    path(f"{LINKS}sleutels/nieuw/", links.new_key, name="api-key-new"),
    path(f"{LINKS}sleutels/<int:pk>/", links.key, name="api-key"),
    path(f"{LINKS}sleutels/<int:pk>/vervanging/", links.key_renewal, name="api-key-renewal"),
    path(f"{LINKS}sleutels/<int:pk>/einde/", links.key_end, name="api-key-end"),
    path(f"{LINKS}sleutels/<int:pk>/herstart/", links.key_again, name="api-key-again"),
    path(f"{LINKS}partijen/nieuw/", parties.party, name="external-party-new"),
    path(f"{LINKS}partijen/<int:pk>/", parties.party, name="external-party"),
    path(f"{LINKS}partijen/<int:pk>/proef/", parties.trial, name="external-party-trial"),
    path(f"{HOOKS}nieuw/", webhooks.new, name="webhook-new"),
    path(f"{HOOKS}uitleg/", webhooks.explanation, name="webhook-explanation"),
    path(f"{HOOKS}<int:pk>/", webhooks.webhook, name="webhook"),
    path(f"{HOOKS}<int:pk>/instellingen/", webhooks.change, name="webhook-settings"),
    path(f"{HOOKS}<int:pk>/geheim/", webhooks.secret, name="webhook-secret"),
    path(f"{HOOKS}<int:pk>/mislukt/", webhooks.replay, name="webhook-replay"),
    path(f"{HOOKS}<int:pk>/pauze/", webhooks.pause, name="webhook-pause"),
    path(f"{HOOKS}<int:pk>/herstart/", webhooks.resume, name="webhook-resume"),
    path(f"{HOOKS}<int:pk>/proef/", webhooks.trial, name="webhook-trial"),
    path(f"{HOOKS}<int:pk>/verwijdering/", webhooks.removal, name="webhook-removal"),
    path(f"{HOOKS}berichten/<int:pk>/", webhooks.message, name="webhook-message"),
    path(f"{HOOKS}berichten/<int:pk>/herhaling/", webhooks.repetition, name="webhook-again"),
    path(f"{LINKS}verzendingen/", parties.transmissions, name="transmissions"),
    path(f"{LINKS}verzendingen/<int:pk>/", parties.transmission, name="transmission"),
    path(f"{LINKS}verzendingen/<int:pk>/herhaling/", parties.repetition, name="transmission-again"),
    path(
        "balie/meldingen/<reference:reference>/open311/", parties.passing_on, name="issue-pass-on"
    ),
    path("open311/v2/openapi.json", open311.description, name="open311-description"),
    re_path(rf"{ROOT}discovery{FORM}", open311.discovery, name="open311-discovery"),
    re_path(rf"{ROOT}services{FORM}", open311.services, name="open311-services"),
    re_path(rf"{ROOT}services/(?P<code>[^/]+){FORM}", open311.service, name="open311-service"),
    re_path(rf"{ROOT}requests{FORM}", open311.requests, name="open311-requests"),
    re_path(rf"{ROOT}requests/(?P<reference>[^/]+){FORM}", open311.request, name="open311-request"),
    re_path(rf"{ROOT}tokens/(?P<token>[^/]+){FORM}", open311.token, name="open311-token"),
    re_path(rf"{ROOT}servicerequestupdates{FORM}", open311.updates, name="open311-updates"),
    re_path(rf"^open311/discovery{FORM}", open311.discovery, name="open311-discovery-above"),
    re_path(rf"^open311/.*{FORM}", open311.unknown, name="open311-unknown"),
    path("api/v1/openapi.json", guide.description, name="rest-description"),
    path("api/v1/uitleg/", guide.guide, name="rest-guide"),
    path("api/v1/", include(patterns)),
    re_path(r"^api/", guide.unknown, name="rest-unknown"),
]
