"""Logs: one JSON object per line in production, one readable line while trying out."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import Any

_EXTRA = ("method", "route", "status", "ms")


class JsonLines(logging.Formatter):
    """Time, level, logger, message, request id and a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        from onthaal.core.requests import request_id

        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        line |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class NoPaths(logging.Filter):
    """Django's own logs hold the path, which may hold a secret link; ours do not."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request" or record.name.startswith("django.security"):
            path = str(getattr(getattr(record, "request", None), "path", ""))
            # “Not Found: /m/…”, “Forbidden (CSRF cookie not set.): /m/…”
            hidden = (path, path.encode("unicode_escape").decode("ascii"))
            if isinstance(record.args, tuple):
                record.args = tuple("-" if arg in hidden else arg for arg in record.args)
        return True


def settings(*, production: bool) -> dict[str, Any]:
    """Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_paths": {"()": "onthaal.config.logging.NoPaths"}},
        "formatters": {
            "json": {"()": "onthaal.config.logging.JsonLines"},
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if production else "plain",
                "filters": ["no_paths"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO" if production else "WARNING"},
        "loggers": {
            "django.request": {"level": "ERROR"},
            # who scans the internet tries every name; our own line says 400
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # every query of every job would be a line
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
