"""What stands in a BPMN file, as a graph of steps that can be simplified.

Only what a step list can hold remains. Everything else is taken apart or left out, and noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

START, TASK, WAIT, DECISION, FORK, JOIN, END = (
    "start",
    "task",
    "wait",
    "decision",
    "fork",
    "join",
    "end",
)


@dataclass
class Link:
    """A sequence flow. ``text`` is its name, ``expression`` its condition as plain text."""

    source: str
    target: str
    text: str = ""
    expression: str = ""


@dataclass
class Spot:
    """One node. ``tag`` is the name of its element, ``place`` its order in the file,
    ``days`` how long it waits. An end that ``ends_all`` ends more than its own branch."""

    id: str
    role: str
    tag: str
    name: str
    place: int
    lane: str = ""
    days: int | None = None
    ends_all: bool = False
    notes: list[str] = field(default_factory=list)
    documents_in: list[str] = field(default_factory=list)
    documents_out: list[str] = field(default_factory=list)


@dataclass
class Graph:
    spots: dict[str, Spot] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def out(self, key: str) -> list[Link]:
        return [link for link in self.links if link.source == key]

    def into(self, key: str) -> list[Link]:
        return [link for link in self.links if link.target == key]

    def drop(self, key: str) -> None:
        """Take a node away with its links."""
        del self.spots[key]
        self.links = [link for link in self.links if key not in (link.source, link.target)]

    def contract(self, key: str) -> None:
        """Take a node away; what came in goes on to where it went first."""
        onward = self.out(key)
        target = onward[0].target if onward else ""
        for link in self.into(key):
            if target and target != key:
                link.target = target
        self.links = [link for link in self.links if key not in (link.source, link.target)]
        del self.spots[key]

    def reachable(self, start: str, *stops: str) -> set[str]:
        """The nodes from ``start`` on, itself included, without ``stops`` and what is beyond."""
        targets = self._targets()
        seen: set[str] = set()
        todo = [start]
        while todo:
            key = todo.pop()
            if key in seen or key in stops:
                continue
            seen.add(key)
            todo += targets.get(key, ())
        return seen

    def order(self) -> Iterator[str]:
        """Every node, the way somebody would tell it: from the starts on, a branch to its end or
        to where branches meet before the next one; what is out of reach comes last."""
        starts = [key for key, spot in self.spots.items() if spot.role == START]
        entered = {link.target for link in self.links}
        others = [key for key in self.spots if key not in entered and key not in starts]
        ways = self._targets()
        seen: set[str] = set()
        for start in [*starts, *others, *self.spots]:
            finished = list(self._finished(start, seen, ways))
            seen.update(finished)
            yield from reversed(finished)

    @staticmethod
    def _finished(start: str, seen: set[str], ways: dict[str, list[str]]) -> Iterator[str]:
        """Nodes in the order in which a search in depth is done with them; reversed, each comes
        before what follows it, apart from loops."""
        if start in seen:
            return
        visited = {start}
        # the last way out first, so that the first one ends up nearest after the node
        stack = [(start, reversed(ways.get(start, [])))]
        while stack:
            key, targets = stack[-1]
            for target in targets:
                if target not in visited and target not in seen:
                    visited.add(target)
                    stack.append((target, reversed(ways.get(target, []))))
                    break
            else:
                stack.pop()
                yield key

    def _targets(self) -> dict[str, list[str]]:
        """Node → where its ways out lead, in their order."""
        found: dict[str, list[str]] = {}
        for link in self.links:
            found.setdefault(link.source, []).append(link.target)
        return found


_ENDS_ALL = (
    "in een van de takken die tegelijk lopen, is het einde van het hele proces: de andere takken "
    "komen dan niet meer aan de beurt."
)


def linearise_forks(graph: Graph) -> list[str]:
    """Put branches that run at the same time one after the other; returns what was done, as Dutch
    sentences."""
    told: list[str] = []
    while fork := next(
        (key for key, spot in graph.spots.items() if spot.role == FORK and graph.out(key)), ""
    ):
        name = graph.spots[fork].name
        branches = [link.target for link in graph.out(fork)]
        if len(branches) < 2:
            graph.contract(fork)
            continue
        join = _meeting(graph, branches, fork)
        parts = [graph.reachable(branch, join, fork) for branch in branches]
        for number, onward in enumerate(branches[1:]):
            inside = parts[number].difference(*parts[number + 1 :])
            leaving = [
                link
                for link in graph.links
                if link.source in inside
                and (link.target == join or graph.spots[link.target].role == END)
            ]
            staying = [link for link in leaving if graph.spots[link.target].ends_all]
            if len(staying) == len(leaving):
                staying = []  # the other branches must still have their turn
            for link in leaving:
                if link not in staying:
                    link.target = onward
            ended = dict.fromkeys(graph.spots[link.target].name for link in staying)
            told += [f"{f'“{end}”' if end else 'Een einde'} {_ENDS_ALL}" for end in ended]
        told.append(
            f"{len(branches)} takken die tegelijk lopen{f' (“{name}”)' if name else ''}, staan nu "
            "na elkaar in de lijst."
        )
        graph.contract(fork)
    return told


def _meeting(graph: Graph, branches: list[str], fork: str) -> str:
    """The first node that all branches come to; "" when they never meet. A way that only leads
    there round by the fork again does not count: after a loop back everything follows everything.
    """
    common = set.intersection(*(graph.reachable(branch, fork) for branch in branches))
    common -= {key for key in common if graph.spots[key].role == END}
    common -= set(branches)
    # the first: from which all the others in common can be reached
    for key in graph.order():
        if key in common and common <= graph.reachable(key, fork):
            return key
    return next((key for key in graph.order() if key in common), "")
