"""What somebody wrote, without the mail that it answers: for the clients that Flanders uses.

Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and the webmail of Telenet, Proximus and KPN each
begin the quoted mail in their own way. Where it is not sure, the text stays whole: reading a
sentence too much is better than losing one.
"""

from __future__ import annotations

import re

# "Op ma 23 nov 2026 om 10:12 schreef Gemeente <post@…>:", over at most three lines
_WROTE = re.compile(
    r"^(?:>\s*)*(?:Op|On|Le|Am)\b(?=.*\d).{6,260}?"
    r"(?:schreef|geschreven|wrote|écrit|schrieb)\b.{0,160}:\s*$",
    re.IGNORECASE,
)
# "An schreef op 23/11/2026 10:12:"
_WROTE_NAME_FIRST = re.compile(
    r"^(?:>\s*)*\S.{0,120}\bschreef op (?=.*\d).{6,60}:\s*$", re.IGNORECASE
)
_RULER = re.compile(
    r"^\W*(?:-{2,}|_{2,})?\s*(?:oorspronkelijk(?:e)?|origineel|original)\s+(?:bericht|e-?mail|"
    r"mail|message)\s*:?\W*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\W{0,3}(?:Van|From|De)\s?:\W{0,3}\s*\S", re.IGNORECASE)
_SENT = re.compile(r"^\W{0,3}(?:Verzonden|Verstuurd|Datum|Sent|Date|Envoyé)\s?:", re.IGNORECASE)
_LINE = re.compile(r"^\s*(?:_{5,}|-{5,})\s*$")
_SIGNATURE = re.compile(r"^--\s?$")
_PHONE = re.compile(
    r"^\W{0,3}(?:(?:verzonden|verstuurd|sent|envoyé) (?:vanaf|vanuit|vanop|via|met|door|from|with|"
    r"de)\b.{2,60}|(?:download|get|haal) outlook (?:voor|for) .{2,20}|outlook (?:voor|for) .{2,12} "
    r"downloaden(?:<.{2,60}>)?|.{0,30}yahoo mail (?:op|voor|for|on) (?:android|iphone).{0,10})"
    r"\W{0,3}$",
    re.IGNORECASE,
)
SIGNATURE_LINES = 12


def own_text(text: str) -> str:
    """What the sender wrote. The whole text when nothing would be left (a forwarded mail)."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = _without_signature(_without_quotes(lines))
    return "\n".join(kept).strip() or "\n".join(lines).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    for at in range(len(lines)):
        length = _header(lines, at)
        if not length:
            continue
        rest = lines[at + length :]
        after = _after_marked(rest)
        before = _strip_end(lines[:at])
        if after is None:
            return before
        # the answer stands under the quote
        return [*before, *_without_quotes(after)]
    return _without_marked_end(lines)


def _header(lines: list[str], at: int) -> int:
    """How many lines a quote's header takes here; 0 when there is none."""
    line = lines[at]
    if _RULER.match(line):
        return 1
    for length in (1, 2, 3):
        joined = " ".join(part.strip() for part in lines[at : at + length])
        if _WROTE.match(joined) or (length < 3 and _WROTE_NAME_FIRST.match(joined)):
            return length
    if _FROM.match(line) and any(_SENT.match(other) for other in lines[at + 1 : at + 5]):
        return 1
    return 0


def _after_marked(rest: list[str]) -> list[str] | None:
    """What follows a block of lines with ``>``; None when the quote is not marked so, or when
    nothing follows."""
    at = 0
    while at < len(rest) and not rest[at].strip():
        at += 1
    if at == len(rest) or not rest[at].lstrip().startswith(">"):
        return None
    while at < len(rest) and (not rest[at].strip() or rest[at].lstrip().startswith(">")):
        at += 1
    after = rest[at:]
    return after if any(line.strip() for line in after) else None


def _without_marked_end(lines: list[str]) -> list[str]:
    """Without the block of ``>`` lines at the end; among the text they are part of the answer."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    return lines[:end]


def _strip_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or _LINE.match(lines[end - 1])):
        end -= 1
    return lines[:end]


def _without_signature(lines: list[str]) -> list[str]:
    for at in range(len(lines) - 1, -1, -1):
        if _SIGNATURE.match(lines[at]) and len(lines) - at <= SIGNATURE_LINES:
            lines = lines[:at]
            break
    lines = _strip_end(lines)
    while lines and _PHONE.match(lines[-1]):
        lines = _strip_end(lines[:-1])
    return lines
