"""A letter as a file, or as a page to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onthaal.complaints import letters
from onthaal.complaints.models import Letter


def letter_response(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The PDF, or the page to print where no PDF can be made."""
    file = letters.pdf(letter)
    if file is None:
        return render(request, "complaints/letter_page.html", letters.context(letter))
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{letter.file_name}"'
    return response
