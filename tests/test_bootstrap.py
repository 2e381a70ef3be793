"""The first minute of a newcomer, when something is missing on the machine."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# port 9 of this machine: nobody answers
NOBODY = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A clone in a folder with a space and an é, without anything that was made."""
    folder = tmp_path / "mijn café"
    (folder / "scripts").mkdir(parents=True)
    for name in ("pyproject.toml", "uv.lock", "scripts/bootstrap.py"):
        shutil.copy(ROOT / name, folder / name)
    # stands where npm would build the assets
    (folder / "scripts/build_assets.py").write_text("print('assets')")
    return folder


def set_up(checkout: Path, *, python=(sys.executable,), **environment) -> subprocess.Popen[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "VIRTUAL_"))}
    # no find-links or mirror of this machine may help
    clean |= {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", **environment}
    return subprocess.Popen(
        [*python, "scripts/bootstrap.py", "run"],
        cwd=checkout,
        env=clean,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell lets what it starts in the background ignore Ctrl-C, these tests included
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def fails_with(process: subprocess.Popen[str]) -> str:
    """The last line, which must say what to do."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1, out + err
    assert "Traceback" not in err
    return err.strip().splitlines()[-1]


def pretend(tmp_path: Path, code: str) -> str:
    """A folder for PYTHONPATH; ``code`` runs when Python starts."""
    folder = tmp_path / "pretend"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code)
    return str(folder)


def test_debian_without_its_venv_package(checkout, tmp_path):
    (tmp_path / "debian").mkdir()
    (tmp_path / "debian/ensurepip.py").write_text("raise ImportError('No module named ensurepip')")
    said = fails_with(set_up(checkout, PYTHONPATH=str(tmp_path / "debian")))
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"sudo apt install python{version}-venv" in said
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old(checkout, tmp_path):
    old = pretend(tmp_path, "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (x)'")
    said = fails_with(set_up(checkout, PYTHONPATH=old))
    assert "Python 3.11 of nieuwer; dit is 3.9.2" in said
    assert "make run PYTHON=" in said


def test_an_old_python_can_read_the_script_that_refuses_it():
    ast.parse((ROOT / "scripts/bootstrap.py").read_text(), feature_version=(3, 7))


def test_a_registry_that_does_not_answer_and_an_environment_that_repairs_itself(checkout):
    said = fails_with(set_up(checkout, **NOBODY))
    assert "pakketregister (pypi.org) antwoordt niet" in said
    python = checkout / ".venv/bin/python"
    assert python.exists()
    assert not list((checkout / ".venv").glob(".ready-*"))

    # interrupted between the programs and pip, or Debian gave half an environment
    for pip in (checkout / ".venv").glob("lib/*/site-packages/pip*"):
        shutil.rmtree(pip)
    assert "antwoordt niet" in fails_with(set_up(checkout, **NOBODY))
    subprocess.run([python, "-m", "pip", "--version"], check=True, stdout=subprocess.DEVNULL)

    # the machine's Python went away: .venv/bin/python points at nothing
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert "antwoordt niet" in fails_with(set_up(checkout, **NOBODY))
    subprocess.run([python, "-m", "pip", "--version"], check=True, stdout=subprocess.DEVNULL)


def test_ctrl_c_says_that_one_may_begin_again(checkout):
    process = set_up(checkout, **NOBODY)
    until = time.monotonic() + 60
    while time.monotonic() < until and not (checkout / ".venv").exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert "Begin opnieuw" in fails_with(process)


def test_a_folder_that_may_not_be_written(checkout):
    (checkout / ".venv").write_text("een bestand waar een map hoort")
    (checkout / ".venv").chmod(0o444)
    fails_with(set_up(checkout, **NOBODY))


def test_an_unknown_purpose(checkout):
    done = subprocess.run(
        [sys.executable, checkout / "scripts/bootstrap.py", "lopen"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "run|test|check" in done.stderr
