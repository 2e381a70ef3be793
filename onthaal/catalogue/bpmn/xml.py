"""Reading and writing XML without surprises: no DTD, no entities, bounded, the same bytes twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from onthaal.catalogue.bpmn.names import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, PREFIXES

_BETWEEN = "}"


class Unreadable(Exception):
    """The file is not XML that we want to read; the message says why and what to do, in Dutch."""


@dataclass
class Node:
    """One element. ``tag`` and the keys of ``attributes`` are prefixed names such as
    ``bpmn:task`` for the namespaces that we know, ``{namespace}name`` for others."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, *tags: str) -> Iterator[Node]:
        """The children with one of ``tags``."""
        return (child for child in self.children if child.tag in tags)

    def first(self, tag: str) -> Node | None:
        return next(self.all(tag), None)

    def deep(self, tag: str) -> Iterator[Node]:
        """Every element below with ``tag``, in the order of the file."""
        todo = list(reversed(self.children))
        while todo:
            node = todo.pop()
            if node.tag == tag:
                yield node
            todo += reversed(node.children)

    def add(self, tag: str, text: str = "", **attributes: str) -> Node:
        """A new child; an attribute that is "" is left out and ``_`` stands for ``:``."""
        child = Node(
            tag,
            {name.replace("_", ":"): value for name, value in attributes.items() if value != ""},
            text=text,
        )
        self.children.append(child)
        return child


def read(data: bytes) -> Node:
    """The root element. Raises Unreadable.

    A document type is refused, so that no entity can grow or fetch anything.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Het bestand is groter dan {MAX_BYTES // 1024 // 1024} MB.")
    if not data.strip():
        raise Unreadable("Het bestand is leeg.")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise Unreadable(
            f"Het bestand is geen goede XML: op regel {problem.lineno} loopt het mis. Bewaar het "
            "diagram opnieuw en probeer nog eens."
        ) from None
    except (ValueError, LookupError):
        raise Unreadable("Het bestand gebruikt een schrift dat wij niet lezen.") from None
    if reader.root is None:
        raise Unreadable("Het bestand is leeg.")
    return reader.root


def _refuse(*_: object) -> None:
    raise Unreadable("Het bestand heeft een DTD. Zulke bestanden lezen wij niet.")


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.elements = 0
        self.names = {uri: prefix for prefix, uri in PREFIXES.items()}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise Unreadable("Het diagram is te groot: het heeft te veel onderdelen.")
        if len(self.open) >= MAX_DEPTH:
            raise Unreadable("De onderdelen van het diagram zitten te diep in elkaar.")
        node = Node(
            self._name(tag),
            {self._name(name): value[:MAX_TEXT] for name, value in attributes.items()},
        )
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        node = self.open[-1]
        node.text = (node.text + text)[:MAX_TEXT]

    def _name(self, name: str) -> str:
        uri, between, local = name.rpartition(_BETWEEN)
        if not between:
            return name
        return f"{self.names[uri]}:{local}" if uri in self.names else f"{{{uri}}}{local}"


def write(root: Node) -> bytes:
    """The document with every prefix that we know declared at its root."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    _write(root, lines, 0, spaces)
    return ("\n".join(lines) + "\n").encode()


def _write(node: Node, lines: list[str], depth: int, spaces: str = "") -> None:
    indent = "  " * depth
    attributes = "".join(
        f' {name}="{_attribute(value)}"' for name, value in node.attributes.items()
    )
    start = f"{indent}<{node.tag}{spaces}{attributes}"
    if node.children:
        lines.append(f"{start}>")
        for child in node.children:
            _write(child, lines, depth + 1)
        lines.append(f"{indent}</{node.tag}>")
    elif node.text:
        lines.append(f"{start}>{escape(node.text, {chr(13): '&#13;'})}</{node.tag}>")
    else:
        lines.append(f"{start}/>")


def _attribute(value: str) -> str:
    # a reader makes spaces of line ends in attributes, unless they are written as numbers
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
