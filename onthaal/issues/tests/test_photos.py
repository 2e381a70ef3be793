"""Photos as people really send them, and files that only pretend to be one. No database."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from onthaal.core import uploads
from onthaal.issues import photos

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(width=640, height=480, colour="red", kind="JPEG", **options):
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **options)
    out.seek(0)
    return out


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF"])
def test_the_usual_kinds_become_a_jpeg_with_a_thumbnail(kind):
    photo = photos.encode(picture(kind=kind), "foto")
    assert opened(photo.jpeg).format == "JPEG"
    assert (photo.width, photo.height) == (640, 480)
    assert max(opened(photo.thumbnail).size) == photos.THUMBNAIL_SIDE


def test_a_large_photo_is_made_smaller():
    photo = photos.encode(picture(4000, 3000), "groot.jpg")
    assert (photo.width, photo.height) == (2000, 1500)


def test_place_and_device_are_gone_and_the_photo_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Telefoon"
    exif.get_ifd(GPS)[2] = (51.0, 7.0, 0.0)
    photo = photos.encode(picture(exif=exif), "dwars.jpg")
    for jpeg in (photo.jpeg, photo.thumbnail):
        assert not opened(jpeg).getexif()
        assert b"Telefoon" not in jpeg
    assert (photo.width, photo.height) == (480, 640)


def test_a_comment_or_profile_does_not_travel_along():
    photo = photos.encode(picture(comment=b"van An Peeters"), "a.jpg")
    assert b"An Peeters" not in photo.jpeg
    assert "icc_profile" not in opened(photo.jpeg).info


def test_what_is_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(photos.encode(out, "a.png").jpeg).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 " + b"x" * 100,
        b"MZ\x90\x00 a program",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_a_disguised_file_is_refused_by_its_content(content):
    with pytest.raises(photos.BadPhoto, match="is geen foto"):
        photos.encode(io.BytesIO(content), "vakantie.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_that_was_cut_off_is_refused_with_its_name(kind):
    whole = picture(900, 700, kind=kind).getvalue()
    with pytest.raises(photos.BadPhoto, match="put in de weg"):
        photos.encode(io.BytesIO(whole[: len(whole) // 2]), "put in de weg.jpg")


def test_a_file_with_only_the_first_bytes_of_a_photo_is_refused():
    for start in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x18ftypheic"):
        with pytest.raises(photos.BadPhoto):
            photos.encode(io.BytesIO(start + b"\x00" * 200), "a.jpg")


def test_an_empty_file_is_refused():
    with pytest.raises(photos.BadPhoto, match="is leeg"):
        photos.encode(io.BytesIO(), "leeg.jpg")


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    with pytest.raises(photos.BadPhoto, match="te veel beeldpunten"):
        photos.encode(io.BytesIO(bomb), "bom.png")


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(photos, "MAX_FILE", 100)
    with pytest.raises(photos.BadPhoto, match="groter dan"):
        photos.encode(picture(), "zwaar.jpg")


def test_a_file_that_is_too_large_on_arrival_is_left_out_and_the_rest_arrives(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILE", 100_000)
    heavy = SimpleUploadedFile("zwaar.jpg", b"x" * 300_000)
    light = SimpleUploadedFile("licht.jpg", b"y" * 50_000)
    request = RequestFactory().post(
        "/", {"description": "Een put", "photos": [heavy, light], "after": "ook dit"}
    )
    assert request.POST["description"] == "Een put"
    assert request.POST["after"] == "ook dit"
    assert [file.name for file in request.FILES.getlist("photos")] == ["licht.jpg"]
    assert uploads.left_out(request, "photos") == ["zwaar.jpg"]


def test_many_large_files_together_do_not_fill_the_disk(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_TOTAL", 100_000)
    files = [SimpleUploadedFile(f"{n}.jpg", b"x" * 40_000) for n in range(5)]
    request = RequestFactory().post("/", {"photos": files})
    assert uploads.left_out(request, "photos") == ["2.jpg", "3.jpg", "4.jpg"]
