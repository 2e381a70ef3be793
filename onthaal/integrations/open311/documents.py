"""Open311 documents in both formats: rows of plain values to text and back.

A row is a mapping of names to text, number, truth, None, a list or a mapping. In XML a list is
written as one element per item, named as ``_ITEM`` says; in JSON as an array without root.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

XML, JSON = "xml", "json"
FORMATS = (XML, JSON)
CONTENT_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}

_ITEM = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "values": "value",
    "photos": "photo",
}
_LISTS = frozenset({*_ITEM, "service_requests_updates"})
# What XML 1.0 cannot hold in any way, not even as a character reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 20


class BadDocument(Exception):
    """What came in is not a document that we read; the message says why, for the log."""


def write(root: str, content: Mapping[str, Any] | Sequence[Mapping[str, Any]], form: str) -> bytes:
    """``content`` as a document: in XML inside ``root``, in JSON bare. UTF-8."""
    if form == JSON:
        # half of a surrogate pair cannot be UTF-8; everything else can be JSON
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n']
    _element(root, content, parts)
    return "".join(parts).encode()


def _element(name: str, value: Any, parts: list[str]) -> None:
    if value is None or value in ("", [], {}):
        parts.append(f"<{name}/>")
        return
    parts.append(f"<{name}>")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _element(key, inner, parts)
    elif isinstance(value, list | tuple):
        for inner in value:
            _element(_ITEM[name], inner, parts)
    else:
        parts.append(_text(value))
    parts.append(f"</{name}>")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # a bare carriage return would become a line feed in every reader
    return escape(_NOT_XML.sub("", str(value)), {"\r": "&#13;"})


def read(body: bytes, form: str) -> Any:
    """The rows of a document, as ``write`` got them; every value of an XML document is text.

    Lists are lists in both formats, whatever they are called. Document types and with them
    entities are refused. Raises BadDocument.
    """
    if form == JSON:
        try:
            found = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadDocument(f"not JSON: {error}") from error
        return _unwrapped(found)
    return _Reader().read(body)


def _unwrapped(found: Any) -> Any:
    """Some servers put the list in an object with its XML name, against the specification."""
    if isinstance(found, dict) and len(found) == 1:
        ((name, inner),) = found.items()
        if name in _LISTS and isinstance(inner, list):
            return inner
    return found


class _Reader:
    """Builds plain values from the events of expat."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, list[tuple[str, Any]], list[str]]] = []
        self.found: Any = None

    def read(self, body: bytes) -> Any:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(body, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise BadDocument(f"not XML: {error}") from error
        return self.found

    def _doctype(self, *_: object) -> None:
        raise BadDocument("a document type is not allowed")

    def _start(self, name: str, _: dict[str, str]) -> None:
        if len(self.stack) >= _DEEPEST:
            raise BadDocument("nested too deeply")
        self.stack.append((name, [], []))

    def _characters(self, text: str) -> None:
        self.stack[-1][2].append(text)

    def _end(self, _: str) -> None:
        name, children, texts = self.stack.pop()
        value: Any
        if name in _LISTS:
            value = [inner for _, inner in children]
        elif children:
            value = dict(children)
        else:
            value = "".join(texts).strip() or None
        if self.stack:
            self.stack[-1][1].append((name, value))
        else:
            self.found = value
