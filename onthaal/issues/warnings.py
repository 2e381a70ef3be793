"""What in a text may point at a person: a hint for whoever releases it, never a guarantee."""

from __future__ import annotations

import re

_SIGNS = (
    (re.compile(r"(?<!\d)(?:\+32|0032|0)[ ./-]?[1-9](?:[ ./-]?\d){7,8}(?!\d)"), "telefoonnummer"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]*\w"), "e-mailadres"),
    (re.compile(r"\b[1-9][ -]?[A-Z]{3}[ -]?\d{3}\b", re.IGNORECASE), "nummerplaat"),
    (re.compile(r"\b[A-Z]{3}[ -]\d{3}\b"), "nummerplaat"),
    (re.compile(r"\b\d{2}[.\s]?\d{2}[.\s]?\d{2}[-\s]?\d{3}[.\s]?\d{2}\b"), "rijksregisternummer"),
    (re.compile(r"\bBE\d{2}(?: ?\d{4}){3}\b", re.IGNORECASE), "rekeningnummer"),
    (
        re.compile(
            r"\b(?:[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]hr|[Mm]evr|[Mm]r|[Bb]uurman|[Bb]uurvrouw"
            r"|[Dd]okter|[Ff]amilie|[Ff]am)\.?\s+[A-Z]\w+"
        ),
        "naam",
    ),
)
_TWO_NAMES = re.compile(
    r"\b([A-Z][a-zà-ÿ]+)((?: (?:van|de|den|der|ten|ter|Van|De|Den|Der))* [A-Z][a-zà-ÿ]+)"
)
# words with a capital that begin a sentence or name a place
_NO_FIRST_NAME = re.compile(
    r"De|Het|Een|Deze|Dit|Dat|Die|In|Op|Aan|Bij|Naast|Achter|Voor|Langs|Rond|Tussen|Van|Naar|Tot"
    r"|Ter|Te|Er|Daar|Hier|Is|Zijn|Wij|Ik|Mijn|Onze|Ons|Uw|U|Hij|Zij|Ze|Als|Kan|Kunt|Graag|Sinds"
    r"|Sint|Oude|Nieuwe|Grote|Kleine|Lange|Korte|Hoek|Kruispunt|Gemeente|Stad|Wijk|School|Café"
)
_PLACE = re.compile(
    r"(?:straat|laan|weg|plein|steenweg|dreef|pad|lei|kaai|hof|markt|park|bos|veld|kerk|school|baan)$"
)


def personal_signs(text: str) -> list[tuple[str, str]]:
    """What looks personal in ``text``: (the words, what it seems to be), in the order of the
    text; the same words once."""
    found = [
        (match.start(), match[0], what) for sign, what in _SIGNS for match in sign.finditer(text)
    ]
    found += [
        (match.start(), match[0], "naam")
        for match in _TWO_NAMES.finditer(text)
        if not _NO_FIRST_NAME.fullmatch(match[1]) and not _PLACE.search(match[0])
        if not any(match[0] in words or words in match[0] for _, words, _ in found)
    ]
    return list(dict.fromkeys((words, what) for _, words, what in sorted(found)))
