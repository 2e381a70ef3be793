"""Who talks to us over the wire and to whom we talk, and what was said. Import from here."""

from onthaal.api.models.answers import IdempotentAnswer
from onthaal.api.models.keys import ApiKey, Scope
from onthaal.api.models.parties import ExternalParty, Passage, ServiceMapping, Transmission
from onthaal.api.models.partners import FetchState, PartnerReport, PartnerUpdate, PhotoFetch
from onthaal.api.models.webhooks import (
    MessageState,
    Pause,
    WebhookAttempt,
    WebhookEndpoint,
    WebhookMessage,
)

__all__ = [
    "ApiKey",
    "ExternalParty",
    "FetchState",
    "IdempotentAnswer",
    "MessageState",
    "PartnerReport",
    "PartnerUpdate",
    "Passage",
    "Pause",
    "PhotoFetch",
    "Scope",
    "ServiceMapping",
    "Transmission",
    "WebhookAttempt",
    "WebhookEndpoint",
    "WebhookMessage",
]
