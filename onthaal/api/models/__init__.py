"""Who talks to us over the wire, and what they brought. Import from here."""

from onthaal.api.models.keys import ApiKey, Scope
from onthaal.api.models.partners import FetchState, PartnerReport, PartnerUpdate, PhotoFetch

__all__ = ["ApiKey", "FetchState", "PartnerReport", "PartnerUpdate", "PhotoFetch", "Scope"]
