"""What staff may receive from outside: photos made anew, and a few kinds of documents."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from django.core.files.storage import default_storage

from onthaal.core import clock
from onthaal.intake.models import Attachment, IncomingMail
from onthaal.intake.reading import File
from onthaal.issues.photos import BadPhoto, EncodedPhoto, encode

MAX_FILE = 15 * 1024 * 1024
MAX_FILES = 12
FOLDER = "post"
YOUNG = dt.timedelta(hours=24)
# ending → how such a file begins. What can hold macros or scripts is not on the list.
_KINDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "ods": (b"PK\x03\x04",),
    "doc": (b"\xd0\xcf\x11\xe0",),
    "xls": (b"\xd0\xcf\x11\xe0",),
    "rtf": (b"{\\rtf",),
}
_PLAIN = ("txt", "csv", "ics", "vcf", "eml")


@dataclass(frozen=True)
class Taken:
    """One file, judged: a photo, a document, or refused with the reason in Dutch."""

    name: str
    size: int
    photo: EncodedPhoto | None = None
    content: bytes | None = None
    refused: str = ""


def take(files: tuple[File, ...]) -> list[Taken]:
    """Judge every file of a mail. Slow for photos: not inside a transaction."""
    taken = []
    for number, file in enumerate(files):
        if number >= MAX_FILES:
            taken.append(_refused(file, f"meer dan {MAX_FILES} bijlagen"))
        else:
            taken.append(_judge(file))
    return taken


def _judge(file: File) -> Taken:
    size = len(file.content)
    if size > MAX_FILE:
        return _refused(file, f"groter dan {MAX_FILE // 1024 // 1024} MB")
    ending = file.name.lower().rpartition(".")[2]
    if file.content_type.startswith("image/") or ending in ("jpg", "jpeg", "png", "heic", "webp"):
        try:
            return Taken(file.name, size, photo=encode(io.BytesIO(file.content), file.name))
        except BadPhoto:
            return _refused(file, "geen bruikbare foto")
    starts = _KINDS.get(ending, ())
    if any(file.content.startswith(start) for start in starts):
        return Taken(file.name, size, content=file.content)
    if ending in _PLAIN and b"\0" not in file.content[:4096]:
        return Taken(file.name, size, content=file.content)
    return _refused(file, "dit soort bestand bewaren wij niet")


def _refused(file: File, reason: str) -> Taken:
    return Taken(file.name, len(file.content), refused=reason)


def remove_unused() -> int:
    """Remove files of at least a day old that no row needs; returns how many."""
    removed = 0
    for path in _paths(FOLDER):
        in_use = (
            IncomingMail.objects.filter(raw=path).exists()
            or Attachment.objects.filter(file=path).exists()
        )
        if not in_use and default_storage.get_modified_time(path) < clock.now() - YOUNG:
            default_storage.delete(path)
            removed += 1
    return removed


def _paths(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in names]
    for each in folders:
        found += _paths(f"{folder}/{each}")
    return found
