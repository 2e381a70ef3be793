"""A field for several photos, each judged on its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from onthaal.issues.photos import MAX_PHOTOS, BadPhoto, EncodedPhoto, encode, too_large

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Cleans to a list of (name, photo). Bad files give an error each; the good ones are in
    ``accepted`` of the form all the same, see ``take_photos``."""

    widget = PhotosInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": "Foto’s",
                "required": False,
                "help_text": f"Tot {MAX_PHOTOS} foto’s. Liefst zonder herkenbare personen.",
                "widget": PhotosInput(attrs={"accept": ACCEPT}),
                **kwargs,
            }
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


class WithPhotos(forms.Form):
    """A form with photos. After ``is_valid`` the usable ones are in ``accepted`` as (name, photo),
    also when others, or other fields, are wrong. ``left_out`` are the names of files that were
    too large to arrive (``core.uploads``)."""

    photos = PhotosField()

    def __init__(self, *args: Any, left_out: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out = left_out or []
        self.accepted: list[tuple[str, EncodedPhoto]] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        files = self.files.getlist("photos") if self.files else []
        self.accepted, problems = take_photos(
            [file for file in files if file], left_out=self.left_out, room=MAX_PHOTOS
        )
        for problem in problems:
            self.add_error("photos", problem)
        return cleaned


def take_photos(
    files: list[UploadedFile[Any]], *, left_out: list[str], room: int
) -> tuple[list[tuple[str, EncodedPhoto]], list[str]]:
    """The usable photos with their names, and a message for every file that is not usable.

    ``left_out`` are the names of files that were too large to arrive; ``room`` is how many may
    still come in.
    """
    taken: list[tuple[str, EncodedPhoto]] = []
    problems = [too_large(name) for name in left_out]
    for file in files:
        name = file.name or ""
        if len(taken) >= room:
            problems.append(
                f"U kunt ten hoogste {MAX_PHOTOS} foto’s meesturen. Wij namen er {MAX_PHOTOS}; "
                f"“{name[:60]}” niet."
            )
            continue
        try:
            taken.append((name, encode(file, name)))
        except BadPhoto as problem:
            problems.append(str(problem))
    return taken, problems
