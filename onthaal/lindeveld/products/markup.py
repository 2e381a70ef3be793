"""The small mark-up of our texts: paragraphs and lists, nothing that could be dangerous."""

from __future__ import annotations

from html import escape


def plain(text: str) -> str:
    """One line of text."""
    return " ".join(text.split())


def html(text: str) -> str:
    """Paragraphs and lists; an empty line ends a block, a line that begins with ``- `` a point."""
    out: list[str] = []
    for block in "\n".join(line.strip() for line in text.strip().splitlines()).split("\n\n"):
        words: list[str] = []
        points: list[list[str]] = []
        for line in block.splitlines():
            if line.startswith("- "):
                points.append([line[2:]])
            elif points:
                points[-1].append(line)
            elif line:
                words.append(line)
        if words:
            out.append(f"<p>{escape(' '.join(words), quote=False)}</p>")
        if points:
            items = "".join(f"<li>{escape(' '.join(point), quote=False)}</li>" for point in points)
            out.append(f"<ul>{items}</ul>")
    return "".join(out)
