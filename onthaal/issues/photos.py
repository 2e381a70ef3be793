"""Turning whatever a resident uploads into a safe JPEG.

Nothing of the sent file reaches the disk: we read the picture and write a new one. So EXIF
(place, time, device) is gone and a disguised file cannot be served by us.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import IO

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from onthaal.core.uploads import MAX_FILE

MAX_PHOTOS = 4
# The largest telephone cameras make 50 megapixels (200 on paper, 12 to 50 in the file).
MAX_PIXELS = 64_000_000
MAX_SIDE = 2000
THUMBNAIL_SIDE = 400

# What the file itself says it is, whatever its name or declared type. Pillow gets only these.
_SIGNATURES: tuple[tuple[str, int, bytes], ...] = (
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("WEBP", 8, b"WEBP"),
    ("GIF", 0, b"GIF8"),
    ("HEIF", 4, b"ftyp"),
)

pillow_heif.register_heif_opener()
# Pillow warns above this and refuses above twice this; our own limit below is checked first.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class BadPhoto(Exception):
    """The file cannot be used; the message says which file and what to do, in Dutch."""


@dataclass(frozen=True)
class EncodedPhoto:
    """A photo that we encoded ourselves: no EXIF, at most 2000 pixels a side, and a thumbnail."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def encode(upload: IO[bytes], name: str) -> EncodedPhoto:
    """Read ``upload`` and make our own picture of it, turned the way the camera was held.

    Raises BadPhoto when it is too large, not a picture, broken or not a kind that we read.
    """
    shown = f"“{name[:60]}”" if name else "Dit bestand"
    size = upload.seek(0, io.SEEK_END)
    upload.seek(0)
    if size > MAX_FILE:
        raise BadPhoto(too_large(name))
    if size == 0:
        raise BadPhoto(f"{shown} is leeg. Kies een andere foto.")
    kind = _kind(upload.read(16))
    upload.seek(0)
    if kind is None:
        raise BadPhoto(f"{shown} is geen foto. Kies een JPG, PNG, WebP of HEIC.")
    try:
        with Image.open(upload, formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise BadPhoto(
                    f"{shown} heeft te veel beeldpunten. Kies een foto van ten hoogste "
                    f"{MAX_PIXELS // 1_000_000} megapixel."
                )
            return _encode(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(f"{shown} heeft te veel beeldpunten. Kies een kleinere foto.") from error
    except UnidentifiedImageError as error:
        raise BadPhoto(f"{shown} is geen foto. Kies een JPG, PNG, WebP of HEIC.") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError) as error:
        # what the decoders raise on a broken file, one after another
        raise BadPhoto(f"{shown} is beschadigd. Neem of kies een andere foto.") from error


def too_large(name: str) -> str:
    """What to tell somebody whose file is over the limit."""
    shown = f"“{name[:60]}”" if name else "Dit bestand"
    return (
        f"{shown} is groter dan {MAX_FILE // 1024 // 1024} MB. "
        "Kies een kleinere foto of neem ze opnieuw met een lagere kwaliteit."
    )


def _kind(start: bytes) -> str | None:
    for kind, offset, signature in _SIGNATURES:
        if start[offset : offset + len(signature)] == signature:
            return kind
    return None


def _encode(picture: Image.Image) -> EncodedPhoto:
    # lets the JPEG decoder work at a half, quarter or eighth: less memory and time
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    plain = _on_white(turned)
    if profile:
        plain = _to_srgb(plain, profile)
    small = plain.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return EncodedPhoto(
        jpeg=_jpeg(plain, quality=84),
        thumbnail=_jpeg(small, quality=80),
        width=plain.width,
        height=plain.height,
    )


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        see_through = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(see_through, mask=see_through.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the camera meant them (an iPhone writes Display P3); the profile itself goes."""
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken or foreign profile is no reason to refuse the photo
    return converted or picture


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    # a new picture carries nothing over from the file: no EXIF, no comment, no profile
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
