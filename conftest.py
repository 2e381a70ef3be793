"""What every test needs: a database that runs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from onthaal.config import embedded_postgres


def pytest_configure() -> None:
    if not settings.PRODUCTION:
        embedded_postgres.start(settings.VAR, durable=False)


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path) -> None:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
