"""The shape of the program is tested like everything else."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

ROOT = Path(__file__).resolve().parent.parent
OURS = [config for config in apps.get_app_configs() if config.name.startswith("onthaal.")]
MODELS = [model for config in OURS for model in config.get_models()]


def rows() -> dict[str, int]:
    """App → its row, 0 at the top, from the contract in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return {
        app.strip(" ()"): number for number, layer in enumerate(layers) for app in layer.split("|")
    }


def test_imports_follow_the_rows():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_follow_the_rows_too(model: type[Model]):
    row = rows()
    mine = model._meta.app_label
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey):
            other = field.related_model._meta.app_label
            if other in row and other != mine:
                assert row[mine] < row[other], f"{model._meta.label}.{field.name} points up"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_says_whether_it_is_personal(model: type[Model]):
    assert "PersonalData" in model.__dict__, f"{model.__name__} has no PersonalData"
    personal, plain = model.PersonalData.personal, model.PersonalData.plain
    own = {
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.name != "id"
    }
    assert not personal & plain
    assert personal | plain == own


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_row_in_the_glossary(model: type[Model]):
    words = (ROOT / "docs/glossary.md").read_text()
    assert f"`{model._meta.app_label}.{model.__name__}" in words


def test_every_app_has_a_place_in_the_contract():
    here = {path.parent.name for path in (ROOT / "onthaal").glob("*/__init__.py")}
    assert here == set(rows())


def test_every_decision_record_says_context_decision_and_consequences():
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert records
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text(), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], record.name
