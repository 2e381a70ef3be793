"""Every product that can be asked for says how it is handled, step by step."""

from __future__ import annotations

import pytest

from onthaal.catalogue import flow
from onthaal.lindeveld.products import PRODUCTS
from onthaal.lindeveld.products.forms import informal
from onthaal.lindeveld.steps import STEPS, lines

every_process = pytest.mark.parametrize("slug", STEPS)


def test_forty_processes_and_more_each_of_a_product():
    assert len(STEPS) >= 40
    assert {product.process for product in PRODUCTS if product.process} == set(STEPS)


@every_process
def test_it_can_be_published_and_is_stored_as_written(slug):
    written = lines(STEPS[slug])
    assert flow.problems(written) == []
    stored = flow.tidied(written)
    for line, kept in zip(written, stored, strict=True):
        assert (kept.name, kept.role, kept.public_text) == (line.name, line.role, line.public_text)
        assert (kept.document_in, kept.document_out) == (line.document_in, line.document_out)


@every_process
def test_the_resident_can_follow_every_step(slug):
    for line in lines(STEPS[slug]):
        assert line.role
        assert line.norm_days or line.minutes
        if line.kind != flow.Kind.DECISION or line.channel:
            assert line.public_text or line.key == "betalen"
        assert len(line.public_text.split()) <= 30
        informal(line.public_text)  # raises for a sentence without a sure je-form


def test_the_urgent_way_never_ends_in_the_ordinary_one():
    by_key = {line.key: line for line in lines(STEPS["eid-spoed"])}
    assert by_key["afhalen"].next == flow.END
    assert "gewoon" not in flow.usual_way(lines(STEPS["eid-spoed"]))
