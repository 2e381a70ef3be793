#!/usr/bin/env python3
"""The browser journeys need Chromium: install it through apt when that is allowed, else say so."""

from __future__ import annotations

import os
import shutil
import subprocess

if not shutil.which("chromium"):
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium installeren voor de browsertests …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
    if not shutil.which("chromium"):
        print("Geen Chromium gevonden: de browsertests worden overgeslagen.")
        print("Installeer het met: sudo apt install chromium")
