"""What an administrator reads about installing is what the program does."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/installatie.md").read_text()
OIDC = ROOT / "onthaal/integrations/acm_idm/configuration.py"
NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")
# names by which programs find each other, not something to fill in
INTERNAL = {"DJANGO_SETTINGS_MODULE"}


def documented() -> set[str]:
    """The variables in the first column of the tables."""
    rows = re.findall(r"^\| (`[^|]+) \|", GUIDE, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)}


def first_word(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return first.value if is_text and NAME.fullmatch(first.value) else ""


def read_by_the_program() -> set[str]:
    found = set()
    for path in (ROOT / "onthaal").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                asked = ast.unparse(node.func)
                if asked.startswith(("environment.", "os.environ.get", "os.getenv", "_default")):
                    found.add(first_word(node))
            if isinstance(node, ast.Subscript | ast.Compare) and "os.environ" in ast.unparse(node):
                found.update(NAME.findall(re.sub(r"[^A-Z0-9_]+", " ", ast.unparse(node))))
    only_staff = {"ROLE_CLAIM", "ROLES", "ORGANISATION"}
    for node in ast.walk(ast.parse(OIDC.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "value":
            name = first_word(node)
            found.add(f"OIDC_STAFF_{name}")
            found |= {f"OIDC_RESIDENTS_{name}"} if name not in only_staff else set()
    return found - INTERNAL - {""}


def test_every_variable_is_in_the_guide_and_every_one_in_the_guide_is_read():
    read = read_by_the_program()
    assert {"DATABASE_URL", "RATE_LIMIT_FACTOR", "WEB_WORKERS", "OIDC_STAFF_ROLES"} <= read
    assert documented() == read


def test_the_example_names_only_variables_that_exist():
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))}
    assert named >= {"DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS"}
    assert named <= documented()
    # systemd and docker take everything after the sign as the value, words of explanation too
    assert not [line for line in lines if re.match(r"#?[A-Z_]+=.*\s", line)]


def test_the_files_that_the_guide_copies_are_there():
    for path in re.findall(r"\b(?:deploy|scripts)/[\w.*]+", GUIDE):
        assert list(ROOT.glob(path)), path
    assert (ROOT / "deploy/onthaal").stat().st_mode & 0o111


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd ontbreekt")
def test_systemd_understands_the_units(tmp_path):
    units = [*(ROOT / "deploy").glob("*.service"), *(ROOT / "deploy").glob("*.timer")]
    copies = []
    for unit in units:
        copy = tmp_path / unit.name
        # the program is not installed here
        copy.write_text(unit.read_text().replace("/opt/onthaal/.venv/bin/onthaal", "/bin/true"))
        copies.append(str(copy))
    assert len(copies) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if str(tmp_path) in line], done.stderr


def test_the_container_runs_as_nobody_special():
    lines = (ROOT / "Dockerfile").read_text()
    last = lines.rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d+$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "VOLUME /var/lib/onthaal" in last
