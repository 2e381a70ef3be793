"""Forty weeks of visits and appointments in the halls of Lindeveld. Import from here.

``demand`` says who comes when and for what, ``bookings`` fills the appointments, ``day`` lets one
day happen with the clerks on duty and the calling order of reception, ``storage`` writes it.
"""

from onthaal.lindeveld.visits.storage import live_through, throw_away

__all__ = ["live_through", "throw_away"]
