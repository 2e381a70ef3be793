"""What a measurement leaves behind: its own part of the page, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

from onthaal.operations.bench import frontoffice
from onthaal.operations.bench.measuring import Budget, Cost, keep, verdict, words


def test_a_measurement_takes_only_its_own_part_of_the_page(tmp_path: Path):
    page = tmp_path / "performance.md"
    page.write_text("# Prestaties\n\nWat mensen schreven.\n")
    keep(page, "issues", "Meldingen", "Zo.", ["| a |"])
    keep(page, "frontoffice", "Frontoffice", "Zus.", ["| b |"])
    keep(page, "issues", "Meldingen", "Anders.", ["| c |"])
    text = page.read_text()
    assert "Wat mensen schreven." in text
    assert "| a |" not in text
    assert text.index("| c |") < text.index("## Frontoffice") < text.index("| b |")
    assert text.count("<!-- einde meting -->") == 2


def test_too_slow_is_said():
    budget = Budget(statements=10, cpu_ms=60)
    assert words(budget) == "≤ 10 statements, ≤ 60 ms CPU"
    slow = Cost(statements=11, cpu_ms=20, cpu_p95_ms=30, wall_ms=40)
    assert not slow.is_within(budget)
    assert verdict(budget, is_within=slow.is_within(budget)) == "**te traag**"
    assert verdict(Budget(), is_within=True) == ""


def test_what_has_no_budget_is_only_shown():
    assert frontoffice.row(frontoffice.Finding("vullen", "3 s")) == "| vullen | 3 s |  |  |"
    good = frontoffice.Finding("simulatie", "900", "≥ 300", is_within=True)
    assert frontoffice.row(good).endswith("| goed |")
