"""What goes along with a mail as a file. Its own app keeps what it is made from and makes it when
the mail leaves, in the worker; so it is stored nowhere twice and a slow maker holds nobody up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Promised:
    """That this goes along: ``kind`` is registered, ``pk`` says which one, ``name`` is the name of
    the file for the receiver."""

    kind: str
    pk: int
    name: str


@dataclass(frozen=True)
class File:
    content: bytes
    content_type: str


class NotMade(Exception):
    """It could not be made now. The mail waits and is tried again, visible to staff."""


Make = Callable[[int], File | None]
_makers: dict[str, Make] = {}


def register(kind: str, make: Make) -> None:
    """``make(pk)`` gives the file, or None when the mail must go without. Called once at start."""
    _makers[kind] = make


def made(kind: str, pk: int) -> File | None:
    """The file itself. Raises NotMade."""
    try:
        return _makers[kind](pk)
    except Exception as failure:
        # its words may hold personal data
        raise NotMade(type(failure).__name__) from failure
