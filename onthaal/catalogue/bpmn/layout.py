"""Where everything stands in the drawing of a step list.

Lanes lie under each other, one per role; each step has a column of its own, in the order of the
list, so that no two boxes ever meet. Lines run to the right out of a step and come from the left
into one. In between they keep to places where no box and no text can be: upright in the gaps
between columns, lengthwise in the gutters above and below the boxes of a lane, each on a track
of its own. The answers of a decision branch off from one stem, each with its words above its line.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from onthaal.catalogue import flow
from onthaal.catalogue.flow import Kind, Line

# no key of a step looks like this
START = "*begin"

LEFT, TOP = 160, 80
POOL_HEAD = LANE_HEAD = 30
TASK_WIDTH = 140
EVENT, GATEWAY = 36, 50
QUESTION = 160
DOCUMENT = (36, 50)
TRACK = 14
BRANCH = 22
UPRIGHT = 12
STEM = 10
LETTER, LINE_HEIGHT = 6.2, 14
MARGIN = 10


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


Point = tuple[int, int]


@dataclass(frozen=True)
class Document:
    """A document beside a step: where its sign stands, its words and its line."""

    box: Box
    label: Box
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Edge:
    """A line from step to step. ``index`` counts the ways out of ``source``."""

    source: str
    target: str
    index: int
    text: str
    points: tuple[Point, ...]
    label: Box | None


@dataclass
class Drawing:
    pool: Box
    lanes: dict[str, Box] = field(default_factory=dict)
    nodes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)


@dataclass
class _Way:
    """A line before it has its points."""

    source: str
    target: str
    index: int
    text: str
    first: int
    last: int
    # the lane and side of its track; None when it needs none
    gutter: tuple[int, str] | None = None
    track: int = 0
    direction: int = 0
    rise: int = 0
    exit: int = 0
    entry: int = 0

    @property
    def span(self) -> tuple[float, float]:
        out, into = self.first + 0.5, self.last - 0.5
        return min(out, into), max(out, into)


def draw(lines: Sequence[Line], title: str = "") -> Drawing:
    """The drawing of a list that has no problems. The same list gives the same drawing."""
    return _Draughtsman(lines, title).draw()


def _rows(text: str, width: int) -> int:
    """On how many rows ``text`` fits in ``width``."""
    return len(textwrap.wrap(text, max(4, int(width / LETTER)))) if text else 0


class _Draughtsman:
    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.lines = {line.key: line for line in lines}
        self.title = title
        self.roles = list(dict.fromkeys(line.role for line in lines))
        after = flow.following(lines)
        ways = [(START, [flow.Answer("", lines[0].key)])]
        ways += [(line.key, flow.exits(line, after)) for line in lines]
        used = {way.next for _, ways_out in ways for way in ways_out}
        self.columns = [START, *self.lines, *(end for end in flow.ENDS if end in used)]
        self.places = {key: number for number, key in enumerate(self.columns)}
        self.row = {line.key: self.roles.index(line.role) for line in lines}
        self.row[START] = self.row[lines[0].key]
        for key, ways_out in ways:
            for way in ways_out:
                if way.next in flow.ENDS:
                    # the end stands in the lane of the last step that leads to it
                    self.row[way.next] = self.row[key]
        self.ways = [
            _Way(key, way.next, index, way.text, self.places[key], self.places[way.next])
            for key, ways_out in ways
            for index, way in enumerate(ways_out)
        ]

    def draw(self) -> Drawing:
        self._route()
        self._set_branches()
        xs = self._across()
        tops, heights, above = self._down()
        width = xs[-1][1] + 30 - LEFT
        drawing = Drawing(Box(LEFT, TOP, width, sum(heights)))
        for number, role in enumerate(self.roles):
            drawing.lanes[role] = Box(
                LEFT + POOL_HEAD, tops[number], width - POOL_HEAD, heights[number]
            )
        middles = [tops[number] + above[number] for number in range(len(self.roles))]
        for key in self.columns:
            self._place(drawing, key, xs[self.places[key]], middles[self.row[key]])
        for way in self.ways:
            drawing.edges.append(self._edge(drawing, way, tops, heights))
        return drawing

    # which way each line goes

    def _route(self) -> None:
        beside: set[tuple[str, str]] = set()
        for way in self.ways:
            here, there = self.row[way.source], self.row[way.target]
            is_next = way.last == way.first + 1 and (way.source, way.target) not in beside
            beside.add((way.source, way.target))
            if is_next:
                way.direction = (there > here) - (there < here)
                continue
            if here == there:
                way.direction = -1 if way.last > way.first else 1
                way.gutter = (there, "top" if way.direction < 0 else "bottom")
            else:
                way.direction = 1 if there > here else -1
                way.gutter = (there, "top" if there > here else "bottom")
        self.tracks: dict[tuple[int, str], int] = {}
        taken: dict[tuple[int, str], list[list[tuple[float, float]]]] = {}
        long = [way for way in self.ways if way.gutter]
        # the short ones nearest to the boxes
        for way in sorted(long, key=lambda way: way.span[1] - way.span[0]):
            rows = taken.setdefault(way.gutter, [])  # type: ignore[arg-type]  # long ones have it
            for number, row in enumerate(rows):
                if all(way.span[1] < begin or end < way.span[0] for begin, end in row):
                    row.append(way.span)
                    way.track = number
                    break
            else:
                way.track = len(rows)
                rows.append([way.span])
        self.tracks = {gutter: len(rows) for gutter, rows in taken.items()}

    def _set_branches(self) -> None:
        """How high or low the line of each answer leaves the stem of its decision."""
        for key, line in self.lines.items():
            if not line.is_decision:
                continue
            own = [way for way in self.ways if way.source == key]
            for sign in (-1, 1):
                for number, way in enumerate(w for w in own if w.direction == sign):
                    way.rise = sign * BRANCH * (number + 1)

    # across: columns and the gaps between them

    def _column_width(self, key: str) -> int:
        line = self.lines.get(key)
        if line is None:
            return EVENT + 44 if key != START else EVENT
        if line.kind == Kind.DECISION:
            return QUESTION
        if line.kind == Kind.WAIT:
            return 140
        return 204 if line.document_in and line.document_out else TASK_WIDTH

    def _across(self) -> list[tuple[int, int]]:
        """Per column its left and right; each line learns where it stands upright."""
        x = LEFT + POOL_HEAD + LANE_HEAD + 20
        columns: list[tuple[int, int]] = []
        for number, key in enumerate(self.columns):
            right = x + self._column_width(key)
            columns.append((x, right))
            leaving = [way for way in self.ways if way.first == number and not self._straight(way)]
            # the outermost branch turns off first, so that branches do not cross
            leaving.sort(key=lambda way: (-abs(way.rise), way.rise, way.index))
            entering = [way for way in self.ways if way.last == number + 1 and way.gutter]
            entering.sort(key=lambda way: (way.track, way.first))
            line = self.lines.get(key)
            words = 0
            if line and line.is_decision:
                words = STEM + max(self._words_width(answer.text) for answer in line.answers) + 4
            begin = right + max(6, words)
            for place, way in enumerate(leaving):
                way.exit = begin + UPRIGHT * (place + 1)
            begin += UPRIGHT * (len(leaving) + 1)
            for place, way in enumerate(entering):
                way.entry = begin + UPRIGHT * place
            x = max(right + 44, begin + UPRIGHT * len(entering) + 12)
        return columns

    def _words_width(self, text: str) -> int:
        return math.ceil(len(text) * LETTER) + 12

    def _straight(self, way: _Way) -> bool:
        return way.gutter is None and way.direction == 0

    # down: lanes

    def _extents(self, key: str) -> tuple[int, int]:
        """How far what belongs to a step reaches above and below the middle of its lane."""
        line = self.lines.get(key)
        if line is None:
            return EVENT // 2, EVENT // 2 + 6 + LINE_HEIGHT
        if line.kind == Kind.DECISION:
            rises = [way.rise for way in self.ways if way.source == key]
            below = GATEWAY // 2 + 6 + LINE_HEIGHT * _rows(line.question, QUESTION)
            return (
                max(GATEWAY // 2, -min(rises) + 18),
                max(below, *rises),
            )
        if line.kind == Kind.WAIT:
            return EVENT // 2, EVENT // 2 + 6 + LINE_HEIGHT * _rows(line.name, 140)
        half = self._task_height(line) // 2
        return half, half + self._document_height(line)

    def _task_height(self, line: Line) -> int:
        # the sign of its kind stands in the corner above the words
        return max(80, 54 + 15 * _rows(line.name, TASK_WIDTH - 30))

    def _document_height(self, line: Line) -> int:
        names = [name for name in (line.document_in, line.document_out) if name]
        if not names:
            return 0
        return 18 + DOCUMENT[1] + 6 + LINE_HEIGHT * max(_rows(name, 96) for name in names)

    def _gutter(self, row: int, side: str) -> int:
        return MARGIN + 4 + TRACK * self.tracks.get((row, side), 0)

    def _down(self) -> tuple[list[int], list[int], list[int]]:
        """Per lane its top, its height, and how far its middle lies below its top."""
        tops, heights, middles = [], [], []
        y = TOP
        for row, role in enumerate(self.roles):
            extents = [self._extents(key) for key in self.columns if self.row[key] == row]
            middle = self._gutter(row, "top") + max(up for up, _ in extents)
            height = middle + max(low for _, low in extents) + self._gutter(row, "bottom")
            needed = max(120, 20 + math.ceil(len(role) * LETTER / 2))
            if row == len(self.roles) - 1:
                needed = max(needed, 20 + math.ceil(len(self.title) * LETTER) - (y - TOP))
            if height < needed:
                middle += (needed - height) // 2
                height = needed
            tops.append(y)
            heights.append(height)
            middles.append(middle)
            y += height
        return tops, heights, middles

    # the pieces

    def _place(self, drawing: Drawing, key: str, column: tuple[int, int], y: int) -> None:
        middle = (column[0] + column[1]) // 2
        line = self.lines.get(key)
        if line is None:
            drawing.nodes[key] = _around(middle, y, EVENT, EVENT)
            if key in flow.ENDS:
                drawing.labels[key] = Box(middle - 40, y + EVENT // 2 + 4, 80, LINE_HEIGHT)
            return
        if line.kind == Kind.DECISION:
            drawing.nodes[key] = _around(middle, y, GATEWAY, GATEWAY)
            rows = max(1, _rows(line.question, QUESTION))
            drawing.labels[key] = Box(middle - 90, y + GATEWAY // 2 + 4, 180, LINE_HEIGHT * rows)
            return
        below = y + EVENT // 2 + 4
        if line.kind == Kind.WAIT:
            drawing.nodes[key] = _around(middle, y, EVENT, EVENT)
            rows = max(1, _rows(line.name, 140))
            drawing.labels[key] = Box(middle - 70, below, 140, LINE_HEIGHT * rows)
        else:
            drawing.nodes[key] = _around(middle, y, TASK_WIDTH, self._task_height(line))
            self._place_documents(drawing, line, middle, drawing.nodes[key].bottom)

    def _place_documents(self, drawing: Drawing, line: Line, middle: int, bottom: int) -> None:
        both = bool(line.document_in and line.document_out)
        for side, name, sign in (
            ("in", line.document_in, -1),
            ("out", line.document_out, 1),
        ):
            if not name:
                continue
            x = middle + sign * 51 if both else middle
            y = bottom + 18
            box = Box(x - DOCUMENT[0] // 2, y, *DOCUMENT)
            label = Box(x - 48, box.bottom + 4, 96, LINE_HEIGHT * _rows(name, 96))
            ends = ((x, y), (x, bottom))
            drawing.documents[line.key, side] = Document(
                box, label, ends if side == "in" else ends[::-1]
            )

    def _edge(
        self,
        drawing: Drawing,
        way: _Way,
        tops: list[int],
        heights: list[int],
    ) -> Edge:
        source, target = drawing.nodes[way.source], drawing.nodes[way.target]
        x, y = source.right, source.centre[1]
        points: list[Point] = [(x, y)]
        label = None
        if way.text:
            # beside the question, which is wider than its sign
            stem = source.centre[0] + QUESTION // 2 + STEM
            if way.rise:
                y += way.rise
                points += [(stem, source.centre[1]), (stem, y)]
            label = Box(stem + 4, y - LINE_HEIGHT - 1, self._words_width(way.text), LINE_HEIGHT)
        end = (target.x, target.centre[1])
        if self._straight(way):
            pass
        elif way.gutter is None:
            points += [(way.exit, y), (way.exit, end[1])]
        else:
            row, side = way.gutter
            offset = MARGIN + TRACK * (self.tracks[way.gutter] - 1 - way.track)
            track = tops[row] + offset if side == "top" else tops[row] + heights[row] - offset
            points += [(way.exit, y), (way.exit, track), (way.entry, track), (way.entry, end[1])]
        points.append(end)
        return Edge(way.source, way.target, way.index, way.text, _simple(points), label)


def _around(x: int, y: int, width: int, height: int) -> Box:
    return Box(x - width // 2, y - height // 2, width, height)


def _simple(points: list[Point]) -> tuple[Point, ...]:
    """The line without points that stand twice or halfway a straight piece."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
            continue
        kept.append(point)
    return tuple(kept)
