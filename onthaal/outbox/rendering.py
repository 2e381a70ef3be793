"""From wording to the plain text and the HTML of a mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from onthaal.outbox.wordings import fill

_LINK = re.compile(r"\[(Knop: )?([^\]\n]+)\]\(([^)\s]+)\)")
_SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(subject: str, body: str, values: Mapping[str, str], look: object) -> Rendered:
    """Fill in ``values`` and make both forms. ``look`` is the house style for the HTML.

    Values are escaped; structure in a value (a line that starts with ``- ``, a link) stays text.
    """
    filled_subject = " ".join(fill(subject, values).split())[:250]
    blocks = [block for block in re.split(r"\n\s*\n", body.strip()) if block.strip()]
    html = render_to_string(
        "outbox/mail.html",
        {
            "subject": filled_subject,
            "blocks": [_html_block(block, values) for block in blocks],
            "look": look,
        },
    )
    text_blocks = [_text_block(block, values) for block in blocks]
    text = "\n\n".join(block for block in text_blocks if block.strip())
    return Rendered(filled_subject, text + "\n", html)


def _text_block(block: str, values: Mapping[str, str]) -> str:
    def link(match: re.Match[str]) -> str:
        return f"{fill(match[2], values)}:\n{fill(match[3], values)}"

    # links first, values last: what a person typed is never taken for a link
    parts = []
    last = 0
    for match in _LINK.finditer(block):
        parts += [fill(block[last : match.start()], values), link(match)]
        last = match.end()
    return "".join([*parts, fill(block[last:], values)])


def _html_block(block: str, values: Mapping[str, str]) -> SafeString:
    lines = block.strip().splitlines()
    if all(line.startswith("- ") for line in lines):
        items = "".join(
            f'<li style="margin:0 0 4px">{_html_inline(line[2:], values)}</li>' for line in lines
        )
        return mark_safe(f'<ul style="margin:0 0 16px;padding-left:20px">{items}</ul>')  # noqa: S308 -- built from escaped parts
    return format_html('<p style="margin:0 0 16px">{}</p>', _html_inline("\n".join(lines), values))


def _html_inline(wording: str, values: Mapping[str, str]) -> SafeString:
    parts: list[str] = []
    last = 0
    for match in _LINK.finditer(wording):
        parts.append(_escaped(fill(wording[last : match.start()], values)))
        label, address = fill(match[2], values), fill(match[3], values)
        if _SAFE_ADDRESS.match(address):
            name = "outbox/mail_button.html" if match[1] else "outbox/mail_link.html"
            parts.append(render_to_string(name, {"label": label, "address": address}).strip())
        else:
            parts.append(_escaped(label))
        last = match.end()
    parts.append(_escaped(fill(wording[last:], values)))
    return mark_safe("".join(parts))  # noqa: S308 -- built from escaped parts


def _escaped(text: str) -> str:
    """Escaped, with line breaks kept and bare web addresses made into links."""
    safe = escape(text).replace("\r\n", "\n").replace("\n\n", "<br><br>").replace("\n", "<br>")
    return re.sub(
        r"(https?://[^\s<]+[^\s<.,;:!?)])",
        r'<a href="\1" style="color:inherit">\1</a>',
        safe,
    )
