"""Limited rich text: what is kept of HTML from outside, and how a colleague types it.

``clean`` leaves only the harmless, accessible HTML of the contract, in one fixed shape. An editor
types plain text with a few signs (``from_source``) and gets it back the same way (``to_source``):
a blank line begins a paragraph, ``### `` a heading, ``- `` and ``1. `` a list, ``**bold**``,
``_stressed_`` and ``[words](https://…)``. So it needs no script and no editor that a screen reader
cannot follow. What these signs cannot say, such as a table, shows as HTML and may be typed as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from onthaal.core.numbers import whole

SCHEMES = ("http://", "https://", "mailto:", "tel:")
BLOCKS = {"p", "ul", "ol", "h3", "h4", "table"}
_INLINE = {"strong", "em", "a", "br"}
_TABLE = {"thead", "tbody", "tfoot", "tr", "th", "td", "caption"}
_TAGS = BLOCKS | _INLINE | _TABLE | {"li", "div"}
_SAME = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_RENAME = re.compile(r"<(/?)(b|i|h1|h2|h5|h6)(?=[\s/>])", re.IGNORECASE)
# control characters and halves of characters, which a database cannot keep
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# tags that others put around a name; “<y>” is no tag of HTML, so somebody meant it
_KNOWN = "|".join(sorted(nh3.ALLOWED_TAGS | _TAGS | {"font", "script", "style"}))
_TAG = re.compile(rf"</?(?:{_KNOWN})(?:\s[^>]*|/)?>|<!--", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!/?(?:{_KNOWN})[\s/>]|!--)", re.IGNORECASE)
# far deeper than anybody reads, far less deep than Python can follow
_DEEPEST = 50
# what holds no words itself, and what holds them in it
_FRAMES = {"ul", "ol", "table", "thead", "tbody", "tfoot", "tr"}
_IN_FRAMES = {"li", *_TABLE}


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


def fit(text: str) -> str:
    """Without characters that a database cannot keep."""
    return _UNFIT.sub("", text)


def plain(text: str) -> str:
    """One line of text: no tags of HTML, no characters that cannot be kept, single spaces. It is
    no HTML: other words in angle brackets stay."""
    text = fit(text)
    if _TAG.search(text):
        text = _words(_tree(nh3.clean(_NO_TAG.sub("&lt;", text), tags=_TAGS)))
    return _SPACE.sub(" ", text).strip()


def words(html: str) -> str:
    """The words of cleaned HTML, with a line per block."""
    lines = [_SPACE.sub(" ", _words(block)).strip() for block in _blocks(_tree(html))]
    return "\n".join(line for line in lines if line)


def sentences_and_items(html: str) -> list[str]:
    """The words of every paragraph, heading and list item apart, for reading levels."""
    found: list[str] = []

    def walk(node: _Node) -> None:
        nested = [each for each in node.children if isinstance(each, _Node)]
        if node.tag in {"p", "h3", "h4", "li", "td", "th", "caption"}:
            found.append(_SPACE.sub(" ", _words(node)).strip())
            return
        for each in nested:
            walk(each)

    walk(_tree(html))
    return [text for text in found if text]


def links(html: str) -> list[str]:
    """The addresses in cleaned HTML as a browser would ask them, each once, in their order."""
    return list(dict.fromkeys(map(unescape, re.findall(r'<a href="([^"]*)"', html))))


def is_address(url: str) -> bool:
    """Whether a link may go there."""
    return url.strip().lower().startswith(SCHEMES) and not re.search(r"[\s<>\"]", url.strip())


def clean(html: str) -> str:
    """Only the allowed HTML, blocks at the top, nothing empty. Cleaning twice changes nothing.

    Of what is nested deeper than anybody reads, only the words stay.
    """
    html = _UNFIT.sub("", html)
    html = _RENAME.sub(lambda hit: f"<{hit[1]}{_SAME[hit[2].lower()]}", html)
    safe = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "noscript"},
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    return "".join(_serialise(block) for block in _blocks(_tree(safe)))


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value.strip() if is_address(value) else None
    return value if (whole(value, most=49) or 0) > 1 else None


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        # what is open, and which node holds what is in it
        self.open = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _, above = self.open[-1]
        in_frame = above.tag in _FRAMES and tag in _IN_FRAMES
        if len(self.open) > _DEEPEST and tag != "br" and not in_frame:
            self._edge(tag)
            self.open.append((tag, above))
            return
        # what is written as a number, such as &#1;, may still be unfit
        node = _Node(tag, {name: fit(value or "") for name, value in attrs})
        above.children.append(node)
        if tag != "br":
            self.open.append((tag, node))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                self._edge(tag)
                return

    def handle_data(self, data: str) -> None:
        self.open[-1][1].children.append(fit(data))

    def _edge(self, tag: str) -> None:
        """Of what is too deep the tags go, but the words of two blocks stay apart."""
        if len(self.open) > _DEEPEST and tag not in _INLINE:
            self.open[-1][1].children.append(_Node("edge"))


def _tree(html: str) -> _Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def _words(node: _Node) -> str:
    parts: list[str] = []
    for each in node.children:
        if isinstance(each, str):
            parts.append(each)
        elif each.tag == "br":
            parts.append(" ")
        else:
            parts.append(_words(each))
            if each.tag not in _INLINE:
                parts.append(" ")
    return "".join(parts)


def _blocks(root: _Node) -> Iterator[_Node]:
    """The children of ``root`` as blocks: loose words become paragraphs, empty blocks go."""
    loose: list[_Node | str] = []

    def paragraph() -> Iterator[_Node]:
        inline = _trimmed(list(loose))
        loose.clear()
        if inline:
            yield _Node("p", {}, inline)

    for each in _flat(root.children):
        if isinstance(each, str) or each.tag in _INLINE:
            loose.append(each)
            continue
        yield from paragraph()
        if each.tag in BLOCKS and (block := _block(each)):
            yield block
    yield from paragraph()


def _flat(children: list[_Node | str]) -> Iterator[_Node | str]:
    """Wrappers around blocks fall away, but keep what they hold apart from what is beside them."""
    for each in children:
        if isinstance(each, str) or each.tag in ("ul", "ol", "table"):
            yield each
        elif each.tag == "li":
            yield _Node("ul", {}, [each])
        elif (each.tag in _INLINE or each.tag in BLOCKS) and not _holds_block(each):
            yield each
        else:
            yield _Node("edge")
            yield from _flat(each.children)
            yield _Node("edge")


def _holds_block(node: _Node) -> bool:
    return any(
        isinstance(each, _Node) and (each.tag not in _INLINE or _holds_block(each))
        for each in node.children
    )


def _block(node: _Node) -> _Node | None:
    if node.tag in ("ul", "ol"):
        items = [_item(each) for each in node.children if not isinstance(each, str)]
        kept: list[_Node | str] = [each for each in items if each.children]
        return _Node(node.tag, {}, kept) if kept else None
    if node.tag == "table":
        return _table(node) if _words(node).strip() else None
    inline = _trimmed(node.children)
    return _Node(node.tag, {}, inline) if inline else None


def _table(node: _Node) -> _Node:
    """A table without loose spaces; a cell holds words or lists, as a list item does."""
    if node.tag in ("td", "th", "caption"):
        return _Node(node.tag, node.attributes, _item(_Node("li", {}, node.children)).children)
    parts = [each for each in node.children if isinstance(each, _Node) and each.tag in _TABLE]
    return _Node(node.tag, {}, [_table(each) for each in parts])


def _item(node: _Node) -> _Node:
    """What stands in a list item: words, or words followed by a list. A paragraph in it falls
    away, except between several."""
    if node.tag != "li":
        node = _Node("li", {}, [node])
    blocks = list(_blocks(node))
    if len(blocks) == 1 and blocks[0].tag == "p":
        return _Node("li", {}, blocks[0].children)
    if len(blocks) > 1 and blocks[0].tag == "p" and all(b.tag in ("ul", "ol") for b in blocks[1:]):
        return _Node("li", {}, [*blocks[0].children, *blocks[1:]])
    return _Node("li", {}, list(blocks))


def _trimmed(inline: list[_Node | str]) -> list[_Node | str]:
    """Inline contents without emptiness and without space or breaks at both ends."""
    tidy: list[_Node | str] = []
    for each in inline:
        pieces = [each] if isinstance(each, str) or each.tag == "br" else _tidied(each)
        for piece in pieces:
            if not isinstance(piece, str):
                tidy.append(piece)
            elif tidy and isinstance(tidy[-1], str):
                tidy[-1] = _SPACE.sub(" ", tidy[-1] + piece)
            elif piece:
                tidy.append(_SPACE.sub(" ", piece))
    while tidy and _is_nothing(tidy[0]):
        tidy.pop(0)
    while tidy and _is_nothing(tidy[-1]):
        tidy.pop()
    if tidy and isinstance(tidy[0], str):
        tidy[0] = tidy[0].lstrip(" ")
    if tidy and isinstance(tidy[-1], str):
        tidy[-1] = tidy[-1].rstrip(" ")
    return tidy


def _tidied(node: _Node) -> list[_Node | str]:
    """An inline element with its spaces outside; a link that goes nowhere is only its words."""
    inner = _trimmed(node.children)
    if not inner:
        return [" "] if _words(node) else []
    if node.tag == "a" and not node.attributes.get("href"):
        return inner
    text = _SPACE.sub(" ", _words(node))
    found: list[_Node | str] = [_Node(node.tag, node.attributes, inner)]
    if text.startswith(" "):
        found.insert(0, " ")
    if text.endswith(" "):
        found.append(" ")
    return found


def _is_nothing(each: _Node | str) -> bool:
    return not each.strip(" \xa0") if isinstance(each, str) else each.tag == "br"


def _serialise(node: _Node | str) -> str:
    if isinstance(node, str):
        return escape(_SPACE.sub(" ", node), quote=False)
    if node.tag == "br":
        return "<br>"
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in sorted(node.attributes.items())
    )
    inner = "".join(_serialise(each) for each in node.children)
    return f"<{node.tag}{attributes}>{inner}</{node.tag}>"


# --- the way an editor types it ---


def from_source(source: str) -> str:
    """What an editor typed, as cleaned HTML."""
    source = _UNFIT.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = re.split(r"\n[ \t]*\n+", source.strip("\n"))
    return clean("".join(_block_from(block.strip("\n")) for block in blocks if block.strip()))


def to_source(html: str) -> str:
    """Cleaned HTML as an editor types it; ``from_source`` of it gives the same HTML again."""
    parts = []
    for block in _blocks(_tree(html)):
        raw = _serialise(block)
        # signs are only escaped where they would mean something
        plain_way, careful = _typed(block, escaped=False), _typed(block, escaped=True)
        ways = (plain_way, careful, _LINE_START.sub(r"\1\\\2", careful or ""))
        parts.append(next((way for way in ways if way and _alone(way) == raw), raw))
    return "\n\n".join(parts)


# what would make a line something else than words: a list, a heading, HTML
_LINE_START = re.compile(r"^(\d{0,3})([-•#<.)])", re.MULTILINE)


def _alone(typed: str) -> str:
    return clean(_block_from(typed)) if "\n\n" not in typed else ""


def _typed(block: _Node, *, escaped: bool) -> str | None:
    """A block in signs; None when these cannot say it."""
    if block.tag in ("h3", "h4"):
        return f"{'#' * int(block.tag[1])} {_typed_inline(block.children, escaped)}"
    if block.tag == "p":
        return _typed_inline(block.children, escaped)
    if block.tag not in ("ul", "ol"):
        return None
    lines = []
    items = [each for each in block.children if isinstance(each, _Node)]
    for number, item in enumerate(items, 1):
        if _holds_block(item):
            return None
        sign = "-" if block.tag == "ul" else f"{number}."
        lines.append(f"{sign} {_typed_inline(item.children, escaped)}")
    return "\n".join(lines)


def _typed_inline(children: list[_Node | str], escaped: bool) -> str:
    parts = []
    for each in children:
        if isinstance(each, str):
            parts.append(re.sub(r"([\\*_\[])", r"\\\1", each) if escaped else each)
        elif each.tag == "br":
            parts.append("\n")
        elif each.tag == "a":
            parts.append(f"[{_typed_inline(each.children, escaped)}]({each.attributes['href']})")
        else:
            sign = "**" if each.tag == "strong" else "_"
            parts.append(f"{sign}{_typed_inline(each.children, escaped)}{sign}")
    return "".join(parts)


def _block_from(block: str) -> str:
    if re.match(r"\s*</?[A-Za-z]", block):
        return block
    pieces: list[str] = []
    gathered: list[str] = []
    kind = ""

    def close() -> None:
        if kind in ("ul", "ol"):
            pieces.append(f"<{kind}>{''.join(f'<li>{_inline(i)}</li>' for i in gathered)}</{kind}>")
        elif gathered:
            pieces.append(f"<p>{_inline(chr(10).join(gathered))}</p>")
        gathered.clear()

    for line in block.split("\n"):
        if heading := re.fullmatch(r"(#{3,4})[ \t]+(.+)", line):
            close()
            kind = ""
            pieces.append(f"<h{len(heading[1])}>{_inline(heading[2])}</h{len(heading[1])}>")
            continue
        bullet = re.match(r"\s*[-•*][ \t]+(.*)", line)
        numbered = re.match(r"\s*\d{1,3}[.)][ \t]+(.*)", line)
        wanted = "ul" if bullet else "ol" if numbered else "p"
        if wanted != kind:
            close()
            kind = wanted
        hit = bullet or numbered
        gathered.append(hit[1] if hit else line)
    close()
    return "".join(pieces)


def _inline(text: str) -> str:
    parts: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and place + 1 < len(text):
            parts.append(escape(text[place + 1], quote=False))
            place += 2
        elif sign == "\n":
            parts.append("<br>")
            place += 1
        elif hit := _marked(text, place):
            made, place = hit
            parts.append(made)
        else:
            parts.append(escape(sign, quote=False))
            place += 1
    return "".join(parts)


def _marked(text: str, place: int) -> tuple[str, int] | None:
    """What is between signs that begin at ``place``, and where it ends."""
    if text.startswith("**", place):
        end = _end(text, "**", place + 2)
        if end > place + 2:
            return f"<strong>{_inline(text[place + 2 : end])}</strong>", end + 2
    elif text[place] == "_" and not text[place - 1 : place].isalnum():
        end = _end(text, "_", place + 1)
        if end > place + 1 and not text[end + 1 : end + 2].isalnum():
            return f"<em>{_inline(text[place + 1 : end])}</em>", end + 1
    elif text[place] == "[":
        end = _end(text, "](", place + 1)
        close = text.find(")", end + 2) if end > 0 else -1
        # an address may hold brackets of its own, such as …_(stad)
        while close > 0 and text[end + 2 : close].count("(") > text[end + 2 : close].count(")"):
            close = text.find(")", close + 1)
        if close > 0 and is_address(text[end + 2 : close]):
            href = escape(text[end + 2 : close].strip())
            return f'<a href="{href}">{_inline(text[place + 1 : end])}</a>', close + 1
    return None


def _end(text: str, sign: str, place: int) -> int:
    """Where ``sign`` stands next, outside what was escaped; -1 when nowhere in the block."""
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        if text.startswith(sign, place):
            return place
        place += 1
    return -1
