"""The mails that apps can send: their standard wording and what may stand in it.

Wording is plain text. ``{name}`` is a placeholder, an empty line starts a paragraph, lines that
begin with ``- `` make a list, ``[text](address)`` is a link and ``[Knop: text](address)`` a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# also what was meant as one: {Nummer}, {nummer }, a brace that was forgotten
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")


class UnknownPlaceholder(Exception):
    """The wording names something that this mail does not know; ``names`` says which, with the
    braces as they were typed."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(", ".join(sorted(names)))
        self.names = names


@dataclass(frozen=True)
class Template:
    key: str
    label: str
    subject: str
    body: str
    placeholders: Mapping[str, tuple[str, str]]

    @property
    def examples(self) -> dict[str, str]:
        """Example values for a preview."""
        return {name: example for name, (_, example) in self.placeholders.items()}


_templates: dict[str, Template] = {}


def register(
    key: str, label: str, *, subject: str, body: str, placeholders: Mapping[str, tuple[str, str]]
) -> None:
    """Make a mail known, at start. ``placeholders``: name → (meaning, example).

    Raises UnknownPlaceholder when the standard wording itself is wrong.
    """
    template = Template(key, label, subject, body, dict(placeholders))
    check(template, subject, body)
    _templates[key] = template


def get(key: str) -> Template:
    """The mail registered as ``key``. Raises KeyError."""
    return _templates[key]


def all_templates() -> list[Template]:
    """Every mail, by label."""
    return sorted(_templates.values(), key=lambda template: template.label)


def check(template: Template, subject: str, body: str) -> None:
    """Raise UnknownPlaceholder when ``subject`` or ``body`` uses a name that does not exist."""
    used = {*_BRACES.findall(subject), *_BRACES.findall(body)}
    if unknown := used - {f"{{{name}}}" for name in template.placeholders}:
        raise UnknownPlaceholder(unknown)


def fill(wording: str, values: Mapping[str, str]) -> str:
    """``wording`` with each ``{name}`` replaced once; values are never read as wording again."""
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), wording)
