"""The database of its own gets up again after whatever happened to it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import psycopg
import pytest

from onthaal.config import embedded_postgres

pytestmark = pytest.mark.embedded


@pytest.fixture
def var(tmp_path):
    folder = tmp_path / "var"
    yield folder
    embedded_postgres.stop(folder)
    # for root it lies elsewhere, where another account can reach it
    shutil.rmtree(data_of(folder).parent, ignore_errors=True)


def data_of(var: Path) -> Path:
    return Path(embedded_postgres.database_settings(var)["HOST"])


def answers(var: Path) -> bool:
    settings = embedded_postgres.database_settings(var)
    with psycopg.connect(
        dbname=settings["NAME"], user=settings["USER"], host=settings["HOST"]
    ) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_a_first_start_that_was_cut_off_begins_anew(var):
    draft = data_of(var).with_name("postgres.new")
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")  # and nothing else yet
    data_of(var).parent.chmod(0o755)
    embedded_postgres.start(var, durable=False)
    assert answers(var)
    assert not draft.exists()


def test_a_number_of_a_process_that_became_somebody_else_s(var):
    embedded_postgres.start(var, durable=False)
    embedded_postgres.stop(var)
    lines = [str(os.getpid()), str(data_of(var)), "1", "5432", str(data_of(var)), "", "0 0", ""]
    (data_of(var) / "postmaster.pid").write_text("\n".join(lines))
    (data_of(var) / ".s.PGSQL.5432.lock").write_text("\n".join(lines))
    embedded_postgres.start(var, durable=False)
    assert answers(var)


def test_a_server_that_is_killed_is_revived_by_who_uses_it(var):
    assert not embedded_postgres.revive(var)  # nobody uses it yet
    embedded_postgres.start(var, durable=False)
    assert not embedded_postgres.revive(var)
    os.kill(int((data_of(var) / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    until = time.monotonic() + 10
    while not embedded_postgres.revive(var):  # it takes a moment to be gone
        assert time.monotonic() < until
        time.sleep(0.05)
    assert answers(var)


def test_programs_that_are_not_there_are_told_in_dutch(var, monkeypatch):
    monkeypatch.setenv("ONTHAAL_POSTGRES_BIN", "/nergens")
    with pytest.raises(embedded_postgres.CannotStart, match="nergens"):
        embedded_postgres.start(var)
    monkeypatch.delenv("ONTHAAL_POSTGRES_BIN")
    # and it did not keep hold of a server that never started
    embedded_postgres.start(var, durable=False)
    assert answers(var)


def test_a_folder_that_is_none(var):
    home = data_of(var).parent
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("een bestand")
    try:
        with pytest.raises(embedded_postgres.CannotStart, match="niet bruikbaar"):
            embedded_postgres.start(var)
    finally:
        home.unlink()
