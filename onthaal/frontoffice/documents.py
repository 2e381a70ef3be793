"""A decision as an accessible PDF, or as a page to print where no PDF can be made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from onthaal.frontoffice.models import Decision
from onthaal.ui import house_style, pdf


def context(decision: Decision) -> dict[str, Any]:
    """What a template needs to show the document."""
    return {"decision": decision, "content": decision.content, "look": house_style.current()}


def as_pdf(decision: Decision) -> bytes | None:
    """The document as tagged PDF/UA; None where libpango is missing."""
    page = render_to_string("frontoffice/studio/decision_pdf.html", context(decision))
    return pdf.written(page, (Path(__file__).parent / "decision.css").read_text())
