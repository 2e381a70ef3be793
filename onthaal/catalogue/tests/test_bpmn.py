"""A list as BPMN and back; and what becomes of diagrams of others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings

from onthaal.catalogue import flow
from onthaal.catalogue.bpmn.export import as_bpmn
from onthaal.catalogue.bpmn.importing import from_bpmn
from onthaal.catalogue.bpmn.layout import Box, draw
from onthaal.catalogue.flow import END, REFUSED, Answer, Kind, Line
from onthaal.catalogue.tests.lists import SPEELSTRAAT, fine_lists

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = Path(__file__).parent / "bpmn"


def written(lines=SPEELSTRAAT):
    return as_bpmn(flow.tidied(lines), name="Speelstraat aanvragen", slug="speelstraat")


# our own


@given(fine_lists())
@settings(max_examples=60, deadline=None)
def test_any_list_survives_the_way_out_and_back(lines):
    file = as_bpmn(lines, name="Een proces", slug="proces")
    found = from_bpmn(file)
    assert found.lines == lines
    assert found.told == ()
    assert found.is_ours
    assert as_bpmn(found.lines, name=found.name, slug="proces") == file


def test_names_and_lanes_are_those_of_bpmn():
    file = written().decode()
    assert '<bpmn:userTask id="Stap_kijkt-na" name="Kijkt de aanvraag na">' in file
    assert '<bpmn:lane id="Baan_1" name="Inwoner">' in file
    assert 'name="Is het dossier volledig?"' in file
    assert "P5D" in file
    assert 'isExecutable="false"' in file


def test_what_was_renamed_in_another_editor_counts():
    file = written().decode().replace("Kijkt de aanvraag na", "Kijkt alles na")
    found = from_bpmn(file.encode())
    assert found.lines[1].name == "Kijkt alles na"
    assert found.lines[1].norm_days == 2


# how it is drawn


def boxes_of(lines):
    drawing = draw(lines)
    words = [
        *drawing.labels.values(),
        *(edge.label for edge in drawing.edges if edge.label),
        *(document.label for document in drawing.documents.values()),
    ]
    shapes = [
        *drawing.nodes.values(),
        *(document.box for document in drawing.documents.values()),
    ]
    return drawing, shapes, words


def meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


@given(fine_lists())
@settings(max_examples=60, deadline=None)
def test_nothing_stands_on_anything_else(lines):
    drawing, shapes, words = boxes_of(lines)
    things = [*shapes, *words]
    for number, one in enumerate(things):
        assert not any(meet(one, other) for other in things[number + 1 :])
    for box in things:
        assert drawing.pool.x < box.x
        assert box.right <= drawing.pool.right
        assert drawing.pool.y < box.y
        assert box.bottom <= drawing.pool.bottom


@given(fine_lists())
@settings(max_examples=60, deadline=None)
def test_lines_are_square_and_cross_no_box_and_no_words(lines):
    drawing, shapes, words = boxes_of(lines)
    for edge in drawing.edges:
        assert edge.points[0][0] == drawing.nodes[edge.source].right
        assert edge.points[-1][0] == drawing.nodes[edge.target].x
        for (x1, y1), (x2, y2) in zip(edge.points, edge.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
            piece = Box(min(x1, x2), min(y1, y2), abs(x2 - x1) or 1, abs(y2 - y1) or 1)
            for box in [*shapes, *words]:
                assert not meet(piece, box), (edge, box)


@pytest.fixture(scope="session")
def moddle(tmp_path_factory):
    """``moddle(bytes, …)`` gives what bpmn-moddle, the reader of bpmn-js, warns about."""
    node = Path(sys.executable).parent / "node"
    package = ROOT / "node_modules/bpmn-moddle/dist/index.js"
    if not (node.exists() and package.exists()):
        pytest.skip("node of bpmn-moddle ontbreekt: make setup")
    folder = tmp_path_factory.mktemp("moddle")
    script = folder / "read.mjs"
    script.write_text(
        f"""import {{ BpmnModdle }} from {json.dumps(package.as_uri())};
import {{ readFileSync }} from "node:fs";
const found = [];
for (const path of process.argv.slice(2)) {{
  const {{ warnings }} = await new BpmnModdle().fromXML(readFileSync(path, "utf8"));
  found.push(warnings.map((warning) => warning.message));
}}
console.log(JSON.stringify(found));
"""
    )

    def read(*files):
        paths = []
        for number, file in enumerate(files):
            paths.append(folder / f"{number}.bpmn")
            paths[-1].write_bytes(file)
        done = subprocess.run(
            [node, script, *paths], capture_output=True, check=True, env={**os.environ}
        )
        return json.loads(done.stdout)

    return read


@pytest.fixture(scope="session")
def schema():
    """The XSD of BPMN 2.0 as the OMG publishes it."""
    path = ROOT / "node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"
    if not path.exists():
        pytest.skip("bpmn-moddle ontbreekt: make setup")
    return xmlschema.XMLSchema(path)


def awkward_files():
    lists = [flow.tidied(SPEELSTRAAT)]
    lists.append((Line("alleen", "Doet alles", Kind.SYSTEM, "Systeem"),))
    lists.append(
        flow.tidied(
            [
                Line("a", 'Met <haakjes> & "tekens"', Kind.STAFF, "Wie? & wat", next="c"),
                Line(
                    "b",
                    "Kiest",
                    Kind.DECISION,
                    "Wie? & wat",
                    question="Zes?",
                    answers=tuple(
                        Answer(f"Antwoord {n}", target)
                        for n, target in enumerate(["", END, REFUSED, "a", "c", ""])
                    ),
                ),
                Line("c", "Wacht", Kind.WAIT, "Iemand anders", next="b"),
            ]
        )
    )
    return [as_bpmn(lines, name="Proces", slug="proces") for lines in lists]


def test_bpmn_moddle_reads_it_without_a_warning(moddle):
    files = awkward_files()
    assert moddle(*files) == [[] for _ in files]


def test_it_is_valid_by_the_schema_of_the_omg(schema):
    for file in awkward_files():
        assert [error.reason for error in schema.iter_errors(BytesIO(file))] == []


@given(fine_lists())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_list_is_valid_by_the_schema(schema, lines):
    file = as_bpmn(lines, name="Een proces", slug="proces")
    assert [error.reason for error in schema.iter_errors(BytesIO(file))] == []
