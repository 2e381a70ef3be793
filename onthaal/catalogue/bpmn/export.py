"""A step list as a BPMN 2.0 file that any editor opens, with everything of ours in it.

What BPMN has a place for stands there: names, lanes, flows, documents, the work instruction. The
rest stands in ``extensionElements`` in our own namespace, which other editors keep. The same list
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from onthaal.catalogue import flow
from onthaal.catalogue.bpmn.layout import START, Box, Drawing, draw
from onthaal.catalogue.bpmn.xml import Node, write
from onthaal.catalogue.flow import Kind, Line

TAGS = {
    Kind.RESIDENT: "bpmn:manualTask",
    Kind.STAFF: "bpmn:userTask",
    Kind.SYSTEM: "bpmn:serviceTask",
    Kind.DECISION: "bpmn:exclusiveGateway",
    Kind.WAIT: "bpmn:intermediateCatchEvent",
}
# attribute in the file → field of a step
FACTS = {
    "kanaal": "channel",
    "team": "team",
    "overdracht": "handover",
    "systeem": "system",
    "documentNodig": "document_in",
    "documentUit": "document_out",
}
NUMBERS = {"normWerkdagen": "norm_days", "minuten": "minutes"}
TEXTS = {"onthaal:voorwaarde": "condition", "onthaal:tekstVoorInwoner": "public_text"}


def as_bpmn(lines: Sequence[Line], *, name: str, slug: str) -> bytes:
    """The file. ``lines`` must be without problems; ``name`` is that of the process."""
    return _Writer(lines, name, slug).file()


class _Writer:
    def __init__(self, lines: Sequence[Line], name: str, slug: str) -> None:
        self.lines = lines
        self.name = flow.one_line(name)
        self.process = f"Proces_{slug}"
        self.drawing: Drawing = draw(lines, self.name)
        self.flows = {
            (edge.source, edge.index): (
                "Stroom_begin" if edge.source == START else f"Stroom_{edge.source}_{edge.index}"
            )
            for edge in self.drawing.edges
        }

    def file(self) -> bytes:
        root = Node(
            "bpmn:definitions",
            {
                "id": "Definities",
                "targetNamespace": "urn:onthaal:process",
                "exporter": "Onthaal",
                "exporterVersion": "1",
            },
        )
        together = root.add("bpmn:collaboration", id="Samenwerking")
        together.add("bpmn:participant", id="Deelnemer", name=self.name, processRef=self.process)
        self._process(root)
        self._diagram(root)
        return write(root)

    # what it means

    def _process(self, root: Node) -> None:
        process = root.add("bpmn:process", id=self.process, name=self.name, isExecutable="false")
        lanes = process.add("bpmn:laneSet", id="Banen")
        for number, role in enumerate(self.drawing.lanes):
            lane = lanes.add("bpmn:lane", id=_lane(number), name=role)
            for key in self._within(role):
                lane.add("bpmn:flowNodeRef", text=_id(key))
        start = process.add("bpmn:startEvent", id=_id(START))
        start.add("bpmn:outgoing", text="Stroom_begin")
        for line in self.lines:
            self._step(process, line)
        for key in self.drawing.nodes:
            if key in flow.ENDS:
                end = process.add("bpmn:endEvent", id=_id(key), name=flow.ENDS[key])
                extra = end.add("bpmn:extensionElements")
                extra.add("onthaal:uitkomst", waarde=key)
                self._flows(end, key)
        for line in self.lines:
            self._documents(process, line)
        for edge in self.drawing.edges:
            process.add(
                "bpmn:sequenceFlow",
                id=self.flows[edge.source, edge.index],
                name=edge.text,
                sourceRef=_id(edge.source),
                targetRef=_id(edge.target),
            )

    def _within(self, role: str) -> list[str]:
        lane = self.drawing.lanes[role]
        return [
            key for key, box in self.drawing.nodes.items() if lane.y <= box.centre[1] < lane.bottom
        ]

    def _step(self, process: Node, line: Line) -> None:
        kind = Kind(line.kind)
        step = process.add(
            TAGS[kind], id=_id(line.key), name=line.question if line.is_decision else line.name
        )
        if line.instruction:
            step.add("bpmn:documentation", text=line.instruction)
        own = step.add("bpmn:extensionElements").add("onthaal:stap", sleutel=line.key)
        if line.is_decision:
            own.attributes["naam"] = line.name
        for attribute, name in FACTS.items():
            if getattr(line, name):
                own.attributes[attribute] = getattr(line, name)
        for attribute, name in NUMBERS.items():
            if getattr(line, name) is not None:
                own.attributes[attribute] = str(getattr(line, name))
        for tag, name in TEXTS.items():
            if getattr(line, name):
                own.add(tag, text=getattr(line, name))
        self._flows(step, line.key)
        if kind == Kind.WAIT and line.norm_days:
            timer = step.add("bpmn:timerEventDefinition", id=f"Klok_{line.key}")
            timer.add(
                "bpmn:timeDuration", text=f"P{line.norm_days}D", xsi_type="bpmn:tFormalExpression"
            )
        if (line.key, "in") in self.drawing.documents:
            place = f"Plaats_{line.key}"
            step.add("bpmn:property", id=place, name="__targetRef_placeholder")
            link = step.add("bpmn:dataInputAssociation", id=_link(line.key, "in"))
            link.add("bpmn:sourceRef", text=_document(line.key, "in"))
            link.add("bpmn:targetRef", text=place)
        if (line.key, "out") in self.drawing.documents:
            link = step.add("bpmn:dataOutputAssociation", id=_link(line.key, "out"))
            link.add("bpmn:targetRef", text=_document(line.key, "out"))

    def _flows(self, node: Node, key: str) -> None:
        for edge in self.drawing.edges:
            if edge.target == key:
                node.add("bpmn:incoming", text=self.flows[edge.source, edge.index])
        for edge in self.drawing.edges:
            if edge.source == key:
                node.add("bpmn:outgoing", text=self.flows[edge.source, edge.index])

    def _documents(self, process: Node, line: Line) -> None:
        for side, name in (("in", line.document_in), ("out", line.document_out)):
            if (line.key, side) not in self.drawing.documents:
                continue
            process.add(
                "bpmn:dataObjectReference",
                id=_document(line.key, side),
                name=name,
                dataObjectRef=f"Inhoud_{line.key}_{side}",
            )
            process.add("bpmn:dataObject", id=f"Inhoud_{line.key}_{side}")

    # where it stands

    def _diagram(self, root: Node) -> None:
        diagram = root.add("bpmndi:BPMNDiagram", id="Tekening")
        plane = diagram.add("bpmndi:BPMNPlane", id="Vlak", bpmnElement="Samenwerking")
        drawing = self.drawing
        _shape(plane, "Deelnemer", drawing.pool, isHorizontal="true")
        for number, box in enumerate(drawing.lanes.values()):
            _shape(plane, _lane(number), box, isHorizontal="true")
        decisions = {line.key for line in self.lines if line.is_decision}
        for key, box in drawing.nodes.items():
            marked = "true" if key in decisions else ""
            shape = _shape(plane, _id(key), box, isMarkerVisible=marked)
            if key in drawing.labels:
                _label(shape, drawing.labels[key])
        for (key, side), document in drawing.documents.items():
            _label(_shape(plane, _document(key, side), document.box), document.label)
        for edge in drawing.edges:
            line = _edge(plane, self.flows[edge.source, edge.index], edge.points)
            if edge.label:
                _label(line, edge.label)
        for (key, side), document in drawing.documents.items():
            _edge(plane, _link(key, side), document.points)


def _id(key: str) -> str:
    if key == START:
        return "Begin"
    return f"Einde_{key}" if key in flow.ENDS else f"Stap_{key}"


def _lane(number: int) -> str:
    return f"Baan_{number + 1}"


def _document(key: str, side: str) -> str:
    return f"Document_{key}_{side}"


def _link(key: str, side: str) -> str:
    return f"Koppeling_{key}_{side}"


def _shape(plane: Node, element: str, box: Box, **more: str) -> Node:
    shape = plane.add("bpmndi:BPMNShape", id=f"{element}_di", bpmnElement=element, **more)
    _bounds(shape, box)
    return shape


def _edge(plane: Node, element: str, points: Sequence[tuple[int, int]]) -> Node:
    edge = plane.add("bpmndi:BPMNEdge", id=f"{element}_di", bpmnElement=element)
    for x, y in points:
        edge.add("di:waypoint", x=str(x), y=str(y))
    return edge


def _label(parent: Node, box: Box) -> None:
    _bounds(parent.add("bpmndi:BPMNLabel"), box)


def _bounds(parent: Node, box: Box) -> None:
    parent.add(
        "dc:Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height)
    )
