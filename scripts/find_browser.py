#!/usr/bin/env python3
"""The browser journeys need Chromium: install it through apt when that is allowed, else say so."""

from __future__ import annotations

import os
import shutil
import subprocess

# the same browser without its windows, which makes every page in two thirds of the time
PACKAGE = "chromium-headless-shell"


def main() -> None:
    if found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium installeren voor de browsertests …", flush=True)
        apt("update", "-qq")
        apt("install", "-y", "-qq", "--no-install-recommends", PACKAGE)
    if not found():
        print("Geen Chromium gevonden: de browsertests worden overgeslagen. Installeer het met")
        print(f"  sudo apt install {PACKAGE}")
        print("of zet CHROMIUM op het programma, bijvoorbeeld CHROMIUM=/usr/bin/google-chrome.")


def found() -> str | None:
    """The browser to test with, None when there is none."""
    if own := os.environ.get("CHROMIUM"):
        return shutil.which(own)
    return shutil.which(PACKAGE) or shutil.which("chromium")


def apt(*words: str) -> None:
    subprocess.run(
        ["apt-get", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        check=False,
    )


if __name__ == "__main__":
    main()
