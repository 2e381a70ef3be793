"""Charts are drawn by the server: the same figures as picture, as sentence and as table."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from onthaal.ui.charts import BarChart, LineChart, Series, round_scale


@given(st.floats(0.001, 1e9))
def test_a_scale_begins_at_nothing_and_holds_the_highest(top):
    scale = round_scale(top)
    assert scale[0] == 0
    assert scale[-1] >= top * 0.999999
    assert 2 <= len(scale) <= 7


@pytest.mark.parametrize(
    ("top", "scale"),
    [(4.1, [0, 1, 2, 3, 4, 5]), (13, [0, 5, 10, 15]), (0, [0, 1]), (100, [0, 20, 40, 60, 80, 100])],
)
def test_a_scale_has_round_numbers(top, scale):
    assert round_scale(top) == scale


def test_a_missing_month_lifts_the_pen():
    chart = LineChart(["jan", "feb", "mrt"], [Series("dagen", [3, None, 2])])
    [(_, path)] = chart.paths()
    assert path.count("M") == 2
    assert "L" not in path
    assert chart.rows() == [("jan", [3]), ("feb", [None]), ("mrt", [2])]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30))
def test_bars_stay_in_their_box(values):
    chart = BarChart([str(i) for i in range(len(values))], [Series("n", values)])
    for bar in chart.bars():
        assert bar.x >= 0
        assert bar.x + bar.width <= chart.width + 1
        assert bar.y >= 0
        assert bar.y + bar.height <= chart.plot_height + 2.01


def test_a_chart_has_a_name_and_its_figures_as_a_table():
    html = Template(
        '{% line_chart "Dagen per maand" labels "dagen" values head="Maand" goal=2 %}'
    ).render(Context({"labels": ["jan", "feb"], "values": [2.5, 1]}))
    assert 'role="img" aria-label="Dagen per maand"' in html
    assert "Cijfers als tabel" in html
    assert "2,5" in html
    assert 'y1="' in html
    assert "," not in html.split('<path class="line')[1].split("/>")[0]
