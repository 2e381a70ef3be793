#!/usr/bin/env python3
"""The browser journeys need Chromium: install it through apt when that is allowed, else say so."""

from __future__ import annotations

import os
import shutil
import subprocess


def main() -> None:
    if found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium installeren voor de browsertests …", flush=True)
        apt("update", "-qq")
        apt("install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not found():
        print("Geen Chromium gevonden: de browsertests worden overgeslagen. Installeer het met")
        print("  sudo apt install chromium")
        print("of zet CHROMIUM op het programma, bijvoorbeeld CHROMIUM=/usr/bin/google-chrome.")


def found() -> bool:
    return bool(shutil.which(os.environ.get("CHROMIUM") or "chromium"))


def apt(*words: str) -> None:
    subprocess.run(
        ["apt-get", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        check=False,
    )


if __name__ == "__main__":
    main()
