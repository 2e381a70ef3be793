#!/usr/bin/env python3
"""Make everything that a clean clone needs. Only Python's own library; quick when all is there.

python3 scripts/bootstrap.py run|test|check
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UV = "uv==0.13.9"
# `test` and `check` take everything, so that going back and forth installs nothing anew
GROUPS = {
    "run": ["--no-default-groups", "--group", "build"],
    "test": ["--all-groups"],
    "check": ["--all-groups"],
}


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    check_python()
    if not is_ready(purpose):
        install(purpose)
    subprocess.run([VENV / "bin/python", ROOT / "scripts/build_assets.py"], check=True)


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 -- this is the place that checks it
        sys.exit(f"Onthaal vraagt Python 3.11 of nieuwer; dit is {sys.version.split()[0]}.")
    if not VENV.exists():
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            sys.exit(
                "Python mist de module venv. Installeer ze met: "
                f"sudo apt install python{version}-venv"
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
        if stamp.exists() and stamp.read_text() == wanted:
            return True
    return False


def install(purpose: str) -> None:
    python = VENV / "bin/python"
    if not python.exists():
        with step("Python-omgeving maken"):
            subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    with step("Pakketten installeren"):
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([python, "-m", "pip", "install", *quiet, UV], check=True)
        subprocess.run(
            [VENV / "bin/uv", "sync", "--frozen", "--inexact", "--quiet", "--no-progress",
             "--python", python, *GROUPS[purpose]],
            cwd=ROOT,
            check=True,
        )  # fmt: skip
    stamp, wanted = stamp_of(purpose)
    stamp.write_text(wanted)


class step:
    """Says what happens and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = time.monotonic()
        print(f"{self.what} … ", end="", flush=True)

    def __exit__(self, *problem: object) -> None:
        if problem[0] is None:
            print(f"{time.monotonic() - self.began:.1f} s".replace(".", ","), flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as problem:
        sys.exit(f"Dat lukte niet (code {problem.returncode}): {problem.cmd[0]}")
