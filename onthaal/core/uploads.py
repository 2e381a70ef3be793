"""Stops a file that is too large while it comes in, without losing the rest of the form."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MAX_FILE = 20 * 1024 * 1024
MAX_TOTAL = 90 * 1024 * 1024


class LimitedUpload(FileUploadHandler):
    """Comes first in ``FILE_UPLOAD_HANDLERS``.

    A file over ``MAX_FILE``, or that makes the request go over ``MAX_TOTAL``, is read to its end
    but not kept; the page finds its name with ``left_out``. The other fields and files arrive.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        self.total += len(raw_data)
        if self.received > MAX_FILE or self.total > MAX_TOTAL:
            names: list[tuple[str, str]] = getattr(self.request, "_left_out_uploads", [])
            names.append((self.field_name, self.file_name or ""))
            self.request._left_out_uploads = names  # type: ignore[union-attr]
            self.total -= self.received
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def left_out(request: HttpRequest, field_name: str) -> list[str]:
    """The names of the files that were too large, after ``request.POST`` has been read."""
    _ = request.POST
    names: list[tuple[str, str]] = getattr(request, "_left_out_uploads", [])
    return [name for field, name in names if field == field_name]
