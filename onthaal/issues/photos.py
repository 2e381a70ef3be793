"""Turning whatever a resident uploads into a safe JPEG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EncodedPhoto:
    """A photo that we encoded ourselves: no EXIF, at most 2000 pixels a side, and a thumbnail."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
