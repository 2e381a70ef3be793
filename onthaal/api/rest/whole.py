"""The API with all its parts."""

from __future__ import annotations

from onthaal.api.rest import issues, lists, orders
from onthaal.api.rest.service import api

api.add_router("", lists.router)
api.add_router("/meldingen", issues.router)
api.add_router("/werkopdrachten", orders.router)

patterns = api.urls[0]
for pattern in patterns:
    # the door counts, per key and per address; the habit test reads it
    pattern.callback.rate_limit = "rest"  # type: ignore[union-attr]

__all__ = ["api", "patterns"]
