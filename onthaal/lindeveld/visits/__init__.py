"""Forty weeks of visits and appointments in the halls of Lindeveld. Import from here.

``demand`` says who comes when and for what, ``bookings`` fills the appointments, ``day`` lets one
day happen with the clerks on duty and the calling order of reception, ``weeks`` goes through the
days and ``storage`` writes them.
"""

from onthaal.lindeveld.visits.storage import throw_away
from onthaal.lindeveld.visits.weeks import AlreadyOpen, live_through, open_now

__all__ = ["AlreadyOpen", "live_through", "open_now", "throw_away"]
