"""Who talks to us over the wire and to whom we talk, and what was said. Import from here."""

from onthaal.api.models.keys import ApiKey, Scope
from onthaal.api.models.parties import ExternalParty, Passage, ServiceMapping, Transmission
from onthaal.api.models.partners import FetchState, PartnerReport, PartnerUpdate, PhotoFetch

__all__ = [
    "ApiKey",
    "ExternalParty",
    "FetchState",
    "PartnerReport",
    "PartnerUpdate",
    "Passage",
    "PhotoFetch",
    "Scope",
    "ServiceMapping",
    "Transmission",
]
