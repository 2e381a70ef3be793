"""Pages of ours as accessible PDF (tagged, PDF/UA-1). Needs Debian's libpango."""

from __future__ import annotations

from functools import cache
from typing import Any

from PIL import ImageFile

from onthaal.ui import house_style


def written(page: str, styles: str) -> bytes | None:
    """``page`` (a whole HTML page) as PDF; None where libpango is missing.

    ``#0a3329`` in ``styles`` stands for the header colour of the house style. Nothing is fetched.
    """
    html = maker()
    if html is None:
        return None
    from weasyprint import CSS

    coloured = styles.replace("#0a3329", house_style.current().header_colour)
    made: bytes = html(string=page, url_fetcher=_nothing).write_pdf(
        stylesheets=[CSS(string=coloured)], pdf_variant="pdf/ua-1"
    )
    return made


@cache
def maker() -> Any:
    """WeasyPrint's HTML class, or None when the system library that it draws with is missing."""
    try:
        from weasyprint import HTML
    except OSError:
        return None
    # WeasyPrint switches this on for the whole process; a photo that was cut off must be refused
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return HTML


def _nothing(address: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"our PDF files fetch nothing: {address}")
