"""A BPMN 2.0 file of ours or of any other editor as a step list, with a report.

Nothing is executed: scripts and conditions become words that a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onthaal.catalogue import flow, rich_text
from onthaal.catalogue.bpmn import graph as graphs
from onthaal.catalogue.bpmn.export import FACTS, NUMBERS, TAGS, TEXTS
from onthaal.catalogue.bpmn.graph import Graph, Link, Spot
from onthaal.catalogue.bpmn.xml import Node, Unreadable, read
from onthaal.catalogue.flow import END, REFUSED, Answer, Kind, Line

KINDS = {tag: kind for kind, tag in TAGS.items()} | {
    "bpmn:task": Kind.STAFF,
    "bpmn:sendTask": Kind.SYSTEM,
    "bpmn:receiveTask": Kind.WAIT,
    "bpmn:businessRuleTask": Kind.SYSTEM,
    "bpmn:scriptTask": Kind.SYSTEM,
    "bpmn:callActivity": Kind.STAFF,
    "bpmn:subProcess": Kind.STAFF,
    "bpmn:adHocSubProcess": Kind.STAFF,
    "bpmn:transaction": Kind.STAFF,
    "bpmn:intermediateThrowEvent": Kind.SYSTEM,
}
_GROUPS = {"bpmn:subProcess", "bpmn:adHocSubProcess", "bpmn:transaction"}
_FORKS = {"bpmn:parallelGateway"}
_CHOICES = {
    "bpmn:exclusiveGateway",
    "bpmn:inclusiveGateway",
    "bpmn:eventBasedGateway",
    "bpmn:complexGateway",
}
_NODES = set(KINDS) | _FORKS | _CHOICES | {"bpmn:startEvent", "bpmn:endEvent"}
_RESIDENT = re.compile(r"\b(inwoner|burger|aanvrager|klant|bezoeker|citizen|customer|applicant)")
_REFUSED = re.compile(r"(weiger|afgewezen|afgekeurd|refus|reject|denied|niet ontvankelijk)")
# what ends everything that still runs
_BREAKS_OFF = ("bpmn:terminateEventDefinition", "bpmn:errorEventDefinition")
_HTML = re.compile(r"</(html|body|div|p|span|b|i|u|li|ul|ol|font)>", re.IGNORECASE)
_NOT_TAKEN = {
    "bpmn:dataStoreReference": "Gegevensopslag",
    "bpmn:group": "Kader",
}
MAX_TOLD = 100
# Taking a diagram apart costs more than it has parts. One that is this much larger than a list may
# be is of no use to anybody, so it is refused before that work begins.
MAX_NODES = 5 * flow.MAX_STEPS
MAX_FLOWS = 4 * MAX_NODES


@dataclass(frozen=True)
class Imported:
    """What came out of a file. ``told`` says in Dutch what was changed or left out."""

    lines: tuple[Line, ...]
    name: str
    is_ours: bool
    told: tuple[str, ...] = field(default=())


def from_bpmn(data: bytes) -> Imported:
    """The step list in the file. Raises Unreadable.

    A list that we wrote comes back the same. Of another file it is the nearest that a list can
    hold; it may have problems that an editor must still mend.
    """
    root = read(data)
    if root.tag != "bpmn:definitions":
        raise Unreadable(
            "Dit is geen BPMN 2.0-bestand. Exporteer het diagram als BPMN 2.0 (.bpmn of .xml)."
        )
    _refuse_too_large(root)
    return _Importer(root).result()


def _refuse_too_large(root: Node) -> None:
    nodes = flows = 0
    todo = [root]
    while todo:
        node = todo.pop()
        nodes += node.tag in _NODES
        flows += node.tag == "bpmn:sequenceFlow"
        todo += node.children
    if nodes > MAX_NODES or flows > MAX_FLOWS:
        raise Unreadable(
            f"Het diagram is te groot: wij lezen hoogstens {MAX_NODES} taken en andere onderdelen, "
            f"en {MAX_FLOWS} pijlen. Een proces heeft bij ons hoogstens {flow.MAX_STEPS} stappen. "
            "Splits het diagram en lees de delen apart in."
        )


class _Importer:
    def __init__(self, root: Node) -> None:
        self.root = root
        self.told: list[str] = []
        self.graph = Graph()
        self.own: dict[str, Node] = {}
        self.ends: dict[str, str] = {}
        self.count = 0
        # subprocess → the node behind it, and the links that we make ourselves
        self.leaves: dict[str, str] = {}
        self.inner: list[Link] = []
        # what happens on the border of a task, and the signs with which a drawing goes on elsewhere
        self.borders: list[Node] = []
        self.thrown: list[tuple[str, str]] = []
        self.caught: dict[str, str] = {}

    def tell(self, text: str) -> None:
        if text not in self.told and len(self.told) < MAX_TOLD:
            self.told.append(text)

    def result(self) -> Imported:
        process = self._choose()
        self.lanes = dict(self._lanes(process))
        self.data = self._data_names(process)
        self._collect(process, "")
        self._annotate(process)
        self._count_left_out(process)
        # a drawing of nothing but forks and nameless signs has nothing left once they are gone
        self._refuse_empty()
        self._simplify()
        self._refuse_empty()
        lines = self._lines(process)
        is_ours = self.root.get("exporter") == "Onthaal" and all(
            spot.id in self.own for spot in self._steps()
        )
        name = self._name(process)
        return Imported(lines, name, is_ours, tuple(self.told))

    def _refuse_empty(self) -> None:
        if not self._steps():
            raise Unreadable(
                "In dit diagram staat geen enkele taak of beslissing. Teken minstens één taak en "
                "lees het opnieuw in."
            )

    def _spots(self) -> Iterable[Spot]:
        return self.graph.spots.values()

    # which process

    def _choose(self) -> Node:
        found = [process for process in self.root.all("bpmn:process") if process.children]
        if not found:
            raise Unreadable("In dit bestand staat geen proces.")

        def size(process: Node) -> int:
            return sum(1 for _ in _nodes(process))

        chosen = max(found, key=size)
        for process in found:
            if process is not chosen and size(process):
                self.tell(
                    f"Niet overgenomen: het proces “{self._name(process)}”. Een lijst heeft één "
                    "proces; het grootste is genomen."
                )
        if any(self.root.deep("bpmn:messageFlow")):
            self.tell("Niet overgenomen: de berichten tussen verschillende deelnemers.")
        return chosen

    def _name(self, process: Node) -> str:
        for participant in self.root.deep("bpmn:participant"):
            if participant.get("processRef") == process.get("id") and participant.get("name"):
                return flow.one_line(participant.get("name"))
        return flow.one_line(process.get("name") or process.get("id"))

    def _lanes(self, process: Node) -> Iterator[tuple[str, str]]:
        """Id of a node → name of its lane, the innermost one."""
        for lanes in process.all("bpmn:laneSet"):
            yield from self._lane_set(lanes, "")

    def _lane_set(self, lanes: Node, above: str) -> Iterator[tuple[str, str]]:
        for lane in lanes.all("bpmn:lane"):
            name = flow.one_line(lane.get("name")) or above
            for reference in lane.all("bpmn:flowNodeRef"):
                yield reference.text.strip(), name
            for inner in lane.all("bpmn:childLaneSet"):
                yield from self._lane_set(inner, name)

    def _data_names(self, process: Node) -> dict[str, str]:
        return {
            node.get("id"): flow.one_line(node.get("name"))
            for tag in ("bpmn:dataObjectReference", "bpmn:dataObject", "bpmn:dataStoreReference")
            for node in process.deep(tag)
            if node.get("name")
        }

    # collecting

    def _collect(self, within: Node, lane: str) -> None:
        for node in within.children:
            if node.tag == "bpmn:sequenceFlow":
                self._link(node)
            elif node.tag == "bpmn:boundaryEvent":
                self.borders.append(node)
            elif node.tag in _NODES:
                self._spot(node, lane)

    def _link(self, node: Node) -> None:
        condition = node.first("bpmn:conditionExpression")
        expression = flow.several_lines(condition.text) if condition else ""
        self.graph.links.append(
            Link(
                node.get("sourceRef"),
                node.get("targetRef"),
                flow.one_line(node.get("name")),
                expression,
            )
        )

    def _spot(self, node: Node, lane: str) -> None:
        key = node.get("id")
        if not key or key in self.graph.spots:
            self.tell("Een onderdeel zonder eigen id is niet overgenomen.")
            return
        lane = self.lanes.get(key, lane)
        name = flow.one_line(node.get("name"))
        self.count += 1
        spot = Spot(key, self._role(node), node.tag, name, self.count, lane)
        if node.get("triggeredByEvent") == "true":
            self.tell(f"Niet overgenomen: het deelproces “{name}” dat door iets anders begint.")
            return
        self.graph.spots[key] = spot
        extra = node.first("bpmn:extensionElements")
        if extra and (own := extra.first("onthaal:stap")):
            self.own[key] = own
        if extra and (outcome := extra.first("onthaal:uitkomst")):
            self.ends[key] = outcome.get("waarde")
        if spot.role == graphs.END:
            spot.ends_all = self._is_refusal(spot) or any(map(node.first, _BREAKS_OFF))
        if documentation := node.first("bpmn:documentation"):
            spot.notes.append(_words(documentation.text, is_ours=key in self.own))
        self._documents(node, spot)
        self._timer(node, spot)
        self._goes_on_elsewhere(node, spot)
        self._say_what_changes(node, spot)
        if node.tag in _GROUPS and any(True for _ in _nodes(node)):
            self._unfold(node, spot, lane)

    def _role(self, node: Node) -> str:
        if node.tag == "bpmn:startEvent":
            return graphs.START
        if node.tag == "bpmn:endEvent":
            return graphs.END
        if node.tag in _FORKS:
            return graphs.FORK
        if node.tag in _CHOICES:
            return graphs.DECISION
        return graphs.WAIT if KINDS[node.tag] == Kind.WAIT else graphs.TASK

    def _timer(self, node: Node, spot: Spot) -> None:
        """A wait of so many days becomes the norm; any other moment becomes words."""
        for timer in node.all("bpmn:timerEventDefinition"):
            for moment in timer.children:
                text = flow.one_line(moment.text)
                days = re.fullmatch(r"P(\d{1,4})D", text)
                if days and int(days[1]) <= flow.MAX_DAYS:
                    spot.days = int(days[1])
                    if spot.id in self.own:
                        continue
                    self.tell(
                        f"“{spot.name or spot.id}” wacht {spot.days} kalenderdagen. Bij ons is een "
                        "norm in werkdagen: kijk het getal na."
                    )
                elif text:
                    spot.notes.append(f"Tijdstip in het diagram: {text}")

    def _goes_on_elsewhere(self, node: Node, spot: Spot) -> None:
        """Two signs with the same name, between which no line is drawn, are one way."""
        if (link := node.first("bpmn:linkEventDefinition")) is None:
            return
        spot.role = graphs.JOIN
        name = (flow.one_line(link.get("name")) or spot.name).casefold()
        if node.tag == "bpmn:intermediateThrowEvent":
            self.thrown.append((spot.id, name))
        else:
            self.caught.setdefault(name, spot.id)

    def _documents(self, node: Node, spot: Spot) -> None:
        for link in node.all("bpmn:dataInputAssociation"):
            for end in link.all("bpmn:sourceRef"):
                if name := self.data.get(end.text.strip()):
                    spot.documents_in.append(name)
        for link in node.all("bpmn:dataOutputAssociation"):
            for end in link.all("bpmn:targetRef"):
                if name := self.data.get(end.text.strip()):
                    spot.documents_out.append(name)

    def _say_what_changes(self, node: Node, spot: Spot) -> None:
        shown = f"“{spot.name or spot.id}”"
        if node.tag == "bpmn:scriptTask":
            script = node.first("bpmn:script")
            if script and script.text.strip():
                spot.notes.append(f"Script in het diagram: {flow.several_lines(script.text)}")
            self.tell(
                f"Het script van {shown} wordt nooit uitgevoerd. Het staat nu als tekst in "
                "de werkinstructie."
            )
        elif node.tag == "bpmn:callActivity":
            self.tell(f"{shown} roept een ander proces op. Bij ons is dat één stap.")
        elif node.tag == "bpmn:businessRuleTask":
            self.tell(f"De regels achter {shown} zijn niet overgenomen, alleen de stap.")
        elif node.tag in ("bpmn:inclusiveGateway", "bpmn:complexGateway"):
            self.tell(f"Bij {shown} konden meer wegen tegelijk. Bij ons is er één antwoord.")
        elif node.tag == "bpmn:eventBasedGateway":
            self.tell(f"Bij {shown} beslist wat het eerst gebeurt. Bij ons kiest een medewerker.")
        for tag in ("bpmn:standardLoopCharacteristics", "bpmn:multiInstanceLoopCharacteristics"):
            if node.first(tag):
                self.tell(f"De herhaling van {shown} is niet overgenomen.")

    def _unfold(self, node: Node, spot: Spot, lane: str) -> None:
        """Put what is inside a subprocess in its place, between two nodes that vanish later."""
        self.tell(f"Het deelproces “{spot.name or spot.id}” is opengevouwen.")
        self._collect(node, lane)
        leave = f"{spot.id}#uit"
        self.leaves[spot.id] = leave
        self.graph.spots[leave] = Spot(leave, graphs.JOIN, node.tag, "", spot.place)
        spot.role = graphs.JOIN
        inside = [child.get("id") for child in node.children if child.get("id") in self.graph.spots]
        entered = {link.target for link in self.graph.links}
        left = {link.source for link in self.graph.links}
        starts = [key for key in inside if self.graph.spots[key].role == graphs.START]
        entries = starts or [key for key in inside if key not in entered]
        # then the drawing itself says how it goes on
        is_caught = any(
            border.get("attachedToRef") == spot.id
            for border in self.root.deep("bpmn:boundaryEvent")
        )
        self.inner += [Link(spot.id, key) for key in (entries or inside)[:1]]
        for key in inside:
            inner = self.graph.spots[key]
            if inner.role == graphs.END and self._is_refusal(inner) and not is_caught:
                self.tell(
                    f"“{inner.name}” in een deelproces is het einde van het hele proces geworden."
                )
                continue
            if inner.role in (graphs.START, graphs.END):
                inner.role = graphs.JOIN
            if key not in left:
                self.inner.append(Link(self.leaves.get(key, key), leave))

    def _annotate(self, process: Node) -> None:
        """Words that stand beside a step in the drawing go into its instruction."""
        words = {
            note.get("id"): flow.several_lines(text.text)
            for note in self.root.deep("bpmn:textAnnotation")
            if (text := note.first("bpmn:text"))
        }
        used: set[str] = set()
        for link in self.root.deep("bpmn:association"):
            one, other = link.get("sourceRef"), link.get("targetRef")
            for key, beside in ((one, other), (other, one)):
                if key in words and beside in self.graph.spots:
                    self.graph.spots[beside].notes.append(words[key])
                    used.add(key)
        for loose in (key for key in words if key not in used):
            self.tell(f"Niet overgenomen: de losse tekst “{flow.one_line(words[loose])[:60]}”.")

    def _count_left_out(self, process: Node) -> None:
        for tag, label in _NOT_TAKEN.items():
            number = sum(1 for _ in process.deep(tag))
            if number:
                self.tell(f"Niet overgenomen: {number} keer {label.lower()}.")

    # simplifying

    def _simplify(self) -> None:
        graph = self.graph
        for link in graph.links:
            link.source = self.leaves.get(link.source, link.source)
        graph.links += [
            Link(source, self.caught[name]) for source, name in self.thrown if name in self.caught
        ]
        graph.links += self.inner
        for border in self.borders:
            self._border(border)
        known = set(graph.spots)
        graph.links = [link for link in graph.links if {link.source, link.target} <= known]
        for spot in [each for each in self._spots() if each.role == graphs.JOIN]:
            graph.contract(spot.id)
        self._split_implicit()
        for told in graphs.linearise_forks(graph):
            self.tell(told)
        for spot in list(self._spots()):
            if spot.role == graphs.FORK:
                graph.contract(spot.id)
            elif spot.role == graphs.DECISION and len(graph.out(spot.id)) < 2:
                if spot.id in self.own:
                    continue
                graph.contract(spot.id)
            elif spot.tag == "bpmn:intermediateThrowEvent" and not spot.name:
                graph.contract(spot.id)

    def _border(self, border: Node) -> None:
        """What breaks a task off becomes an answer to how the task ended. What happens beside the
        task, or leads nowhere, cannot stand in a list."""
        graph = self.graph
        what = flow.one_line(border.get("name")) or "zonder naam"
        host = border.get("attachedToRef")
        task = graph.spots.get(host)
        ways = graph.out(border.get("id"))
        if task is None or not ways or border.get("cancelActivity") == "false":
            after = " De stappen erna staan los: laat een stap ernaar verwijzen of haal ze weg."
            self.tell(
                f"Niet overgenomen: de gebeurtenis “{what}” op de rand van een taak."
                f"{after if ways else ''}"
            )
            return
        source, shown = self.leaves.get(host, host), task.name or task.id
        key = f"{host}#rand"
        if key not in graph.spots:
            question = f"Hoe eindigt “{shown}”?"[: flow.LENGTHS["name"]]
            graph.spots[key] = Spot(
                key, graphs.DECISION, "bpmn:exclusiveGateway", question, task.place, task.lane
            )
            onward = graph.out(source)
            for way in onward:
                way.source = key
            if len(onward) == 1 and not onward[0].text:
                onward[0].text = "Zoals gewoonlijk"
            graph.links.append(Link(source, key))
        for way in ways:
            graph.links.append(Link(key, way.target, what))
        self.tell(
            f"De gebeurtenis “{what}” op de rand van “{shown}” is een antwoord geworden: een "
            "medewerker kiest hoe de taak eindigt."
        )

    def _split_implicit(self) -> None:
        """A task with several ways out gets a decision or a fork of its own after it."""
        graph = self.graph
        for spot in list(self._spots()):
            ways = graph.out(spot.id)
            if len(ways) < 2 or spot.role in (graphs.DECISION, graphs.FORK):
                continue
            decides = any(way.text or way.expression for way in ways)
            key = f"{spot.id}#keuze"
            role = graphs.DECISION if decides else graphs.FORK
            graph.spots[key] = Spot(key, role, "bpmn:exclusiveGateway", "", spot.place, spot.lane)
            for way in ways:
                way.source = key
            graph.links.append(Link(spot.id, key))
            if decides:
                self.tell(f"Na “{spot.name or spot.id}” is een beslissing toegevoegd.")

    # to a list

    def _steps(self) -> list[Spot]:
        return [spot for spot in self._spots() if spot.role not in (graphs.START, graphs.END)]

    def _order(self) -> list[Spot]:
        steps = self._steps()
        if steps and all(spot.id in self.own for spot in steps):
            # a list of ours keeps its order
            return sorted(steps, key=lambda spot: spot.place)
        rank = {key: number for number, key in enumerate(self.graph.order())}
        return sorted(steps, key=lambda spot: rank[spot.id])

    def _lines(self, process: Node) -> tuple[Line, ...]:
        spots = self._first_first(self._order())
        keys: dict[str, str] = {}
        for spot in spots:
            wanted = self.own[spot.id].get("sleutel") if spot.id in self.own else ""
            if not flow.is_key(wanted) or wanted in keys.values():
                wanted = flow.new_key(spot.name or "stap", keys.values())
            keys[spot.id] = wanted
        lines = [self._line(spot, keys) for spot in spots]
        lines = [self._named(line, number) for number, line in enumerate(lines, 1)]
        if len(lines) > flow.MAX_STEPS:
            self.tell(f"Het diagram heeft meer dan {flow.MAX_STEPS} stappen. Splits het proces.")
        return flow.tidied(lines)

    def _first_first(self, spots: list[Spot]) -> list[Spot]:
        """A list begins with its first step: put in front what the start leads to."""
        starts = [spot for spot in self._spots() if spot.role == graphs.START]
        targets = [link.target for start in starts for link in self.graph.out(start.id)]
        steps = {spot.id: spot for spot in spots}
        begin = [key for key in dict.fromkeys(targets) if key in steps]
        if len(begin) > 1:
            self.tell("Het diagram begint op meer dan één plaats. De eerste is genomen.")
        if begin and spots and spots[0].id != begin[0]:
            first = steps[begin[0]]
            return [first, *(spot for spot in spots if spot is not first)]
        return spots

    def _line(self, spot: Spot, keys: dict[str, str]) -> Line:
        own = self.own.get(spot.id)
        kind = self._kind(spot)
        role = spot.lane
        if not role:
            role = "Inwoner" if kind == Kind.RESIDENT else "Medewerker"
            self.tell("Stappen zonder baan kregen als rol “Medewerker”. Pas dat aan.")
        line = Line(
            key=keys[spot.id],
            name=spot.name,
            kind=kind,
            role=role,
            document_in=", ".join(spot.documents_in),
            document_out=", ".join(spot.documents_out),
            instruction="\n\n".join(note for note in spot.notes if note),
        )
        line = self._with_own(line, own) if own else replace(line, norm_days=spot.days)
        ways = self.graph.out(spot.id)
        if kind == Kind.DECISION:
            name = own.get("naam") if own else ""
            line = replace(
                line,
                question=spot.name or ("" if own else "Hoe gaat het verder?"),
                name=name or spot.name,
                answers=self._answers(spot, ways, keys),
                instruction=self._with_expressions(line.instruction, ways, spot),
            )
        elif ways:
            line = replace(line, next=self._target(ways[0].target, keys))
            if ways[0].expression:
                self._tell_expression(spot)
                line = replace(line, condition=flow.one_line(ways[0].expression))
        else:
            line = replace(line, next=END)
        self._tell_cut(line)
        return line

    def _kind(self, spot: Spot) -> Kind:
        if spot.role == graphs.DECISION:
            return Kind.DECISION
        kind = Kind(KINDS[spot.tag])
        if spot.id in self.own or kind not in (Kind.STAFF, Kind.RESIDENT):
            return kind
        is_resident = bool(_RESIDENT.search(spot.lane.casefold()))
        return Kind.RESIDENT if is_resident else Kind.STAFF

    def _with_own(self, line: Line, own: Node) -> Line:
        changes: dict[str, object] = {}
        for attribute, name in FACTS.items():
            if own.get(attribute) and not getattr(line, name):
                changes[name] = own.get(attribute)
        if changes.get("channel") not in (None, *flow.CHANNELS):
            changes["channel"] = ""
        for attribute, name in NUMBERS.items():
            most = flow.MAX_DAYS if name == "norm_days" else flow.MAX_MINUTES
            value = own.get(attribute)
            if value.isascii() and value.isdigit() and len(value) < 6:
                changes[name] = min(int(value), most)
        for tag, name in TEXTS.items():
            if words := own.first(tag):
                changes[name] = words.text
        return replace(line, **changes)  # type: ignore[arg-type]  # names of Line

    def _answers(
        self, spot: Spot, ways: Sequence[Link], keys: dict[str, str]
    ) -> tuple[Answer, ...]:
        answers: list[Answer] = []
        for number, way in enumerate(ways, 1):
            target = self.graph.spots[way.target]
            text = way.text or flow.one_line(way.expression)
            if not text and spot.tag == "bpmn:eventBasedGateway":
                text = target.name
            if not text:
                text = f"Antwoord {number}"
                self.tell(f"Een antwoord bij “{spot.name or spot.id}” had geen naam.")
            if len(text) > flow.ANSWER_LENGTH:
                self.tell(f"Het antwoord “{text[:80]}” is ingekort.")
                text = text[: flow.ANSWER_LENGTH].strip()
            taken = {answer.text.casefold() for answer in answers}
            base, again = text, 1
            while text.casefold() in taken:
                again += 1
                text = f"{base[: flow.ANSWER_LENGTH - 4]} ({again})"
            answers.append(Answer(text, self._target(way.target, keys)))
        return tuple(answers)

    def _with_expressions(self, instruction: str, ways: Sequence[Link], spot: Spot) -> str:
        words = [f"{way.text or 'Antwoord'}: {way.expression}" for way in ways if way.expression]
        if not words:
            return instruction
        self._tell_expression(spot)
        return "\n".join([*([instruction] if instruction else []), *words])

    def _tell_expression(self, spot: Spot) -> None:
        self.tell(
            f"De voorwaarden bij “{spot.name or spot.id}” worden nooit uitgerekend. Ze staan er "
            "als tekst."
        )

    def _target(self, key: str, keys: dict[str, str]) -> str:
        if key in keys:
            return keys[key]
        if self.ends.get(key) in flow.ENDS:
            return self.ends[key]
        return REFUSED if self._is_refusal(self.graph.spots[key]) else END

    def _is_refusal(self, end: Spot) -> bool:
        if end.id in self.ends:
            return self.ends[end.id] == REFUSED
        return bool(_REFUSED.search(end.name.casefold()))

    def _named(self, line: Line, number: int) -> Line:
        if line.name:
            return line
        if line.is_decision and line.question:
            return replace(line, name=line.question)
        self.tell(f"Stap {number} had geen naam.")
        return replace(line, name=f"Stap {number}")

    def _tell_cut(self, line: Line) -> None:
        for name, length in flow.LENGTHS.items():
            if len(getattr(line, name)) > length:
                self.tell(f"{flow.LABELS.get(name, name)} van “{line.name[:60]}” is ingekort.")


def _words(documentation: str, *, is_ours: bool) -> str:
    """What a person reads: some editors keep formatted text."""
    if not is_ours and _HTML.search(documentation):
        documentation = rich_text.words(rich_text.clean(documentation))
    return flow.several_lines(documentation)


def _nodes(process: Node) -> Iterator[Node]:
    for node in process.children:
        if node.tag in KINDS or node.tag in _CHOICES or node.tag in _FORKS:
            yield node
