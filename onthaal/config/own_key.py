"""The secret key of an installation that tries Onthaal out: made once, kept under ``var/``."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path


def read(folder: Path) -> str:
    """The key of ``folder``; makes it when there is none. Raises OSError.

    Processes that start at the same moment get the same key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = folder / "secret_key"
        # an empty file is what a full disk leaves
        if not file.exists() or not file.read_text():
            draft = folder / "secret_key.new"
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(50))
            draft.rename(file)
        return file.read_text()
    finally:
        os.close(lock)
