"""Which files from outside we take in: photos made anew, and a few kinds of documents.

For mails, and for forms on which residents and staff choose files.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from onthaal.issues.photos import BadPhoto, EncodedPhoto, encode

MAX_FILE = 15 * 1024 * 1024
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
_PHOTOS = ("jpg", "jpeg", "png", "heic", "webp")
# for the attribute of an input; the judgement is ours
ACCEPT = ",".join(["image/*", *(f".{ending}" for ending in ("heic", "heif", *_KINDS, *_PLAIN))])


@dataclass(frozen=True)
class Taken:
    """One file, judged: a photo, a document, or refused.

    ``refused`` is the reason in a few Dutch words, ``advice`` the sentence for who sent it: which
    file it is and what to do.
    """

    name: str
    size: int
    photo: EncodedPhoto | None = None
    content: bytes | None = None
    refused: str = ""
    advice: str = ""


def judge(name: str, content_type: str, content: bytes) -> Taken:
    """Judge one file by what is in it. Slow for photos: not inside a transaction."""
    size = len(content)
    if size > MAX_FILE:
        return refuse_large(name, size)
    ending = name.lower().rpartition(".")[2]
    if content_type.startswith("image/") or ending in _PHOTOS:
        try:
            return Taken(name, size, photo=encode(io.BytesIO(content), name))
        except BadPhoto as problem:
            return Taken(name, size, refused="geen bruikbare foto", advice=str(problem))
    starts = _KINDS.get(ending, ())
    if any(content.startswith(start) for start in starts):
        return Taken(name, size, content=content)
    if ending in _PLAIN and b"\0" not in content[:4096]:
        return Taken(name, size, content=content)
    return Taken(
        name, size, refused="dit soort bestand bewaren wij niet", advice=_advice(name, ending, size)
    )


def refuse_large(name: str, size: int) -> Taken:
    """A file over ``MAX_FILE``, which need not be read for that."""
    most = MAX_FILE // 1024 // 1024
    return Taken(
        name,
        size,
        refused=f"groter dan {most} MB",
        advice=f"{shown(name)} is groter dan {most} MB. Maak het bestand kleiner en kies het "
        "opnieuw.",
    )


def shown(name: str) -> str:
    """The name of a file in a sentence."""
    return f"“{name[:60]}”" if name else "Dit bestand"


def _advice(name: str, ending: str, size: int) -> str:
    if size == 0:
        return f"{shown(name)} is leeg. Kies een ander bestand."
    if ending in _KINDS or ending in _PLAIN:
        return (
            f"{shown(name)} is beschadigd of is geen echt {ending}-bestand. Bewaar het opnieuw of "
            "kies een ander bestand."
        )
    return (
        f"{shown(name)} is een soort bestand dat wij niet aannemen. Kies een foto, een PDF of een "
        "document van Word, Excel of LibreOffice."
    )
