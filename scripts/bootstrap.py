#!/usr/bin/env python3
"""Make everything that a clean clone needs. Only Python's own library; quick when all is there.

python3 scripts/bootstrap.py run|test|check
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
UV = "uv==0.13.9"
# `test` and `check` take everything, so that going back and forth installs nothing anew
GROUPS = {
    "run": ["--no-default-groups", "--group", "build"],
    "test": ["--all-groups"],
    "check": ["--all-groups"],
}


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in GROUPS:
        sys.exit("Gebruik: python3 scripts/bootstrap.py run|test|check")
    check_version()
    # two `make` at once: the second waits, and then finds everything ready
    folder = os.open(ROOT / "scripts", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    if not is_ready(purpose):
        install(purpose)
    os.close(folder)
    built = subprocess.run([PYTHON, ROOT / "scripts/build_assets.py"], check=False)
    if built.returncode:
        sys.exit(built.returncode)  # it said itself what is wrong


def check_version() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 -- this is the place that checks it
        sys.exit(
            f"Onthaal vraagt Python 3.11 of nieuwer; dit is {sys.version.split()[0]}. "
            "Staat er een nieuwere? Gebruik ze zo: make run PYTHON=python3.11"
        )


def stamp_of(purpose: str) -> tuple[Path, str]:
    wanted = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml", "scripts/bootstrap.py"):
        wanted.update((ROOT / name).read_bytes())
    # a moved checkout needs its programs anew: they hold their own path
    wanted.update(f"{ROOT}{sys.version}".encode())
    return VENV / f".ready-{'run' if purpose == 'run' else 'all'}", wanted.hexdigest()


def is_ready(purpose: str) -> bool:
    for each in {purpose, "test"}:
        stamp, wanted = stamp_of(each)
        if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
            return True
    return False


def install(purpose: str) -> None:
    if not has_pip():
        make_environment()
    with step("Pakketten installeren"):
        quiet = ["--quiet", "--disable-pip-version-check"]
        fetch([PYTHON, "-m", "pip", "install", *quiet, UV])
        fetch(
            [VENV / "bin/uv", "sync", "--frozen", "--inexact", "--quiet", "--no-progress",
             "--python", PYTHON, *GROUPS[purpose]]
        )  # fmt: skip
    stamp, wanted = stamp_of(purpose)
    stamp.write_text(wanted)


def has_pip() -> bool:
    """Whether the environment can install packages.

    It cannot when making it was interrupted, when the machine got another Python since, or when
    Debian's part of the module venv was missing.
    """
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(
            "Python mist de module venv. Installeer ze, op Debian en Ubuntu met: "
            f"sudo apt install python{version}-venv"
        )
    with step("Python-omgeving maken"):
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", VENV])


def run(command: list[str | Path]) -> None:
    """Run quietly; raises Failed with what the program said."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise Failed(done.stdout.decode(errors="replace"))


def fetch(command: list[str | Path]) -> None:
    """Run a program that fetches packages, and say what to do when it fails."""
    try:
        run(command)
    except Failed as problem:
        said = problem.said.lower()
        if "no space left" in said:
            advice = "De schijf is vol: maak 2 GB plaats."
        elif "certificate" in said:
            advice = (
                "Het certificaat van het pakketregister wordt niet vertrouwd. Kijkt uw netwerk in "
                "TLS, zet dan SSL_CERT_FILE en PIP_CERT op het certificaat van uw netwerk."
            )
        elif any(sign in said for sign in NO_ANSWER):
            advice = (
                "Het pakketregister (pypi.org) antwoordt niet. Controleer het netwerk en zo nodig "
                "HTTPS_PROXY, en probeer opnieuw: wat er al is, blijft."
            )
        else:
            raise
        raise Failed(problem.said, advice) from None


# what pip and uv say when they cannot reach a registry
NO_ANSWER = (
    "no matching distribution",
    "failed to fetch",
    "request failed",
    "connection",
    "connect error",
    "timed out",
    "dns",
    "retrying",
)


class Failed(Exception):
    """A program failed: what it said, and what to do about it."""

    def __init__(self, said: str, advice: str = "Dat lukte niet.") -> None:
        super().__init__(advice)
        self.said = said
        self.advice = advice


class step:
    """Says what happens and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = time.monotonic()
        print(f"{self.what} … ", end="", flush=True)

    def __exit__(self, *problem: object) -> None:
        took = f"{time.monotonic() - self.began:.1f} s".replace(".", ",")
        print(took if problem[0] is None else "mislukt", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as problem:
        last = [line for line in problem.said.splitlines() if line.strip()][-3:]
        sys.exit("\n".join([*(f"  {line.strip()[:200]}" for line in last), problem.advice]))
    except OSError as problem:
        sys.exit(f"Dat lukte niet: {problem}")
    except KeyboardInterrupt:
        sys.exit("Onderbroken. Begin opnieuw: wat er al is, blijft.")
