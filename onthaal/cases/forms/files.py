"""Choosing files, each judged on its own; good ones survive when something else is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from onthaal.cases.actions.filing import MAX_FILES, Enclosed
from onthaal.cases.models import DraftFile
from onthaal.core.uploads import MAX_TOTAL
from onthaal.issues.incoming_files import ACCEPT, MAX_FILE, Taken, judge, refuse_large, shown

_MEGA = 1024 * 1024


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; ``WithFiles`` judges them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": "Bestanden",
                "required": False,
                "help_text": (
                    "Foto’s, PDF, of documenten van Word, Excel of LibreOffice. Tot "
                    f"{MAX_FILES} bestanden, elk ten hoogste {MAX_FILE // _MEGA} MB."
                ),
                "widget": FilesInput(attrs={"accept": ACCEPT}),
                **kwargs,
            }
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


class WithFiles(forms.Form):
    """A form with files, and with those that were kept when it came back earlier (``drafts``).

    ``left_out`` are names of files that were too large to arrive (``core.uploads``), ``lost`` says
    that a kept file is not there any more, ``needed`` names what we need. After ``is_valid`` the
    usable ones are in ``enclosed``, also when others, or other fields, are wrong.
    """

    uploads = FilesField()

    def __init__(
        self,
        *args: Any,
        form_key: uuid.UUID,
        drafts: Sequence[DraftFile] = (),
        left_out: Sequence[str] = (),
        lost: bool = False,
        needed: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.drafts, self.left_out, self.lost, self.needed = drafts, left_out, lost, needed
        self.enclosed = Enclosed(form_key)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = self.data.getlist("kept") if isinstance(self.data, MultiValueDict) else []
        kept = [draft.key for draft in self.drafts if draft.key in ticked]
        sent = self.files.getlist("uploads") if self.files else []
        fresh, problems = take_files(filter(None, sent), room=MAX_FILES - len(kept))
        self.enclosed = Enclosed(self.enclosed.form_key, fresh, kept)
        problems = [*(_too_large(name) for name in self.left_out), *problems]
        if self.lost:
            problems.append(
                "Een bestand dat u eerder koos, bewaarden wij niet langer. Kies het opnieuw."
            )
        for problem in problems:
            self.add_error("uploads", problem)
        return cleaned


class WordsOrFiles(WithFiles):
    """An answer (``text``) in words, in files, or both."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.enclosed and not str(self.data.get("text", "")).strip():
            self.errors.pop("text", None)
            cleaned["text"] = ""
        return cleaned


def take_files(sent: Iterable[UploadedFile[Any]], *, room: int) -> tuple[list[Taken], list[str]]:
    """The usable files, at most ``room``, and a message for every other one. Slow for photos."""
    taken: list[Taken] = []
    problems: list[str] = []
    for file in sent:
        name = file.name or ""
        if len(taken) >= room:
            problems.append(
                f"U kunt ten hoogste {MAX_FILES} bestanden meesturen; {shown(name)} is er te veel. "
                "Laat een ander bestand weg als u dit wilt sturen."
            )
            continue
        if (file.size or 0) > MAX_FILE:
            each = refuse_large(name, file.size or 0)
        else:
            each = judge(name, file.content_type or "", file.read())
        if each.refused:
            problems.append(each.advice)
        else:
            taken.append(each)
    return taken, problems


def _too_large(name: str) -> str:
    return (
        f"{shown(name)} kwam niet mee. Een bestand is ten hoogste {MAX_FILE // _MEGA} MB, alles "
        f"samen {MAX_TOTAL // _MEGA} MB. Maak het bestand kleiner en kies het opnieuw."
    )
