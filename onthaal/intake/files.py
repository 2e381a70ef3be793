"""What comes with a mail, and what of it stays on the disk."""

from __future__ import annotations

from onthaal.core import stored_files
from onthaal.intake.models import Attachment, IncomingMail
from onthaal.intake.reading import File
from onthaal.issues.incoming_files import Taken, judge

MAX_FILES = 12
FOLDER = "post"


def take(files: tuple[File, ...]) -> list[Taken]:
    """Judge every file of a mail. Slow for photos: not inside a transaction."""
    taken = []
    for number, file in enumerate(files):
        if number >= MAX_FILES:
            reason = f"meer dan {MAX_FILES} bijlagen"
            taken.append(Taken(file.name, len(file.content), refused=reason))
        else:
            taken.append(judge(file.name, file.content_type, file.content))
    return taken


def remove_unused() -> int:
    """Remove files of at least a day old that no row needs; returns how many."""
    return stored_files.remove_unused(FOLDER, _in_use)


def _in_use(path: str) -> bool:
    return (
        IncomingMail.objects.filter(raw=path).exists()
        or Attachment.objects.filter(file=path).exists()
    )
