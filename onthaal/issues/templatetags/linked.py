"""Texts that staff write, with what can be clicked made clickable."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_CLICKABLE = re.compile(
    r"(?P<web>(?:https?://)?(?:[a-z0-9-]+\.)+(?:be|eu|org|com|vlaanderen|brussels)"
    r"(?:/[^\s<]*[^\s<.,;:)])?)(?![\w@-])"
    r"|(?P<phone>(?<![\w-])(?:\+32 ?|0)\d{1,3}(?:[ ./]?\d{2,3}){2,4}(?!\d))"
    r"|(?P<short>(?<=bel )(?:112|101)(?!\d))",
    re.IGNORECASE,
)


@register.filter
def linked(text: str) -> SafeString:
    """Escaped text in which web addresses (also bare ``meldpuntwegen.be``) and telephone numbers
    are links; empty lines become paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe(  # noqa: S308 -- every piece is escaped below
        "".join(f"<p>{_links(paragraph)}</p>" for paragraph in paragraphs if paragraph)
    )


def _links(text: str) -> str:
    made, at = [], 0
    for match in _CLICKABLE.finditer(text):
        if text[: match.start()].endswith("@"):
            continue  # the second half of an e-mail address
        made.append(_lines(text[at : match.start()]))
        made.append(f'<a href="{escape(_address(match))}">{escape(match[0])}</a>')
        at = match.end()
    return "".join([*made, _lines(text[at:])])


def _address(match: re.Match[str]) -> str:
    if match["web"]:
        return match[0] if match[0].lower().startswith("http") else f"https://{match[0]}"
    return "tel:" + re.sub(r"[^\d+]", "", match[0])


def _lines(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")
