#!/usr/bin/env python
"""Django's command line, for developers. Everybody else uses ``onthaal``."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onthaal.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from onthaal.config import embedded_postgres

    if not settings.PRODUCTION:
        embedded_postgres.start(settings.VAR)
    execute_from_command_line(sys.argv)
