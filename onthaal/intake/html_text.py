"""The words of an HTML mail, without anything that could do harm."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr",
    "ul",
}  # fmt: skip
_SILENT = {"head", "script", "style", "template", "title", "noscript", "svg", "object"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def words(html: str) -> str:
    """Plain text: blocks on lines of their own, links with their address, quotes after ``> ``."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.quotes = 0
        # the open element that is not shown, with how deep we are in it
        self.silent: tuple[str, int] | None = None
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            name, depth = self.silent
            self.silent = (name, depth + (tag == name))
            return
        given = dict(attrs)
        if tag in _SILENT or (tag not in _VOID and _HIDDEN.search(given.get("style") or "")):
            self.silent = (tag, 1)
            return
        if tag == "br":
            self._end_line()
        elif tag in _BLOCKS:
            self._end_line(only_full=True)
            if tag == "li":
                self.line = "- "
            if tag == "blockquote":
                self.quotes += 1
        elif tag == "a":
            self.links.append((given.get("href") or "", len(self.line)))
        elif tag in ("td", "th") and self.line.strip():
            self.line += " "

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            name, depth = self.silent
            if tag == name:
                self.silent = (name, depth - 1) if depth > 1 else None
            return
        if tag == "a" and self.links:
            address, start = self.links.pop()
            shown = self.line[start:].strip()
            if address.startswith(("http://", "https://")) and address.rstrip("/") not in shown:
                self.line += f" ({address})" if shown else address
        elif tag in _BLOCKS:
            self._end_line(only_full=True)
            if tag == "blockquote":
                self.quotes = max(0, self.quotes - 1)
            elif tag in ("p", "h1", "h2", "h3", "table"):
                self._blank()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            piece = re.sub(r"\s+", " ", data)
            self.line += piece.lstrip() if self.line in ("", "- ") else piece

    def text(self) -> str:
        self._end_line(only_full=True)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def _end_line(self, *, only_full: bool = False) -> None:
        if only_full and not self.line.strip(" -"):
            self.line = ""
            return
        self.lines.append(("> " * min(self.quotes, 5) + self.line.strip()).rstrip())
        self.line = ""

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("> " * min(self.quotes, 5))
            self.lines[-1] = self.lines[-1].rstrip()
